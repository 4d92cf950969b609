# Compiled objects kept between runs; what is wrong with them or with their folder costs time, nothing else.
unset RUFFC_VERIFY # with it every pass runs
export RUFFC_CACHE="$PWD/kept"
mkdir lib
echo 'export func twice(x) { return x * 2 }' > lib/m.ruff
cat > lib/s.ruff <<'RUFF'
import m
print(m.twice(21), args())
exit(3)
RUFF
count() { ls "$RUFFC_CACHE" 2>/dev/null | grep -c '\.so$'; }
# Removing the C compiler tells whether an object was loaded.
mkdir bare; ln -s "$(command -v ruffc)" bare/ruffc
without_cc() { PATH="$PWD/bare" "$@"; }
try ruffc run lib/s.ruff a b
count
try ruffc run --tier cc lib/s.ruff a b
count
try without_cc ruffc run --tier cc lib/s.ruff c
# a changed import, a changed script, one changed back
echo 'export func twice(x) { return x * 20 }' > lib/m.ruff
try without_cc ruffc run --tier cc lib/s.ruff
try ruffc run --tier cc lib/s.ruff
count
try ruffc run lib/s.ruff
echo 'print("changed")' >> lib/s.ruff; sed -i 's/exit(3)//' lib/s.ruff
try ruffc run --tier cc lib/s.ruff
count
# an import that is found somewhere else now
mkdir more; echo 'print("more")' > more/n.ruff; echo 'import n' > who.ruff
export RUFF_PATH="$PWD/more"
try ruffc run --tier cc who.ruff
echo 'print("here")' > n.ruff
try ruffc run who.ruff
unset RUFF_PATH
# warnings are shown each time; reports have their lines
echo 'ch := channel(); spawn { ch.receive() }; print("x"); x := [1]; print(x[7])' > warns.ruff
ruffc run --tier cc warns.ruff > first 2>&1; echo $?
ruffc run --tier cc warns.ruff > second 2>&1; echo $?
cmp first second && grep -c 'warns.ruff' second
# passes that are asked for run
ruffc run --timings lib/s.ruff 2>&1 | grep -c '^parse'
# damaged entries: cut, changed inside, something else, empty
f="$(ls kept/*.so | head -1)"
for f in kept/*.so; do cp "$f" "$f.good"; done
for how in 'truncate -s -9' 'truncate -s 0' 'cp lib/m.ruff'; do
    for f in kept/*.so; do $how "$f"; done
    status ruffc run lib/s.ruff
done
for f in kept/*.so; do cp "$f.good" "$f"; printf x | dd of="$f" bs=1 seek=5000 conv=notrunc 2>/dev/null; done
try without_cc ruffc run --tier cc lib/s.ruff
try ruffc run --tier cc lib/s.ruff
try without_cc ruffc run --tier cc lib/s.ruff
rm -f kept/*.good
# the least recently used ones go
i=0; while [ $i -lt 6 ]; do echo "print($i)" > n$i.ruff; RUFFC_CACHE_SIZE=60K ruffc run --tier cc n$i.ruff; i=$((i + 1)); done
[ "$(count)" -lt 6 ] && [ "$(du -bc kept/*.so | tail -1 | cut -f1)" -le 61440 ] && echo bounded
without_cc ruffc run --tier cc n5.ruff
# many at once
echo 'print(1 + 1)' > many.ruff
for i in 1 2 3 4 5 6; do ruffc run --tier cc many.ruff > many.$i & done; wait
cat many.1 many.2 many.3 many.4 many.5 many.6 | sort | uniq -c | tr -s ' '
ls kept | grep -vc '\.so$'
# removed
ruffc cache | sed 's/  *[0-9.]* KB/ SIZE/; s/entries .*/entries N/'
ruffc cache --clear | sed 's/[0-9].*/N/'
ruffc cache
ls kept
try ruffc cache nonsense
try ruffc run --tier fast lib/s.ruff
# no folder, none that may be written, none at all
RUFFC_CACHE=off ruffc cache
RUFFC_CACHE=off status ruffc run --tier cc n1.ruff
RUFFC_CACHE=/dev/null/x status ruffc run --tier cc n1.ruff
chmod 777 kept; try ruffc run --tier cc n1.ruff; count; chmod 700 kept
# a limit for the size of files stands for a full disk
(ulimit -f 4; try ruffc run --tier cc n1.ruff; try ruffc run n1.ruff); count; ls kept
(unset RUFFC_CACHE; export XDG_CACHE_HOME="$PWD/xdg"; ruffc run --tier cc n1.ruff; ls xdg/ruffc | wc -l)
(unset RUFFC_CACHE XDG_CACHE_HOME; export HOME="$PWD/home"; ruffc run --tier cc n1.ruff; ls home/.cache/ruffc | wc -l)
(unset RUFFC_CACHE XDG_CACHE_HOME HOME; try ruffc run --tier cc n1.ruff)
# without a C compiler
RUFFC_CACHE="$PWD/none" try without_cc ruffc run n1.ruff
try ruffc run --cc no-such-compiler --tier cc n1.ruff
