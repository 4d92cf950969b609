# Test blocks: each in a fresh state after its setups, named in the report.
cat > sums.ruff <<'RUFF'
counter := 0
log := []
print("top level")
func add(a, b) { return a + b }
test_setup {
    counter := 10
    log.push("outer setup")
}
test_teardown { print("teardown", log) }
test "adds" {
    assert_equal(add(1, 2), 3)
    counter := counter + 1
    assert_equal(counter, 11)
}
test "starts afresh" {
    assert_equal(counter, 10)
    assert_equal(log, ["outer setup"])
}
test_group "group" {
    let base := 5
    test_setup { log.push("inner setup ${base}") }
    test "has both setups" { assert_equal(log, ["outer setup", "inner setup 5"]) }
    test_group "deeper" {
        test "passes too" { assert_equal(base, 5) }
    }
}
test "awaits" {
    async func f() { sleep(5); return 3 }
    assert_equal(await f(), 3)
    ch := channel()
    spawn { ch.send(4) }
    assert_equal(ch.receive(), 4)
}
RUFF
try ruffc run sums.ruff
try ruffc test sums.ruff
try ruffc test sums.ruff --only group
try ruffc test sums.ruff --only zzz
cat > fails.ruff <<'RUFF'
func half(n) {
    if n % 2 == 1 { throw("odd: ${n}") }
    return n / 2
}
test "compares" {
    print("some output")
    assert_equal(half(2), 2)
}
test_group "halves" {
    test "throws" { half(3) }
    test "passes" { half(4) }
}
test "leaves" { exit(3) }
test "waits for ever" {
    ch := channel()
    spawn { ch2 := channel(); ch.send(ch2.receive()) }
    ch.receive()
}
test "loses an error of a spawn block" { spawn { half(5) } }
test "loses a rejection" {
    async func f() { half(7) }
    p := f()
}
RUFF
ruffc test fails.ruff 2> warnings; echo "[status $?]"
mkdir -p folder/sub
cp sums.ruff folder/b.ruff
printf 'print("no tests here")\n' > folder/none.ruff
printf 'test "t" { assert(true) }\n' > folder/sub/a.ruff
try ruffc test folder/
printf 'test "t" {\n' > folder/sub/broken.ruff
ruffc test folder > out.txt 2> err.txt; echo "[status $?]"
tail -n 1 out.txt; head -n 1 err.txt
printf 'exit(0)\ntest "never" { }\n' > early.ruff
try ruffc test early.ruff
printf 'test "one" { }\ntest "one" { }\n' > twice.ruff
ruffc test twice.ruff 2>&1 > /dev/null
try ruffc test nosuch.ruff
mkdir empty
try ruffc test empty
# the example that has tests passes them; what differs is shown whole
ruffc test "$TOP/examples/calculator.ruff" | tail -n 1
printf 'test "parts" { assert_equal([1, [2]], [1, [3]]) }\n' > parts.ruff
try ruffc test parts.ruff
