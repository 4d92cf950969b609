local function body(x, y, z, vx, vy, vz, mass)
    return { x = x, y = y, z = z, vx = vx, vy = vy, vz = vz, mass = mass }
end

local function advance(bodies, dt)
    for i = 1, #bodies do
        local a = bodies[i]
        for j = i + 1, #bodies do
            local b = bodies[j]
            local dx, dy, dz = a.x - b.x, a.y - b.y, a.z - b.z
            local distance = dx * dx + dy * dy + dz * dz
            local pull = dt / (distance * math.sqrt(distance))
            a.vx = a.vx - dx * b.mass * pull
            a.vy = a.vy - dy * b.mass * pull
            a.vz = a.vz - dz * b.mass * pull
            b.vx = b.vx + dx * a.mass * pull
            b.vy = b.vy + dy * a.mass * pull
            b.vz = b.vz + dz * a.mass * pull
        end
    end
    for i = 1, #bodies do
        local b = bodies[i]
        b.x = b.x + dt * b.vx
        b.y = b.y + dt * b.vy
        b.z = b.z + dt * b.vz
    end
end

local function energy(bodies)
    local sum = 0
    for i = 1, #bodies do
        local a = bodies[i]
        sum = sum + 0.5 * a.mass * (a.vx * a.vx + a.vy * a.vy + a.vz * a.vz)
        for j = i + 1, #bodies do
            local b = bodies[j]
            local dx, dy, dz = a.x - b.x, a.y - b.y, a.z - b.z
            sum = sum - a.mass * b.mass / math.sqrt(dx * dx + dy * dy + dz * dz)
        end
    end
    return sum
end

local bodies = {
    body(0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 40.0),
    body(5.0, -1.0, -0.1, 0.6, 2.8, -0.02, 0.04),
    body(8.0, 4.0, -0.4, -1.0, 1.8, 0.008, 0.01),
    body(13.0, -15.0, -0.2, 1.1, 0.9, -0.01, 0.002),
    body(15.0, -26.0, 0.2, 1.0, 0.6, -0.03, 0.002),
}
for _ = 1, tonumber(arg[1]) do advance(bodies, 0.001) end
print(string.format("%d", math.ceil(energy(bodies) * 1000000000)))
