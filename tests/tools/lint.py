#!/usr/bin/env python3
"""Checks the sources: warnings of gcc and clang, sizes of files, direction of includes, writable variables of the
compiler, paths of one machine. Usage: lint.py GENERATED, the folder of the generated sources.
The last line is `N complaints`; the exit status is 1 when there are any.
"""

import concurrent.futures
import os
import pathlib
import re
import shutil
import subprocess
import sys

from runner import TOP

WARNINGS = ("-std=gnu11 -fsyntax-only -Wall -Wextra -Wshadow -Wconversion -Wno-sign-conversion -Wstrict-prototypes "
            "-Wmissing-prototypes -Werror").split()
MOST_LINES = 600

# A file includes from its own folder and from those before it.
COMPILER = ["support", "library", "front", "sema", "types", "ir", "lower", "emit", "back", "cli"]
RUNTIME = ["core", "gen", "task", "io", "std"]


def sources(*folders, suffixes=(".c", ".h")):
    for folder in folders:
        for path in sorted(pathlib.Path(TOP, folder).rglob("*")):
            if path.suffix in suffixes and path.is_file():
                yield path


def short(path):
    return str(path.relative_to(TOP))


def compile_file(job):
    compiler, path, generated = job
    flags = ["-Iruffc", "-Iruntime/include", "-Iruntime", "-I" + generated]
    if "tests" in path.parts:
        flags.append("-Wno-missing-prototypes")
    if path.name == "embedded.c":
        flags += ['-DRUFFC_LIBC_NAMES="%s/libc_names.txt"' % generated, '-DRUFFC_SYMBOLS="%s/symbols.txt"' % generated]
    made = subprocess.run([compiler] + WARNINGS + flags + [str(path)], cwd=TOP, capture_output=True, text=True)
    return made.stderr if made.returncode else ""


def warnings(generated):
    compilers = [c for c in ("gcc", "clang") if shutil.which(c)]
    jobs = [(c, p, generated) for c in compilers for p in sources("ruffc", "runtime", "tests/unit", suffixes=(".c",))]
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        for (compiler, path, _), text in zip(jobs, pool.map(compile_file, jobs)):
            if text:
                yield "%s, %s:\n%s" % (short(path), compiler, text.rstrip())


def sizes():
    for path in sources("ruffc", "runtime"):
        lines = len(path.read_text().splitlines())
        if lines > MOST_LINES:
            yield "%s has %d lines, more than %d" % (short(path), lines, MOST_LINES)


def direction():
    for top, order in (("ruffc", COMPILER), ("runtime", RUNTIME)):
        for path in sources(top):
            folder = path.relative_to(os.path.join(TOP, top)).parts[0]
            if folder not in order:
                continue
            for used in re.findall(r'^#include "(\w+)/', path.read_text(), re.M):
                if used in order and order.index(used) > order.index(folder):
                    yield "%s includes from %s/, which stands above it" % (short(path), used)


def writable(generated):
    """Variables of the compiler that are not constant: sections .data and .bss of its objects."""
    objects = pathlib.Path(generated, "..", "obj", "ruffc").resolve()
    for path in sorted(objects.rglob("*.o")):
        table = subprocess.run(["objdump", "-t", str(path)], capture_output=True, text=True).stdout
        for name in re.findall(r" O \.(?:data|bss)\S*\t\S+ (\S+)$", table, re.M):
            if not re.search(r" O \.data\.rel\.ro\S*\t\S+ %s$" % re.escape(name), table, re.M):
                yield "%s: the variable %s is writable" % (path.relative_to(objects), name)


def machine_paths():
    tracked = subprocess.run(["git", "grep", "-nIE", r"(^|[^A-Za-z0-9._])/(work|farm|home)/[a-z]"], cwd=TOP,
                             capture_output=True, text=True).stdout
    yield from (line for line in tracked.splitlines() if not line.startswith("tests/tools/lint.py"))


def main():
    generated, count = os.path.relpath(sys.argv[1], TOP), 0
    for check in (warnings(generated), sizes(), direction(), writable(os.path.join(TOP, generated)), machine_paths()):
        for complaint in check:
            print(complaint)
            count += 1
    print("%d complaints" % count)
    return 1 if count else 0


sys.exit(main())
