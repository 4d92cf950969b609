import sys


def sift(xs, root, stop):
    x = xs[root]
    while True:
        child = root * 2 + 1
        if child >= stop:
            break
        if child + 1 < stop and xs[child + 1] > xs[child]:
            child += 1
        if xs[child] <= x:
            break
        xs[root] = xs[child]
        root = child
    xs[root] = x


n = int(sys.argv[1])
xs = []
seed = 7
for _ in range(n):
    seed = seed * 48271 % 2147483647
    xs.append(seed)
for root in range(n // 2 - 1, -1, -1):
    sift(xs, root, n)
for stop in range(n - 1, 0, -1):
    xs[0], xs[stop] = xs[stop], xs[0]
    sift(xs, 0, stop)
check = 0
for x in xs:
    check = (check * 31 + x) % 1000000007
print(check)
