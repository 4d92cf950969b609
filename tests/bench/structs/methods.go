package main

import (
	"fmt"
	"os"
	"strconv"
)

type ball struct {
	x, y, vx, vy float64
	bounces      int
}

func (b *ball) step(dt float64) {
	b.x += b.vx * dt
	b.y += b.vy * dt
	if b.x < 0.0 || b.x > 1.0 {
		b.vx = -b.vx
		b.bounces++
	}
	if b.y < 0.0 || b.y > 1.0 {
		b.vy = -b.vy
		b.bounces++
	}
}

func (b *ball) energy() float64 {
	return b.vx*b.vx + b.vy*b.vy
}

func main() {
	n, _ := strconv.Atoi(os.Args[1])
	b := ball{x: 0.5, y: 0.25, vx: 0.3, vy: 0.7}
	energy := 0.0
	for range n {
		b.step(0.01)
		energy += b.energy()
	}
	fmt.Println(b.bounces, int(energy))
}
