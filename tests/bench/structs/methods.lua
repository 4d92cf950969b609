local Ball = {}
Ball.__index = Ball

function Ball.new(x, y, vx, vy)
    return setmetatable({ x = x, y = y, vx = vx, vy = vy, bounces = 0 }, Ball)
end

function Ball:step(dt)
    self.x = self.x + self.vx * dt
    self.y = self.y + self.vy * dt
    if self.x < 0.0 or self.x > 1.0 then
        self.vx = -self.vx
        self.bounces = self.bounces + 1
    end
    if self.y < 0.0 or self.y > 1.0 then
        self.vy = -self.vy
        self.bounces = self.bounces + 1
    end
end

function Ball:energy()
    return self.vx * self.vx + self.vy * self.vy
end

local ball = Ball.new(0.5, 0.25, 0.3, 0.7)
local energy = 0.0
for _ = 1, tonumber(arg[1]) do
    ball:step(0.01)
    energy = energy + ball:energy()
end
print(string.format("%d %d", ball.bounces, math.floor(energy)))
