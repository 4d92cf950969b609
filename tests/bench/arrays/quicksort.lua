local function sort(xs, low, high)
    local pivot = xs[math.floor((low + high) / 2)]
    local i, j = low, high
    while i <= j do
        while xs[i] < pivot do i = i + 1 end
        while xs[j] > pivot do j = j - 1 end
        if i <= j then
            xs[i], xs[j] = xs[j], xs[i]
            i = i + 1
            j = j - 1
        end
    end
    if low < j then sort(xs, low, j) end
    if i < high then sort(xs, i, high) end
end

local n = tonumber(arg[1])
local xs = {}
local seed = 7
for i = 1, n do
    seed = seed * 48271 % 2147483647
    xs[i] = seed
end
sort(xs, 1, n)
local check = 0
for i = 1, n do check = (check * 31 + xs[i]) % 1000000007 end
print(string.format("%d", check))
