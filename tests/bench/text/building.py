import sys


def build(n):
    text = ""
    seed = 7
    for _ in range(n):
        seed = seed * 48271 % 2147483647
        text += "abcdefghij"[seed % 10]
    return text


text = build(int(sys.argv[1]))
count = 0
for c in text:
    if c == "c":
        count += 1
print(len(text), count)
