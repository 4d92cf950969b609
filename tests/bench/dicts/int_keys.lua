local counts = {}
local used = 0
local seed = 7
for _ = 1, tonumber(arg[1]) do
    seed = seed * 48271 % 2147483647
    local key = seed % 100003 * 9973
    local count = counts[key]
    if not count then
        used = used + 1
        count = 0
    end
    counts[key] = count + 1
end
local sum = 0
for i = 0, 100002 do
    local count = counts[i * 9973]
    if count then sum = (sum * 31 + count) % 1000000007 end
end
print(string.format("%d %d", used, sum))
