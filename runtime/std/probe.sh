#!/bin/sh
# Which features of the library can be built here, as a makefile: probe.sh CC features.def SCRATCH
# A feature can be built when a program links with its flags; SCRATCH is a file for that program.

cc=$1 table=$2 scratch=$3 all='' missing='' flags=''

while IFS='|' read -r name libraries package; do
    if [ -z "$libraries" ] || echo 'int main(void) { return 0; }' |
        $cc -x c - -o "$scratch" $libraries 2> "$scratch.log"; then
        all="$all $name"
        flags="$flags
FLAGS_$name := $libraries"
    else
        missing="$missing $name"
        echo "make: '$name' of the library is left out: it needs the package $package" >&2
    fi
done <<ROWS
$(sed -n 's/^FEATURE(\([a-z0-9]*\), "[^"]*", "\([^"]*\)", "\([^"]*\)", 1)$/\1|\2|\3/p' "$table")
ROWS

rm -f "$scratch" "$scratch.log"
echo "FEATURES :=$all"
echo "MISSING_FEATURES :=$missing$flags"
