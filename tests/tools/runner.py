"""What the test runners share: running commands with a time limit, and counting."""

import atexit
import os
import shutil
import signal
import subprocess
import tempfile

TOP = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))

if "RUFFC_CACHE" not in os.environ:  # not the user's
    os.environ["RUFFC_CACHE"] = tempfile.mkdtemp(prefix="ruffc-cache.")
    atexit.register(shutil.rmtree, os.environ["RUFFC_CACHE"], True)


class Result:
    """What a command did. `status` is its exit status, `signal N` or `time limit`."""

    def __init__(self, status, out, err):
        self.status, self.out, self.err = status, out, err


def execute(command, limit, cwd=None, stdin=b"", env=None):
    """Runs the command in a process group of its own; past the limit (seconds) all of it is ended."""
    child = subprocess.Popen(command, cwd=cwd, env=env, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                             stderr=subprocess.PIPE, start_new_session=True)
    try:
        out, err = child.communicate(stdin, timeout=limit)
        status = child.returncode
    except subprocess.TimeoutExpired:
        os.killpg(child.pid, signal.SIGKILL)
        out, err = child.communicate()
        status = "time limit"
    if isinstance(status, int) and status < 0:
        status = "signal %d" % -status
    return Result(status, out.decode("utf-8", "replace"), err.decode("utf-8", "replace"))


class Totals:
    """Counts cases and shows each failure."""

    def __init__(self):
        self.passed = self.failed = 0

    def add(self, name, why, details=""):
        """One case: `why` is a list of what is wrong, empty when it is good."""
        if not why:
            self.passed += 1
            return
        self.failed += 1
        print("FAIL %s: %s%s" % (name, "; ".join(why), details), flush=True)

    def finish(self):
        """The last line; the exit status."""
        print("%d passed, %d failed" % (self.passed, self.failed), flush=True)
        return 1 if self.failed or not self.passed else 0


def differences(expected, found, most=12):
    """The first lines that differ, for a report."""
    import difflib
    lines = list(difflib.unified_diff(expected.splitlines(), found.splitlines(), "expected", "found", lineterm="", n=1))
    return "".join("\n    " + line for line in lines[:most]) + ("\n    ..." if len(lines) > most else "")
