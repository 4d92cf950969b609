package main

import (
	"fmt"
	"os"
	"strconv"
)

func flips(order, pile []int) int {
	copy(pile, order)
	count := 0
	for pile[0] != 0 {
		for i, j := 0, pile[0]; i < j; i, j = i+1, j-1 {
			pile[i], pile[j] = pile[j], pile[i]
		}
		count++
	}
	return count
}

func main() {
	n, _ := strconv.Atoi(os.Args[1])
	order, pile, turned := make([]int, n), make([]int, n), make([]int, n)
	for i := range order {
		order[i] = i
	}
	most, check, sign, k := 0, 0, 1, 0
	for k < n {
		count := flips(order, pile)
		most = max(most, count)
		check += sign * count
		sign = -sign
		for k = 1; k < n; k++ {
			first := order[0]
			for i := range k {
				order[i] = order[i+1]
			}
			order[k] = first
			turned[k]++
			if turned[k] <= k {
				break
			}
			turned[k] = 0
		}
	}
	fmt.Println(most, check)
}
