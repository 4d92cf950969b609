// Starting a goroutine and waiting for its end.
package main

import (
	"fmt"
	"os"
	"strconv"
	"sync"
)

func main() {
	n, _ := strconv.Atoi(os.Args[1])
	done := 0
	var group sync.WaitGroup
	for i := range n {
		group.Add(1)
		go func() { group.Done() }()
		group.Wait()
		done += i % 7
	}
	fmt.Println(done)
}
