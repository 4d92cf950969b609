"""A generator, pulled by a loop."""
import sys


def upto(n):
    i = 0
    while i < n:
        yield i
        i += 1


total = 0
for x in upto(int(sys.argv[1])):
    total += x % 7
print(total)
