package main

import (
	"fmt"
	"os"
	"strconv"
)

func main() {
	n, _ := strconv.Atoi(os.Args[1])
	prime := make([]bool, n+1)
	for i := range prime {
		prime[i] = true
	}
	count := 0
	for i := 2; i <= n; i++ {
		if prime[i] {
			count++
			for j := i * i; j <= n; j += i {
				prime[j] = false
			}
		}
	}
	fmt.Println(count)
}
