package main

import (
	"fmt"
	"os"
	"strconv"
)

func main() {
	n, _ := strconv.Atoi(os.Args[1])
	names := []string{"Ada", "Grace", "Alan", "Edsger", "Barbara"}
	check := 0
	for i := range n {
		line := fmt.Sprintf("%s has %d points, %d more than %s", names[i%5], i, i*7%100, names[i%3])
		check = (check*31 + len(line)) % 1000003
		if line[len(line)/2] == 'i' {
			check++
		}
	}
	fmt.Println(check)
}
