import sys


def checked(x):
    if x % 5 == 0:
        raise ValueError("a multiple of five")
    return x * 7 % 1000


def halved(x):
    return checked(x) // 2


total = failed = 0
for i in range(int(sys.argv[1])):
    try:
        total += halved(i)
    except ValueError as e:
        failed += len(str(e))
print(total, failed)
