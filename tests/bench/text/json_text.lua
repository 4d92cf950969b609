local function quoted(s)
    local out = {}
    for i = 1, #s do
        local c = s:sub(i, i)
        if c == '"' then
            out[i] = '\\"'
        elseif c == "\\" then
            out[i] = "\\\\"
        elseif c == "\n" then
            out[i] = "\\n"
        else
            out[i] = c
        end
    end
    return '"' .. table.concat(out) .. '"'
end

local function json_of(r)
    local tags = {}
    for i = 1, #r.tags do tags[i] = quoted(r.tags[i]) end
    return '{"id":' .. r.id .. ',"name":' .. quoted(r.name) .. ',"note":' .. quoted(r.note)
        .. ',"tags":[' .. table.concat(tags, ",") .. '],"open":' .. tostring(r.open) .. "}"
end

local function records()
    local names = { [0] = "chair", "desk lamp", 'the "big" table', "C:\\shelf", "door" }
    local all = {}
    for i = 0, 99 do
        local tags = { "furniture" }
        if i % 2 == 0 then tags[#tags + 1] = "wood" end
        if i % 3 == 0 then tags[#tags + 1] = "old" end
        local note = "first line\nsecond line, number " .. i
        all[i + 1] = { id = i * 37, name = names[i % 5], note = note, tags = tags, open = i % 4 == 0 }
    end
    return all
end

local all = records()
local check = 0
for round = 0, tonumber(arg[1]) - 1 do
    local parts = {}
    for i = 1, #all do parts[i] = json_of(all[i]) end
    local out = "[" .. table.concat(parts, ",") .. "]"
    check = (check * 31 + #out) % 1000003
    if out:byte(math.floor(#out / 2) + round % 9 + 1) == 101 then check = check + 1 end
end
print(string.format("%d", check))
