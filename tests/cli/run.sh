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
