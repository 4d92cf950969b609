# Wrong use of the command line: one line, status 2. Help: status 0.
try ruffc
try ruffc rnu x.ruff
try ruffc script.ruff
try ruffc run
try ruffc run --dmup ast x.ruff
try ruffc run --json x.ruff
try ruffc build x.ruff -o
try ruffc build x.ruff -O4
try ruffc build -x y.ruff
try ruffc build a.ruff b.ruff
try ruffc check --json=yes x.ruff
try ruffc run --seed many x.ruff
try ruffc check --dump typs x.ruff
try ruffc check --stop-after ownrship x.ruff
try ruffc check --without brrow x.ruff
try ruffc help bulid
status ruffc --version
try ruffc --help
for command in run build emit check inspect test doc; do
    try ruffc $command --help
done
# what a built-in function or method does
try ruffc doc substring
try ruffc doc print
try ruffc doc zip_create
try ruffc doc substrng
try ruffc doc PI
try ruffc doc push
try ruffc doc collct
ruffc doc | grep -c . | sed 's/[1-9][0-9][0-9]*/some/'
ruffc doc | grep '^push '
