local function ackermann(m, n)
    if m == 0 then return n + 1 end
    if n == 0 then return ackermann(m - 1, 1) end
    return ackermann(m - 1, ackermann(m, n - 1))
end

local sum = 0
for i = 0, tonumber(arg[1]) - 1 do sum = sum + ackermann(3, i % 8) end
print(string.format("%d", sum))
