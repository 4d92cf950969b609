package main

import (
	"fmt"
	"os"
	"strconv"
)

func random(n, seed int) []int {
	xs := make([]int, n)
	for i := range xs {
		seed = seed * 48271 % 2147483647
		xs[i] = seed % 8
	}
	return xs
}

func longest(a, b []int) int {
	table := make([][]int, len(a)+1)
	for i := range table {
		table[i] = make([]int, len(b)+1)
	}
	for i := range a {
		for j := range b {
			if a[i] == b[j] {
				table[i+1][j+1] = table[i][j] + 1
			} else {
				table[i+1][j+1] = max(table[i][j+1], table[i+1][j])
			}
		}
	}
	return table[len(a)][len(b)]
}

func main() {
	n, _ := strconv.Atoi(os.Args[1])
	fmt.Println(longest(random(n, 7), random(n, 11)))
}
