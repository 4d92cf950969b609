// Four workers take jobs from one channel and send the results back through another.
package main

import (
	"fmt"
	"os"
	"strconv"
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

func main() {
	n, _ := strconv.Atoi(os.Args[1])
	jobs, results := make(chan int, 256), make(chan int, 1024)
	for range 4 {
		go func() {
			for job := range jobs {
				results <- steps(job)
			}
		}()
	}
	go func() {
		for i := range n {
			jobs <- i + 1
		}
		close(jobs)
	}()
	sum := 0
	for range n {
		sum += <-results
	}
	fmt.Println(sum)
}
