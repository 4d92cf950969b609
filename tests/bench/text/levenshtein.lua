local letters = { [0] = "a", "b", "c", "d", "e", "f", "g", "h" }

local function text_of(n, seed)
    local parts = {}
    for i = 1, n do
        seed = seed * 48271 % 2147483647
        parts[i] = letters[seed % 8]
    end
    return table.concat(parts)
end

local function distance(a, b)
    local before, now = {}, {}
    for j = 0, #b do before[j] = j end
    for i = 1, #a do
        now[0] = i
        for j = 1, #b do
            local cost = a:byte(i) == b:byte(j) and 0 or 1
            now[j] = math.min(now[j - 1] + 1, before[j] + 1, before[j - 1] + cost)
        end
        before, now = now, before
    end
    return before[#b]
end

local n = tonumber(arg[1])
print(string.format("%d", distance(text_of(n, 7), text_of(n, 11))))
