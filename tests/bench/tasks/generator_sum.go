package main

import (
	"fmt"
	"iter"
	"os"
	"strconv"
)

func randoms(n int) iter.Seq[int] {
	return func(yield func(int) bool) {
		seed := 7
		for range n {
			seed = seed * 48271 % 2147483647
			if !yield(seed % 1000) {
				return
			}
		}
	}
}

func main() {
	n, _ := strconv.Atoi(os.Args[1])
	sum := 0
	for x := range randoms(n) {
		sum += x
	}
	fmt.Println(sum)
}
