"""The concurrent programs: the same work in Ruff, Go, Rust, C, JavaScript and Python, in one run.

concurrency/NAME.ENDING reads a count from its first argument, does that many operations and prints a checksum, which
must be the same in every language. NAME_plain.ruff is the same work without concurrency, for the ratio that the goal
of some programs is about. A language whose tool is not installed is left out.

memory/NAME.ENDING keeps that many things alive at once; what counts is the peak of the resident memory, less that of a
run with one such thing, divided by the count.
"""

import os
import random
import subprocess
import sys
from statistics import median

from measure import HERE, Stopwatch, figure, first_line, row

RUFF, PLAIN = "ruff", "plain"


class Language:
    def __init__(self, key, title, ending, version, build=None, run=("{exe}", "{size}"), slow=False):
        self.key, self.title, self.ending, self.build, self.run, self.slow = key, title, ending, build, run, slow
        self.version = first_line(version)


def languages_of(options):
    ruffc, cc = options.ruffc, options.cc
    ruff = [ruffc, "build", "{source}", "-o", "{exe}", "--cc", cc]
    return [
        Language(RUFF, "Ruff", ".ruff", [ruffc, "--version"], ruff),
        Language(PLAIN, "plain Ruff", "_plain.ruff", [ruffc, "--version"], ruff),
        Language("go", "Go", ".go", ["go", "version"], ["go", "build", "-o", "{exe}", "{source}"]),
        Language("rs", "Rust", ".rs", ["rustc", "--version"],
                 ["rustc", "-O", "--edition", "2021", "-o", "{exe}", "{source}"]),
        Language("c", "C", ".c", [cc, "--version"], [cc, "-O2", "{source}", "-o", "{exe}", "-lpthread"]),
        Language("js", "Node", ".js", ["node", "--version"], run=("node", "{source}", "{size}"), slow=True),
        Language("py", "Python", ".py", [sys.executable, "--version"],
                 run=(sys.executable, "{source}", "{size}"), slow=True),
    ]


class Program:
    """`goals`: {key: the most that Ruff's time may be, in times of that language's}. `twins`: {key: the stem of its
    file}, where it is another. `parts`: {key: divisor}, where a language gets a part of the count only. `by`: which of
    the rounds counts. Mostly the middle one: the quickest is often one in which a single core was free, so that threads
    never met. What is about two cores needs a round in which both were free."""

    def __init__(self, name, about, size, small, goals=None, twins=None, parts=None, folder="concurrency", by="middle"):
        self.name, self.about, self.size, self.small, self.goals = name, about, size, small, goals or {}
        self.twins, self.parts, self.folder, self.by = twins or {}, parts or {}, folder, by

    def source(self, language):
        return os.path.join(HERE, self.folder, self.twins.get(language.key, self.name) + language.ending)


PINGPONG = {key: "pingpong" for key in ("go", "rs", "c", "js", "py")}
THREADS = {"rs": 10, "c": 10}  # a thread of the system for each: a tenth of the work tells enough

PROGRAMS = [
    Program("messages", "a message, 1 sender → 1 receiver", 4000000, 1000, {"rs": 1.0}, parts={"js": 10, "py": 10}),
    Program("messages4", "a message, 4 senders → 1 receiver", 4000000, 1000, {"rs": 1.0}),
    Program("pingpong_bodies", "there and back between two async bodies", 500000, 100, {"go": 1.0}, PINGPONG,
            {"rs": 10, "c": 10, "py": 5}),
    Program("pingpong_blocks", "there and back between two spawn blocks", 500000, 100, {"go": 1.0},
            {"go": "pingpong", "rs": "pingpong", "c": "pingpong"}, THREADS),
    Program("pingpong_main", "there and back between main and a spawn block", 500000, 100, {"go": 1.0},
            {"rs": "pingpong", "c": "pingpong"}, THREADS),
    Program("spawn_answer", "a spawn block that sends its answer", 400000, 100, {"go": 1.0}, parts={"rs": 40, "c": 40}),
    Program("spawn_join", "a spawn block and `t.join()`", 400000, 100, {"go": 1.0}, parts={"rs": 40}),
    Program("await", "an async call and its `await`; plain: a call", 10000000, 1000, {PLAIN: 2.5},
            parts={"go": 10, "py": 10}),
    Program("await_wait", "an async call that waits for a message first", 400000, 2000, parts={"py": 4}),
    Program("sleeps", "an async call that sleeps, all at the same time", 10000, 100),
    Program("workers", "a job for one of 4 workers and its result", 500000, 100),
    Program("parallel_map", "`parallel_map` on all cores; plain: `map` (least)", 3000000, 2000, {PLAIN: 1 / 1.8},
            by="best"),
    Program("generator_loop", "a round of a loop over a generator; plain: the loop", 100000000, 1000, {PLAIN: 1.5},
            parts={"js": 10, "py": 50}),
    Program("generator_pipeline", "a number through three generators; plain: the loop", 20000000, 1000,
            parts={"js": 4, "py": 10}),
]

