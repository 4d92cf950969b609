local function map(xs, f)
    local out = {}
    for i = 1, #xs do out[i] = f(xs[i]) end
    return out
end

local function filter(xs, keep)
    local out = {}
    for i = 1, #xs do
        if keep(xs[i]) then out[#out + 1] = xs[i] end
    end
    return out
end

local function reduce(xs, start, f)
    for i = 1, #xs do start = f(start, xs[i]) end
    return start
end

local numbers = {}
for i = 1, 1000 do numbers[i] = i - 1 end
local sum = 0
for round = 0, tonumber(arg[1]) - 1 do
    local moved = map(numbers, function(x) return x * 3 + round end)
    local even = filter(moved, function(x) return x % 2 == 0 end)
    sum = sum + reduce(even, 0, function(a, x) return a + x % 1000 end)
end
print(string.format("%d", sum))
