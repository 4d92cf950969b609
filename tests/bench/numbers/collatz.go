package main

import (
	"fmt"
	"os"
	"strconv"
)

func steps(x int) int {
	count := 0
	for x != 1 {
		if x%2 == 0 {
			x /= 2
		} else {
			x = x*3 + 1
		}
		count++
	}
	return count
}

func main() {
	n, _ := strconv.Atoi(os.Args[1])
	longest, best := 0, 0
	for i := 1; i < n; i++ {
		if count := steps(i); count > longest {
			longest, best = count, i
		}
	}
	fmt.Println(best, longest)
}
