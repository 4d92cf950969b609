"""A random Ruff program from a seed: typed enough to run for a while, mixed and wrong enough to meet every check.

Every loop is bounded, the calls form no circle but for one counted recursion, and what runs at once has one
possible output. Errors are wanted: overflow, division by zero, places outside an array, keys that are not there; a
program ends by printing all it has, or by an error that nobody catches.
"""

import random

INT, FLOAT, BOOL, STRING, INTS, FLOATS, STRINGS, GRID, COUNTS, POINT, LIST, ANY = (
    "int", "float", "bool", "string", "ints", "floats", "strings", "grid", "counts", "point", "list", "any")
TYPES = [INT, INT, INT, FLOAT, BOOL, STRING, INTS, FLOATS, STRINGS, GRID, COUNTS, POINT, LIST, ANY]
ITEM = {INTS: INT, FLOATS: FLOAT, STRINGS: STRING}

PRELUDE = """struct Point {
    x
    y = 2
    func sum(self) { return self.x + self.y }
    func moved(self, d) {
        self.x += d
        return self
    }
}
struct Cell {
    value, next
    func total(self) {
        if self.next == null { return self.value % 1000 }
        return self.value % 1000 + self.next.total()
    }
}
"""


class Function:
    def __init__(self, name, params, result):
        self.name, self.params, self.result = name, params, result


