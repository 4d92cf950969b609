package main

import (
	"fmt"
	"os"
	"strconv"
)

func newMatrix(n, seed int) [][]float64 {
	m := make([][]float64, n)
	for i := range m {
		m[i] = make([]float64, n)
		for j := range m[i] {
			m[i][j] = float64((i*31+j*17+seed)%100) * 0.5
		}
	}
	return m
}

func multiply(a, b [][]float64) [][]float64 {
	n := len(a)
	c := make([][]float64, n)
	for i := range c {
		c[i] = make([]float64, n)
		for j := range n {
			sum := 0.0
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
	trace := 0.0
	for i := range n {
		trace += c[i][i]
	}
	fmt.Println(int(trace * 4))
}
