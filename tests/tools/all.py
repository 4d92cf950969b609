#!/usr/bin/env python3
"""Runs every kind of test one after the other and adds up their totals. The last line is `N passed, N failed`.

With --sanitized: the kinds that say something about memory and undefined behaviour, for a build that has sanitizers.
"""

import argparse
import os
import re
import subprocess
import sys
import time

from runner import TOP

TOOLS = os.path.join(TOP, "tests", "tools")


def python(script, *args):
    return [sys.executable, os.path.join(TOOLS, script)] + list(args)


def kinds(out, sanitized):
    """(name, command) of each runner."""
    ruffc = os.path.join(out, "bin", "ruffc")
    unit = ("unit tests", [os.path.join(out, "bin", "unit")])
    if sanitized:
        return [unit, ("conformance, build", python("conform.py", "--ruffc", ruffc, "--mode", "build", "-O", "0",
                                                     "--limit", "120")),
                ("diagnostics", python("golden.py", "--ruffc", ruffc))]
    return [
        unit,
        ("conformance, run", python("conform.py", "--ruffc", ruffc, "--mode", "run")),
        ("conformance, build", python("conform.py", "--ruffc", ruffc, "--mode", "build")),
    ] + [
        ("concurrency, " + env, python("conform.py", "--ruffc", ruffc, "--mode", mode, "--env", env,
                                       os.path.join(TOP, "tests", "conformance", "concurrency")))
        for env, mode in (("RUFF_THREADS=1", "build"), ("RUFF_THREADS=16", "run"), ("RUFF_SCHEDULE=1", "run"))
    ] + [
        ("stress", python("stress.py", "--ruffc", ruffc, "--seconds", os.environ.get("STRESS_SECONDS") or "20")),
        ("timelines", python("traces.py", "--ruffc", ruffc)),
        ("limits of the system", python("limits.py", "--ruffc", ruffc)),
        ("emitted C, warnings", python("conform.py", "--ruffc", ruffc, "--mode", "warn", "--no-later")),
        ("random programs", [sys.executable, os.path.join(TOP, "tests", "differential", "run.py"), "--ruffc", ruffc,
                             "--keep", os.path.join(out, "differential"), "--count", "25"]),
        ("self-contained C", python("conform.py", "--ruffc", ruffc, "--mode", "bundle", "--strict",
                                    os.path.join(TOP, "tests", "conformance", "language"))),
        ("diagnostics", python("golden.py", "--ruffc", ruffc)),
        ("dumps", python("dumps.py", "--ruffc", ruffc)),
        ("command line", python("cli.py", "--ruffc", ruffc)),
        ("benchmarks", [sys.executable, os.path.join(TOP, "tests", "bench", "test.py"), "--ruffc", ruffc]),
        ("pages", [sys.executable, os.path.join(TOP, "docs", "check.py"), "--ruffc", ruffc]),
    ]


def totals_of(text):
    """(passed, failed) from the last line of a runner, or from the line that Check prints."""
    found = re.findall(r"^(\d+) passed, (\d+) failed$", text, re.M)
    if found:
        return int(found[-1][0]), int(found[-1][1])
    check = re.search(r"Checks: (\d+), Failures: (\d+), Errors: (\d+)", text)
    if check:
        bad = int(check.group(2)) + int(check.group(3))
        return int(check.group(1)) - bad, bad
    return 0, 1


def run_kind(name, command, env):
    start = time.monotonic()
    print("== " + name, flush=True)
    child = subprocess.Popen(command, cwd=TOP, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                             errors="replace")
    text = ""
    for line in child.stdout:
        text += line
        print("   " + line, end="", flush=True)
    passed, failed = totals_of(text)
    if child.wait() != 0 and failed == 0:
        print("   the runner itself failed", flush=True)
        failed = 1
    print("   %s: %d passed, %d failed, %.0f s" % (name, passed, failed, time.monotonic() - start), flush=True)
    return passed, failed


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--out", default=os.path.join(TOP, "out"))
    p.add_argument("--sanitized", action="store_true")
    options = p.parse_args()
    env, sums = dict(os.environ, RUFFC_VERIFY="1"), [0, 0]
    if options.sanitized:
        env["UBSAN_OPTIONS"] = "print_stacktrace=1"
    for name, command in kinds(os.path.abspath(options.out), options.sanitized):
        passed, failed = run_kind(name, command, env)
        sums[0] += passed
        sums[1] += failed
    print("%d passed, %d failed" % tuple(sums))
    return 1 if sums[1] or not sums[0] else 0


sys.exit(main())
