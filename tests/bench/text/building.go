package main

import (
	"fmt"
	"os"
	"strconv"
	"strings"
)

func build(n int) string {
	var text strings.Builder
	seed := 7
	for range n {
		seed = seed * 48271 % 2147483647
		text.WriteByte("abcdefghij"[seed%10])
	}
	return text.String()
}

func main() {
	n, _ := strconv.Atoi(os.Args[1])
	text := build(n)
	count := 0
	for _, c := range text {
		if c == 'c' {
			count++
		}
	}
	fmt.Println(len(text), count)
}
