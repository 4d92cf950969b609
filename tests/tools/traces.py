#!/usr/bin/env python3
"""Checks the timelines that programs write under RUFF_TRACE and --trace, as a viewer reads them.

The format is the JSON array of the Trace Event Format: M (metadata), B and E (slices that lie within each other), X
(events with a duration), s and f (the two ends of an arrow). Programs: tests/traces, and those of tests/stress.
The last line is `N passed, N failed`.
"""

import argparse
import collections
import json
import os
import pathlib
import sys
import tempfile

from runner import TOP, Totals, execute

FOLDER = pathlib.Path(TOP, "tests", "traces")
STRESS = ["channels_of_bodies", "selects", "cancelling", "groups", "churn"]
# What all_kinds.ruff must show: (process, name)
WANTED = [("parties", name) for name in (
    "sends", "receives", "waits to receive", "waits to send", "awaits a promise", "sleeps", "waits in a select",
    "waits for a task group", "starts spawn block", "starts work", "starts waiter", "finds the end of a channel")]
WANTED += [("threads", name) for name in ("main program", "spawn block", "work", "waiter")]
PROCESSES = {1: "threads", 2: "parties"}


class Timeline:
    def __init__(self, events):
        self.events, self.faults = events, []
        self.names, self.arrows = {}, {}
        self.open = collections.defaultdict(list)  # of each row: (name, from, to or None)
        self.seen = collections.Counter()
        self.last = 0

    def fault(self, text, event):
        if len(self.faults) < 5:
            self.faults.append("%s: %s" % (text, json.dumps(event)))

    def check(self):
        if not isinstance(self.events, list) or not self.events:
            self.faults.append("no array of events")
            return
        for event in self.events:
            self.one(event)
        for row, slices in self.open.items():
            if any(end is None for _, _, end in slices):
                self.faults.append("row %s has slices without an end" % (row,))
        for row in set(self.open):
            if ("thread_name",) + row not in self.names:
                self.faults.append("row %s has no name" % (row,))
        for pid in {pid for pid, _ in self.open}:
            if not any(key[:2] == ("process_name", pid) for key in self.names):
                self.faults.append("process %s has no name" % pid)

    def one(self, e):
        kinds = {"ph": str, "pid": int, "tid": int}
        if not isinstance(e, dict) or any(type(e.get(key)) is not kind for key, kind in kinds.items()):
            return self.fault("lacks ph, pid or tid", e)
        if e["ph"] != "E" and not (isinstance(e.get("name"), str) and e["name"]):
            return self.fault("has no name", e)
        if "args" in e and not isinstance(e["args"], dict):
            return self.fault("args is no object", e)
        if e["ph"] == "M":
            return self.metadata(e)
        if not isinstance(e.get("ts"), (int, float)) or e["ts"] < self.last:
            return self.fault("ts is missing or goes back", e)
        self.last = e["ts"]
        row = self.open[e["pid"], e["tid"]]
        while row and row[-1][2] is not None and row[-1][2] <= e["ts"]:
            row.pop()
        {"B": self.begin, "E": self.end, "X": self.event, "s": self.arrow, "f": self.arrow}.get(
            e["ph"], lambda e, row: self.fault("unknown ph", e))(e, row)

    def metadata(self, e):
        if e["name"] not in ("process_name", "thread_name") or not e.get("args", {}).get("name"):
            return self.fault("metadata without a name", e)
        key = (e["name"], e["pid"], e["tid"])
        if key in self.names:
            self.fault("named twice", e)
        self.names[key] = e["args"]["name"]

    def begin(self, e, row):
        if row and row[-1][2] is not None:
            self.fault("begins within an event", e)
        row.append((e["name"], e["ts"], None))
        self.seen[PROCESSES.get(e["pid"]), e["name"]] += 1

    def end(self, e, row):
        if not row or row[-1][2] is not None:
            return self.fault("ends nothing", e)
        row.pop()

    def event(self, e, row):
        if not isinstance(e.get("dur"), (int, float)) or e["dur"] <= 0:
            return self.fault("has no dur", e)
        if row and row[-1][2] is not None:
            self.fault("begins within another event", e)
        row.append((e["name"], e["ts"], e["ts"] + e["dur"]))
        self.seen[PROCESSES.get(e["pid"]), e["name"]] += 1

    def arrow(self, e, row):
        key = (e.get("cat"), e["name"], e.get("id"))
        if not e.get("cat") or not isinstance(e.get("id"), (str, int)):
            return self.fault("an arrow without cat or id", e)
        if not row:
            self.fault("an arrow without a slice", e)
        if e["ph"] == "f" and e.get("bp") != "e":
            self.fault("would be bound to the next slice", e)
        state = {None: "s", "s": "f"}.get(self.arrows.get(key))
        if state != e["ph"]:
            self.fault("an arrow's ends do not fit", e)
        self.arrows[key] = e["ph"]
        self.seen["arrow " + e["ph"], e["name"]] += 1


def check_kinds(t):
    """What the one program must show; how many arrows."""
    missing = ["%s: no '%s'" % wanted for wanted in WANTED if not t.seen[wanted]]
    messages = 5 + 5 + 5 + 2 + 200  # bounded, direct, stored, full, busy
    for end in "sf":
        found = t.seen["arrow " + end, "message"]
        if found != messages:
            missing.append("%d ends '%s' of messages, not %d" % (found, end, messages))
    if not t.seen["arrow s", "start"] >= t.seen["arrow f", "start"] >= 10:
        missing.append("arrows from starts: %d, %d" % (t.seen["arrow s", "start"], t.seen["arrow f", "start"]))
    return missing


def run(command, status, env):
    """(faults, timeline) of one program."""
    with tempfile.TemporaryDirectory() as folder:
        file = os.path.join(folder, "trace.json")
        found = execute([word.replace("TRACE", file) for word in command], 60,
                        env=dict(os.environ, **{key: value.replace("TRACE", file) for key, value in env.items()}))
        if found.status != status:
            return ["ended with %s, not %s: %s" % (found.status, status, found.err[-500:])], None
        try:
            with open(file) as text:
                timeline = Timeline(json.load(text))
        except (OSError, ValueError) as error:
            return ["no timeline: %s" % error], None
    timeline.check()
    return timeline.faults, timeline


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--ruffc", default=os.path.join(TOP, "out/bin/ruffc"))
    options, totals = p.parse_args(), Totals()
    ruffc = os.path.abspath(options.ruffc)
    for file, status in (("all_kinds", 0), ("deadlock", 4), ("exit", 3)):
        path = str(FOLDER / (file + ".ruff"))
        for how, command, env in (
                ("--trace", [ruffc, "run", "--trace", "TRACE", path], {}),
                ("16 threads", [ruffc, "run", path], {"RUFF_TRACE": "TRACE", "RUFF_THREADS": "16"}),
                ("interleaving", [ruffc, "run", path], {"RUFF_TRACE": "TRACE", "RUFF_SCHEDULE": "5"})):
            faults, timeline = run(command, status, env)
            if timeline and file == "all_kinds" and how != "interleaving":
                faults += check_kinds(timeline)
            totals.add("traces/%s [%s]" % (file, how), faults)
    for name in STRESS:
        faults, _ = run([ruffc, "run", os.path.join(TOP, "tests", "stress", name + ".ruff"), "1"], 0,
                        {"RUFF_TRACE": "TRACE", "RUFF_THREADS": "4"})
        totals.add("traces/" + name, faults)
    return totals.finish()


sys.exit(main())
