package main

import (
	"fmt"
	"os"
	"strconv"
)

func count(text string, k int) int {
	counts := map[string]int{}
	for i := range len(text) - k + 1 {
		counts[text[i:i+k]]++
	}
	most, check := 0, 0
	for _, times := range counts {
		most = max(most, times)
		check = (check + times*times) % 1000000007
	}
	return check + most + len(counts)
}

func main() {
	n, _ := strconv.Atoi(os.Args[1])
	letters := make([]byte, n)
	seed := 7
	for i := range letters {
		seed = seed * 48271 % 2147483647
		letters[i] = "acgt"[seed%4]
	}
	text := string(letters)
	fmt.Println(count(text, 2), count(text, 4), count(text, 6), count(text, 9))
}
