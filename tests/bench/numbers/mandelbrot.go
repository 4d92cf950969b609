package main

import (
	"fmt"
	"os"
	"strconv"
)

func mandelbrot(size int) int {
	inside := 0
	for y := range size {
		for x := range size {
			cr := 2.0*float64(x)/float64(size) - 1.5
			ci := 2.0*float64(y)/float64(size) - 1.0
			zr, zi, i := 0.0, 0.0, 0
			for i < 50 && zr*zr+zi*zi <= 4.0 {
				zr, zi = zr*zr-zi*zi+cr, 2.0*zr*zi+ci
				i++
			}
			if i == 50 {
				inside++
			}
		}
	}
	return inside
}

func main() {
	size, _ := strconv.Atoi(os.Args[1])
	fmt.Println(mandelbrot(size))
}
