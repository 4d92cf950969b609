import sys

counts = {}
seed = 7
for _ in range(int(sys.argv[1])):
    seed = seed * 48271 % 2147483647
    key = seed % 100003 * 9973
    counts[key] = counts.get(key, 0) + 1
total = 0
for key in range(0, 100003 * 9973, 9973):
    if key in counts:
        total = (total * 31 + counts[key]) % 1000000007
print(len(counts), total)
