// Goroutines, all alive: each waits for a message, then sends one.
package main

import (
	"fmt"
	"os"
	"strconv"
)

func main() {
	n, _ := strconv.Atoi(os.Args[1])
	begun, gate, done := make(chan bool, n), make(chan int, n), make(chan int, n)
	for i := range n {
		go func() {
			begun <- true
			done <- <-gate + i
		}()
	}
	for range n {
		<-begun
	}
	for range n {
		gate <- 1
	}
	sum := 0
	for range n {
		sum += <-done
	}
	fmt.Println(sum)
}
