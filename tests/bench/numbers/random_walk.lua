local function work(n)
    local seed, x, y, far = 7, 0, 0, 0
    for _ = 1, n do
        seed = seed * 48271 % 2147483647
        local way = seed % 4
        if way == 0 then
            x = x + 1
        elseif way == 1 then
            x = x - 1
        elseif way == 2 then
            y = y + 1
        else
            y = y - 1
        end
        local distance = x * x + y * y
        if distance > far then far = distance end
    end
    return string.format("%d %d %d", x, y, far)
end

print(work(tonumber(arg[1])))
