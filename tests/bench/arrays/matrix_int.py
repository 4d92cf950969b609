import sys


def make(n, seed):
    return [[(i * 31 + j * 17 + seed) % 100 for j in range(n)] for i in range(n)]


def multiply(a, b, n):
    c = []
    for i in range(n):
        row = []
        for j in range(n):
            total = 0
            for k in range(n):
                total += a[i][k] * b[k][j]
            row.append(total)
        c.append(row)
    return c


n = int(sys.argv[1])
c = multiply(make(n, 1), make(n, 2), n)
print(sum(c[i][i] for i in range(n)))
