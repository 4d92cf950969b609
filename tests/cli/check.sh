# Errors and warnings without a run; stages as text.
printf 'print("never printed")\n' > good.ruff
try ruffc check good.ruff
printf 'x := (1 + \nprint(2))\ny := }\n' > bad.ruff
try ruffc check bad.ruff
try ruffc check --json bad.ruff
printf 'print(nosuch)\n' > doubtful.ruff
status ruffc check doubtful.ruff
status ruffc check --strict doubtful.ruff
status ruffc check --strict good.ruff
status ruffc check --strict --json bad.ruff
ruffc check --json bad.ruff 2> errors > /dev/null; wc -c < errors
try ruffc run bad.ruff
printf 'func add(a, b) { return a + b }\nprint(add(1, 2))\n' > add.ruff
for stage in tokens ast names types effects ir lowered c; do
    ruffc check --dump $stage add.ruff > $stage.txt; echo "$stage: status $?, $(grep -c add $stage.txt | sed 's/[1-9][0-9]*/some/') lines with add"
done
ruffc run --dump c add.ruff | cmp - c.txt && echo "run prints and does not run"
try ruffc check --dump tokens,ast good.ruff
for pass in read parse names types build effects ownership emit; do
    status ruffc run --stop-after $pass add.ruff
done
ruffc run --timings good.ruff 2>&1 | sed 's/ *[0-9.]* ms/ T ms/'
