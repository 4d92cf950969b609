// A function over a slice, on all cores.
package main

import (
	"fmt"
	"os"
	"runtime"
	"strconv"
	"sync"
	"sync/atomic"
)

func steps(n int) int {
	count := 0
	for n > 1 {
		if n%2 == 0 {
			n = n / 2
		} else {
			n = 3*n + 1
		}
		count++
	}
	return count
}

func part(p int) int {
	sum := 0
	for i := p * 1000; i < p*1000+1000; i++ {
		sum += steps(i + 1)
	}
	return sum
}

func parallelMap(n int, f func(int) int) []int {
	out := make([]int, n)
	var next atomic.Int64
	var group sync.WaitGroup
	for range runtime.NumCPU() {
		group.Add(1)
		go func() {
			defer group.Done()
			for i := int(next.Add(1)) - 1; i < n; i = int(next.Add(1)) - 1 {
				out[i] = f(i)
			}
		}()
	}
	group.Wait()
	return out
}

func main() {
	n, _ := strconv.Atoi(os.Args[1])
	sum := 0
	for _, v := range parallelMap(n/1000, part) {
		sum += v
	}
	fmt.Println(sum)
}
