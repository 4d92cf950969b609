// An iterator function, pulled by a loop.
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

func main() {
	n, _ := strconv.Atoi(os.Args[1])
	sum := 0
	for x := range upto(n) {
		sum += x % 7
	}
	fmt.Println(sum)
}
