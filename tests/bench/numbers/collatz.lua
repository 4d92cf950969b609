local function steps(x)
    local count = 0
    while x ~= 1 do
        if x % 2 == 0 then x = x / 2 else x = x * 3 + 1 end
        count = count + 1
    end
    return count
end

local longest, best = 0, 0
for i = 1, tonumber(arg[1]) - 1 do
    local count = steps(i)
    if count > longest then longest, best = count, i end
end
print(string.format("%d %d", best, longest))
