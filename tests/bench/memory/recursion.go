// Goroutines, each waiting for the result of the next.
package main

import (
	"fmt"
	"os"
	"strconv"
)

func down(n int, result chan int) {
	if n == 0 {
		result <- 0
		return
	}
	next := make(chan int)
	go down(n-1, next)
	result <- 1 + <-next
}

func main() {
	n, _ := strconv.Atoi(os.Args[1])
	result := make(chan int)
	go down(n, result)
	fmt.Println(<-result)
}
