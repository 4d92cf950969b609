local function make(n, seed)
    local m = {}
    for i = 1, n do
        local row = {}
        for j = 1, n do row[j] = ((i - 1) * 31 + (j - 1) * 17 + seed) % 100 end
        m[i] = row
    end
    return m
end

local function multiply(a, b, n)
    local c = {}
    for i = 1, n do
        local row = {}
        for j = 1, n do
            local sum = 0
            for k = 1, n do sum = sum + a[i][k] * b[k][j] end
            row[j] = sum
        end
        c[i] = row
    end
    return c
end

local n = tonumber(arg[1])
local c = multiply(make(n, 1), make(n, 2), n)
local trace = 0
for i = 1, n do trace = trace + c[i][i] end
print(string.format("%d", trace))
