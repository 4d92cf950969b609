"""Builds the programs of the suite in every language, runs them in turn, and keeps what the runs took.

A round runs each program of each language once, in an order of its own, so that a busy moment of the machine meets all.
Before anything is timed, every program prints the checksum of its smallest size in every language: they must agree.
"""

import concurrent.futures
import os
import random
import subprocess
from math import exp, log
from statistics import median

from measure import Stopwatch
from peers import C, PYTHON, all_peers
from programs import PROGRAMS


class Job:
    """A program in a language."""

    def __init__(self, program, peer, exe):
        self.program, self.peer, self.exe, self.runs = program, peer, exe, []
        self.size = program.size_for(peer.key)

    def command(self, size):
        holes = {"source": self.program.source(self.peer.ending), "exe": self.exe, "size": size}
        return [part.format(**holes) for part in self.peer.run]

    def due(self, number):
        """Whether it takes part in a round: slow languages run in every second, Python in two."""
        if self.peer.key == PYTHON:
            return number in (0, 2)
        return number % 2 == 0 or not self.peer.slow

    def seconds(self):
        """CPU time of a run, user and system, all threads."""
        return median(r.cpu for r in self.runs) if self.runs else None

    def per_unit(self):
        return self.seconds() / self.program.work(self.size) if self.runs else None

    def peak(self):
        return min(r.peak for r in self.runs) if self.runs else None


class Suite:
    """`notes` tells what went wrong."""

    def __init__(self, options, folder, peers=None, only=None):
        self.folder, self.notes, self.jobs, self.expected = folder, [], {}, {}
        self.watch = Stopwatch(options.cc, folder, options.limit)
        self.programs = [p for p in PROGRAMS if not only or p.name in only]
        self.peers = [p for p in all_peers(options) if not peers or p.key in peers]

    # ---- building and running

    def build(self, workers=1):
        pairs = [(program, peer) for program in self.programs for peer in self.peers]
        with concurrent.futures.ThreadPoolExecutor(workers) as pool:
            for (program, peer), job in zip(pairs, pool.map(lambda pair: self.job_of(*pair), pairs)):
                if job:
                    self.jobs[program.name, peer.key] = job

    def job_of(self, program, peer):
        """None when the program is not there in that language, or does not build."""
        source, exe = program.source(peer.ending), os.path.join(self.folder, program.name + "." + peer.key)
        if not os.path.exists(source):
            return None
        if peer.build:
            command = [part.format(source=source, exe=exe) for part in peer.build]
            done = subprocess.run(command, capture_output=True, text=True, env=dict(os.environ, GOTOOLCHAIN="local"))
            if done.returncode != 0:
                self.notes.append("%s%s does not build: %s" % (program.name, peer.ending, done.stderr.strip()))
                return None
        return Job(program, peer, exe)

    def run(self, job, size):
        """A run, or None when it fails or prints anything but what C prints."""
        done = self.watch.run(job.command(size))
        expected = self.checksum(job.program, size)
        if not done.wrong and expected != done.text.strip():
            done.wrong = "prints %r, C %r" % (done.text[:80].strip(), expected[:80])
        if done.wrong:
            self.notes.append("%s, %s, size %d: %s" % (job.program.name, job.peer.title, size, done.wrong))
            return None
        return done

    def checksum(self, program, size):
        key = program.name, size
        if key not in self.expected:
            c = self.jobs.get((program.name, C))
            self.expected[key] = self.watch.run(c.command(size)).text.strip() if c else ""
        return self.expected[key]

    def check(self, workers=1):
        """Compares the checksums of the smallest sizes. What is wrong is not measured."""
        keys = list(self.jobs)
        with concurrent.futures.ThreadPoolExecutor(workers) as pool:
            done = list(pool.map(lambda key: self.run(self.jobs[key], self.jobs[key].program.small), keys))
        self.jobs = {key: self.jobs[key] for key, run in zip(keys, done) if run}

    def rounds(self, count):
        left = list(self.jobs.values())
        for number in range(count):
            random.Random(number).shuffle(left)
            left = [job for job in left if not job.due(number) or self.measure(job)]

    def measure(self, job):
        done = self.run(job, job.size)
        if done:
            job.runs.append(done)
        return done is not None

    # ---- what came out

    def job(self, program, key):
        job = self.jobs.get((program.name, key))
        return job if job and job.runs else None

    def ratio(self, program, key):
        """CPU time per unit of work, in times of C's."""
        job, c = self.job(program, key), self.job(program, C)
        return job.per_unit() / c.per_unit() if job and c and c.per_unit() > 0 else None

    def mean(self, key):
        """The geometric mean of a language's ratios."""
        ratios = [r for r in (self.ratio(p, key) for p in self.programs) if r]
        return exp(sum(map(log, ratios)) / len(ratios)) if ratios else None


def measured(options, folder, rounds, peers=None, only=None):
    suite = Suite(options, folder, peers, only)
    suite.build(os.cpu_count())
    suite.check()
    suite.rounds(rounds)
    return suite
