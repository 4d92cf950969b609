local order = {}
local sum = 0
for i = 1, tonumber(arg[1]) do order[i] = i - 1 end

local function permute(k)
    if k > #order then
        for i = 1, #order do sum = (sum * 3 + order[i]) % 1000003 end
        return
    end
    for i = k, #order do
        order[k], order[i] = order[i], order[k]
        permute(k + 1)
        order[k], order[i] = order[i], order[k]
    end
end

permute(1)
print(string.format("%d", sum))
