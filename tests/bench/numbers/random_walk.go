package main

import (
	"fmt"
	"os"
	"strconv"
)

func main() {
	n, _ := strconv.Atoi(os.Args[1])
	seed, x, y, far := 7, 0, 0, 0
	for range n {
		seed = seed * 48271 % 2147483647
		switch seed % 4 {
		case 0:
			x++
		case 1:
			x--
		case 2:
			y++
		default:
			y--
		}
		far = max(far, x*x+y*y)
	}
	fmt.Println(x, y, far)
}
