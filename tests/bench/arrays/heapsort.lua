local function sift(xs, root, stop)
    local x = xs[root]
    while true do
        local child = root * 2 + 1
        if child >= stop then break end
        if child + 1 < stop and xs[child + 1] > xs[child] then child = child + 1 end
        if xs[child] <= x then break end
        xs[root] = xs[child]
        root = child
    end
    xs[root] = x
end

local n = tonumber(arg[1])
local xs = {}
local seed = 7
for i = 0, n - 1 do
    seed = seed * 48271 % 2147483647
    xs[i] = seed
end
for root = math.floor(n / 2) - 1, 0, -1 do sift(xs, root, n) end
for stop = n - 1, 1, -1 do
    xs[0], xs[stop] = xs[stop], xs[0]
    sift(xs, 0, stop)
end
local check = 0
for i = 0, n - 1 do check = (check * 31 + xs[i]) % 1000000007 end
print(string.format("%d", check))
