# Files that are not there, are folders, or cannot be written: one line each.
echo 'print("hi")' > a.ruff
try ruffc run nosuch.ruff
try ruffc build nosuch.ruff -o x
try ruffc emit nosuch.ruff
try ruffc check nosuch.ruff
try ruffc check --json nosuch.ruff
try ruffc run .
try ruffc run a.ruff/b
try ruffc build a.ruff -o .
try ruffc build a.ruff -o nofolder/x
try ruffc build a.ruff -o a.ruff/x
try ruffc build a.ruff -o a.ruff
try ruffc build a.ruff -o ''
try ruffc emit a.ruff -o .
try ruffc emit a.ruff -o ./a.ruff
try ruffc emit a.ruff -o /dev/full
try ruffc build a.ruff --emit-c nofolder/x.c
try ruffc build a.ruff --emit-c a.ruff
try ruffc build a.ruff -o a --cc nosuch
try ruffc build a.ruff -o a --cc false
cat a.ruff
ls
