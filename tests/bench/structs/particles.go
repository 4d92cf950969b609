package main

import (
	"fmt"
	"os"
	"strconv"
)

type particle struct {
	x, y, vx, vy int
	weight       float64
	hits         int
}

func step(ps []particle) {
	for i := range ps {
		p := &ps[i]
		p.x += p.vx
		p.y += p.vy
		if p.x < 0 || p.x >= 1000 {
			p.vx = -p.vx
			p.hits++
		}
		if p.y < 0 || p.y >= 1000 {
			p.vy = -p.vy
			p.hits++
		}
	}
}

func main() {
	n, _ := strconv.Atoi(os.Args[1])
	ps := make([]particle, 1000)
	for i := range ps {
		ps[i] = particle{i * 7 % 1000, i * 13 % 1000, i%11 - 5, i%7 - 3, float64(i) * 0.25, 0}
	}
	for range n {
		step(ps)
	}
	sum := 0.0
	for _, p := range ps {
		sum += float64(p.x+p.y*3+p.hits*5) * p.weight
	}
	fmt.Println(int(sum))
}
