package main

import (
	"fmt"
	"os"
	"strconv"
)

func nextOf(x int) chan int {
	result := make(chan int, 1)
	go func() { result <- (x*3 + 1) % 1009 }()
	return result
}

func main() {
	n, _ := strconv.Atoi(os.Args[1])
	x := 0
	for range n {
		x = <-nextOf(x)
	}
	fmt.Println(x)
}
