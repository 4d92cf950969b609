import sys


def text_of(n):
    letters = []
    seed = 7
    for _ in range(n):
        seed = seed * 48271 % 2147483647
        letters.append("acgt"[seed % 4])
    return "".join(letters)


def count(text, k):
    counts = {}
    for i in range(len(text) - k + 1):
        piece = text[i:i + k]
        counts[piece] = counts.get(piece, 0) + 1
    most = check = 0
    for times in counts.values():
        most = max(most, times)
        check = (check + times * times) % 1000000007
    return check + most + len(counts)


text = text_of(int(sys.argv[1]))
print(count(text, 2), count(text, 4), count(text, 6), count(text, 9))
