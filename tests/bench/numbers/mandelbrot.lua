local function mandelbrot(size)
    local inside = 0
    for y = 0, size - 1 do
        for x = 0, size - 1 do
            local cr = 2.0 * x / size - 1.5
            local ci = 2.0 * y / size - 1.0
            local zr, zi, i = 0.0, 0.0, 0
            while i < 50 and zr * zr + zi * zi <= 4.0 do
                zr, zi = zr * zr - zi * zi + cr, 2.0 * zr * zi + ci
                i = i + 1
            end
            if i == 50 then inside = inside + 1 end
        end
    end
    return inside
end

print(string.format("%d", mandelbrot(tonumber(arg[1]))))
