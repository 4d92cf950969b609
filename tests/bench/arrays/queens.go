package main

import (
	"fmt"
	"os"
	"strconv"
)

func free(columns []int, row, column int) bool {
	for r, other := range columns[:row] {
		if other == column || other-column == r-row || other-column == row-r {
			return false
		}
	}
	return true
}

func queens(n int) int {
	columns := make([]int, n)
	count, row, column := 0, 0, 0
	for row >= 0 {
		for column < n && !free(columns, row, column) {
			column++
		}
		if column < n && row == n-1 {
			count++
		}
		if column < n && row < n-1 {
			columns[row] = column
			row++
			column = 0
		} else {
			row--
			if row >= 0 {
				column = columns[row] + 1
			}
		}
	}
	return count
}

func main() {
	n, _ := strconv.Atoi(os.Args[1])
	fmt.Println(queens(n))
}
