package main

import (
	"fmt"
	"os"
	"strconv"
)

func newMatrix(n, seed int) [][]int {
	m := make([][]int, n)
	for i := range m {
		m[i] = make([]int, n)
		for j := range m[i] {
			m[i][j] = (i*31 + j*17 + seed) % 100
		}
	}
	return m
}

func multiply(a, b [][]int) [][]int {
	n := len(a)
	c := make([][]int, n)
	for i := range c {
		c[i] = make([]int, n)
		for j := range n {
			sum := 0
			for k := range n {
				sum += a[i][k] * b[k][j]
			}
			c[i][j] = sum
		}
	}
	return c
}

func main() {
	n, _ := strconv.Atoi(os.Args[1])
	c := multiply(newMatrix(n, 1), newMatrix(n, 2))
	trace := 0
	for i := range n {
		trace += c[i][i]
	}
	fmt.Println(trace)
}
