import sys

order = list(range(int(sys.argv[1])))
total = 0


def permute(k):
    global total
    if k == len(order):
        for x in order:
            total = (total * 3 + x) % 1000003
        return
    for i in range(k, len(order)):
        order[k], order[i] = order[i], order[k]
        permute(k + 1)
        order[k], order[i] = order[i], order[k]


permute(0)
print(total)
