import sys


def upto(n):
    for i in range(n):
        yield i


def odd(numbers):
    for x in numbers:
        if x % 2 == 1:
            yield x


def squares(numbers):
    for x in numbers:
        yield x * x % 1000


print(sum(squares(odd(upto(int(sys.argv[1]))))))
