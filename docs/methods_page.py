"""Makes methods.md from ruffc/library/method_docs.def, and holds that table against those of the runtime."""

import os
import re

HEAD = """# Methods

Made from `ruffc/library/method_docs.def` by `docs/check.py --update`: do not edit. `ruffc doc NAME` shows the same.

What the column *receiver* says:

| word | meaning |
|---|---|
| stays | the receiver stays as it is, the result is new |
| changes | the variable, element or field in front of the dot changes; a copy made before does not |
| lazy | makes a lazy sequence: nothing happens before its values are asked for, by `for`, `.collect()`, `.sum()` … |
| used up | takes values from a sequence; each comes once |
| handle | acts on the channel, promise, task or group that all copies of the handle name |

Most methods are functions as well, `s.upper()` is `upper(s)`: see [builtins.md](builtins.md). The functions of changing
methods change nothing: `push(xs, v)` gives a new array, `pop(xs)` a pair of the new array and the element. The functions
of lazy methods give arrays: `map(xs, f)`. A changing method on a `let` or `const` name throws.

A struct has the methods that its declaration gives it, and operators are methods of it too:
[language.md](language.md#structs). `type(v)` tells the type of a value. A method that is not there throws
`Unknown method: NAME`.
"""

DOC = re.compile(r'^METHOD_DOC\("([\w ]+)", "((\w+)\([^"]*)", (\w+), "((?:[^"\\]|\\.)*)"\)$', re.M)
WORDS = {"KEEPS": "stays", "CHANGES": "changes", "LAZY": "lazy", "USES": "used up", "ACTS": "handle"}
TITLES = {"lazy sequence": "Generators and lazy sequences", "taskhandle": "Task handles", "taskgroup": "Task groups",
          "bytes": "Bytes", "promise": "Promises"}
# Tables of {"name", least, most, function}, and whose methods they are.
TABLES = {"runtime/gen/generator.c": "lazy sequence", "runtime/gen/lazy.c": "lazy sequence",
          "runtime/gen/eager.c": "lazy sequence", "runtime/task/channel_methods.c": "channel",
          "runtime/task/group.c": "taskgroup"}


def read(top, name):
    with open(os.path.join(top, name)) as file:
        return file.read()


def documented(top):
    """(type, call, name, effect, doc) of every row."""
    return DOC.findall(read(top, "ruffc/library/method_docs.def"))


def rows_of(text):
    return re.findall(r'\{"(\w+)", \d+, \w+, call_', text)


def known(top):
    """(type, name) of every method that the runtime has."""
    table = read(top, "runtime/core/methods.def")
    found = {(kind.lower(), name) for kind, name in re.findall(r"^(?:OWN_)?METHOD\((\w+), (\w+),", table, re.M)}
    found |= {("array", name) for name in re.findall(r"^LAZY_(?:METHOD|END)\((\w+)\)", table, re.M)}
    changing = re.findall(r'\{RF_K_(\w+), "(\w+)", "\w+", \d', read(top, "runtime/core/change.c"))
    found |= {(kind.lower(), name) for kind, name in changing}
    for name, kind in TABLES.items():
        found |= {(kind, method) for method in rows_of(read(top, name))}
    promise, handle = read(top, "runtime/task/promise_methods.c").split("handle_rows[] =")
    found |= {("promise", method) for method in rows_of(promise)}
    found |= {("taskhandle", method) for method in rows_of(promise) + rows_of(handle)}
    return found


def faults(top):
    """(what is checked, whether it holds): each method has one row, each row a method."""
    told = [(kind, name) for kind, _, name, _, _ in documented(top)]
    there = known(top)
    lines = read(top, "ruffc/library/method_docs.def").count("\nMETHOD_DOC(")
    yield "ruffc/library/method_docs.def: rows in another form than METHOD_DOC(\"…\", \"…\", …, \"…\")", lines == len(told)
    for kind, name in sorted(there):
        yield "ruffc/library/method_docs.def: one row for %s.%s" % (kind, name), told.count((kind, name)) == 1
    for kind, name in told:
        yield "ruffc/library/method_docs.def: the runtime has no %s.%s" % (kind, name), (kind, name) in there


def title(kind):
    return TITLES.get(kind, kind[0].upper() + kind[1:] + "s")


def page(top):
    """The text of methods.md."""
    lines, last = [], None
    for kind, call, _, effect, doc in documented(top):
        if kind != last:
            lines += ["", "## " + title(kind), "", "| method | receiver | what it does |", "|---|---|---|"]
            last = kind
        lines.append("| `%s` | %s | %s |" % (call, WORDS[effect], doc.replace('\\"', '"').replace("|", "\\|")))
    return HEAD + "\n".join(lines) + "\n"
