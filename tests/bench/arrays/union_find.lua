local n = tonumber(arg[1])
local parent, size = {}, {}
for i = 0, n - 1 do
    parent[i] = i
    size[i] = 1
end

local function find(x)
    while parent[x] ~= x do
        parent[x] = parent[parent[x]]
        x = parent[x]
    end
    return x
end

local function join_sets(a, b)
    if size[a] < size[b] then a, b = b, a end
    parent[b] = a
    size[a] = size[a] + size[b]
    return size[a]
end

local seed, sets, most = 7, n, 1
for _ = 1, n do
    seed = seed * 48271 % 2147483647
    local a = find(seed % n)
    seed = seed * 48271 % 2147483647
    local b = find(seed % n)
    if a ~= b then
        most = math.max(most, join_sets(a, b))
        sets = sets - 1
    end
end
print(string.format("%d %d", sets, most))
