// Four senders, one receiver, one channel.
package main

import (
	"fmt"
	"os"
	"strconv"
)

func main() {
	n, _ := strconv.Atoi(os.Args[1])
	ch := make(chan int, 1024)
	for range 4 {
		go func() {
			for i := range n / 4 {
				ch <- i
			}
		}()
	}
	sum := 0
	for range n {
		sum += <-ch % 7
	}
	fmt.Println(sum)
}
