package main

import (
	"fmt"
	"os"
	"strconv"
)

var parent, size []int

func find(x int) int {
	for parent[x] != x {
		parent[x] = parent[parent[x]]
		x = parent[x]
	}
	return x
}

func joinSets(a, b int) int {
	if size[a] < size[b] {
		a, b = b, a
	}
	parent[b] = a
	size[a] += size[b]
	return size[a]
}

func main() {
	n, _ := strconv.Atoi(os.Args[1])
	parent, size = make([]int, n), make([]int, n)
	for i := range n {
		parent[i], size[i] = i, 1
	}
	seed, sets, most := 7, n, 1
	for range n {
		seed = seed * 48271 % 2147483647
		a := find(seed % n)
		seed = seed * 48271 % 2147483647
		b := find(seed % n)
		if a != b {
			most = max(most, joinSets(a, b))
			sets--
		}
	}
	fmt.Println(sets, most)
}
