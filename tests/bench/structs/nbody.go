package main

import (
	"fmt"
	"math"
	"os"
	"strconv"
)

type body struct {
	x, y, z, vx, vy, vz, mass float64
}

func advance(bodies []body, dt float64) {
	for i := range bodies {
		a := &bodies[i]
		for j := i + 1; j < len(bodies); j++ {
			b := &bodies[j]
			dx, dy, dz := a.x-b.x, a.y-b.y, a.z-b.z
			distance := dx*dx + dy*dy + dz*dz
			pull := dt / (distance * math.Sqrt(distance))
			a.vx -= dx * b.mass * pull
			a.vy -= dy * b.mass * pull
			a.vz -= dz * b.mass * pull
			b.vx += dx * a.mass * pull
			b.vy += dy * a.mass * pull
			b.vz += dz * a.mass * pull
		}
	}
	for i := range bodies {
		b := &bodies[i]
		b.x += dt * b.vx
		b.y += dt * b.vy
		b.z += dt * b.vz
	}
}

func energy(bodies []body) float64 {
	sum := 0.0
	for i, a := range bodies {
		sum += 0.5 * a.mass * (a.vx*a.vx + a.vy*a.vy + a.vz*a.vz)
		for _, b := range bodies[i+1:] {
			dx, dy, dz := a.x-b.x, a.y-b.y, a.z-b.z
			sum -= a.mass * b.mass / math.Sqrt(dx*dx+dy*dy+dz*dz)
		}
	}
	return sum
}

func main() {
	n, _ := strconv.Atoi(os.Args[1])
	bodies := []body{
		{0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 40.0},
		{5.0, -1.0, -0.1, 0.6, 2.8, -0.02, 0.04},
		{8.0, 4.0, -0.4, -1.0, 1.8, 0.008, 0.01},
		{13.0, -15.0, -0.2, 1.1, 0.9, -0.01, 0.002},
		{15.0, -26.0, 0.2, 1.0, 0.6, -0.03, 0.002},
	}
	for range n {
		advance(bodies, 0.001)
	}
	fmt.Println(int(energy(bodies) * 1000000000))
}
