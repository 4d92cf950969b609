// Goroutines, all of which wait for a message; then each gets one.
package main

import (
	"fmt"
	"os"
	"strconv"
	"sync/atomic"
	"time"
)

func main() {
	n, _ := strconv.Atoi(os.Args[1])
	var begun atomic.Int64
	gate, results := make(chan int), make(chan int, 1024)
	for i := range n {
		go func() {
			begun.Add(1)
			results <- <-gate + i
		}()
	}
	for begun.Load() < int64(n) {
		time.Sleep(5 * time.Millisecond)
	}
	go func() {
		for range n {
			gate <- 1
		}
	}()
	sum := 0
	for range n {
		sum += <-results
	}
	fmt.Println(sum)
}
