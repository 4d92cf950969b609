package main

import (
	"fmt"
	"os"
	"strconv"
	"strings"
)

var syllables = []string{"ba", "ko", "ri", "tu", "me", "lan", "sor", "vik"}

func textOf(n int) string {
	var text strings.Builder
	seed := 7
	for range n {
		seed = seed * 48271 % 2147483647
		text.WriteString(syllables[seed%8])
		text.WriteString(syllables[seed/8%8])
		if seed%3 != 0 {
			text.WriteString(syllables[seed/64%8])
		}
		if seed%5 != 0 {
			text.WriteString(syllables[seed/512%8])
		}
		text.WriteByte(' ')
	}
	return text.String()
}

func main() {
	n, _ := strconv.Atoi(os.Args[1])
	counts := map[string]int{}
	for _, word := range strings.Fields(textOf(n)) {
		counts[word]++
	}
	most, check := 0, 0
	for word, count := range counts {
		most = max(most, count)
		check = (check + count*count*len(word)) % 1000000007
	}
	fmt.Println(len(counts), most, check)
}
