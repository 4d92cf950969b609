#!/usr/bin/env python3
"""Compares the compiler's messages with golden files.

A case is tests/diagnostics/NAME.ruff. NAME.human holds what `ruffc check NAME.ruff` writes to standard error and, as
its last line, the exit status; NAME.json what `ruffc check --json NAME.ruff` writes to standard output. With --update
the golden files are written anew: read the difference before you commit it.
The last line is `N passed, N failed`.
"""

import argparse
import os
import pathlib
import sys

from runner import TOP, Totals, differences, execute

FOLDER = pathlib.Path(TOP, "tests", "diagnostics")


def messages(ruffc, name):
    """What the two forms should hold, by suffix."""
    human = execute([ruffc, "check", name], 30, FOLDER)
    json = execute([ruffc, "check", "--json", name], 30, FOLDER)
    return {".human": "%sexit status %s\n" % (human.err, human.status), ".json": json.out}


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--ruffc", default=os.path.join(TOP, "out/bin/ruffc"))
    p.add_argument("--only", default="", help="only cases whose name contains this text")
    p.add_argument("--update", action="store_true", help="write the golden files")
    options = p.parse_args()
    ruffc, totals = os.path.abspath(options.ruffc), Totals()
    for file in sorted(FOLDER.glob("*.ruff")):
        if options.only not in file.name:
            continue
        for suffix, found in messages(ruffc, file.name).items():
            golden = file.with_suffix(suffix)
            if options.update:
                golden.write_text(found)
            want = golden.read_text() if golden.exists() else ""
            why = [] if found == want else ["differs from the golden file"]
            totals.add("diagnostics/%s%s" % (file.stem, suffix), why, differences(want, found))
    return totals.finish()


sys.exit(main())
