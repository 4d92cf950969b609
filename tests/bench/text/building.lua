local function build(n)
    local letters = { [0] = "a", "b", "c", "d", "e", "f", "g", "h", "i", "j" }
    local parts = {}
    local seed = 7
    for i = 1, n do
        seed = seed * 48271 % 2147483647
        parts[i] = letters[seed % 10]
    end
    return table.concat(parts)
end

local text = build(tonumber(arg[1]))
local count = 0
for i = 1, #text do
    if text:byte(i) == 99 then count = count + 1 end
end
print(string.format("%d %d", #text, count))
