package main

import (
	"fmt"
	"os"
	"strconv"
)

func textOf(n, seed int) string {
	text := make([]byte, n)
	for i := range text {
		seed = seed * 48271 % 2147483647
		text[i] = "abcdefgh"[seed%8]
	}
	return string(text)
}

func distance(a, b string) int {
	before, now := make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range before {
		before[j] = j
	}
	for i := range len(a) {
		now[0] = i + 1
		for j := range len(b) {
			cost := 1
			if a[i] == b[j] {
				cost = 0
			}
			now[j+1] = min(now[j]+1, before[j+1]+1, before[j]+cost)
		}
		before, now = now, before
	}
	return before[len(b)]
}

func main() {
	n, _ := strconv.Atoi(os.Args[1])
	fmt.Println(distance(textOf(n, 7), textOf(n, 11)))
}
