package main

import (
	"errors"
	"fmt"
	"os"
	"strconv"
)

func checked(x int) (int, error) {
	if x%5 == 0 {
		return 0, errors.New("a multiple of five")
	}
	return x * 7 % 1000, nil
}

func halved(x int) (int, error) {
	y, err := checked(x)
	if err != nil {
		return 0, err
	}
	return y / 2, nil
}

func main() {
	n, _ := strconv.Atoi(os.Args[1])
	sum, failed := 0, 0
	for i := range n {
		y, err := halved(i)
		if err != nil {
			failed += len(err.Error())
		} else {
			sum += y
		}
	}
	fmt.Println(sum, failed)
}
