#!/usr/bin/env python3
"""Compares the ratios to C with those of ratios.json; fails when one has become more than 15 % worse.

    check.py                      measures Ruff and C, five rounds
    check.py --only fib,sieve     some of the programs
    check.py --update             measures and writes what it found into ratios.json

Machines are noisy: what looks worse is measured again, up to three times, and is worse only if it always was.
"""

import argparse
import json
import os
import sys
import tempfile

sys.dont_write_bytecode = True  # nothing is written into the tree

import suite
from measure import HERE, TOP, conditions
from peers import C, RUFF

STORED = os.path.join(HERE, "ratios.json")
ALLOWED, AGAIN = 1.15, 3


def worse(stored, found):
    """The names whose ratio is above what is allowed. A program without a stored ratio is new."""
    return sorted(name for name, ratio in found.items() if name in stored and ratio > stored[name] * ALLOWED)


def settled(stored, measure, names=None):
    """({name: least ratio of those measured}, the names that are worse). `measure` gives {name: ratio} for the names,
    for all when they are None."""
    found = measure(names)
    suspects = worse(stored, found)
    for _ in range(AGAIN):
        if not suspects:
            break
        for name, ratio in measure(suspects).items():
            found[name] = min(found[name], ratio)
        suspects = worse(stored, found)
    return found, suspects


class Measurer:
    def __init__(self, options):
        self.options, self.notes, self.versions = options, [], ""

    def __call__(self, names):
        with tempfile.TemporaryDirectory() as folder:
            done = suite.measured(self.options, folder, self.options.n, (C, RUFF), names)
        self.notes += done.notes
        self.versions = "; ".join(peer.told() for peer in done.peers)
        return {p.name: done.ratio(p, RUFF) for p in done.programs if done.ratio(p, RUFF)}


def load():
    if not os.path.exists(STORED):
        return {"ratios": {}}
    with open(STORED) as file:
        return json.load(file)


def store(kept, found, told):
    kept["ratios"].update({name: round(ratio, 3) for name, ratio in found.items()})
    kept["conditions"] = told
    with open(STORED, "w") as file:
        json.dump({"conditions": told, "ratios": dict(sorted(kept["ratios"].items()))}, file, indent=2)
        file.write("\n")


def show(stored, found, bad):
    for name, ratio in sorted(found.items()):
        before = stored.get(name)
        told = "new" if before is None else "%.2f before" % before
        print("%-20s %6.2f  %s%s" % (name, ratio, told, "  WORSE" if name in bad else ""))


def read_options():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--ruffc", default=os.path.join(TOP, "out", "bin", "ruffc"))
    p.add_argument("--cc", default="gcc", help="the C compiler of both (gcc)")
    p.add_argument("-n", type=int, default=5, help="rounds (5)")
    p.add_argument("--only", default="", help="programs, separated by commas")
    p.add_argument("--limit", type=float, default=60, help="seconds that one run may take")
    p.add_argument("--update", action="store_true", help="write the ratios found into ratios.json")
    options = p.parse_args()
    options.ruffc = os.path.abspath(options.ruffc)
    return options


def main():
    options, kept, before = read_options(), load(), os.getloadavg()[0]
    stored = dict(kept["ratios"])
    measure, names = Measurer(options), options.only.split(",") if options.only else None
    if options.update:
        found, bad = measure(names), []
        store(kept, found, conditions(measure.versions, options.n, before))
    else:
        found, bad = settled(stored, measure, names)
    show(stored, found, bad)
    for note in measure.notes:
        print(note)
    print("%d programs, %d worse than allowed, %d faults" % (len(found), len(bad), len(measure.notes)))
    return 1 if bad or measure.notes else 0


if __name__ == "__main__":
    sys.exit(main())