class Program:
    def __init__(self, seed):
        self.random = random.Random(seed)
        self.lines, self.depth, self.counter = [], 0, 0
        self.scopes = [{}]  # name -> type, innermost last
        self.functions, self.generators, self.asyncs = [], [], []
        self.loops, self.in_function, self.budget = 0, None, 0
        self.fixed = set()  # loop variables and parameters of lambdas: not assigned

    # ---- chances

    def chance(self, percent):
        return self.random.randrange(100) < percent

    def pick(self, items):
        return self.random.choice(items)

    # ---- text

    def line(self, text):
        self.lines.append("    " * self.depth + text)

    def name(self, stem):
        self.counter += 1
        return f"{stem}{self.counter}"

    def block(self, head, body):
        self.line(head + " {")
        self.depth += 1
        self.scopes.append({})
        body()
        self.scopes.pop()
        self.depth -= 1
        self.line("}")

    # ---- names in reach

    def names(self, type_):
        return [n for scope in self.scopes for n, t in scope.items() if t == type_]

    def places(self, type_):
        return [n for n in self.names(type_) if n not in self.fixed]

    # ---- expressions

    def expression(self, type_, deep=0):
        names = self.names(type_)
        if names and self.chance(45 if deep < 2 else 75):
            return self.pick(names)
        return getattr(self, "make_" + type_)(deep + 1)

    def small(self, deep):
        """An int that is mostly a place in something."""
        if self.chance(70):
            return self.pick(["0", "0", "-1", "0", "1"])
        return self.pick([str(self.random.randrange(4)), str(self.random.randrange(-2, 6)),
                          f"({self.expression(INT, deep + 1)}) % {self.random.randrange(1, 4)}"])

    def make_int(self, deep):
        if deep > 3 or self.chance(25):
            return str(4611686018427387904 if self.chance(3) else self.pick([0, 1, 2, 3, 7, 10, 100, 1000003, self.random.randrange(50)]))
        e = lambda t=INT: self.expression(t, deep)
        calls = [f for f in self.functions if f.result == INT]
        options = [
            lambda: f"({e()} {self.pick(['+', '-', '*', '+', '-'])} {e()})",
            lambda: f"({e()} {self.pick(['/', '%'])} {self.pick(['2', '3', '7', e()])})",
            lambda: f"({e()} * 16807 % 2147483647)",
            lambda: f"len({e(self.pick([INTS, STRINGS, STRING, COUNTS]))})",
            lambda: f"{self.expression(INTS, 9)}[{self.small(deep)}]",
            lambda: f"{self.expression(GRID, 9)}[{self.small(deep)}][{self.small(deep)}]",
            lambda: f'get({e(COUNTS)}, {e(STRING)}, {e()})',
            lambda: f"{e(POINT)}.{self.pick(['x', 'y', 'sum()'])}",
            lambda: f"{self.expression(LIST, 9)}.{self.pick(['value', 'value', 'next.value', 'total()'])}",
            lambda: f"abs({e()} % 1000)",
            lambda: f"min({e()}, {e()})",
            lambda: f"to_int({e(FLOAT)} / 1000.0)",
            lambda: f"reduce({e(INTS)}, 0, func(a, b) {{ return a + b }})",
            lambda: f"-({e()})",
        ]
        if calls:
            options += [lambda: self.call(self.pick(calls), deep)] * 3
        return self.pick(options)()

    def make_float(self, deep):
        if deep > 3 or self.chance(25):
            return self.pick(["0.5", "1.0", "2.25", "1000000.0", "3.125"])
        e = lambda t=FLOAT: self.expression(t, deep)
        return self.pick([
            lambda: f"({e()} {self.pick('+-*')} {e()})",
            lambda: f"({e()} / {self.pick(['2.0', '4.0'])})",
            lambda: f"({e(INT)} * 0.5)",
            lambda: f"{self.expression(FLOATS, 9)}[{self.small(deep)}]",
            lambda: f"sqrt(abs({e()}))",
            lambda: f"max({e()}, {e()})",
        ])()

    def make_bool(self, deep):
        if deep > 3 or self.chance(15):
            return self.pick(["true", "false"])
        e = lambda t=BOOL: self.expression(t, deep)
        compare = lambda: self.pick(["<", "<=", ">", ">=", "==", "!="])
        return self.pick([
            lambda: f"({e(INT)} {compare()} {e(INT)})",
            lambda: f"({e(FLOAT)} {compare()} {e(FLOAT)})",
            lambda: f"({e(STRING)} {self.pick(['==', '!=', '<'])} {e(STRING)})",
            lambda: f"({e()} {self.pick(['&&', '||'])} {e()})",
            lambda: f"!{e()}",
            lambda: f"({e(INT)} % 2 == 0)",
            lambda: f"({e(LIST)} {self.pick(['==', '!='])} null)",
            lambda: f"has_key({e(COUNTS)}, {e(STRING)}) == 1",
            lambda: f"({e(self.pick([INTS, POINT, STRINGS]))} == {e(self.pick([INTS, POINT, STRINGS]))})",
        ])()

    def make_string(self, deep):
        if deep > 3 or self.chance(30):
            return self.pick(['"a"', '"b"', '"xyz"', '""', '"é"', '"key"'])
        e = lambda t=STRING: self.expression(t, deep)
        return self.pick([
            lambda: f"({e()} + {e()})",
            lambda: f'"{self.pick(["", "<", "n="])}${{{e(self.pick([INT, FLOAT, BOOL, STRING, INTS, ANY, POINT]))}}}"',
            lambda: f"substring({e()}, {self.small(deep)}, {self.small(deep)})",
            lambda: f"to_upper({e()})",
            lambda: f"{self.expression(STRINGS, 9)}[{self.small(deep)}]",
            lambda: f'join({e(STRINGS)}, "-")',
            lambda: f"to_string({e(self.pick([INT, FLOAT]))})",
        ])()

    def sequence(self, item, deep):
        return "[" + ", ".join(self.expression(item, deep + 1) for _ in range(self.random.randrange(1, 5))) + "]"

    def lambda_of(self, item, body_type, deep):
        v = self.name("v")
        self.scopes.append({v: item})
        self.fixed.add(v)
        text = f"func({v}) {{ return {self.expression(body_type, deep + 1)} }}"
        self.scopes.pop()
        return text

    def make_ints(self, deep):
        if deep > 3 or self.chance(35):
            return self.sequence(INT, deep)
        source = self.expression(INTS, deep)
        return self.pick([
            lambda: f"map({source}, {self.lambda_of(INT, INT, deep)})",
            lambda: f"filter({source}, {self.lambda_of(INT, BOOL, deep)})",
            lambda: f"push({source}, {self.expression(INT, deep)})",
            lambda: f"range({self.small(deep)} + 3)",
            lambda: f"sort({source})",
            lambda: f"reverse({source})",
            lambda: f"{source}.map({self.lambda_of(INT, INT, deep)}).filter({self.lambda_of(INT, BOOL, deep)}).collect()"
            if self.chance(50) else f"range(6).map({self.lambda_of(INT, INT, deep)}).take(3).collect()",
        ])()

    def make_floats(self, deep):
        return self.sequence(FLOAT, deep)

    def make_strings(self, deep):
        if self.chance(60):
            return self.sequence(STRING, deep)
        return self.pick([f'split({self.expression(STRING, deep)}, "-")',
                          f"map({self.expression(INTS, deep)}, {self.lambda_of(INT, STRING, deep)})"])

    def make_grid(self, deep):
        return "[" + ", ".join(self.sequence(INT, deep + 2) for _ in range(self.random.randrange(1, 4))) + "]"

    def make_counts(self, deep):
        return "{" + ", ".join(f'"{k}": {self.expression(INT, deep + 1)}'
                               for k in self.random.sample("abxk", self.random.randrange(3))) + "}"

    def make_point(self, deep):
        if deep < 3 and self.chance(30):
            return f"{self.expression(POINT, 9)}.moved({self.expression(INT, deep)})"
        return f"Point {{ x: {self.expression(INT, deep)}" + (f", y: {self.expression(INT, deep)} }}" if self.chance(60) else " }")

    def make_list(self, deep):
        if deep > 3 or self.chance(20):
            return "null"
        if self.chance(20):
            return f"{self.expression(LIST, 9)}.next"
        return f"Cell {{ value: {self.expression(INT, deep)}, next: {self.expression(LIST, deep)} }}"

    def make_any(self, deep):
        if self.chance(10):
            return "null"
        return self.expression(self.pick([INT, FLOAT, STRING, BOOL, INTS, POINT]), deep)

    def call(self, f, deep):
        return f"{f.name}({', '.join(self.expression(t, deep + 1) for t in f.params)})"

    # ---- statements

    def body(self, most):
        for _ in range(self.random.randrange(1, most + 1)):
            if self.budget <= 0:
                break
            self.statement()

    def statement(self):
        self.budget -= 1
        heavy = self.depth < 5
        options = [self.declare] * 4 + [self.assign] * 5 + [self.show]
        options += [self.change_part] * 4
        if heavy:
            options += [self.branch] * 2 + [self.count_loop] * 2 + [self.while_loop, self.each_loop, self.each_loop]
            options += [self.list_loop, self.raised]
            options += [self.guarded, self.generator_loop, self.closure, self.choose]
        if self.loops:
            options += [self.leave]
        if self.in_function:
            options += [self.early]
        if heavy and not self.in_function and not self.loops:
            options += [self.tasks]
        if not self.depth and self.chance(60):
            return self.guarded()
        self.pick(options)()

    def declare(self):
        type_ = self.pick(TYPES)
        name = self.name(type_[0])
        self.line(f"{self.pick(['', '', 'let ', 'mut '])}{name} := {self.expression(type_)}")
        if self.lines[-1].lstrip().startswith("let "):
            self.fixed.add(name)
        self.scopes[-1][name] = type_

    def assign(self):
        type_ = self.pick(TYPES)
        places = self.places(type_)
        if not places:
            return self.declare()
        name = self.pick(places)
        if type_ in (INT, FLOAT) and self.chance(40):
            self.line(f"{name} {self.pick(['+=', '-=', '*=', '+='])} {self.expression(type_, 1)}")
        elif type_ == STRING and self.chance(40):
            self.line(f"{name} := {self.pick([name + ' + ', ''])}{self.expression(STRING, 1)}")
        else:
            self.line(f"{name} {self.pick([':=', '='])} {self.expression(type_)}")

    def change_part(self):
        type_ = self.pick([INTS, FLOATS, STRINGS, GRID, COUNTS, POINT, LIST])
        places = self.places(type_)
        if not places:
            return self.declare()
        name, e = self.pick(places), self.expression
        how = self.pick([":=", "+=", ":="])
        if type_ in ITEM:
            if self.chance(30):
                self.line(f"{name}.push({e(ITEM[type_])})")
            elif self.chance(20) and type_ == INTS:
                i, j = self.small(1), self.small(1)
                self.line(f"{name}[{i}] := {name}[{j}]")
            else:
                self.line(f"{name}[{self.small(1)}] {how} {e(ITEM[type_])}")
        elif type_ == GRID:
            self.line(f"{name}[{self.small(1)}][{self.small(1)}] {how} {e(INT)}")
        elif type_ == COUNTS:
            key = e(STRING)
            self.line(f"{name}[{key}] := get({name}, {key}, 0) + 1" if self.chance(60) else f"{name}[{key}] := {e(INT)}")
        elif type_ == LIST:
            part = self.pick(["value", "value", "next", "next.value"])
            last = self.pick(["null", f"Cell {{ value: {e(INT)}, next: null }}"])  # no list grows without bounds
            self.line(f"{name}.{part} := {last}" if part == "next" else f"{name}.{part} {how} {e(INT)}")
        else:
            self.line(f"{name}.{self.pick('xy')} {how} {e(INT)}")

    def show(self):
        self.line(f"print({self.expression(self.pick(TYPES))})")

    def branch(self):
        self.block(f"if {self.expression(BOOL)}", lambda: self.body(3))
        if self.chance(50):
            self.lines[-1] += " else {"
            self.depth += 1
            self.scopes.append({})
            self.body(3)
            self.scopes.pop()
            self.depth -= 1
            self.line("}")

    def choose(self):
        value = self.expression(INT)
        self.line(f"match ({value}) % 4 {{")
        self.depth += 1
        for case in self.random.sample([0, 1, 2, 3], 2):
            self.block(f"case {case}:", lambda: self.body(2))
        self.block("default:", lambda: self.body(2))
        self.depth -= 1
        self.line("}")

    def looped(self, head, variable, type_, most=3):
        def inside():
            if variable:
                self.scopes[-1][variable] = type_
                self.fixed.add(variable)
            self.loops += 1
            self.body(most)
            self.loops -= 1
        self.block(head, inside)

    def count_loop(self):
        i = self.name("i")
        bound = self.pick(["3", "7", "12", f"len({self.expression(INTS, 9)})", f"({self.small(1)})"])
        start = self.pick(["", "", "1, ", "2, "])
        self.looped(f"for {i} in range({start}{bound})", i, INT, 4)

    def while_loop(self):
        w = self.name("w")
        self.line(f"{w} := 0")
        self.scopes[-1][w] = INT
        self.fixed.add(w)
        test = f"{w} < {self.pick(['4', '9', f'len({self.expression(INTS, 9)})'])}"
        if self.chance(25):
            test += f" && {self.expression(BOOL, 2)}"

        def inside():
            self.line(f"{w} += 1")
            self.loops += 1
            self.body(3)
            self.loops -= 1
        self.block(f"while {test}", inside)

    def each_loop(self):
        type_ = self.pick([INTS, STRINGS, FLOATS, COUNTS, STRING])
        v = self.name("e")
        item = ITEM.get(type_, STRING)
        self.looped(f"for {v} in {self.expression(type_)}", v, item)

    def list_loop(self):
        v = self.name("l")
        self.line(f"{v} := {self.expression(LIST)}")

        def inside():
            self.scopes[-1][v] = LIST
            self.fixed.add(v)
            saved, self.loops = self.loops, 0  # a `continue` would never come to the next cell
            self.body(2)
            self.loops = saved
            self.line(f"{v} := {v}.next")
        self.block(f"while {v} != null", inside)

    def raised(self):
        thrown = self.pick(['"odd"', f'"n ${{{self.expression(INT)}}}"', self.expression(STRING), self.expression(POINT)])
        self.line(f"if {self.expression(BOOL)} {{ throw({thrown}) }}")

    def generator_loop(self):
        if not self.generators:
            return self.count_loop()
        v = self.name("g")
        f = self.pick(self.generators)
        chain = self.pick(["", "", f".take({self.random.randrange(1, 5)})"])
        self.looped(f"for {v} in {self.call(f, 1)}{chain}", v, INT)

    def closure(self):
        f, v = self.name("f"), self.name("p")
        captured = self.places(INT)
        self.line(f"{f} := func({v}) {{")
        self.depth += 1
        self.scopes.append({v: INT})
        self.fixed.add(v)
        if captured and self.chance(50):
            self.line(f"{self.pick(captured)} += {v}")
        self.line(f"return {self.expression(INT)}")
        self.scopes.pop()
        self.depth -= 1
        self.line("}")
        i = self.name("i")
        total = self.name("t")
        self.line(f"{total} := 0")
        self.line(f"for {i} in range({self.random.randrange(1, 6)}) {{ {total} += {f}({i}) % 1000 }}")
        self.scopes[-1][total] = INT

    def guarded(self):
        self.block("try", lambda: self.body(4))
        e = self.name("x")
        self.lines[-1] += f" except {e} {{"
        self.depth += 1
        self.scopes.append({})
        self.line(f"print({e}.message)" if self.chance(60) else f"print({e}.message, {e}.line)")
        self.body(2)
        self.scopes.pop()
        self.depth -= 1
        self.line("}")
        if self.chance(30):
            self.lines[-1] += " finally {"
            self.depth += 1
            self.line('print("finally")')
            self.depth -= 1
            self.line("}")

    def leave(self):
        self.line(f"if {self.expression(BOOL)} {{ {self.pick(['break', 'continue'])} }}")

    def early(self):
        self.line(f"if {self.expression(BOOL)} {{ return {self.expression(self.in_function)} }}")

    def tasks(self):
        """Blocks and bodies whose results come back in an order of their own making."""
        out = self.name("c")
        n = self.random.randrange(1, 4)
        self.line(f"{out} := channel({self.random.randrange(3)})")
        self.line(f"spawn {{ for q in range({n}) {{ {out}.send(q * {self.expression(INT, 3)}) }}; {out}.close() }}")
        v = self.name("r")
        self.looped(f"for {v} in {out}", v, ANY, 2)
        if self.asyncs:
            f = self.pick(self.asyncs)
            p = self.name("p")
            self.line(f"{p} := {self.call(f, 1)}")
            self.line(f"print(await {p}, await {self.call(f, 1)})")

    # ---- definitions

    def define(self, kind):
        """A function sees the globals, the functions before it, and its parameters."""
        f = Function(self.name({"func": "f", "func*": "g", "async func": "a"}[kind]),
                     [self.pick([INT, INT, STRING, INTS, POINT, ANY, COUNTS]) for _ in range(self.random.randrange(1, 4))],
                     INT)
        names = [self.name("q") for _ in f.params]
        saved, self.loops, self.in_function = self.loops, 0, INT if kind != "func*" else None

        def inside():
            self.scopes[-1].update(zip(names, f.params))
            self.budget = 10
            if kind == "func*":
                self.generator_body()
                return
            if kind == "func" and f.params[0] == INT and self.chance(30):
                rest = ", ".join([f"{names[0]} - 1"] + names[1:])
                self.line(f"if {names[0]} > 0 && {names[0]} < 12 {{ return {f.name}({rest}) + {self.expression(INT, 2)} }}")
            self.body(6)
            self.line(f"return {self.expression(INT)}")
        self.block(f"{kind} {f.name}({', '.join(names)})", inside)
        self.loops, self.in_function = saved, None
        {"func": self.functions, "func*": self.generators, "async func": self.asyncs}[kind].append(f)

    def generator_body(self):
        self.body(2)
        i = self.name("i")
        guarded = self.chance(40)

        def inside():
            self.scopes[-1][i] = INT
            self.fixed.add(i)
            if guarded:
                self.block("try", lambda: (self.body(1), self.line(f"yield {self.expression(INT)}")))
                self.lines[-1] += " except z { print(z.message) }"
            else:
                self.body(2)
                self.line(f"yield {self.expression(INT)}")
        self.block(f"for {i} in range({self.random.randrange(1, 6)})", inside)
        if self.chance(30):
            self.line(f"yield {self.expression(INT)}")

    def text(self):
        self.line(PRELUDE)
        self.budget = 6
        for _ in range(4):
            self.declare()
        for kind in self.random.choices(["func", "func", "func*", "async func"], k=self.random.randrange(2, 6)):
            self.define(kind)
        self.budget = 60
        while self.budget > 0:
            self.statement()
        for name, type_ in self.scopes[0].items():
            self.line(f'print("{name}", {name})')
        return "\n".join(self.lines) + "\n"


def program(seed):
    return Program(seed).text()
