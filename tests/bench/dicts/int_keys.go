package main

import (
	"fmt"
	"os"
	"strconv"
)

func main() {
	n, _ := strconv.Atoi(os.Args[1])
	counts := map[int]int{}
	seed := 7
	for range n {
		seed = seed * 48271 % 2147483647
		counts[seed%100003*9973]++
	}
	sum := 0
	for i := range 100003 {
		if count, ok := counts[i*9973]; ok {
			sum = (sum*31 + count) % 1000000007
		}
	}
	fmt.Println(len(counts), sum)
}
