local function flips(order, pile, n)
    for i = 0, n - 1 do pile[i] = order[i] end
    local count = 0
    while pile[0] ~= 0 do
        local i, j = 0, pile[0]
        while i < j do
            pile[i], pile[j] = pile[j], pile[i]
            i = i + 1
            j = j - 1
        end
        count = count + 1
    end
    return count
end

local function work(n)
    local order, pile, turned = {}, {}, {}
    for i = 0, n - 1 do
        order[i] = i
        turned[i] = 0
    end
    local most, check, sign, k = 0, 0, 1, 0
    while k < n do
        local count = flips(order, pile, n)
        if count > most then most = count end
        check = check + sign * count
        sign = -sign
        k = 1
        while k < n do
            local first = order[0]
            for i = 0, k - 1 do order[i] = order[i + 1] end
            order[k] = first
            turned[k] = turned[k] + 1
            if turned[k] <= k then break end
            turned[k] = 0
            k = k + 1
        end
    end
    return string.format("%d %d", most, check)
end

print(work(tonumber(arg[1])))
