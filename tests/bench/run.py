#!/usr/bin/env python3
"""Measures Ruff programs beside the same programs in other languages, and prints markdown tables.

    run.py                        every program, five rounds
    run.py --part languages       the concurrent programs only; `--part c`: the others
    run.py --only fib,sieve -n 9  some of them, nine rounds
    run.py --quick                small sizes, one round: do the outputs agree?
    run.py --write FILE           the tables replace what stands between the marks of FILE

The concurrent programs, beside Go, Rust, Node, Python and C, are those of languages.py. The others stand here:

NAME.ruff and NAME.c read a size from their first argument and print a checksum; PROGRAMS below has the sizes and
the targets. Three peers: C by `cc -O2`, `ruffc build` (cc -O3), `ruffc run` (in memory). Rounds are interleaved: every
round runs each program of each peer once, in an order of its own, so that a busy moment of the machine meets all. A
figure is the median of CPU time, user and system, all threads; a ratio is the quotient of two medians.
"""

import argparse
import datetime
import os
import random
import subprocess
import sys
import tempfile
import time
from statistics import median

sys.dont_write_bytecode = True  # nothing is written into the tree

import languages
from measure import HERE, TOP, Stopwatch, figure, first_line, processor, row, verdict

PARTS = ("c", "languages")


class Program:
    def __init__(self, name, size, small, target=None, about=""):
        self.name, self.size, self.small, self.target, self.about = name, size, small, target, about

    def source(self, ending):
        return os.path.join(HERE, self.name + ending)


PROGRAMS = [
    Program("fib", 40, 20, 1.4, "recursive calls"),
    Program("loops", 20000, 200, 1.3, "nested integer loops"),
    Program("sieve", 20000000, 10000, 1.3, "array of bools"),
    Program("matrix_int", 400, 30, 1.3, "arrays of arrays of integers"),
    Program("matrix_float", 400, 30, 1.3, "arrays of arrays of floats"),
    Program("mandelbrot", 1500, 40, 1.1, "float loops"),
    Program("structs", 60000000, 1000, None, "structs by value, methods"),
    Program("closures", 60000000, 1000, None, "a closure called in a loop"),
    Program("strings", 6000000, 1000, None, "append, index, split, join"),
    Program("words", 3000000, 1000, None, "a dict of words"),
]

# What a user waits for, milliseconds of wall time.
COMPILE_TARGETS = {"run": 20.0, "build": 1500.0}


class Peer:
    def __init__(self, name, title, ending, build, run):
        self.name, self.title, self.ending, self.build, self.run = name, title, ending, build, run


def peers_of(options):
    cc, ruffc = options.cc, options.ruffc
    return [
        Peer("c", "C -O2", ".c", [cc, "-O2", "{source}", "-o", "{exe}", "-lpthread"], ["{exe}", "{size}"]),
        Peer("build", "ruffc build", ".ruff", [ruffc, "build", "{source}", "-o", "{exe}", "--cc", cc],
             ["{exe}", "{size}"]),
        Peer("run", "ruffc run", ".ruff", None, [ruffc, "run", "{source}", "--", "{size}"]),
    ]


def fill(command, **holes):
    return [part.format(**holes) for part in command]


class Bench:
    """The programs that build, what they took, and what went wrong."""

    def __init__(self, options, folder):
        self.options, self.folder = options, folder
        self.watch = Stopwatch(options.cc, folder, options.limit)
        self.programs = [p for p in PROGRAMS if not options.only or p.name in options.only.split(",")]
        self.peers = peers_of(options)
        self.jobs, self.times, self.notes, self.expected = [], {}, [], {}

    def size(self, program):
        return program.small if self.options.quick else program.size

    def build(self):
        for program in self.programs:
            for peer in self.peers:
                holes = {"source": program.source(peer.ending), "size": self.size(program),
                         "exe": os.path.join(self.folder, "%s.%s" % (program.name, peer.name))}
                if peer.build:
                    made = subprocess.run(fill(peer.build, **holes), capture_output=True, text=True)
                    if made.returncode != 0:
                        why = made.stderr.strip()
                        self.notes.append("%s, %s: does not build: %s" % (program.name, peer.title, why))
                        continue
                self.jobs.append((program, peer, fill(peer.run, **holes)))

    def run_once(self, program, peer, command):
        done = self.watch.run(command)
        text, wrong = done.text, done.wrong
        if not wrong and self.expected.setdefault(program.name, text) != text:
            wrong = "prints %r, not %r" % (text[:60], self.expected[program.name][:60])
        if wrong:
            self.notes.append("%s, %s: %s" % (program.name, peer.title, wrong))
            return False
        self.times.setdefault((program.name, peer.name), []).append(done.cpu)
        return True

    def rounds(self):
        for number in range(1 if self.options.quick else self.options.n):
            order = self.jobs[:]
            if number > 0:
                random.Random(number).shuffle(order)
            self.jobs = [job for job in order if self.run_once(*job)]

    def seconds(self, program, peer):
        taken = self.times.get((program.name, peer))
        return median(taken) if taken else None

    def ratio(self, program, peer):
        ours, c = self.seconds(program, peer), self.seconds(program, "c")
        return ours / c if ours is not None and c else None


def first_line_ms(command):
    """Milliseconds from the start of the command to the first line that it prints."""
    start = time.perf_counter()
    child = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    child.stdout.readline()
    taken = (time.perf_counter() - start) * 1e3
    child.stdout.read()
    child.wait()
    return taken


