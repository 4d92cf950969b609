#!/usr/bin/env python3
"""Tests of the command line.

A case is tests/cli/NAME.sh, run by sh in an empty folder of its own with `ruffc` on its path; NAME.out holds what it
writes. Scripts have two helpers: `try COMMAND…` shows the command, what it writes to both outputs, and its status;
`status COMMAND…` shows only the status. The folder is shown as DIR. With --update the expected files are written anew.
The last line is `N passed, N failed`.
"""

import argparse
import os
import pathlib
import sys
import tempfile

from runner import TOP, Totals, differences, execute

FOLDER = pathlib.Path(TOP, "tests", "cli")

PRELUDE = """
try() { echo "\\$ $*"; "$@" 2>&1; echo "[status $?]"; }
status() { echo "\\$ $*"; "$@" > /dev/null 2>&1; echo "[status $?]"; }
"""


def run_case(file, ruffc):
    with tempfile.TemporaryDirectory() as folder:
        folder = os.path.realpath(folder)
        env = dict(os.environ, PATH=os.path.dirname(ruffc) + ":" + os.environ["PATH"], LC_ALL="C.UTF-8", TOP=TOP,
                   OUT=os.path.dirname(os.path.dirname(ruffc)), RUFFC_CACHE="off")
        for name in ("RUFFC_KEEP_C", "RUFF_PATH", "NO_COLOR"):
            env.pop(name, None)
        found = execute(["sh", "-c", PRELUDE + file.read_text(), file.name], 300, folder, env=env)
        text = found.out + found.err + ("" if found.status == 0 else "ended with %s\n" % found.status)
        return text.replace(folder, "DIR")


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--ruffc", default=os.path.join(TOP, "out/bin/ruffc"))
    p.add_argument("--only", default="", help="only cases whose name contains this text")
    p.add_argument("--update", action="store_true", help="write the expected files")
    options = p.parse_args()
    ruffc, totals = os.path.abspath(options.ruffc), Totals()
    for file in sorted(FOLDER.glob("*.sh")):
        if options.only not in file.name:
            continue
        found, golden = run_case(file, ruffc), file.with_suffix(".out")
        if options.update:
            golden.write_text(found)
        want = golden.read_text() if golden.exists() else ""
        totals.add("cli/" + file.stem, [] if found == want else ["writes something else"], differences(want, found, 40))
    return totals.finish()


sys.exit(main())
