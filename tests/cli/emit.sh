# The C of a script, alone and self-contained.
cat > sums.ruff <<'RUFF'
# index, read and stdin are names of the C library too
func index(n) { return n * 2 }
func read(xs) {
    total := 0
    for x in xs { total := total + index(x) }
    return total
}
stdin := [1, 2, 3]
struct time { tm, wait }
t := time { tm: 1, wait: 2 }
print(read(stdin), t)
print(t.tm, stdin.map(func(x) { return x + 1 }))
RUFF
status ruffc emit sums.ruff
ruffc emit sums.ruff -o sums.c && ruffc emit sums.ruff | cmp - sums.c && echo "same text"
cc -w -O1 -I"$OUT/include" sums.c "$OUT/lib/libruff.a" -o sums -lm -lpthread -lunistring && ./sums
ruffc emit sums.ruff --self-contained -o alone.c
sed -n 1,5p alone.c
try cc -w alone.c -o alone -lpthread -lm
try ./alone
try ruffc build sums.ruff --emit-c built.c
cmp alone.c built.c && echo "same file"
ls
try ruffc build sums.ruff --emit-c built.c -o built -O1
try ./built
printf 'print(to_upper("straße"))\n' > case.ruff
ruffc emit case.ruff --self-contained -o case.c
sed -n 3p case.c
try cc -w case.c -o case -lpthread -lm -lunistring
try ./case
cat > tasks.ruff <<'RUFF'
ch := channel()
async func twice(x) { return x * 2 }
spawn { for i in range(3) { ch.send(i) } ch.close() }
for x in ch { print(await twice(x)) }
RUFF
ruffc emit tasks.ruff --self-contained -o tasks.c
sed -n 3p tasks.c
try cc -w tasks.c -o tasks -lpthread -lm
try ./tasks
# the head of the file says how to build it
sed -n 3p sums.c
ruffc emit case.ruff | sed -n 3p
cc -w $(ruffc --cflags) sums.c -o flagged $(ruffc --libs) && ./flagged
try ruffc --libs nosuch
printf 'print(regex_match("a1", "[0-9]"))\n' > re.ruff
ruffc emit re.ruff -o re.c; sed -n 3p re.c
cc -w $(ruffc --cflags) re.c -o re $(ruffc --libs regex) && ./re
