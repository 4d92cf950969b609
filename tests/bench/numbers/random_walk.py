import sys


def work(n):
    seed, x, y, far = 7, 0, 0, 0
    for _ in range(n):
        seed = seed * 48271 % 2147483647
        way = seed % 4
        if way == 0:
            x += 1
        elif way == 1:
            x -= 1
        elif way == 2:
            y += 1
        else:
            y -= 1
        far = max(far, x * x + y * y)
    return f"{x} {y} {far}"


print(work(int(sys.argv[1])))
