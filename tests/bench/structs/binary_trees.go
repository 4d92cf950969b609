package main

import (
	"fmt"
	"os"
	"strconv"
)

type node struct{ left, right *node }

func newTree(depth int) *node {
	if depth == 0 {
		return &node{}
	}
	return &node{newTree(depth - 1), newTree(depth - 1)}
}

func (t *node) count() int {
	if t.left == nil {
		return 1
	}
	return 1 + t.left.count() + t.right.count()
}

func main() {
	n, _ := strconv.Atoi(os.Args[1])
	kept := newTree(n)
	sum := 0
	for depth := 4; depth <= n; depth += 2 {
		for range 1 << (n - depth) {
			sum += newTree(depth).count()
		}
	}
	fmt.Println(sum + kept.count())
}
