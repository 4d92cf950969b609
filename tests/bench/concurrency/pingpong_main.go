// The main goroutine and another one send a message there and back.
package main

import (
	"fmt"
	"os"
	"strconv"
)

func main() {
	n, _ := strconv.Atoi(os.Args[1])
	there, back := make(chan int, 1), make(chan int, 1)
	go func() {
		for x := range there {
			back <- x + 1
		}
	}()
	x := 0
	for range n {
		there <- x
		x = <-back
	}
	close(there)
	fmt.Println(x)
}
