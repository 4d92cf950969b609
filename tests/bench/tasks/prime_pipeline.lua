local function numbers(n)
    return coroutine.wrap(function()
        for x = 2, n - 1 do coroutine.yield(x) end
    end)
end

local function stage(source, prime)
    return coroutine.wrap(function()
        for x in source do
            if x % prime ~= 0 then coroutine.yield(x) end
        end
    end)
end

local source = numbers(tonumber(arg[1]))
local sum = 0
for prime in function() return source() end do
    sum = sum + prime
    source = stage(source, prime)
end
print(string.format("%d", sum))
