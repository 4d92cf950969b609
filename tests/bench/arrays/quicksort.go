package main

import (
	"fmt"
	"os"
	"strconv"
)

func sort(xs []int, low, high int) {
	pivot := xs[(low+high)/2]
	i, j := low, high
	for i <= j {
		for xs[i] < pivot {
			i++
		}
		for xs[j] > pivot {
			j--
		}
		if i <= j {
			xs[i], xs[j] = xs[j], xs[i]
			i++
			j--
		}
	}
	if low < j {
		sort(xs, low, j)
	}
	if i < high {
		sort(xs, i, high)
	}
}

func main() {
	n, _ := strconv.Atoi(os.Args[1])
	xs := make([]int, n)
	seed := 7
	for i := range xs {
		seed = seed * 48271 % 2147483647
		xs[i] = seed
	}
	sort(xs, 0, n-1)
	check := 0
	for _, x := range xs {
		check = (check*31 + x) % 1000000007
	}
	fmt.Println(check)
}
