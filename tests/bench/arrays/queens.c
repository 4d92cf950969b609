#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

static bool is_free(const int64_t *columns, int64_t row, int64_t column)
{
    for (int64_t r = 0; r < row; r++) {
        int64_t other = columns[r];

        if (other == column || other - column == r - row || other - column == row - r)
            return false;
    }
    return true;
}

static int64_t queens(int64_t n)
{
    int64_t *columns = calloc(n, sizeof *columns), count = 0, row = 0, column = 0;

    while (row >= 0) {
        while (column < n && !is_free(columns, row, column))
            column++;
        if (column < n && row == n - 1)
            count++;
        if (column < n && row < n - 1) {
            columns[row++] = column;
            column         = 0;
        } else {
            row--;
            if (row >= 0)
                column = columns[row] + 1;
        }
    }
    free(columns);
    return count;
}

int main(int argc, char **argv)
{
    printf("%" PRId64 "\n", queens(argc > 1 ? atol(argv[1]) : 0));
}