MEMORY = [
    Program("sleeps", "a pending `async_sleep`", 1000000, 100, {"bytes": 200}, folder="memory"),
    Program("bodies_sleep", "an async body in `sleep`", 1000000, 100, parts={"py": 10}, folder="memory"),
    Program("bodies_receive", "an async body in `receive`", 1000000, 100, parts={"py": 10}, folder="memory"),
    Program("blocks", "a spawn block in `receive`, of 10,000", 10000, 100, folder="memory"),
    Program("blocks100k", "a spawn block in `receive`, of 100,000", 100000, 200,
            twins={RUFF: "blocks", "go": "blocks"}, folder="memory"),
    Program("channels", "a channel with a message", 100000, 100, folder="memory"),
    Program("recursion", "an async call that awaits the next", 1000000, 100, parts={"py": 10}, folder="memory"),
]


def nanoseconds(value):
    return figure(value, "%.1f" if value is not None and value < 10 else "%.0f")


class Job:
    def __init__(self, program, language, size, command):
        self.program, self.language, self.size, self.command, self.runs = program, language, size, command, []

    def best(self, what):
        return min(getattr(r, what) for r in self.runs) if self.runs else None

    def middle(self, what):
        return median(getattr(r, what) for r in self.runs) if self.runs else None


class Languages:
    """The programs of one table in every language that is there, what they took, and what went wrong."""

    def __init__(self, options, folder, programs):
        self.options, self.folder, self.notes, self.expected, self.jobs = options, folder, [], {}, {}
        self.programs = [p for p in programs if not options.only or p.name in options.only.split(",")]
        self.languages = languages_of(options)
        self.watch = Stopwatch(options.cc, folder, options.limit)

    def size(self, program, language):
        if self.options.quick:
            return program.small
        return program.size // program.parts.get(language.key, 1)

    def build(self):
        made = {}
        for program in self.programs:
            for language in self.languages:
                source = program.source(language)
                if language.version and os.path.exists(source):
                    if source not in made:
                        made[source] = self.compile(source, language, len(made))
                    if made[source]:
                        size = self.size(program, language)
                        command = [part.format(exe=made[source], source=source, size=size) for part in language.run]
                        self.jobs[program.name, language.key] = Job(program, language, size, command)
        for language in self.languages:
            if not language.version:
                self.notes.append("%s is not installed" % language.title)

    def compile(self, source, language, number):
        exe = os.path.join(self.folder, "%s_%d" % (language.key, number))
        if not language.build:
            return exe
        command = [part.format(source=source, exe=exe) for part in language.build]
        done = subprocess.run(command, capture_output=True, text=True, env=dict(os.environ, GOTOOLCHAIN="local"))
        if done.returncode != 0:
            name = os.path.basename(source)
            self.notes.append("%s, %s: does not build: %s" % (name, language.title, done.stderr.strip()))
            return None
        return exe

    def checksum(self, job):
        """What Ruff prints for this program and count."""
        key = (job.program.name, job.size)
        if key not in self.expected:
            ruff = self.jobs.get((job.program.name, RUFF))
            self.expected[key] = self.watch.run(ruff.command[:-1] + [str(job.size)]).text if ruff else None
        return self.expected[key]

    def run_once(self, job):
        done = self.watch.run(job.command)
        if not done.wrong and self.checksum(job) not in (None, done.text):
            done.wrong = "prints %r, not %r" % (done.text[:60], self.checksum(job)[:60])
        if done.wrong:
            self.notes.append("%s, %s: %s" % (job.program.name, job.language.title, done.wrong))
            return False
        job.runs.append(done)
        return True

    def rounds(self, count, slow):
        """`slow` rounds for the languages that take long, the first ones."""
        left = list(self.jobs.values())
        for number in range(1 if self.options.quick else count):
            if number > 0:
                random.Random(number).shuffle(left)
            left = [j for j in left if (j.language.slow and number >= slow) or self.run_once(j)]

    def used(self):
        """The languages that have a figure at all."""
        return [l for l in self.languages if any(j.runs for j in self.jobs.values() if j.language is l)]

    def of(self, program, key):
        return self.jobs.get((program.name, key))

    # ---- times

    def wall_ns(self, program, key):
        job = self.of(program, key)
        return getattr(job, program.by)("wall") * 1e9 / job.size if job and job.runs else None

    def ratio(self, program, key):
        ours, theirs = self.wall_ns(program, RUFF), self.wall_ns(program, key)
        return ours / theirs if ours is not None and theirs else None

    def goal(self, program):
        for key, most in program.goals.items():
            ratio = self.ratio(program, key)
            if ratio is not None:
                title = next(l.title for l in self.languages if l.key == key)
                return "%.2f × %s (≤ %.2f)%s" % (ratio, title, most, "" if ratio <= most else " **over**")
        return ""

    def time_table(self):
        used = self.used()
        titles = [l.title for l in used]
        lines = [row(["program", "one operation"] + titles + ["Ruff / Go", "Ruff / Rust", "goal"]),
                 "|---|---|" + "---:|" * (len(used) + 2) + "---|"]
        for p in self.programs:
            cells = [p.name, p.about] + [nanoseconds(self.wall_ns(p, l.key)) for l in used]
            lines.append(row(cells + [figure(self.ratio(p, "go")), figure(self.ratio(p, "rs")), self.goal(p)]))
        return lines

    def detail_table(self):
        lines = ["| program | language | operations | wall, least, ms | median | CPU, least, ms | median | runs |",
                 "|---|---|---:|---:|---:|---:|---:|---:|"]
        for p in self.programs:
            for l in self.used():
                job = self.of(p, l.key)
                if job and job.runs:
                    times = [job.best("wall"), job.middle("wall"), job.best("cpu"), job.middle("cpu")]
                    cells = [p.name, l.title, "{:,}".format(job.size)] + ["%.1f" % (t * 1e3) for t in times]
                    lines.append(row(cells + [str(len(job.runs))]))
        return lines

    # ---- memory

    def measure_base(self):
        """The peak of each program with one thing alive."""
        self.base = {}
        for key, job in self.jobs.items():
            self.base[key] = self.watch.run(job.command[:-1] + ["1"]).peak

    def bytes_each(self, program, key):
        job = self.of(program, key)
        if not job or not job.runs:
            return None
        return max(0, job.best("peak") - self.base[program.name, key]) / job.size

    def memory_table(self):
        used = self.used()
        lines = [row(["one of many alive", "count"] + [l.title for l in used] + ["goal"]),
                 "|---|---:|" + "---:|" * len(used) + "---|"]
        for p in self.programs:
            ours = self.bytes_each(p, RUFF)
            most = p.goals.get("bytes")
            told = "" if most is None or ours is None else "≤ %d%s" % (most, "" if ours <= most else " **over**")
            cells = [p.about, "{:,}".format(p.size)] + [figure(self.bytes_each(p, l.key), "%.0f") for l in used]
            lines.append(row(cells + [told]))
        return lines

    def versions(self):
        """In words: which compilers and interpreters took part."""
        told = []
        for l in self.used():
            if l.version not in told:
                told.append(l.version if l.key != "js" else "node " + l.version)
        return "; ".join(told)


def measured(options, folder):
    """The tables of times and of memory, both measured."""
    inner = os.path.join(folder, "memory")
    os.mkdir(inner)
    times, memory = Languages(options, folder, PROGRAMS), Languages(options, inner, MEMORY)
    for table in (times, memory):
        table.build()
    times.rounds(options.n, 2)
    if not options.quick:
        memory.measure_base()
    memory.rounds(2, 1)
    return times, memory


def report(times, memory):
    lines = ["Wall time of one operation in ns, the median of all rounds:", ""] + times.time_table()
    lines += ["", "<details><summary>All figures</summary>", ""] + times.detail_table() + ["", "</details>", ""]
    lines += ["Bytes for each, at the peak:", ""] + memory.memory_table()
    notes = list(dict.fromkeys(times.notes + memory.notes))
    if notes:
        lines += ["", "Not measured:", ""] + ["- " + note for note in notes]
    return lines
