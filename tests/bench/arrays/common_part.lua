local function random(n, seed)
    local xs = {}
    for i = 1, n do
        seed = seed * 48271 % 2147483647
        xs[i] = seed % 8
    end
    return xs
end

local function longest(a, b)
    local table = {}
    for i = 0, #a do
        table[i] = {}
        for j = 0, #b do table[i][j] = 0 end
    end
    for i = 1, #a do
        for j = 1, #b do
            if a[i] == b[j] then
                table[i][j] = table[i - 1][j - 1] + 1
            elseif table[i - 1][j] > table[i][j - 1] then
                table[i][j] = table[i - 1][j]
            else
                table[i][j] = table[i][j - 1]
            end
        end
    end
    return table[#a][#b]
end

local n = tonumber(arg[1])
print(string.format("%d", longest(random(n, 7), random(n, 11))))
