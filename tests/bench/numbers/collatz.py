import sys


def steps(x):
    count = 0
    while x != 1:
        x = x // 2 if x % 2 == 0 else x * 3 + 1
        count += 1
    return count


longest = best = 0
for i in range(1, int(sys.argv[1])):
    count = steps(i)
    if count > longest:
        longest, best = count, i
print(best, longest)
