local yield, wrap = coroutine.yield, coroutine.wrap

local function upto(n)
    return wrap(function()
        for i = 0, n - 1 do yield(i) end
    end)
end

local function odd(numbers)
    return wrap(function()
        for x in numbers do
            if x % 2 == 1 then yield(x) end
        end
    end)
end

local function squares(numbers)
    return wrap(function()
        for x in numbers do yield(x * x % 1000) end
    end)
end

local sum = 0
for x in squares(odd(upto(tonumber(arg[1])))) do sum = sum + x end
print(string.format("%d", sum))
