#!/usr/bin/env python3
"""Measures Ruff programs beside the same programs in other languages, and prints markdown tables.

    run.py                                          all parts, five rounds
    run.py --part suite --only nbody --peers c,ruff -n 9
    run.py --quick                                  smallest sizes: do the outputs agree?
    run.py --write FILE                             the tables replace what stands between the marks of FILE, and
                                                    FILE's name with the ending .svg gets the chart

The parts: `suite`, the programs of programs.py in six languages; `startup`, what a small script takes; `tiers`,
`ruffc run` beside `ruffc build`; `languages`, the concurrent programs of languages.py.
"""

import argparse
import os
import sys
import tempfile

sys.dont_write_bytecode = True  # nothing is written into the tree

import chart
import languages
import startup
import suite
import tables
import tiers
from measure import TOP, Stopwatch, conditions, first_line


def words(text):
    return text.split(",") if text else None


def noted(notes):
    return ["", "Not measured:", ""] + ["- " + note for note in notes] if notes else []


def suite_part(options, folder):
    """(what went wrong, the tables)"""
    before, peers, only = os.getloadavg()[0], words(options.peers), words(options.only)
    done = suite.measured(options, folder, 0 if options.quick else options.n, peers, only)
    if options.quick:
        return done.notes, ["%d programs in %d languages" % (len(done.programs), len(done.peers))]
    told = conditions("; ".join(peer.told() for peer in done.peers), options.n, before)
    if options.write:
        with open(os.path.splitext(options.write)[0] + ".svg", "w") as file:
            file.write(chart.Chart(done).text())
    return done.notes, [told, ""] + tables.ratio_table(done) + [""] + tables.memory_table(done) + noted(done.notes)


def ruffc_conditions(options, rounds, before):
    return conditions("; ".join(first_line([tool, "--version"]) for tool in (options.cc, options.ruffc)), rounds, before)


def startup_part(options, folder):
    before = os.getloadavg()[0]
    if options.quick:
        return [], ["nothing to compare"]
    lines = startup.report(options, folder, Stopwatch(options.cc, folder, options.limit))
    return [], [ruffc_conditions(options, startup.ROUNDS, before), ""] + lines


def tiers_part(options, folder):
    before = os.getloadavg()[0]
    if options.quick:
        return [], ["nothing to compare"]
    done = tiers.Tiers(options, folder, words(options.only))
    done.measure()
    return done.notes, [ruffc_conditions(options, 1, before), ""] + done.table() + noted(done.notes)


def languages_part(options, folder):
    """A language that is not installed is no fault."""
    before = os.getloadavg()[0]
    times, memory = languages.measured(options, folder)
    wrong = [note for note in times.notes + memory.notes if not note.endswith("is not installed")]
    if options.quick:
        runs = sum(len(job.runs) for table in (times, memory) for job in table.jobs.values())
        return wrong, ["%d concurrent programs, %d runs" % (len(times.programs) + len(memory.programs), runs)]
    return wrong, [conditions(times.versions(), options.n, before), ""] + languages.report(times, memory)


PARTS = {"suite": suite_part, "startup": startup_part, "tiers": tiers_part, "languages": languages_part}


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
    p.add_argument("--part", choices=PARTS, action="append", help="one of the parts; may stand more than once")
    p.add_argument("--only", default="", help="programs, separated by commas")
    p.add_argument("--peers", default="", help="of the suite: languages, separated by commas (c,ruff,go,js,lua,py)")
    p.add_argument("--quick", action="store_true", help="smallest sizes, nothing is timed")
    p.add_argument("--limit", type=float, default=60, help="seconds that one run may take")
    p.add_argument("--write", metavar="FILE", help="the page that gets the tables")
    options = p.parse_args()
    options.ruffc = os.path.abspath(options.ruffc)
    return options


def main():
    options, faults = read_options(), []
    for part, measure in PARTS.items():
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
