local function element(i, j)
    return 1.0 / ((i + j) * (i + j + 1) / 2 + i + 1)
end

local function times(v, out, n)
    for i = 0, n - 1 do
        local sum = 0
        for j = 0, n - 1 do sum = sum + element(i, j) * v[j] end
        out[i] = sum
    end
end

local function times_transposed(v, out, n)
    for i = 0, n - 1 do
        local sum = 0
        for j = 0, n - 1 do sum = sum + element(j, i) * v[j] end
        out[i] = sum
    end
end

local n = tonumber(arg[1])
local u, v, between = {}, {}, {}
for i = 0, n - 1 do u[i] = 1.0 end
for _ = 1, 10 do
    times(u, between, n)
    times_transposed(between, v, n)
    times(v, between, n)
    times_transposed(between, u, n)
end
local uv, vv = 0, 0
for i = 0, n - 1 do
    uv = uv + u[i] * v[i]
    vv = vv + v[i] * v[i]
end
print(string.format("%d", math.floor(math.sqrt(uv / vv) * 1000000000)))
