import sys


def randoms(n):
    seed = 7
    for _ in range(n):
        seed = seed * 48271 % 2147483647
        yield seed % 1000


print(sum(randoms(int(sys.argv[1]))))
