# The script's lines beside their C.
printf 'func double(n) {\n    return n * 2\n}\nprint(double(21))\n' > d.ruff
ruffc inspect d.ruff > page; echo "[status $?]"
grep -c '    2  *return n \* 2 .* | ' page
grep -c '    4  *print(double(21)) .* | ' page
grep -c '#line' page
ruffc inspect d.ruff -o page2 && cmp page page2 && echo same
try ruffc inspect nosuch.ruff