def wall_ms(command):
    start = time.perf_counter()
    subprocess.run(command, capture_output=True, check=True)
    return (time.perf_counter() - start) * 1e3


def compile_times(options, folder, watch):
    """[(what, wall times in ms, CPU times in ms, target)] for the script of a hundred lines."""
    script, exe = os.path.join(HERE, "hundred.ruff"), os.path.join(folder, "hundred")
    run, build = [options.ruffc, "run", script], [options.ruffc, "build", script, "-o", exe, "--cc", options.cc]
    rows, rounds = [], max(options.n, 5)
    for what, command, measure, times, target in (
            ("`ruffc run`, until its first line", run, first_line_ms, 2 * rounds, COMPILE_TARGETS["run"]),
            ("`ruffc build`", build, wall_ms, rounds, COMPILE_TARGETS["build"])):
        wall = [measure(command) for _ in range(times)]
        cpu = [watch.run(command).cpu * 1e3 for _ in range(3)]
        rows.append((what, wall, cpu, target))
    return rows


def speed_table(bench):
    lines = ["| program | what it stresses | C -O2, s | `build`, s | `run`, s | build / C | target | run / C |",
             "|---|---|---:|---:|---:|---:|---|---:|"]
    for p in bench.programs:
        built = bench.ratio(p, "build")
        cells = [p.name, p.about] + [figure(bench.seconds(p, peer), "%.3f") for peer in ("c", "build", "run")]
        cells += [figure(built), verdict(built, p.target), figure(bench.ratio(p, "run"))]
        lines.append(row(cells))
    return lines


def compile_table(times):
    """The target is for a machine that does nothing else: the best time comes nearest to that."""
    lines = ["| a script of 100 lines | wall, best, ms | median, ms | CPU of the whole command, ms | target, ms |",
             "|---|---:|---:|---:|---|"]
    for what, wall, cpu, target in times:
        cells = (what, min(wall), median(wall), median(cpu), verdict(min(wall), target))
        lines.append("| %s | %.1f | %.1f | %.1f | %s |" % cells)
    return lines


def conditions(options, versions, before):
    return "%s; %s, %d cores; Linux %s; %s; %d rounds; load average %.1f before, %.1f after." % (
        datetime.date.today().isoformat(), processor(), os.cpu_count(), os.uname().release, versions, options.n, before,
        os.getloadavg()[0])


def c_part(options, folder):
    """(what went wrong, the tables) of the programs beside C."""
    load, bench = os.getloadavg()[0], Bench(options, folder)
    bench.build()
    bench.rounds()
    if options.quick:
        return bench.notes, ["%d programs, %d runs" % (len(bench.programs), len(bench.times))]
    times = compile_times(options, folder, bench.watch)
    versions = "; ".join(filter(None, (first_line([tool, "--version"]) for tool in (options.cc, options.ruffc))))
    lines = [conditions(options, versions, load), ""] + speed_table(bench) + [""] + compile_table(times)
    if bench.notes:
        lines += ["", "Not measured:", ""] + ["- " + note for note in bench.notes]
    return bench.notes, lines


def languages_part(options, folder):
    """The same of the concurrent programs. A language that is not installed is no fault."""
    load = os.getloadavg()[0]
    times, memory = languages.measured(options, folder)
    wrong = [note for note in times.notes + memory.notes if not note.endswith("is not installed")]
    if options.quick:
        runs = sum(len(job.runs) for table in (times, memory) for job in table.jobs.values())
        return wrong, ["%d concurrent programs, %d runs" % (len(times.programs) + len(memory.programs), runs)]
    return wrong, [conditions(options, times.versions(), load), ""] + languages.report(times, memory)


def write_between_marks(path, part, text):
    begin, end = "<!-- %s: begin -->" % part, "<!-- %s: end -->" % part
    with open(path) as file:
        old = file.read()
    if begin not in old or end not in old:
        sys.exit("%s has no marks %s and %s" % (path, begin, end))
    head, rest = old.split(begin, 1)
    with open(path, "w") as file:
        file.write(head + begin + "\n" + text + "\n" + end + rest.split(end, 1)[1])


def read_options():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--ruffc", default=os.path.join(TOP, "out", "bin", "ruffc"))
    p.add_argument("--cc", default="gcc", help="the C compiler of all peers (gcc)")
    p.add_argument("-n", type=int, default=5, help="rounds (5)")
    p.add_argument("--part", choices=PARTS, action="append", help="one of the two sets of programs")
    p.add_argument("--only", default="", help="programs, separated by commas")
    p.add_argument("--quick", action="store_true", help="small sizes, one round")
    p.add_argument("--limit", type=float, default=60, help="seconds that one run may take")
    p.add_argument("--write", metavar="FILE", help="the file that gets the tables")
    options = p.parse_args()
    options.ruffc = os.path.abspath(options.ruffc)
    return options


def main():
    options, faults = read_options(), []
    for part, measure in zip(PARTS, (c_part, languages_part)):
        if options.part and part not in options.part:
            continue
        with tempfile.TemporaryDirectory() as folder:
            wrong, lines = measure(options, folder)
        faults += wrong
        print("\n".join(lines), flush=True)
        if options.write:
            write_between_marks(options.write, part, "\n".join(lines))
    if options.quick:
        print("\n".join(faults) if faults else "the outputs agree")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
