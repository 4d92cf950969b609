import sys


def random(n, seed):
    xs = []
    for _ in range(n):
        seed = seed * 48271 % 2147483647
        xs.append(seed % 8)
    return xs


def longest(a, b):
    table = [[0] * (len(b) + 1) for _ in range(len(a) + 1)]
    for i in range(len(a)):
        for j in range(len(b)):
            if a[i] == b[j]:
                table[i + 1][j + 1] = table[i][j] + 1
            elif table[i][j + 1] > table[i + 1][j]:
                table[i + 1][j + 1] = table[i][j + 1]
            else:
                table[i + 1][j + 1] = table[i + 1][j]
    return table[len(a)][len(b)]


n = int(sys.argv[1])
print(longest(random(n, 7), random(n, 11)))
