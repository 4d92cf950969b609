"""Random programs, compiled in several ways: all must print the same and end alike.

    run.py --ruffc RUFFC [--seconds N | --count N] [--seed S] [--keep FOLDER]

Each seed makes one program (program.py). `ruffc run` under the quickest tier is what the others are compared with: the
C compiler's levels, and the compiler without one of its optimisations (`--without`), a few of them for each program. A
program that differs is kept and made as short as it gets while it still differs.
"""

import argparse
import os
import random
import re
import sys
import tempfile
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "tools"))

from program import program  # noqa: E402
from runner import Totals, differences, execute  # noqa: E402

LIMIT = 20  # seconds; no program needs one


class Way:
    """One way from script to output: options for `ruffc build`, or for `ruffc run`."""

    def __init__(self, name, command, options):
        self.name, self.command, self.options = name, command, options

    def run(self, ruffc, script, folder):
        """What the program shows: standard output, exit status, the report of an error."""
        if self.command == "run":
            return shown(execute([ruffc, "run", *self.options, script], LIMIT))
        exe = os.path.join(folder, "program")
        built = execute([ruffc, "build", *self.options, script, "-o", exe], 120)
        if built.status != 0:
            return "build: %s\n%s" % (built.status, built.err)
        return shown(execute([exe], LIMIT))


def shown(result):
    """Warnings come when the script is compiled, which an executable does not do again."""
    at = result.err.find("[RUFRUN")
    return "%s\n--- status %s\n%s" % (result.out, result.status, result.err[at:] if at >= 0 else "")


def ways_of(ruffc):
    """The first is what the others are compared with."""
    _, _, listed = execute([ruffc, "--help"], 10).out.partition("Optimisations")
    switches = ["all"] + re.findall(r"^ +(\w[\w-]*) {2,}", listed.partition("\n\n")[0], re.MULTILINE)
    if len(switches) < 2:
        sys.exit("`ruffc --help` lists no optimisations")
    levels = [Way("build -O%d" % level, "build", ["-O%d" % level]) for level in (0, 1, 2, 3)]
    without = [Way("run --without " + name, "run", ["--without", name]) for name in switches]
    return Way("run", "run", []), levels, without


def chosen(levels, without, seed):
    """One level and four switches for a program: over many programs all of them come."""
    picker = random.Random(seed)
    return picker.sample(levels, 1) + picker.sample(without, min(4, len(without)))


class Check:
    def __init__(self, ruffc, folder):
        self.ruffc, self.folder = ruffc, folder
        self.first, self.levels, self.without = ways_of(ruffc)

    def outputs(self, text, way):
        script = os.path.join(self.folder, "program.ruff")
        with open(script, "w", encoding="utf-8") as f:
            f.write(text)
        return self.first.run(self.ruffc, script, self.folder), way.run(self.ruffc, script, self.folder)

    def differs(self, text, way):
        one, other = self.outputs(text, way)
        return one != other

    def seed(self, seed):
        """The ways that differ, and the first difference as text."""
        text = program(seed)
        for way in chosen(self.levels, self.without, seed):
            one, other = self.outputs(text, way)
            if one != other or "time limit" in one or "signal" in one:
                return text, way, differences(one, other)
        return None


def chunks(lines):
    """Ranges of lines that may go: a line, or a block with its closing brace."""
    for start, line in enumerate(lines):
        depth = line.count("{") - line.count("}")
        end = start + 1
        while depth > 0 and end < len(lines):
            depth += lines[end].count("{") - lines[end].count("}")
            end += 1
        if depth == 0:
            yield start, end


def shortened(check, text, way, seconds=120):
    """The program without whatever it still differs without."""
    lines, until, again = text.splitlines(), time.monotonic() + seconds, True
    while again and time.monotonic() < until:
        again = False
        for start, end in sorted(chunks(lines), key=lambda c: c[0] - c[1]):
            shorter = lines[:start] + lines[end:]
            if time.monotonic() < until and check.differs("\n".join(shorter) + "\n", way):
                lines, again = shorter, True
                break
    return "\n".join(lines) + "\n"


def keep(folder, seed, way, text):
    os.makedirs(folder, exist_ok=True)
    path = os.path.join(folder, "%d.ruff" % seed)
    with open(path, "w", encoding="utf-8") as f:
        f.write("# seed %d: `%s` differs\n%s" % (seed, way.name, text))
    return path


def seeds(options):
    until = time.monotonic() + options.seconds if options.seconds else None
    seed = options.seed
    while time.monotonic() < until if until else seed < options.seed + options.count:
        yield seed
        seed += 1


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--ruffc", required=True)
    parser.add_argument("--seconds", type=float, default=0)
    parser.add_argument("--count", type=int, default=40)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", default="out/differential")
    options = parser.parse_args()
    totals = Totals()
    with tempfile.TemporaryDirectory() as folder:
        check = Check(os.path.abspath(options.ruffc), folder)
        for seed in seeds(options):
            found = check.seed(seed)
            if not found:
                totals.add("seed %d" % seed, [])
                continue
            text, way, how = found
            path = keep(options.keep, seed, way, shortened(check, text, way))
            totals.add("seed %d" % seed, ["`%s` differs, see %s" % (way.name, path)], how)
    return totals.finish()


if __name__ == "__main__":
    sys.exit(main())
