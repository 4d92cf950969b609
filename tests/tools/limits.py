#!/usr/bin/env python3
"""Runs programs that the system refuses threads or memory.

Each program of tests/limits is built and run with few threads for its user (RLIMIT_NPROC; as another user when this
one is root, whom the limit does not bind) and with little address space (RLIMIT_AS). It must print `whole`, or tell
that a thread cannot be started, as an error that a script can catch or as the end of the program with status 4; or end
for want of memory, status 6. It must not hang. The last line is `N passed, N failed`.
"""

import argparse
import os
import pathlib
import re
import resource
import subprocess
import sys
import tempfile

from runner import TOP, Totals

FOLDER = pathlib.Path(TOP, "tests", "limits")
USER = 54321
REFUSED = re.compile(r"^(\[RUFRUN001\] )?(Runtime Error: )?Cannot start thread: \S", re.M)


def limited(kind, most):
    def prepare():
        resource.setrlimit(kind, (most, most))
        if kind == resource.RLIMIT_NPROC and os.geteuid() == 0:
            os.setgid(USER)
            os.setuid(USER)
    return prepare


def complaints(exe, kind, most):
    try:
        done = subprocess.run([exe], preexec_fn=limited(kind, most), timeout=20, stdin=subprocess.DEVNULL,
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, errors="replace", cwd="/")
    except subprocess.TimeoutExpired:
        return ["hangs"]
    except (OSError, subprocess.SubprocessError):
        return [] # not even a process: nothing to see
    if done.returncode == 0:
        good = done.stdout == "whole\n" or REFUSED.match(done.stdout)
    elif done.returncode == 4:
        good = REFUSED.search(done.stderr)
    else:
        good = done.returncode == 6 and "out of memory" in done.stderr
    return [] if good else ["ended with %s: %s%s" % (done.returncode, done.stdout[-300:], done.stderr[-300:])]


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--ruffc", default=os.path.join(TOP, "out/bin/ruffc"))
    options, totals = p.parse_args(), Totals()
    cases = [(resource.RLIMIT_NPROC, n) for n in (1, 2, 3, 4, 6, 9, 14)]
    cases += [(resource.RLIMIT_AS, n << 20) for n in (20, 40, 70, 100, 200, 400)]
    with tempfile.TemporaryDirectory() as folder:
        os.chmod(folder, 0o755)
        for file in sorted(FOLDER.glob("*.ruff")):
            exe = os.path.join(folder, file.stem)
            made = subprocess.run([options.ruffc, "build", str(file), "-O1", "-o", exe], stdout=subprocess.PIPE,
                                  stderr=subprocess.STDOUT, text=True)
            if made.returncode != 0:
                totals.add("limits/" + file.stem, ["does not build: " + made.stdout])
                continue
            # The limit counts all threads of the user: one program at a time.
            for kind, most in cases:
                name = "threads" if kind == resource.RLIMIT_NPROC else "bytes"
                totals.add("limits/%s [%d %s]" % (file.stem, most, name), complaints(exe, kind, most))
    return totals.finish()


sys.exit(main())
