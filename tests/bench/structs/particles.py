import sys


class Particle:
    __slots__ = ("x", "y", "vx", "vy", "weight", "hits")

    def __init__(self, x, y, vx, vy, weight):
        self.x, self.y, self.vx, self.vy, self.weight, self.hits = x, y, vx, vy, weight, 0


def step(ps):
    for p in ps:
        p.x += p.vx
        p.y += p.vy
        if p.x < 0 or p.x >= 1000:
            p.vx = -p.vx
            p.hits += 1
        if p.y < 0 or p.y >= 1000:
            p.vy = -p.vy
            p.hits += 1


ps = [Particle(i * 7 % 1000, i * 13 % 1000, i % 11 - 5, i % 7 - 3, i * 0.25) for i in range(1000)]
for _ in range(int(sys.argv[1])):
    step(ps)
print(int(sum((p.x + p.y * 3 + p.hits * 5) * p.weight for p in ps)))
