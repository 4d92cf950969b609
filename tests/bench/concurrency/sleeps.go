// Many goroutines that sleep at the same time, each for 50 to 99 ms.
package main

import (
	"fmt"
	"os"
	"strconv"
	"time"
)

func main() {
	n, _ := strconv.Atoi(os.Args[1])
	naps := make([]chan int, n)
	for i := range naps {
		naps[i] = make(chan int, 1)
		go func() {
			time.Sleep(time.Duration(50+i%50) * time.Millisecond)
			naps[i] <- i % 7
		}()
	}
	sum := 0
	for _, nap := range naps {
		sum += <-nap
	}
	fmt.Println(sum)
}
