// One sender, one receiver, one channel.
package main

import (
	"fmt"
	"os"
	"strconv"
)

func main() {
	n, _ := strconv.Atoi(os.Args[1])
	ch := make(chan int, 1024)
	go func() {
		for i := range n {
			ch <- i
		}
		close(ch)
	}()
	sum := 0
	for x := range ch {
		sum += x % 7
	}
	fmt.Println(sum)
}
