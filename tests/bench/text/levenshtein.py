import sys


def text_of(n, seed):
    letters = []
    for _ in range(n):
        seed = seed * 48271 % 2147483647
        letters.append("abcdefgh"[seed % 8])
    return "".join(letters)


def distance(a, b):
    before = list(range(len(b) + 1))
    for i, x in enumerate(a):
        now = [i + 1]
        for j, y in enumerate(b):
            now.append(min(now[j] + 1, before[j + 1] + 1, before[j] + (x != y)))
        before = now
    return before[-1]


n = int(sys.argv[1])
print(distance(text_of(n, 7), text_of(n, 11)))
