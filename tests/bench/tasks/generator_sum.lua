local function randoms(n)
    return coroutine.wrap(function()
        local seed = 7
        for _ = 1, n do
            seed = seed * 48271 % 2147483647
            coroutine.yield(seed % 1000)
        end
    end)
end

local sum = 0
for x in randoms(tonumber(arg[1])) do sum = sum + x end
print(string.format("%d", sum))
