package main

import (
	"fmt"
	"os"
	"strconv"
)

func ackermann(m, n int) int {
	if m == 0 {
		return n + 1
	}
	if n == 0 {
		return ackermann(m-1, 1)
	}
	return ackermann(m-1, ackermann(m, n-1))
}

func main() {
	n, _ := strconv.Atoi(os.Args[1])
	sum := 0
	for i := range n {
		sum += ackermann(3, i%8)
	}
	fmt.Println(sum)
}
