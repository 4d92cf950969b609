import sys


def free(columns, row, column):
    for r in range(row):
        other = columns[r]
        if other == column or other - column == r - row or other - column == row - r:
            return False
    return True


def queens(n):
    columns = [0] * n
    count = row = column = 0
    while row >= 0:
        while column < n and not free(columns, row, column):
            column += 1
        if column < n and row == n - 1:
            count += 1
        if column < n and row < n - 1:
            columns[row] = column
            row += 1
            column = 0
        else:
            row -= 1
            if row >= 0:
                column = columns[row] + 1
    return count


print(queens(int(sys.argv[1])))
