"""Makes builtins.md from runtime/builtins.def: one row a function, in the sections of the table."""

import os
import re

HEAD = """# Built-in functions

Made from `runtime/builtins.def` by `docs/check.py --update`: do not edit.

Most functions whose first argument is a string, an array, a dict, a set, a queue or a stack are methods as well:
`x.f(…)`, see [methods.md](methods.md). Functions change nothing: `push(xs, v)` gives a new array, the method
`xs.push(v)` changes xs; `map(xs, f)` gives an array, the method `xs.map(f)` a lazy sequence.
`PI` and `E` are constants. The column *arguments* tells how many a function takes, `…` any number more.

*Needs* names what a script must be allowed when it runs with switches such as `--untrusted`
([capabilities.md](capabilities.md)).

A function whose part of the library is not in this build throws `NAME is not available in this build`.
"""

ROW = re.compile(r'BUILTIN\("(\w+)",\s*\w+, (\w+), \w+, "([^"]*)", (-?\d+), (-?\d+),\s*([^"]*?)((?:"(?:[^"\\]|\\.)*"\s*)+)\)', re.S)
SECTION = re.compile(r"^/\* (.*?) \*/$", re.M | re.S)
HIDDEN = {"test"}


def built_features(top):
    with open(os.path.join(top, "runtime", "features.def")) as file:
        return {"core", "task"} | set(re.findall(r"^FEATURE\((\w+),.*, 1\)$", file.read(), re.M))


def tables(top):
    """The files of the table in the order in which builtins.def includes them."""
    with open(os.path.join(top, "runtime", "builtins.def")) as file:
        names = re.findall(r'^#include "(.*)"', file.read(), re.M)
    for name in names:
        with open(os.path.join(top, "runtime", name)) as file:
            yield file.read()


def count(least, most):
    if most < 0:
        return "%s…" % (least or "")
    return str(least) if least == most else "%d–%d" % (least, most)


def result(text):
    """The result in words: what the arguments bring is not spelled out inside containers."""
    text = re.sub(r"\b(array|dict)\([^|]*[$e]\d.*\)", r"\1", text).replace("(any)", "")
    words = [re.sub(r"^e1$", "an element", re.sub(r"^\$(\d)$", r"as argument \1", word)) for word in text.split("|")]
    return " or ".join(words)


def needs(effects):
    """The capabilities among the effects: the switches that allow them."""
    words = ["`%s`" % w.strip().lower().replace("_", "-") for w in effects.split("|")
             if re.match(r"\s*(FS|PROCESS|SHELL|ENV|NET)_|\s*(DATABASE|CLOCK|RANDOM)\b", w)]
    return " Needs %s." % " and ".join(words) if words else ""


def row(match, built):
    name, feature, kind, least, most, effects, doc = match.groups()
    text = "".join(re.findall(r'"((?:[^"\\]|\\.)*)"', doc)).replace('\\"', '"').replace("|", "\\|")
    text += needs(effects)
    if feature not in built:
        text += " *Not in this build.*"
    return "| `%s` | %s | %s | %s |" % (name, count(int(least), int(most)), result(kind), text)


def section_lines(text, built):
    events = [(m.start(), "section", m) for m in SECTION.finditer(text)] + [(m.start(), "row", m) for m in ROW.finditer(text)]
    title = None
    for _, kind, match in sorted(events, key=lambda e: e[0]):
        if kind == "section":
            words = " ".join(match.group(1).split())
            title = re.sub(r"^Rows of builtins.def: ", "", words).rstrip(".").split(". ")[0]
            title = title[0].upper() + title[1:]
        elif match.group(1) not in HIDDEN:
            if title:
                yield from ("", "## " + title, "", "| function | arguments | result | what it does |", "|---|---|---|---|")
                title = None
            yield row(match, built)


def page(top):
    """The text of builtins.md."""
    built, lines = built_features(top), []
    for text in tables(top):
        lines += section_lines(text, built)
    return HEAD + "\n".join(lines) + "\n"
