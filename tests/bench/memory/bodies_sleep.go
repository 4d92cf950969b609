// Goroutines, all of which sleep.
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
	for i := range n {
		go func() {
			begun.Add(1)
			time.Sleep(time.Duration(600000+i%1000) * time.Millisecond)
		}()
	}
	for begun.Load() < int64(n) {
		time.Sleep(5 * time.Millisecond)
	}
	fmt.Println(begun.Load())
}
