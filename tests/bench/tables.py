"""The suite's figures in markdown."""

from measure import figure, row
from peers import C, GO, RUFF
from programs import LIMIT

MIB = 1 << 20


def marked(value, most):
    """The value, with a mark when it is above what it may be; half of its last digit is no matter."""
    return figure(value) + ("" if value is None or value <= most + 0.005 else " **over**")


def ahead(suite, program):
    """The titles of the languages, but C, that take less time than Ruff."""
    ours = suite.ratio(program, RUFF)
    ratios = [(p.title, suite.ratio(program, p.key)) for p in suite.peers if p.key not in (C, RUFF)]
    return [title for title, ratio in ratios if ours and ratio and ratio < ours]


def ratio_table(suite):
    others = [p for p in suite.peers if p.key not in (C, RUFF)]
    lines = [row(["program", "what it is about", "C, s", "Ruff", "goal"] + [p.title for p in others] + ["before Ruff"]),
             "|---|---|---:|---:|---:|" + "---:|" * len(others) + "---|"]
    for p in suite.programs:
        c, goal = suite.job(p, C), p.goal or LIMIT
        cells = [p.name, p.about, figure(c and c.seconds(), "%.3f"), marked(suite.ratio(p, RUFF), goal), "%g" % goal]
        cells += [figure(suite.ratio(p, o.key)) for o in others]
        lines.append(row(cells + [", ".join(ahead(suite, p))]))
    means = ["**geometric mean**", "", "", marked(suite.mean(RUFF), 1.0), "1"]
    return lines + [row(means + [figure(suite.mean(p.key)) for p in others] + [""])]


def memory_table(suite):
    """Peaks of resident memory at the size that C runs; the goal is Go's."""
    lines = [row(["peak memory, MiB"] + [p.title for p in suite.peers] + ["Ruff / Go"]),
             "|---|" + "---:|" * (len(suite.peers) + 1)]
    for p in suite.programs:
        peaks = {peer.key: peak(suite.job(p, peer.key), p) for peer in suite.peers}
        ours, go = peaks.get(RUFF), peaks.get(GO)
        cells = [p.name] + [figure(peaks[peer.key], "%.1f") for peer in suite.peers]
        lines.append(row(cells + [marked(ours / go if ours and go else None, 1.0)]))
    return lines


def peak(job, program):
    return job.peak() / MIB if job and job.size == program.size else None
