import sys


def reversed_(s):
    out = ""
    for c in s:
        out = c + out
    return out


count = 0
for i in range(int(sys.argv[1])):
    digits = str(i)
    if reversed_(digits) == digits:
        count += len(digits)
print(count)
