package main

import (
	"fmt"
	"os"
	"strconv"
)

func reversed(s string) string {
	out := ""
	for _, c := range s {
		out = string(c) + out
	}
	return out
}

func main() {
	n, _ := strconv.Atoi(os.Args[1])
	count := 0
	for i := range n {
		digits := strconv.Itoa(i)
		if reversed(digits) == digits {
			count += len(digits)
		}
	}
	fmt.Println(count)
}
