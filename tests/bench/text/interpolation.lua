local names = { [0] = "Ada", "Grace", "Alan", "Edsger", "Barbara" }
local check = 0
for i = 0, tonumber(arg[1]) - 1 do
    local line = names[i % 5] .. " has " .. i .. " points, " .. i * 7 % 100 .. " more than " .. names[i % 3]
    check = (check * 31 + #line) % 1000003
    if line:byte(math.floor(#line / 2) + 1) == 105 then check = check + 1 end
end
print(string.format("%d", check))
