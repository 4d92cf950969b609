"""The languages of the suite: how a program is built and run, and what marks a column."""

import shutil
import sys

from measure import first_line

C, RUFF, GO, NODE, LUA, PYTHON = "c", "ruff", "go", "js", "lua", "py"


class Peer:
    """`slow`: takes so long that it gets fewer rounds."""

    def __init__(self, key, title, version, build, run, slow=False):
        self.key, self.title, self.build, self.run, self.slow = key, title, build, run, slow
        self.version = first_line(version)

    @property
    def ending(self):
        return "." + self.key

    def told(self):
        """Its version with its name."""
        return "node " + self.version if self.key == NODE else self.version


def lua():
    """LuaJIT, or the plain one where that is not installed."""
    plain = not shutil.which("luajit") and shutil.which("lua5.4")
    return ("Lua", "lua5.4") if plain else ("LuaJIT", "luajit")


def all_peers(options):
    """Those that are installed, C and Ruff first."""
    title, exe = lua()
    made = [
        Peer(C, "C", [options.cc, "--version"], [options.cc, "-O2", "{source}", "-o", "{exe}", "-lm", "-lpthread"],
             ["{exe}", "{size}"]),
        Peer(RUFF, "Ruff", [options.ruffc, "--version"],
             [options.ruffc, "build", "{source}", "-o", "{exe}", "--cc", options.cc], ["{exe}", "{size}"]),
        Peer(GO, "Go", ["go", "version"], ["go", "build", "-o", "{exe}", "{source}"], ["{exe}", "{size}"]),
        Peer(NODE, "Node", ["node", "--version"], None, ["node", "{source}", "{size}"], True),
        Peer(LUA, title, [exe, "-v"], None, [exe, "{source}", "{size}"], True),
        Peer(PYTHON, "Python", [sys.executable, "--version"], None, [sys.executable, "{source}", "{size}"], True),
    ]
    return [peer for peer in made if peer.version]
