// Starting a goroutine and waiting for its answer.
package main

import (
	"fmt"
	"os"
	"strconv"
)

func main() {
	n, _ := strconv.Atoi(os.Args[1])
	ch := make(chan int, 1)
	sum := 0
	for i := range n {
		go func() { ch <- i % 7 }()
		sum += <-ch
	}
	fmt.Println(sum)
}
