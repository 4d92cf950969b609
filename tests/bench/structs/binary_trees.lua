local function make(depth)
    if depth == 0 then return { left = nil, right = nil } end
    return { left = make(depth - 1), right = make(depth - 1) }
end

local function count(node)
    if node.left == nil then return 1 end
    return 1 + count(node.left) + count(node.right)
end

local n = tonumber(arg[1])
local kept = make(n)
local sum = 0
for depth = 4, n, 2 do
    for _ = 1, 2 ^ (n - depth) do sum = sum + count(make(depth)) end
end
print(string.format("%d", sum + count(kept)))
