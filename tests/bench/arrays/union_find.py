import sys

n = int(sys.argv[1])
parent = list(range(n))
size = [1] * n


def find(x):
    while parent[x] != x:
        parent[x] = parent[parent[x]]
        x = parent[x]
    return x


def join_sets(a, b):
    if size[a] < size[b]:
        a, b = b, a
    parent[b] = a
    size[a] += size[b]
    return size[a]


seed, sets, most = 7, n, 1
for _ in range(n):
    seed = seed * 48271 % 2147483647
    a = find(seed % n)
    seed = seed * 48271 % 2147483647
    b = find(seed % n)
    if a != b:
        most = max(most, join_sets(a, b))
        sets -= 1
print(sets, most)
