import sys


class Ball:
    __slots__ = ("x", "y", "vx", "vy", "bounces")

    def __init__(self, x, y, vx, vy):
        self.x, self.y, self.vx, self.vy, self.bounces = x, y, vx, vy, 0

    def step(self, dt):
        self.x += self.vx * dt
        self.y += self.vy * dt
        if self.x < 0.0 or self.x > 1.0:
            self.vx = -self.vx
            self.bounces += 1
        if self.y < 0.0 or self.y > 1.0:
            self.vy = -self.vy
            self.bounces += 1

    def energy(self):
        return self.vx * self.vx + self.vy * self.vy


ball = Ball(0.5, 0.25, 0.3, 0.7)
energy = 0.0
for _ in range(int(sys.argv[1])):
    ball.step(0.01)
    energy += ball.energy()
print(ball.bounces, int(energy))
