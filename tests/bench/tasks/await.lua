local function next_of(x)
    return coroutine.wrap(function() return (x * 3 + 1) % 1009 end)
end

local x = 0
for _ = 1, tonumber(arg[1]) do x = next_of(x)() end
print(string.format("%d", x))
