package main

import (
	"fmt"
	"iter"
	"os"
	"strconv"
)

func upto(n int) iter.Seq[int] {
	return func(yield func(int) bool) {
		for i := range n {
			if !yield(i) {
				return
			}
		}
	}
}

func odd(numbers iter.Seq[int]) iter.Seq[int] {
	return func(yield func(int) bool) {
		for x := range numbers {
			if x%2 == 1 && !yield(x) {
				return
			}
		}
	}
}

func squares(numbers iter.Seq[int]) iter.Seq[int] {
	return func(yield func(int) bool) {
		for x := range numbers {
			if !yield(x * x % 1000) {
				return
			}
		}
	}
}

func main() {
	n, _ := strconv.Atoi(os.Args[1])
	sum := 0
	for x := range squares(odd(upto(n))) {
		sum += x
	}
	fmt.Println(sum)
}
