# tcc's code at once, cc's when it is there: in calls, in loops, in what runs already.
cat > parts.ruff <<'RUFF'
struct P { x, y
    func sum(self) { return self.x + self.y }
}
enum Kind { A, B }
total := 0
seen := []
func add(k) {
    total := total + k
    return total
}
func fib(n) {
    if n < 2 { return n }
    return fib(n - 1) + fib(n - 2)
}
func* upto(n) {
    i := 0
    while i < n {
        yield i
        i := i + 1
    }
}
func deep(n) {
    s := ""
    for i in range(n) {
        for j in range(n) {
            if j == 3 { continue }
            if i == 4 { break }
            s := s + to_string(i * j)
        }
    }
    return s
}
func guarded(n) {
    caught := 0
    for i in range(n) {
        try {
            if i % 2 == 0 { throw "odd ${i}" }
        } except e {
            caught := caught + 1
        } finally {
            add(1)
        }
    }
    return caught
}
func counter() {
    c := 0
    return func() {
        c := c + 1
        return c
    }
}
next_one := counter()
for i in range(5) {
    add(i)
    seen := push(seen, P { x: i, y: total })
    next_one()
}
for p in seen { print(p.sum()) }
for x in upto(4) { add(x) }
all := upto(3)
for x in all { print(x) }
print(total, fib(12), deep(6), guarded(5), next_one())
ch := channel()
spawn {
    for i in range(3) { ch.send(i * 10) }
    ch.close()
}
for v in ch { print(v) }
async func later(n) {
    s := 0
    for i in range(n) {
        s := s + i
        await sleep(1)
    }
    return s
}
print(await later(4))
for k in [Kind::A, Kind::B(2)] {
    match k {
        case Kind::A => print("a"),
        case Kind::B(v) => print("b", v)
    }
}
func fails(n) {
    for i in range(n) {
        if i == 2 { return [1][i] }
    }
}
fails(5)
RUFF
sed -i 's/case //; s/case //' parts.ruff
ruffc run --tier tcc parts.ruff > tcc.txt 2>&1; echo $?; tail -4 tcc.txt
for test in loops loops2 loops3 calls; do
    RUFFC_TIER_TEST=$test ruffc run parts.ruff > $test.txt 2>&1; echo $test $?; cmp tcc.txt $test.txt
done
ruffc run --tier cc parts.ruff > cc.txt 2>&1; echo cc $?; cmp tcc.txt cc.txt
# from tcc's code to cc's while it runs, and into the cache
cat > long.ruff <<'RUFF'
i := 0
sum := 0
while i < 300000000 {
    sum := sum + i % 3
    i := i + 1
}
print(sum)
sleep(2000)
exit(7)
RUFF
RUFFC_CACHE="$PWD/kept" try ruffc run long.ruff
ls kept | grep -c '\.so$'
RUFFC_CACHE="$PWD/kept" try ruffc run --tier cc long.ruff
# a script that ends first ends the compiler, and all whom it has started
cat > slow <<'SH'
#!/bin/sh
echo started >> "$NOTE"
sleep 97 & echo $! > "$NOTE.child"; echo $$ > "$NOTE.self"
wait
SH
chmod +x slow
export NOTE="$PWD/note"
echo 'sleep(400); print("last words"); exit(3)' > short.ruff
try ruffc run --cc ./slow short.ruff
cat note
kill -0 "$(cat note.child)" 2>/dev/null || echo gone
kill -0 "$(cat note.self)" 2>/dev/null || echo gone
rm note
echo 'x := 1
while x > 0 { x := x + 1
if x == 20000000 { throw "stop" } }' > thrown.ruff
status ruffc run --cc ./slow thrown.ruff
kill -0 "$(cat note.self)" 2>/dev/null || echo gone
cat /proc/[0-9]*/stat 2>/dev/null | sed 's/.*) //' | awk -v me=$$ '$1 == "Z" && $2 == me { n++ } END { print n + 0 }'
# one that ends at once starts none
rm -f note
echo 'print("quick")' > quick.ruff
ruffc run --cc ./slow quick.ruff; ls note 2>/dev/null
# compilers that fail, that answer nonsense, that are not there
printf '#!/bin/sh\nfor last; do :; done\nwhile [ "$1" != -o ]; do shift; done\necho nonsense > "$2"\n' > liar; chmod +x liar
for cc in false ./liar /no/such/cc; do
    RUFFC_CACHE="$PWD/bad" try ruffc run --cc $cc short.ruff
done
ls bad
RUFFC_CACHE=/dev/null/x TMPDIR=/dev/null/x try ruffc run short.ruff
