import sys


def sort(xs, low, high):
    pivot = xs[(low + high) // 2]
    i, j = low, high
    while i <= j:
        while xs[i] < pivot:
            i += 1
        while xs[j] > pivot:
            j -= 1
        if i <= j:
            xs[i], xs[j] = xs[j], xs[i]
            i += 1
            j -= 1
    if low < j:
        sort(xs, low, j)
    if i < high:
        sort(xs, i, high)


n = int(sys.argv[1])
xs = []
seed = 7
for _ in range(n):
    seed = seed * 48271 % 2147483647
    xs.append(seed)
sort(xs, 0, n - 1)
check = 0
for x in xs:
    check = (check * 31 + x) % 1000000007
print(check)
