#!/usr/bin/env python3
"""Compares what the stages of the compiler print with golden files.

A case is a NAME.ruff below tests/types, tests/ir or tests/emit, with one or more files beside it:

    NAME.types  NAME.effects  NAME.ir    what `ruffc check --dump STAGE NAME.ruff` prints
    NAME.lowered                         the IR after all passes
    NAME.moves  NAME.ownership  …        the IR after the pass of that name; without the main file's body
                                         where the case has functions
    NAME.must                            lines that stand in the C, in this order
    NAME.mustnot                         lines that do not

A line of .must and .mustnot matches when it is part of a line of the C; blank space around it and lines that start
with # do not count. `== f` confines what follows to the C function f, `== f loop` to the first loop in it.
Small functions are called, not copied to where they are called, so that each can be looked at: except in a case with
a line `# inlined`. Every compilation runs with --verify. With --bless the golden files (not .must and .mustnot) are written anew: read
the difference before you commit it. The last line is `N passed, N failed`.
"""

import argparse
import os
import pathlib
import re
import sys

from runner import TOP, Totals, differences, execute

FOLDERS = [pathlib.Path(TOP, "tests", name) for name in ("types", "ir", "emit")]
STAGES = ("types", "effects", "ir", "lowered")
PASSES = ("unique", "quick", "parameters", "moves", "ownership", "errors", "resumable")


def compile_case(ruffc, file, *options):
    """What is printed, and what is wrong with the compilation."""
    if "# inlined" not in file.read_text().splitlines():
        options = ("--without", "inline", *options)
    found = execute([ruffc, "check", "--verify", *options, file.name], 30, file.parent)
    return found.out, [] if found.status == 0 else ["ruffc ended with %s%s" % (found.status, found.err[:400])]


# ---- whole dumps ----

def golden_options(suffix):
    """The options that print what belongs into a file of this suffix, or None."""
    if suffix in STAGES:
        return ["--dump", suffix]
    return ["--dump", "lowered", "--stop-after", suffix] if suffix in PASSES else None


def without_main(text):
    """IR without the main file's body, where there is a function to look at: that body only calls it."""
    parts = text.split("\n\n")
    rest = [part for part in parts if not part.startswith("func <module>#0(")]
    return "\n\n".join(rest if any(part.strip() for part in rest) else parts)


def check_golden(ruffc, file, golden, bless):
    found, why = compile_case(ruffc, file, *golden_options(golden.suffix[1:]))
    if golden.suffix[1:] not in ("types", "effects"):
        found = without_main(found)
    if bless and not why:
        golden.write_text(found)
    want = golden.read_text()
    if not why and found != want:
        why = ["differs from the golden file"]
    return why, differences(want, found, 20)


# ---- parts of the C ----

def balanced(lines, start):
    """The lines from `start` to the one that closes its braces."""
    depth, seen = 0, False
    for end in range(start, len(lines)):
        code = re.sub(r'"(\\.|[^"\\])*"|/\*.*?\*/', "", lines[end])
        depth += code.count("{") - code.count("}")
        seen = seen or "{" in code
        if seen and depth <= 0:
            return lines[start:end + 1]
    return lines[start:]


def scope_of(lines, words):
    """The lines that `== WORDS` means, or None."""
    head = re.compile(r"^static .*[ *]%s\(.*\)$" % re.escape(words[0]))
    starts = [i for i, line in enumerate(lines) if head.match(line)]
    if not starts:
        return None
    body = balanced(lines, starts[0])
    for word in words[1:]:
        starts = [i for i, line in enumerate(body[1:], 1) if re.match(r"\s*(for|while) \(", line)]
        if word != "loop" or not starts:
            return None
        body = balanced(body, starts[0])
    return body


def check_lines(lines, rules, must):
    """What is wrong with the C according to the lines of a .must or .mustnot file."""
    why, scope, at = [], lines, 0
    for rule in (r.strip() for r in rules):
        if not rule or rule.startswith("#"):
            continue
        if rule.startswith("=="):
            scope, at = scope_of(lines, rule[2:].split()), 0
            if scope is None:
                return ["there is no `%s`" % rule[2:].strip()]
            continue
        hits = [i for i in range(at if must else 0, len(scope)) if rule in scope[i]]
        if must and not hits:
            why.append("lacks `%s`" % rule)
        elif must:
            at = hits[0] + 1
        elif hits:
            why.append("has `%s` in `%s`" % (rule, scope[hits[0]].strip()))
    return why


def check_c(ruffc, file, rules):
    found, why = compile_case(ruffc, file, "--dump", "c")
    return why or check_lines(found.splitlines(), rules.read_text().splitlines(), rules.suffix == ".must"), ""


# ---- all of it ----

def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--ruffc", default=os.path.join(TOP, "out/bin/ruffc"))
    p.add_argument("--only", default="", help="only cases whose path contains this text")
    p.add_argument("--bless", action="store_true", help="write the golden files")
    options = p.parse_args()
    ruffc, totals = os.path.abspath(options.ruffc), Totals()
    for file in sorted(f for folder in FOLDERS for f in folder.rglob("*.ruff")):
        for golden in sorted(file.parent.glob(file.stem + ".*")):
            name = str(golden.relative_to(os.path.join(TOP, "tests")))
            if options.only not in name:
                continue
            if golden.suffix in (".must", ".mustnot"):
                totals.add(name, *check_c(ruffc, file, golden))
            elif golden_options(golden.suffix[1:]):
                totals.add(name, *check_golden(ruffc, file, golden, options.bless))
    return totals.finish()


sys.exit(main())
