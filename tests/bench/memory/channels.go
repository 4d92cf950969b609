// Channels with one message each.
package main

import (
	"fmt"
	"os"
	"strconv"
)

func main() {
	n, _ := strconv.Atoi(os.Args[1])
	all := make([]chan int, n)
	for i := range all {
		all[i] = make(chan int, 1)
		all[i] <- i % 7
	}
	sum := 0
	for _, ch := range all {
		sum += <-ch
	}
	fmt.Println(sum)
}
