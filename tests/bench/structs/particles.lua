local function step(ps)
    for i = 1, #ps do
        local p = ps[i]
        p.x = p.x + p.vx
        p.y = p.y + p.vy
        if p.x < 0 or p.x >= 1000 then
            p.vx = -p.vx
            p.hits = p.hits + 1
        end
        if p.y < 0 or p.y >= 1000 then
            p.vy = -p.vy
            p.hits = p.hits + 1
        end
    end
end

local ps = {}
for i = 0, 999 do
    ps[i + 1] = {
        x = i * 7 % 1000, y = i * 13 % 1000, vx = i % 11 - 5, vy = i % 7 - 3, weight = i * 0.25, hits = 0,
    }
end
for _ = 1, tonumber(arg[1]) do step(ps) end
local sum = 0
for i = 1, #ps do
    local p = ps[i]
    sum = sum + (p.x + p.y * 3 + p.hits * 5) * p.weight
end
print(string.format("%d", math.floor(sum)))
