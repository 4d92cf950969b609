import sys


def flips(order):
    pile = order[:]
    count = 0
    while pile[0]:
        top = pile[0] + 1
        pile[:top] = pile[:top][::-1]
        count += 1
    return count


def work(n):
    order = list(range(n))
    turned = [0] * n
    most = check = 0
    sign = 1
    k = 0
    while k < n:
        count = flips(order)
        most = max(most, count)
        check += sign * count
        sign = -sign
        k = 1
        while k < n:
            order.insert(k, order.pop(0))
            turned[k] += 1
            if turned[k] <= k:
                break
            turned[k] = 0
            k += 1
    return f"{most} {check}"


print(work(int(sys.argv[1])))
