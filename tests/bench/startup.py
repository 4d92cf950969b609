"""How long a script takes to start and to compile, and how large a small program is."""

import os
import shutil
import subprocess
import time
from statistics import median

from measure import HERE, figure, row

ROUNDS = 20
EMPTY_C, HELLO = "int main(void) { return 0; }\n", 'print("hello")\n'


class Shell:
    """The files of the measurement, and commands run with a cache of their own."""

    def __init__(self, options, folder, watch):
        self.options, self.folder, self.watch = options, folder, watch
        os.environ["RUFFC_CACHE"] = os.path.join(folder, "cache")

    def path(self, name):
        return os.path.join(self.folder, name)

    def write(self, name, text):
        with open(self.path(name), "w") as file:
            file.write(text)
        return self.path(name)

    def forget(self):
        shutil.rmtree(os.environ["RUFFC_CACHE"], ignore_errors=True)

    def wall(self, command, times, cold=False):
        """Milliseconds of wall time, one for each time."""
        taken = []
        for _ in range(times):
            if cold:
                self.forget()
            taken.append(self.watch.run(command).wall * 1e3)
        return taken


def first_line_ms(command):
    """Milliseconds from the start of the command to the first line that it prints."""
    start = time.perf_counter()
    child = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    child.stdout.readline()
    taken = (time.perf_counter() - start) * 1e3
    child.stdout.read()
    child.wait()
    return taken


def hello_times(shell, times):
    """[(what, wall times in ms, the most that the least may be)]"""
    ruffc, cc, exe, empty = shell.options.ruffc, shell.options.cc, shell.path("hello"), shell.path("empty")
    script = shell.write("hello.ruff", HELLO)
    subprocess.run([cc, "-O2", shell.write("empty.c", EMPTY_C), "-o", empty], check=True)
    subprocess.run([ruffc, "build", script, "-o", exe, "--cc", cc], check=True, capture_output=True)
    subprocess.run([ruffc, "run", "--tier", "cc", script], check=True, capture_output=True)
    nothing = shell.wall([empty], times)
    warm = shell.wall([ruffc, "run", script], times)
    built = shell.wall([exe], times)
    cold = shell.wall([ruffc, "run", script], times, cold=True)
    return [("an empty C program", nothing, None), ("hello world by `build`", built, 1.3 * min(nothing)),
            ("hello world by `run`, from the cache", warm, 3 + min(nothing)),
            ("hello world by `run`, empty cache", cold, 12)]


def hundred_times(shell, times):
    script, exe = os.path.join(HERE, "hundred.ruff"), shell.path("hundred")
    run = [shell.options.ruffc, "run", "--tier", "tcc", script]
    build = [shell.options.ruffc, "build", script, "-o", exe, "--cc", shell.options.cc]
    return [("100 lines by `run`, until the first line", [first_line_ms(run) for _ in range(times)], 20),
            ("100 lines by `build`", shell.wall(build, max(times // 4, 3)), 1500)]


def size_of(shell):
    """Bytes of the stripped hello world."""
    stripped = shell.path("stripped")
    subprocess.run(["strip", "-o", stripped, shell.path("hello")], check=True)
    return os.path.getsize(stripped)


def report(options, folder, watch):
    shell = Shell(options, folder, watch)
    rows = hello_times(shell, ROUNDS) + hundred_times(shell, ROUNDS)
    lines = ["| wall time, ms | least | median | at most |", "|---|---:|---:|---|"]
    for what, taken, most in rows:
        least = min(taken)
        told = "" if most is None else "%.1f%s" % (most, "" if least <= most else " **over**")
        lines.append(row([what, figure(least, "%.1f"), figure(median(taken), "%.1f"), told]))
    size = size_of(shell)
    return lines + ["", "The executable of hello world, stripped: %d bytes (at most 60,000%s)." % (
        size, "" if size <= 60000 else ": **over**")]
