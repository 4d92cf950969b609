"""`ruffc run` beside the executable of `ruffc build`, on programs that take about a second.

A run with an empty cache is to end within 1.3 times the executable's time plus that of compiling it.
"""

import os
import shutil
import subprocess
import time

from measure import Stopwatch, figure, row
from peers import RUFF
from programs import PROGRAMS

SECONDS, FACTOR = 1.2, 1.3


class Timing:
    """Seconds of wall time."""

    def __init__(self, program, size, compiling, exe):
        self.program, self.size, self.compiling, self.exe = program, size, compiling, exe
        self.cold = self.warm = None

    def most(self):
        return FACTOR * self.exe + self.compiling


class Tiers:
    def __init__(self, options, folder, only=None):
        self.options, self.folder, self.notes, self.timings = options, folder, [], []
        self.watch = Stopwatch(options.cc, folder, options.limit)
        self.programs = [p for p in PROGRAMS if not only or p.name in only]
        self.cache = os.environ["RUFFC_CACHE"] = os.path.join(folder, "cache")

    def measure(self):
        for program in self.programs:
            source, exe = program.source("." + RUFF), os.path.join(self.folder, program.name)
            start = time.perf_counter()
            made = subprocess.run([self.options.ruffc, "build", source, "-o", exe, "--cc", self.options.cc],
                                  capture_output=True, text=True)
            compiling = time.perf_counter() - start
            if made.returncode != 0:
                self.notes.append("%s does not build: %s" % (program.name, made.stderr.strip()))
                continue
            self.timings.append(self.timing(program, source, exe, compiling))

    def timing(self, program, source, exe, compiling):
        short = self.watch.run([exe, str(program.size)]).wall
        size = program.grown(SECONDS / max(short, 0.001))
        built = min((self.watch.run([exe, str(size)]) for _ in range(2)), key=lambda r: r.wall)
        timing = Timing(program, size, compiling, built.wall)
        run = [self.options.ruffc, "run", source, "--", str(size)]
        shutil.rmtree(self.cache, ignore_errors=True)
        timing.cold = self.wall(program, run, built.text)
        keep = [self.options.ruffc, "run", "--tier", "cc", source, "--", str(program.small)]
        subprocess.run(keep, capture_output=True)
        timing.warm = self.wall(program, run, built.text)
        return timing

    def wall(self, program, command, expected):
        done = self.watch.run(command)
        wrong = done.wrong or done.text != expected and "prints %r, the executable %r" % (done.text[:60], expected[:60])
        if wrong:
            self.notes.append("%s, run: %s" % (program.name, wrong))
        return done.wall

    def table(self):
        lines = ["| program | size | executable, s | compiling, s | `run`, empty cache, s | at most | `run`, from the cache, s |",
                 "|---|---:|---:|---:|---:|---|---:|"]
        for t in self.timings:
            told = figure(t.most()) + ("" if t.cold <= t.most() else " **over**")
            lines.append(row([t.program.name, str(t.size)] + [figure(v) for v in (t.exe, t.compiling, t.cold)] +
                             [told, figure(t.warm)]))
        return lines
