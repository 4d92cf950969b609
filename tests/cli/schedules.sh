# Interleavings chosen by a seed (C-82, C-54): mistakes that need an unlucky order are found and repeated.
cat > racy.ruff <<'RUFF'
count := 0
func read() { return count }
func write(v) { count := v }
ready := true
wins := 0

test "read and write in two statements" {
    mut n := 0
    async func bump() {
        v := n
        n := v + 1
    }
    await Promise.all([bump(), bump()])
    assert_equal(n, 2)
}
test "the same in functions that the bodies call" {
    async func bump() {
        v := read()
        write(v + 1)
    }
    await Promise.all([bump(), bump()])
    assert_equal(count, 2)
}
test "a test and a change" {
    async func claim() {
        if ready {
            ready := false
            wins += 1
        }
    }
    await Promise.all([claim(), claim()])
    assert_equal(wins, 1)
}
test "blocks that answer in any order" {
    replies := channel()
    spawn { replies.send("first") }
    spawn { replies.send("second") }
    assert_equal([replies.receive(), replies.receive()], ["first", "second"])
}
test "a select that mostly takes one arm" {
    work := channel(1)
    stop := channel(1)
    done := channel()
    spawn {
        mut seen := 0
        mut on := true
        while on {
            select {
                work.receive() => { seen += 1 }
                stop.receive() => { on := false }
            }
        }
        done.send(seen)
    }
    work.send(1)
    stop.send(true)
    assert_equal(done.receive(), 1)
}
test "locks taken in two orders" {
    a := channel(1)
    b := channel(1)
    async func both(first, second) {
        first.send(1)
        second.send(1)
        second.receive()
        first.receive()
    }
    await Promise.all([both(a, b), both(b, a)])
}
test "a sleep instead of a wait" {
    mut result := 0
    async func compute() {
        for i in 200 { result += 1 }
    }
    p := compute()
    sleep(1)
    assert_equal(result, 200)
    await p
}
test "len and receive" {
    jobs := channel()
    jobs.send(1)
    taken := channel()
    for w in 2 {
        spawn { if len(jobs) > 0 { taken.send(jobs.receive()) } }
    }
    sleep(1000)
    assert_equal(taken.receive(), 1)
    spawn { jobs.send(2) }
    assert_equal(taken.receive_timeout(10), null)
}
RUFF
# Each of them within 1,000, and then from the number that was told, every time.
grep -o '^test "[^"]*"' racy.ruff | cut -d'"' -f2 | while read -r name; do
    ruffc test racy.ruff --only "$name" --schedules 1000 > found 2> /dev/null
    seed=$(sed -n 's/.*--schedules 1 --seed \([0-9]*\)$/\1/p' found)
    again=0
    for i in 1 2 3 4 5; do
        ruffc test racy.ruff --only "$name" --schedules 1 --seed "$seed" > replay 2> /dev/null
        cmp -s found replay && again=$((again + 1))
    done
    echo "$name: $(tail -n 1 found); the same again: $again of 5"
done
# The report of a deadlock is that of the interleaving; the other tests go on.
ruffc test racy.ruff --only "orders" --schedules 1000 2> /dev/null | grep -A 1 'Deadlock'
cat > right.ruff <<'RUFF'
test "one step" {
    mut n := 0
    async func bump() { n := n + 1 }
    await Promise.all([bump(), bump(), bump()])
    assert_equal(n, 3)
}
test "jobs and workers" {
    jobs := channel(2)
    results := channel()
    for w in 3 {
        spawn {
            for n in jobs { results.send(n * n) }
            results.send(null)
        }
    }
    spawn {
        for n in 20 { jobs.send(n) }
        jobs.close()
    }
    mut sum := 0
    mut ended := 0
    while ended < 3 {
        r := results.receive()
        if r == null { ended += 1 } else { sum += r }
    }
    assert_equal(sum, 2470)
}
test "hours of sleep" {
    begin := performance_now()
    p := async_sleep(7200000)
    sleep(3600000)
    await p
    assert(performance_now() - begin >= 7200000)
    slow := channel().receive_timeout(5000)
    assert_equal(slow, null)
}
test "one at a time" {
    set_task_pool_size(1)
    mut inside := 0
    mut most := 0
    async func body() {
        inside := inside + 1
        most := max(most, inside)
        inside := inside - 1
    }
    await Promise.all([body(), body(), body()])
    assert_equal(most, 1)
}
test "cancelled anywhere" {
    ch := channel(1)
    got := channel()
    async func take() {
        loop { got.send(ch.receive()) }
    }
    p := take()
    for n in 5 { ch.send(n) }
    p.cancel()
    end := await p
    assert_equal(end.message, "Cancelled")
    mut sum := 0
    for n in got.receive_all() { sum += n }
    for n in ch.receive_all() { sum += n }
    assert_equal(sum, 10)
}
RUFF
try ruffc test right.ruff --schedules 1000
# The order of everything, and chance, come from the number.
cat > order.ruff <<'RUFF'
ch := channel()
for i in 8 { spawn { ch.send([i, thread_id(), random_int(1, 1000000)]) } }
test "shows" {
    for i in 8 { print(ch.receive()) }
    a := channel(1)
    b := channel(1)
    a.send("a")
    b.send("b")
    for i in 2 { select { x := a.receive() => print(x), x := b.receive() => print(x) } }
    assert(false)
}
RUFF
for seed in 1 2 3; do
    ruffc test order.ruff --schedules 1 --seed $seed > first
    ruffc test order.ruff --schedules 1 --seed $seed > second
    cmp first second && echo "the same with $seed"
    cat first >> all
done
[ "$(grep '\[' all | sort -u | wc -l)" -gt 8 ] && echo "other numbers, other orders"
cat > shows.ruff <<'RUFF'
async func say(word) { for i in 5 { print(word) } }
await Promise.all([say("a"), say("b")])
RUFF
ruffc build shows.ruff -o shows
for seed in 1 2 3 4 5 6; do RUFF_SCHEDULE=$seed ./shows | tr -d '\n'; echo; done > once
for seed in 1 2 3 4 5 6; do RUFF_SCHEDULE=$seed ./shows | tr -d '\n'; echo; done > twice
cmp once twice && echo "executables, too"
try ruffc test right.ruff --schedules 0
try ruffc test right.ruff --schedules many
