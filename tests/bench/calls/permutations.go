package main

import (
	"fmt"
	"os"
	"strconv"
)

var (
	order []int
	sum   int
)

func permute(k int) {
	if k == len(order) {
		for _, x := range order {
			sum = (sum*3 + x) % 1000003
		}
		return
	}
	for i := k; i < len(order); i++ {
		order[k], order[i] = order[i], order[k]
		permute(k + 1)
		order[k], order[i] = order[i], order[k]
	}
}

func main() {
	n, _ := strconv.Atoi(os.Args[1])
	for i := range n {
		order = append(order, i)
	}
	permute(0)
	fmt.Println(sum)
}
