// Timers, all pending.
package main

import (
	"fmt"
	"os"
	"strconv"
	"time"
)

func main() {
	n, _ := strconv.Atoi(os.Args[1])
	naps := make([]<-chan time.Time, n)
	for i := range naps {
		naps[i] = time.After(time.Duration(600000+i%1000) * time.Millisecond)
	}
	fmt.Println(len(naps))
}
