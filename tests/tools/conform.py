#!/usr/bin/env python3
"""Runs the conformance programs and compares what they print.

A case is NAME.ruff with NAME.out (standard output; blank space at its very end does not count) and, where the
program must fail, NAME.err with lines `exit: N`, `line: N` and `stderr-contains: TEXT`. A .ruff file with neither is
a module that others import. Each case runs in an empty folder of its own, without input, under a time limit:

    run     ruffc run FILE, with --tier TIER if one was given
    build   ruffc build FILE -o EXE, then EXE
    bundle  ruffc emit FILE --self-contained, then the C compiler, then the program
    warn    ruffc emit FILE, then the C compiler with -Wall -Wextra: it must have nothing to say

later.txt names programs of later stages of the work: they are tried and reported, but do not fail the run.
The last line is `N passed, N failed`.
"""

import argparse
import concurrent.futures
import os
import pathlib
import re
import shlex
import sys
import tempfile

from runner import TOP, Result, Totals, differences, execute

SUITE = pathlib.Path(TOP, "tests", "conformance")
EXAMPLES = pathlib.Path(TOP, "examples")


def find_cases(paths):
    for path in paths:
        found = sorted(path.rglob("*.ruff")) if path.is_dir() else [path]
        for file in found:
            if file.with_suffix(".out").exists() or file.with_suffix(".err").exists():
                yield file


def read_later():
    file = SUITE / "later.txt"
    if not file.exists():
        return set()
    lines = (line.partition("#")[0].strip() for line in file.read_text().splitlines())
    return {line for line in lines if line}


def name_of(file):
    for base in (SUITE, EXAMPLES.parent):
        if base in file.parents:
            return str(file.relative_to(base).with_suffix(""))
    return str(file)


class Expectation:
    def __init__(self, file):
        out, err = file.with_suffix(".out"), file.with_suffix(".err")
        self.out = out.read_text() if out.exists() else ""
        self.status, self.texts = 0, []
        for line in err.read_text().splitlines() if err.exists() else []:
            key, _, value = line.partition(":")
            if key == "exit":
                self.status = int(value)
            elif key == "line":
                self.texts.append(":%s:" % value.strip())
            elif key == "stderr-contains":
                self.texts.append(value.strip())

    def complaints(self, found):
        why = []
        if found.status != self.status:
            why.append("ended with %s, not %s" % (found.status, self.status))
        if found.out.rstrip() != self.out.rstrip():
            why.append("output differs")
        why += ["stderr lacks '%s'" % text for text in self.texts if text not in found.err]
        if re.search(r"ERROR: \w+Sanitizer|WARNING: ThreadSanitizer|: runtime error: ", found.err):
            why.append("a sanitizer complains")
        return why


def run_case(file, mode, options):
    with tempfile.TemporaryDirectory() as folder:
        empty, exe = os.path.join(folder, "empty"), os.path.join(folder, "exe")
        os.mkdir(empty)
        if mode == "run":
            return execute(options.ruffc + ["run"] + options.run_flags + [str(file)], options.limit, empty)
        if mode == "build":
            made = execute(options.ruffc + ["build", str(file), "-o", exe] + options.build_flags, 120, empty)
        elif mode == "warn":
            return warnings(file, exe, options, empty)
        else:
            made = bundle(file, exe, options, empty)
        return made if made.status != 0 else execute([exe], options.limit, empty)


def warnings(file, exe, options, empty):
    """As the program's own end when the C compiler is content, or when the script has an error before the run."""
    want = Expectation(file)
    made = execute(options.ruffc + ["emit", str(file), "-o", exe + ".c"], 60, empty)
    if made.status == 0:
        include = os.path.join(os.path.dirname(os.path.dirname(options.ruffc[0])), "include")
        cc = options.cc.split() if options.cc else ["cc"]
        made = execute(cc + ["-std=gnu11", "-O" + options.level, "-Wall", "-Wextra", "-Werror", "-I" + include, "-S",
                             exe + ".c", "-o", "/dev/null"], 120, empty)
        made = Result(want.status, want.out, "".join(want.texts)) if made.status == 0 else made
    return made


def bundle(file, exe, options, empty):
    made = execute(options.ruffc + ["emit", str(file), "--self-contained", "-o", exe + ".c"], 60, empty)
    if made.status != 0:
        return made
    with open(exe + ".c") as text:
        libraries = re.search(r"-lpthread -lm\S*( -l\S+)*", text.read(4000)).group(0).split()
    cc = options.cc.split() if options.cc else ["cc"]
    warnings = ["-Wall", "-Wextra", "-Werror"] if options.strict else ["-w"]
    return execute(cc + warnings + [exe + ".c", "-o", exe] + libraries, 120, empty)


def read_options():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--ruffc", default=os.path.join(TOP, "out/bin/ruffc"), help="the compiler (and first arguments)")
    p.add_argument("--mode", default="run,build", help="run, build, bundle, warn or several, separated by commas")
    p.add_argument("--only", default="", help="only programs whose path contains this text")
    p.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    p.add_argument("--limit", type=float, default=30, help="seconds for one program")
    p.add_argument("--env", action="append", default=[], metavar="NAME=VALUE", help="for the programs; several times")
    p.add_argument("--tier", help="for run: tcc, cc or auto")
    p.add_argument("--cc", help="the C compiler of build")
    p.add_argument("--cflags", help="further flags for it")
    p.add_argument("-O", dest="level", default="1", help="its level of optimisation (default 1: quick to compile)")
    p.add_argument("--strict", action="store_true", help="bundle: a warning of the C compiler is a failure")
    p.add_argument("--no-later", action="store_true", help="leave the programs of later.txt out")
    p.add_argument("-v", action="store_true", help="show how outputs differ")
    p.add_argument("paths", nargs="*", type=pathlib.Path, default=[SUITE, EXAMPLES])
    options = p.parse_args()
    os.environ.update(pair.split("=", 1) for pair in options.env)
    options.ruffc = shlex.split(options.ruffc)
    if os.path.exists(options.ruffc[0]):
        options.ruffc[0] = os.path.abspath(options.ruffc[0])
    options.run_flags = ["--tier", options.tier] if options.tier else []
    options.build_flags = ["-O" + options.level]
    options.build_flags += ["--cc", options.cc] if options.cc else []
    options.build_flags += ["--cflags", options.cflags] if options.cflags else []
    return options


def run_all(cases, options):
    """(file, mode, expectation, result) of each case, in order."""
    def one(case):
        file, mode = case
        return file, mode, Expectation(file), run_case(file, mode, options)

    with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        yield from pool.map(one, cases)


def main():
    options = read_options()
    later = read_later()
    totals, good_later, bad_later = Totals(), set(), set()
    files = [f.resolve() for f in find_cases(options.paths) if options.only in str(f)]
    if options.no_later:
        files = [f for f in files if name_of(f) not in later]
    cases = [(file, mode) for file in files for mode in options.mode.split(",")]
    for file, mode, want, found in run_all(cases, options):
        name, why = name_of(file), want.complaints(found)
        if name in later:
            (bad_later if why else good_later).add(name)
            continue
        details = differences(want.out, found.out) + "\n    stderr: " + found.err[:1500] if why and options.v else ""
        totals.add("%s [%s]" % (name, mode), why, details)
    good_later -= bad_later
    if good_later or bad_later:
        print("of later.txt: %d pass, %d do not yet" % (len(good_later), len(bad_later)))
    if good_later:
        print("  pass, take them out of later.txt: " + " ".join(sorted(good_later)))
    return totals.finish()


sys.exit(main())
