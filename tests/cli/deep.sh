# Very deep and very long scripts: errors or results, no crash.
python3 - <<'PY'
def write(name, text):
    with open(name, "w") as f:
        f.write(text)
write("parens.ruff", "print(" + "(" * 200 + "1" + ")" * 200 + ")\n")
write("too_deep.ruff", "print(" + "(" * 100000 + "1" + ")" * 100000 + ")\n")
write("open.ruff", "(" * 300000)
write("brackets.ruff", "x := " + "[" * 100000)
write("blocks.ruff", "if true {" * 100000)
write("chain.ruff", "x := 7\nif x == 0 { print(0) }" + "".join(" else if x == %d { print(%d) }" % (i, i) for i in range(1, 6000)) + "\n")
write("sum.ruff", "print(" + " + ".join(["1"] * 30000) + ")\n")
write("pluses.ruff", "x := 1\n" + "x := x + 1\n" * 20000 + "print(x)\n")
write("methods.ruff", "x := \"a\"\nprint(x" + ".trim()" * 200 + ")\n")
PY
for f in parens chain sum pluses methods; do
    try ruffc run $f.ruff
done
for f in too_deep open brackets blocks; do
    ruffc run $f.ruff > out.txt 2>&1
    echo "$f: status $?, $(grep -c error out.txt | sed 's/[1-9][0-9]*/some/') errors"
    grep -m1 -o 'Maximum.*exceeded' out.txt
done
