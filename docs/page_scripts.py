"""The scripts in the pages: each is run, and must print what the page says.

A block ```ruff is a script. When its first line is a comment with a file name, `# hello.ruff`, it is saved under that
name for the blocks behind it; else it is run, and the block ```text behind it is what it prints. A block ```console
holds commands (`$ ruffc …`) with all that they write to both outputs. The blocks of a page share a folder.
"""

import os
import re
import subprocess
import tempfile

BLOCK = re.compile(r"^```(ruff|text|console)\n(.*?)^```$", re.M | re.S)
FILE = re.compile(r"# ([\w.-]+\.ruff)\n")


def shell(command, folder, env):
    """What a command writes to both outputs."""
    done = subprocess.run(["sh", "-c", command], cwd=folder, env=env, stdin=subprocess.DEVNULL, timeout=60,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    return done.stdout.decode("utf-8", "replace")


def console(text, folder, env):
    """The block again, with what its commands write now."""
    commands = re.findall(r"^\$ (.*)$", text, re.M)
    return "".join("$ %s\n%s" % (command, shell(command, folder, env)) for command in commands)


def save(folder, name, script):
    with open(os.path.join(folder, name), "w") as file:
        file.write(script)


def faults(page, text, ruffc):
    """(what is checked, whether it holds) for every block of a page that is run."""
    env = dict(os.environ, PATH=os.path.dirname(os.path.abspath(ruffc)) + ":" + os.environ["PATH"], RUFFC_CACHE="off")
    blocks = [(m.group(1), m.group(2), text[:m.start()].count("\n") + 1) for m in BLOCK.finditer(text)]
    with tempfile.TemporaryDirectory() as folder:
        for i, (kind, block, line) in enumerate(blocks):
            if kind == "text":
                continue
            what = "%s:%d: the %s block" % (page, line, kind)
            if kind == "console":
                found, expected = console(block, folder, env), block
            elif FILE.match(block):
                save(folder, FILE.match(block).group(1), block)
                continue
            else:
                save(folder, "page.ruff", block)
                found = shell("ruffc run page.ruff", folder, env)
                expected = blocks[i + 1][1] if i + 1 < len(blocks) and blocks[i + 1][0] == "text" else ""
            if found != expected:
                what += " writes\n" + "".join("    " + l + "\n" for l in found.splitlines())
            yield what, found == expected
