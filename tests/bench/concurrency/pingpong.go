// Two goroutines send a message there and back.
package main

import (
	"fmt"
	"os"
	"strconv"
)

func echo(there, back chan int) {
	for x := range there {
		back <- x + 1
	}
}

func play(n int, there, back chan int) int {
	x := 0
	for range n {
		there <- x
		x = <-back
	}
	close(there)
	return x
}

func main() {
	n, _ := strconv.Atoi(os.Args[1])
	there, back, result := make(chan int, 1), make(chan int, 1), make(chan int, 1)
	go echo(there, back)
	go func() { result <- play(n, there, back) }()
	fmt.Println(<-result)
}
