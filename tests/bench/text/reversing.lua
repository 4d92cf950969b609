local function reversed(s)
    local out = ""
    for i = 1, #s do out = s:sub(i, i) .. out end
    return out
end

local count = 0
for i = 0, tonumber(arg[1]) - 1 do
    local digits = tostring(i)
    if reversed(digits) == digits then count = count + #digits end
end
print(string.format("%d", count))
