// Goroutines that all wait before they go on: a thousand at a time.
package main

import (
	"fmt"
	"os"
	"strconv"
)

func one(gate chan int, x int) chan int {
	result := make(chan int, 1)
	go func() { result <- <-gate + x }()
	return result
}

func round(gate chan int) int {
	waiting := make([]chan int, 0, 1000)
	for i := range 1000 {
		waiting = append(waiting, one(gate, i))
	}
	for range 1000 {
		gate <- 1
	}
	sum := 0
	for _, w := range waiting {
		sum += <-w
	}
	return sum
}

func main() {
	n, _ := strconv.Atoi(os.Args[1])
	gate := make(chan int, 1000)
	sum := 0
	for range n / 1000 {
		sum += round(gate)
	}
	fmt.Println(sum)
}
