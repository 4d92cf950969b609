#!/usr/bin/env python3
"""Runs the programs of tests/stress again and again, each time with another seed, until the time is over.

Each program counts what it sends and receives, checks the counts, and ends with a line `ok: …`. It runs as an
executable and under `ruffc run`, with 1, 2 and 16 threads for async bodies, and under chosen interleavings
(RUFF_SCHEDULE). One that does not end in time is a failure: gdb, if it is there, shows where its threads are. A program
that failed is left out from then on. The time is STRESS_SECONDS, or --seconds. The last line is `N passed, N failed`.
"""

import argparse
import concurrent.futures
import itertools
import os
import pathlib
import shutil
import signal
import subprocess
import sys
import tempfile
import time

from runner import TOP, Totals

FOLDER = pathlib.Path(TOP, "tests", "stress")
WAYS = [("build", {"RUFF_THREADS": "2"}), ("build", {"RUFF_THREADS": "16"}), ("build", {"RUFF_SCHEDULE": "seed"}),
        ("run", {"RUFF_THREADS": "1"}), ("build", {"RUFF_THREADS": "1"}), ("run", {"RUFF_THREADS": "16"}),
        ("run", {"RUFF_THREADS": "2"})]


def stacks(pid):
    """Where the threads of a process are that hangs."""
    if not shutil.which("gdb"):
        return ""
    done = subprocess.run(["gdb", "-p", str(pid), "-batch", "-ex", "thread apply all bt 12"], text=True, timeout=60,
                          stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, errors="replace")
    return done.stdout[-12000:]


def run_once(command, env, limit):
    """What is wrong with one run, empty when it is good."""
    child = subprocess.Popen(command, env=dict(os.environ, **env), text=True, errors="replace", start_new_session=True,
                             stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    try:
        out, err = child.communicate(timeout=limit)
    except subprocess.TimeoutExpired:
        shown = stacks(child.pid)
        os.killpg(child.pid, signal.SIGKILL)
        out, err = child.communicate()
        return "hangs: no end after %g s\n%s%s%s" % (limit, out, err[-3000:], shown)
    if child.returncode != 0 or not out.startswith("ok: "):
        return "ended with %d\n%s%s" % (child.returncode, out[-3000:], err[-3000:])
    return ""


class Program:
    def __init__(self, file, options, folder):
        self.file, self.options, self.exe = file, options, os.path.join(folder, file.stem)
        self.runs, self.faults = 0, []
        made = subprocess.run([options.ruffc, "build", str(file), "-O1", "-o", self.exe], stdin=subprocess.DEVNULL,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        if made.returncode != 0:
            self.faults.append("does not build\n" + made.stdout)

    def run(self, way, seed):
        mode, env = way
        env = {name: str(seed) if value == "seed" else value for name, value in env.items()}
        command = [self.exe] if mode == "build" else [self.options.ruffc, "run", str(self.file)]
        if self.faults or time.monotonic() > self.options.end:
            return
        fault = run_once(command + [str(seed)], env, self.options.limit)
        self.runs += 1
        if fault:
            words = ["%s=%s" % pair for pair in env.items()]
            self.faults.append("%s\n%s" % (" ".join(words + command + [str(seed)]), fault))


def read_options():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--ruffc", default=os.path.join(TOP, "out/bin/ruffc"))
    p.add_argument("--seconds", type=float, default=float(os.environ.get("STRESS_SECONDS") or 270))
    p.add_argument("--seed", type=int, default=int(time.time()) % 1000000, help="the first; another each day and run")
    p.add_argument("--only", default="", help="only programs whose name contains this text")
    p.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    p.add_argument("--limit", type=float, default=20, help="seconds for one run")
    options = p.parse_args()
    options.ruffc = os.path.abspath(options.ruffc)
    options.end = time.monotonic() + options.seconds
    return options


def main():
    options, totals = read_options(), Totals()
    files = [file for file in sorted(FOLDER.glob("*.ruff")) if options.only in file.name]
    with tempfile.TemporaryDirectory() as folder, concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        programs = list(pool.map(lambda file: Program(file, options, folder), files))
        for turn in itertools.count():
            seed = options.seed + turn
            list(pool.map(lambda program: program.run(WAYS[turn % len(WAYS)], seed), programs))
            if time.monotonic() > options.end:
                break
    for program in programs:
        print("%-20s %4d runs" % (program.file.stem, program.runs))
        totals.add("stress/" + program.file.stem, program.faults)
    return totals.finish()


sys.exit(main())
