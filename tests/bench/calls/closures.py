import sys
from functools import reduce

numbers = range(1000)
total = 0
for round_ in range(int(sys.argv[1])):
    moved = map(lambda x: x * 3 + round_, numbers)
    even = filter(lambda x: x % 2 == 0, moved)
    total += reduce(lambda a, x: a + x % 1000, even, 0)
print(total)
