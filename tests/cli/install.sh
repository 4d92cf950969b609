# An installed ruffc finds its headers and its library beside itself.
make -C "$TOP" OUT="$OUT" --no-print-directory -s install PREFIX="$PWD/prefix" > make.log 2>&1 || cat make.log
find prefix -type d | sort
PATH="$PWD/prefix/bin:$PATH"
echo 'print("installed")' > a.ruff
try ruffc run a.ruff
try ruffc build a.ruff
try ./a
rm -r prefix/include
try ruffc run a.ruff
rm -r prefix/lib
try ruffc build a.ruff
