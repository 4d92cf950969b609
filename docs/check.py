#!/usr/bin/env python3
"""Holds these pages against the sources.

Checks that every file they name exists, that the passes stand in architecture.md in their order, that the table of
operations in ir.md is that of ruffc/ir/ir.def, that builtins.md and methods.md say what the tables of functions and
methods do (--update writes all three anew), that messages.md tells of every code, that README.md lists every page, and
that the scripts of the pages for users print what these say (with --ruffc PATH).
The last line is `N passed, N failed`.
"""

import argparse
import os
import re
import sys

sys.dont_write_bytecode = True  # nothing is written into the tree

import builtins_page
import methods_page
import page_scripts

HERE = os.path.dirname(os.path.abspath(__file__))
TOP = os.path.dirname(HERE)
BEGIN, END = "<!-- operations: begin -->", "<!-- operations: end -->"

ROW = re.compile(r'^IR\((\w+),\s*"([^"]*)",\s*"([^"]*)",\s*\'(.)\',\s*\'(.)\',\s*"((?:[^"\\]|\\.)*)"\)')
GROUP = re.compile(r"^/\* (.*) \*/$")
PATH = re.compile(r"`([\w./*-]+/[\w./*-]*|[\w*]+\.(?:c|h|def|py))`")
PASS = re.compile(r'^    \{"(\w+)", lower_')
# Where a page may mean a name from; the last ones for names alone in the column of a table.
ROOTS = ["", "docs", "ruffc", "runtime", "runtime/include"]
FOLDERS = ["library", "sema", "types", "front", "ir", "lower", "emit", "back", "runtime/core", "runtime/builtins", "docs/how-to"]
# Pages whose scripts are run.
SCRIPTED = ["tour.md", "language.md", "concurrency.md", "debugging.md", "tiers.md"]
# Files that a how-to tells its reader to make.
TO_MAKE = {"ruffc/lower/negate.c"}


def read(*path):
    with open(os.path.join(TOP, *path)) as file:
        return file.read()


def pages():
    for folder, _, files in os.walk(HERE):
        for name in sorted(files):
            if name.endswith(".md"):
                yield os.path.relpath(os.path.join(folder, name), TOP)


def cell(text):
    return "`%s`" % text.replace("|", "\\|") if text else ""


def operations():
    lines = []
    for line in read("ruffc", "ir", "ir.def").splitlines():
        row, group = ROW.match(line), GROUP.match(line)
        if group:
            lines += ["", "**%s**" % group.group(1), "", "| text | operands | result | failure | C |", "|---|---|---|---|---|"]
        elif row:
            _, mnemonic, operands, result, failure, pattern = row.groups()
            lines.append("| `%s` | %s | `%s` | `%s` | %s |" % (mnemonic, cell(operands), result, failure, cell(pattern)))
    return "\n".join(lines).strip()


def with_operations(page):
    head, rest = page.split(BEGIN, 1)
    return head + BEGIN + "\n" + operations() + "\n" + END + rest.split(END, 1)[1]


def exists(name):
    """Whether a page's name of a file or folder, perhaps with a star or a NAME in it, means something."""
    import glob
    pattern = name.replace("NAME", "*")
    roots = [os.path.join(TOP, root) for root in ROOTS]
    if "/" not in name:
        roots += [os.path.join(base, folder) for base in (TOP, os.path.join(TOP, "ruffc")) for folder in FOLDERS]
    return name in TO_MAKE or any(glob.glob(os.path.join(root, pattern)) for root in roots)


def faults(ruffc):
    for page in pages():
        text = read(page)
        text = re.sub(re.escape(BEGIN) + ".*?" + re.escape(END), "", text, flags=re.S)
        for name in PATH.findall(text):
            if name.startswith(".."):
                continue
            yield page + ": names `%s`" % name, exists(name)
        for link in re.findall(r"\]\(([\w./-]+)\)", text):
            yield page + ": links to " + link, os.path.exists(os.path.join(TOP, os.path.dirname(page), link))
    passes = [m.group(1) for m in map(PASS.match, read("ruffc", "lower", "pipeline.c").splitlines()) if m]
    told = re.findall(r"^\| (\w+) \|", read("docs", "architecture.md").split("## Lowerings")[1].split("###")[0], re.M)
    yield "docs/architecture.md: passes are %s, not %s" % (passes, told), told[1:] == passes
    page = read("docs", "ir.md")
    yield "docs/ir.md: the table of operations (docs/check.py --update)", page == with_operations(page)
    yield "docs/builtins.md is stale (docs/check.py --update)", read("docs", "builtins.md") == builtins_page.page(TOP)
    yield "docs/methods.md is stale (docs/check.py --update)", read("docs", "methods.md") == methods_page.page(TOP)
    yield from methods_page.faults(TOP)
    for code in sorted(set(re.findall(r'"(RUF\w+)"', read("ruffc", "support", "diag.def")))):
        yield "docs/messages.md does not tell of " + code, "| `%s` |" % code in read("docs", "messages.md")
    index = read("docs", "README.md")
    for page in pages():
        name = os.path.relpath(page, "docs")
        yield "docs/README.md does not list " + name, name == "README.md" or "](%s)" % name in index
    if ruffc:
        for page in SCRIPTED:
            yield from page_scripts.faults("docs/" + page, read("docs", page), ruffc)


def update():
    for name, text in (("ir.md", with_operations(read("docs", "ir.md"))), ("builtins.md", builtins_page.page(TOP)),
                       ("methods.md", methods_page.page(TOP))):
        with open(os.path.join(HERE, name), "w") as file:
            file.write(text)


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--update", action="store_true", help="write the generated tables anew")
    p.add_argument("--ruffc", help="run the scripts of the pages with this compiler")
    options = p.parse_args()
    passed = failed = 0
    if options.update:
        update()
    for what, good in faults(options.ruffc):
        passed, failed = passed + bool(good), failed + (not good)
        if not good:
            print("FAIL " + what)
    print("%d passed, %d failed" % (passed, failed))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
