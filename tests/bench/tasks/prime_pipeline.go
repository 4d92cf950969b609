package main

import (
	"fmt"
	"os"
	"strconv"
)

func stage(source chan int, prime int) chan int {
	target := make(chan int, 64)
	go func() {
		for x := range source {
			if x%prime != 0 {
				target <- x
			}
		}
		close(target)
	}()
	return target
}

func numbers(n int) chan int {
	target := make(chan int, 64)
	go func() {
		for x := 2; x < n; x++ {
			target <- x
		}
		close(target)
	}()
	return target
}

func main() {
	n, _ := strconv.Atoi(os.Args[1])
	source := numbers(n)
	sum := 0
	for {
		prime, ok := <-source
		if !ok {
			break
		}
		sum += prime
		source = stage(source, prime)
	}
	fmt.Println(sum)
}
