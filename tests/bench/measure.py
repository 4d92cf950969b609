"""One run of a program, and the small things that the tables share."""

import datetime
import os
import platform
import shutil
import signal
import subprocess
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
TOP = os.path.dirname(os.path.dirname(HERE))


class Run:
    """What one run took: seconds of wall and CPU time (user and system, all threads), peak memory in bytes."""

    def __init__(self, wall, cpu, peak, text, wrong):
        self.wall, self.cpu, self.peak, self.text, self.wrong = wall, cpu, peak, text, wrong


class Stopwatch:
    """Runs commands under measured.c, which it compiles into `folder`."""

    def __init__(self, cc, folder, limit):
        self.exe, self.limit = os.path.join(folder, "measured"), limit
        subprocess.run([cc, "-O1", os.path.join(HERE, "measured.c"), "-o", self.exe], check=True)

    def run(self, command):
        """One run without input. `wrong` tells what went wrong, else it is None."""
        seen, told = os.pipe()
        with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err, os.fdopen(seen) as figures:
            child = subprocess.Popen([self.exe, str(told)] + command, stdin=subprocess.DEVNULL, stdout=out, stderr=err,
                                     pass_fds=[told], start_new_session=True)
            os.close(told)
            try:
                child.wait(self.limit)
            except subprocess.TimeoutExpired:
                os.killpg(child.pid, signal.SIGKILL)
                child.wait()
                return Run(0, 0, 0, "", "took more than %d s" % self.limit)
            status, wall, cpu, peak = map(int, figures.read().split())
            out.seek(0)
            err.seek(0)
            wrong = None
            if status != 0:
                lines = err.read().decode("utf-8", "replace").strip().splitlines()
                wrong = "ended with %d %s" % (status, lines[0] if lines else "")
            return Run(wall / 1e9, cpu / 1e6, peak * 1024, out.read().decode("utf-8", "replace"), wrong)


def first_line(command):
    """The first line that a command prints, or None when it is not installed."""
    if not shutil.which(command[0]):
        return None
    done = subprocess.run(command, capture_output=True, text=True)
    return done.stdout.splitlines()[0] if done.returncode == 0 and done.stdout else None


def processor():
    try:
        for line in open("/proc/cpuinfo"):
            if line.startswith("model name"):
                return line.split(":", 1)[1].strip()
    except OSError:
        pass
    return platform.machine()


def figure(value, form="%.2f"):
    return "–" if value is None else form % value


def row(cells):
    return "| " + " | ".join(cells) + " |"


def conditions(versions, rounds, before):
    """When and on what; `before` is the load average before the measurement."""
    return "%s; %s, %d cores; Linux %s; %s; %d rounds; load average %.1f before, %.1f after." % (
        datetime.date.today().isoformat(), processor(), os.cpu_count(), os.uname().release, versions, rounds, before,
        os.getloadavg()[0])
