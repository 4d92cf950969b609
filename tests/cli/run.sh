# Arguments, input, output and status are the script's.
cat > args.ruff <<'RUFF'
print(args())
RUFF
try ruffc run args.ruff
try ruffc run args.ruff one 'two words' --three -o
try ruffc run args.ruff -- --help -- x
try ruffc run --verify args.ruff --seed 3
cat > ask.ruff <<'RUFF'
name := input("name? ")
print("hello ${name}")
exit(7)
RUFF
echo Ada | try ruffc run ask.ruff
cat > fails.ruff <<'RUFF'
func inner(x) { return 1 / x }
func outer(x) { return inner(x) }
print("before")
outer(0)
RUFF
try ruffc run fails.ruff
printf '#!/usr/bin/env -S ruffc run\nprint("a script", args())\n' > tool
chmod +x tool
try ./tool x -y --help
cat > dice.ruff <<'RUFF'
print(random_int(1, 1000000), random_int(1, 1000000))
RUFF
ruffc run --seed 7 dice.ruff > one
ruffc run --seed 7 dice.ruff > two
ruffc run --seed 8 dice.ruff > three
cmp one two && echo same
cmp -s one three || echo different
# what is dropped at the end, and a timeline
cat > waits.ruff <<'RUFF'
ch := channel()
func look(c) { return c.receive() }
spawn { look(ch) }
print("main ends")
RUFF
ruffc run --leaks waits.ruff 2>&1 | grep -v '^ *[0-9]* |\|RUFWARN\|-->'
ruffc run waits.ruff 2>&1 | grep -c waits
ruffc run --trace line.json waits.ruff > out.txt 2>&1; grep -c '"ph"' line.json | sed 's/[1-9][0-9]*/some/'
# the report of an uncaught error: line, caret, advice, calls with their places, deep stacks folded
cat > reports.ruff <<'RUFF'
struct Box { size
	func grow(self, by) { return "ö日" + self.size * by }
}
boxes := [Box { size: 2 }]
func all_of(bs) { return bs.map(func(b) { return b.grow(3) }).collect() }
func deep(n) { return deep(n + 1) + 1 }
func port(conf) { return conf["prot"] }
func name(x) { return x.toUpperCase() }
func even(n) { if n == 0 { return [][n] } return odd(n - 1) }
func odd(n) { return even(n - 1) }
match args()[0] {
    "calls" => all_of(boxes),
    "key" => port({"host": 1, "port": 2}),
    "method" => name("a"),
    "other" => name([1]),
    "cycle" => even(30),
    "deep" => deep(1),
}
RUFF
for case in calls key method cycle; do try ruffc run reports.ruff $case; done
ruffc run reports.ruff deep 2>&1 | sed 's/[0-9][0-9][0-9][0-9][0-9]*/N/'
printf 'try { deep(1) } except e { print(ends_with(e.message, "while calling deep")) }\nfunc deep(n) { return deep(n + 1) + 1 }\n' > caught.ruff
try ruffc run caught.ruff
