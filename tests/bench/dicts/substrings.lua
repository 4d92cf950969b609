local letters = { [0] = "a", "c", "g", "t" }

local function text_of(n)
    local parts = {}
    local seed = 7
    for i = 1, n do
        seed = seed * 48271 % 2147483647
        parts[i] = letters[seed % 4]
    end
    return table.concat(parts)
end

local function count(text, k)
    local counts = {}
    for i = 1, #text - k + 1 do
        local piece = text:sub(i, i + k - 1)
        counts[piece] = (counts[piece] or 0) + 1
    end
    local used, most, check = 0, 0, 0
    for _, times in pairs(counts) do
        used = used + 1
        if times > most then most = times end
        check = (check + times * times) % 1000000007
    end
    return check + most + used
end

local text = text_of(tonumber(arg[1]))
print(string.format("%d %d %d %d", count(text, 2), count(text, 4), count(text, 6), count(text, 9)))
