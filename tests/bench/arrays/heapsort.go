package main

import (
	"fmt"
	"os"
	"strconv"
)

func sift(xs []int, root, stop int) {
	x := xs[root]
	for {
		child := root*2 + 1
		if child >= stop {
			break
		}
		if child+1 < stop && xs[child+1] > xs[child] {
			child++
		}
		if xs[child] <= x {
			break
		}
		xs[root] = xs[child]
		root = child
	}
	xs[root] = x
}

func main() {
	n, _ := strconv.Atoi(os.Args[1])
	xs := make([]int, n)
	seed := 7
	for i := range xs {
		seed = seed * 48271 % 2147483647
		xs[i] = seed
	}
	for root := n/2 - 1; root >= 0; root-- {
		sift(xs, root, n)
	}
	for stop := n - 1; stop > 0; stop-- {
		xs[0], xs[stop] = xs[stop], xs[0]
		sift(xs, 0, stop)
	}
	check := 0
	for _, x := range xs {
		check = (check*31 + x) % 1000000007
	}
	fmt.Println(check)
}
