local syllables = { [0] = "ba", "ko", "ri", "tu", "me", "lan", "sor", "vik" }

local function text_of(n)
    local parts = {}
    local seed = 7
    for i = 1, n do
        seed = seed * 48271 % 2147483647
        local word = syllables[seed % 8] .. syllables[math.floor(seed / 8) % 8]
        if seed % 3 ~= 0 then word = word .. syllables[math.floor(seed / 64) % 8] end
        if seed % 5 ~= 0 then word = word .. syllables[math.floor(seed / 512) % 8] end
        parts[i] = word .. " "
    end
    return table.concat(parts)
end

local counts = {}
for word in text_of(tonumber(arg[1])):gmatch("%S+") do counts[word] = (counts[word] or 0) + 1 end
local used, most, check = 0, 0, 0
for word, count in pairs(counts) do
    used = used + 1
    if count > most then most = count end
    check = (check + count * count * #word) % 1000000007
end
print(string.format("%d %d %d", used, most, check))
