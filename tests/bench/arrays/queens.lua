local function free(columns, row, column)
    for r = 0, row - 1 do
        local other = columns[r]
        if other == column or other - column == r - row or other - column == row - r then return false end
    end
    return true
end

local function queens(n)
    local columns = {}
    for i = 0, n - 1 do columns[i] = 0 end
    local count, row, column = 0, 0, 0
    while row >= 0 do
        while column < n and not free(columns, row, column) do column = column + 1 end
        if column < n and row == n - 1 then count = count + 1 end
        if column < n and row < n - 1 then
            columns[row] = column
            row = row + 1
            column = 0
        else
            row = row - 1
            if row >= 0 then column = columns[row] + 1 end
        end
    end
    return count
end

print(string.format("%d", queens(tonumber(arg[1]))))
