package main

import (
	"fmt"
	"os"
	"strconv"
)

func main() {
	n, _ := strconv.Atoi(os.Args[1])
	sum := 0
	for i := range n {
		for j := range n {
			sum += i * j % 7
		}
	}
	fmt.Println(sum)
}
