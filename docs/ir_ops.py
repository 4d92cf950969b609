#!/usr/bin/env python3
"""Writes the table of operations in ir.md from ruffc/ir/ir.def.  With --check: status 1 when the page is not up to date."""

import os
import re
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
PAGE = os.path.join(HERE, "ir.md")
TABLE = os.path.join(os.path.dirname(HERE), "ruffc", "ir", "ir.def")
BEGIN, END = "<!-- operations: begin -->", "<!-- operations: end -->"

ROW = re.compile(r'^IR\((\w+),\s*"([^"]*)",\s*"([^"]*)",\s*\'(.)\',\s*\'(.)\',\s*"((?:[^"\\]|\\.)*)"\)')
GROUP = re.compile(r"^/\* (.*) \*/$")


def cell(text):
    return "`%s`" % text.replace("|", "\\|") if text else ""


def table():
    lines = []
    with open(TABLE) as file:
        for line in file:
            row, group = ROW.match(line), GROUP.match(line)
            if group:
                lines += ["", "**%s**" % group.group(1), "", "| text | operands | result | failure | C |", "|---|---|---|---|---|"]
            elif row:
                _, mnemonic, operands, result, failure, pattern = row.groups()
                lines.append("| `%s` | %s | `%s` | `%s` | %s |" % (mnemonic, cell(operands), result, failure, cell(pattern)))
    return "\n".join(lines).strip()


def main():
    with open(PAGE) as file:
        old = file.read()
    head, rest = old.split(BEGIN, 1)
    new = head + BEGIN + "\n" + table() + "\n" + END + rest.split(END, 1)[1]
    if "--check" in sys.argv:
        return 0 if new == old else 1
    with open(PAGE, "w") as file:
        file.write(new)
    return 0


sys.exit(main())
