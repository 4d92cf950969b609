local function checked(x)
    if x % 5 == 0 then error("a multiple of five", 0) end
    return x * 7 % 1000
end

local function halved(x)
    return math.floor(checked(x) / 2)
end

local sum, failed = 0, 0
for i = 0, tonumber(arg[1]) - 1 do
    local ok, y = pcall(halved, i)
    if ok then sum = sum + y else failed = failed + #y end
end
print(string.format("%d %d", sum, failed))
