#!/usr/bin/env python3
"""Tests of the benchmarks: every program prints the same at its smallest size in every language that needs no long
build, and what compares, tabulates and draws does so. The last line is `N passed, N failed`.
"""

import argparse
import os
import sys
import tempfile
import xml.dom.minidom

sys.dont_write_bytecode = True  # nothing is written into the tree

import chart
import check
import suite
import tables
from measure import TOP, Run, Stopwatch
from peers import C, GO, LUA, NODE, PYTHON, RUFF, Peer
from programs import PROGRAMS, Program

QUICK = (C, RUFF, NODE, LUA, PYTHON)  # go builds take half a second each; `make bench` compares them


class Cases:
    def __init__(self):
        self.passed = self.failed = 0

    def add(self, name, why):
        """`why` tells what is wrong."""
        self.passed, self.failed = self.passed + (not why), self.failed + bool(why)
        if why:
            print("FAIL %s: %s" % (name, why), flush=True)

    def equal(self, name, found, expected):
        self.add(name, "" if found == expected else "%r, not %r" % (found, expected))


def programs(cases, options):
    """One case for each program: all its languages."""
    with tempfile.TemporaryDirectory() as folder:
        done = suite.Suite(options, folder, QUICK)
        done.build(os.cpu_count())
        done.check(os.cpu_count())
    for program in done.programs:
        missing = [key for key in (C, RUFF) if (program.name, key) not in done.jobs]
        notes = [note for note in done.notes if note.startswith((program.name + ",", program.name + "."))]
        cases.add(program.name, "; ".join(notes + ["no result of " + key for key in missing if not notes]))
        for ending in ("." + C, "." + RUFF, "." + GO, "." + NODE, "." + LUA, "." + PYTHON):
            if not os.path.exists(program.source(ending)):
                cases.add(program.name + ending, "is not there")


class Measured:
    """A measurement that gives these ratios, one after the other; it writes down what it was asked for."""

    def __init__(self, *ratios):
        self.ratios, self.asked = list(ratios), []

    def __call__(self, names):
        self.asked.append(names)
        ratio = self.ratios.pop(0)
        return {name: ratio for name in names or ["sieve"]}


def comparison(cases):
    stored = {"sieve": 1.0}
    good, noisy, bad = Measured(1.14), Measured(1.4, 1.3, 1.1), Measured(1.4, 1.2, 1.3, 1.16)
    cases.equal("a ratio within 15 %", check.settled(stored, good), ({"sieve": 1.14}, []))
    cases.equal("a ratio that was worse only at first", check.settled(stored, noisy), ({"sieve": 1.1}, []))
    cases.equal("what looks worse is measured again alone", noisy.asked, [None, ["sieve"], ["sieve"]])
    cases.equal("a ratio that is always worse", check.settled(stored, bad), ({"sieve": 1.16}, ["sieve"]))
    cases.equal("three more measurements", len(bad.asked), 4)
    cases.equal("a program without a stored ratio", check.settled({}, Measured(9.0)), ({"sieve": 9.0}, []))
    names = {p.name for p in PROGRAMS}
    cases.equal("ratios.json tells of every program", set(check.load()["ratios"]), names)


def wrong_outputs(cases):
    """Programs that print something else, fail or take too long are told of, and not measured."""
    program = Program("x", "one", "first", 10, 1)
    commands = {C: ["echo", "{size}"], RUFF: ["echo", "{size}"], GO: ["echo", "2"], NODE: ["false"], LUA: ["sleep", "9"]}
    peers = [Peer(key, key, ["true"], None, run) for key, run in commands.items()]
    with tempfile.TemporaryDirectory() as folder:
        made = suite.Suite.__new__(suite.Suite)
        made.programs, made.peers, made.notes, made.expected = [program], peers, [], {}
        made.watch = Stopwatch("cc", folder, 1)
        made.jobs = {("one", peer.key): suite.Job(program, peer, "") for peer in peers}
        made.check()
        made.rounds(2)
    cases.equal("what goes wrong is told", made.notes, [
        "one, go, size 1: prints '2', C '1'", "one, js, size 1: ended with 1 ", "one, lua, size 1: took more than 1 s"])
    cases.equal("the others are measured", {key: len(job.runs) for (_, key), job in made.jobs.items()}, {C: 2, RUFF: 2})


def small_suite():
    """Two programs, three languages, figures of one run each."""
    made = suite.Suite.__new__(suite.Suite)
    made.programs = [Program("x", "one", "first", 10, 1, 1.1), Program("x", "two", "second", 10, 1, go=5)]
    made.peers = [Peer(key, title, ["true"], None, []) for key, title in ((C, "C"), (RUFF, "Ruff"), (GO, "Go"))]
    made.jobs = {}
    for program, seconds in zip(made.programs, ((1.0, 2.0, 0.5), (1.0, 0.5, 1.0))):
        for peer, cpu in zip(made.peers, seconds):
            job = made.jobs[program.name, peer.key] = suite.Job(program, peer, "")
            job.runs = [Run(cpu, cpu, 3 << 20, "", None)]
    return made


def reports(cases):
    made = small_suite()
    one, two = made.programs
    cases.equal("a ratio", made.ratio(one, RUFF), 2.0)
    cases.equal("a ratio of different sizes", made.ratio(two, GO), 2.0)
    cases.equal("the geometric mean", made.mean(RUFF), 1.0)
    cases.equal("who is ahead", (tables.ahead(made, one), tables.ahead(made, two)), (["Go"], []))
    lines = tables.ratio_table(made)
    cases.equal("the row of a program above its goal", lines[2], "| one | first | 1.000 | 2.00 **over** | 1.1 | 0.50 | Go |")
    cases.equal("the row of one with another size", lines[3], "| two | second | 1.000 | 0.50 | 2 | 2.00 |  |")
    cases.equal("peaks", tables.memory_table(made)[2:], ["| one | 3.0 | 3.0 | 3.0 | 1.00 |", "| two | 3.0 | 3.0 | – | – |"])
    drawn = xml.dom.minidom.parseString(chart.Chart(made).text())
    cases.equal("bars of the chart, with those of the means and of the legend",
                len(drawn.getElementsByTagName("rect")), 2 * 2 + 2 + 2)


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--ruffc", default=os.path.join(TOP, "out", "bin", "ruffc"))
    p.add_argument("--cc", default="cc")
    options, cases = p.parse_args(), Cases()
    options.ruffc, options.limit = os.path.abspath(options.ruffc), 60
    programs(cases, options)
    comparison(cases)
    wrong_outputs(cases)
    reports(cases)
    print("%d passed, %d failed" % (cases.passed, cases.failed))
    return 1 if cases.failed else 0


if __name__ == "__main__":
    sys.exit(main())
