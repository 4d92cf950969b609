#!/bin/sh
# Which features of the library can be built here, as a makefile: probe.sh CC features.def
# A feature can be built when a program links with its flags.

cc=$1 table=$2 all='' missing='' flags=''

while IFS='|' read -r name libraries package; do
    if [ -z "$libraries" ] || echo 'int main(void) { return 0; }' |
        $cc -x c - -o /dev/null $libraries 2>/dev/null; then
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

echo "FEATURES :=$all"
echo "MISSING_FEATURES :=$missing$flags"
