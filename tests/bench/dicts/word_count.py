import sys

SYLLABLES = ["ba", "ko", "ri", "tu", "me", "lan", "sor", "vik"]


def text_of(n):
    parts = []
    seed = 7
    for _ in range(n):
        seed = seed * 48271 % 2147483647
        parts.append(SYLLABLES[seed % 8] + SYLLABLES[seed // 8 % 8])
        if seed % 3 != 0:
            parts.append(SYLLABLES[seed // 64 % 8])
        if seed % 5 != 0:
            parts.append(SYLLABLES[seed // 512 % 8])
        parts.append(" ")
    return "".join(parts)


counts = {}
for word in text_of(int(sys.argv[1])).split():
    counts[word] = counts.get(word, 0) + 1
most = check = 0
for word, count in counts.items():
    most = max(most, count)
    check = (check + count * count * len(word)) % 1000000007
print(len(counts), most, check)
