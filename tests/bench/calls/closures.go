package main

import (
	"fmt"
	"os"
	"strconv"
)

func mapped(xs []int, f func(int) int) []int {
	out := make([]int, 0, len(xs))
	for _, x := range xs {
		out = append(out, f(x))
	}
	return out
}

func filtered(xs []int, keep func(int) bool) []int {
	out := make([]int, 0, len(xs))
	for _, x := range xs {
		if keep(x) {
			out = append(out, x)
		}
	}
	return out
}

func reduced(xs []int, start int, f func(int, int) int) int {
	for _, x := range xs {
		start = f(start, x)
	}
	return start
}

func main() {
	n, _ := strconv.Atoi(os.Args[1])
	numbers := make([]int, 1000)
	for i := range numbers {
		numbers[i] = i
	}
	sum := 0
	for round := range n {
		moved := mapped(numbers, func(x int) int { return x*3 + round })
		even := filtered(moved, func(x int) bool { return x%2 == 0 })
		sum += reduced(even, 0, func(a, x int) int { return a + x%1000 })
	}
	fmt.Println(sum)
}
