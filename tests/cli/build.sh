# Executables: names, levels, flags, and that they behave as under run.
cat > hello.ruff <<'RUFF'
print("hello", args())
exit(len(args()))
RUFF
try ruffc build hello.ruff
try ./hello a b
try ruffc build hello.ruff -o ./other -O0
try ./other
try ruffc build -O2 -o third hello.ruff
status ./third x
try ruffc build hello.ruff -o static --static
try ./static
try ruffc build -g hello.ruff -o debug
try ./debug
objdump --dwarf=decodedline debug | grep -q 'hello.ruff  *1 ' && echo "line 1 has code"
ruffc build hello.ruff -o flags --cflags -bogus --cc gcc 2>&1 | sed 's/: gcc: .*bogus.*/: WHY/'
try ruffc build hello.ruff -o flags --cflags "-O1 -fwrapv" --cc "gcc -std=gnu17"
try ./flags
cp hello.ruff noending
try ruffc build noending
try ruffc build noending -o named
mkdir sub; cp hello.ruff sub
rm hello
try ruffc build sub/hello.ruff
try ./hello
# an executable that runs can be replaced
printf 'sleep(300)\nprint("old")\n' > slow.ruff
ruffc build slow.ruff -O0
./slow > result & 
sleep 0.1
printf 'print("new")\n' > slow.ruff
try ruffc build slow.ruff -O0
wait
cat result
./slow
# the same report of an error
printf 'func f(x) { return [1][x] }\nf(9)\n' > fails.ruff
ruffc run fails.ruff 2> run.txt; echo "[status $?]"
ruffc build fails.ruff -O1 && ./fails 2> build.txt; echo "[status $?]"
cmp run.txt build.txt && echo "same report"
RUFFC_KEEP_C=kept.c ruffc build hello.ruff -O0 && grep -c 'int main' kept.c
# an executable carries the lines that an error can name, of every file
mkdir parts away
printf '# a comment\nexport func half(n) {\n\treturn "日" + n / 2 # "quoted" \\ ö\n}\n' > parts/halves.ruff
printf 'from halves import half\nfunc twice(n) { return half(n) }\ntwice(4)\n' > parts/main.ruff
(cd parts && ruffc build main.ruff -O0 -o ../away/main 2> /dev/null); rm -r parts
(cd away && try ./main)
