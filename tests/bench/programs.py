"""The programs of the suite: what they do, how large they are run, and how near to C they are to come.

AREA/NAME.ENDING reads a size from its first argument and prints a checksum, which must be the same in every language.
`size` is for compiled languages, `small` for a quick look. A language that would take long gets a size of its own.
`work` tells how much there is to do at a size; ratios are per unit of it. `goal` is the most that the CPU time of
`ruffc build`'s executable may be, in times of C's; LIMIT where nothing is named.
"""

import math
import os

from measure import HERE

LIMIT = 2.0
PHI = (1 + math.sqrt(5)) / 2


class Program:
    def __init__(self, area, name, about, size, small, goal=None, work=float, **sizes):
        self.area, self.name, self.about, self.size, self.small = area, name, about, size, small
        self.goal, self.work, self.sizes = goal, work, sizes

    def source(self, ending):
        return os.path.join(HERE, self.area, self.name + ending)

    def size_for(self, key):
        return self.sizes.get(key, self.size)

    def grown(self, factor):
        """The least size, in steps of a twentieth, with that many times the work of `size`."""
        size, step = self.size, max(1, self.size // 20)
        while self.work(size) < factor * self.work(self.size):
            size += step
        return size


def square(n):
    return float(n) ** 2


def cube(n):
    return float(n) ** 3


def n_log_n(n):
    return n * math.log2(n)


def orders(n):
    return float(math.factorial(n))


def turns(n):
    """The average order of n pancakes takes about that many turns, each of n / 2 swaps."""
    return orders(n) * n ** 2.4


def boards(n):
    """Places that the search for n queens looks at: about five times as many for each further row."""
    return 5.5 ** n


def nodes(n):
    return 2.0 ** n * (n / 2 - 1)


def fib_calls(n):
    return PHI ** n


def primes_sent(n):
    """Numbers times the stages that they pass, nearly."""
    return n ** 2 / math.log(n) ** 2


PROGRAMS = [
    Program("calls", "fib", "recursive calls", 41, 20, 1.1, fib_calls, py=30),
    Program("calls", "ackermann", "deep recursion", 2000, 8, js=400, py=40),
    Program("calls", "closures", "`map`, `filter`, `reduce` with closures", 200000, 50, 1.1, py=2000, lua=40000),
    Program("calls", "exceptions", "a throw in every fifth call; C: error returns", 100000000, 1000, 2.0,
            js=2000000, py=1000000, lua=5000000),
    Program("calls", "permutations", "recursion over a global array", 10, 6, work=orders, py=8),
    Program("numbers", "loops", "nested integer loops", 15000, 100, 1.1, square, py=1500),
    Program("numbers", "collatz", "division, branches", 1000000, 1000, 1.1, n_log_n, js=500000, py=30000),
    Program("numbers", "mandelbrot", "float loops", 1800, 40, 1.0, square, py=150),
    Program("numbers", "random_walk", "remainders, branches", 30000000, 10000, js=10000000, py=1000000),
    Program("arrays", "sieve", "an array of bools", 20000000, 10000, 1.2, py=1000000),
    Program("arrays", "matrix_int", "arrays of arrays of ints", 500, 20, 1.05, cube, py=100),
    Program("arrays", "matrix_float", "arrays of arrays of floats", 500, 20, 1.05, cube, py=100),
    Program("arrays", "spectral_norm", "floats, divisions", 1600, 20, 1.05, square, py=100),
    Program("arrays", "quicksort", "recursion that changes an array", 2000000, 1000, 0.95, n_log_n, py=100000),
    Program("arrays", "heapsort", "scattered reads and writes", 1000000, 1000, work=n_log_n, py=50000),
    Program("arrays", "queens", "search with steps back", 13, 6, 1.2, boards, py=9),
    Program("arrays", "fannkuch", "swaps in a short array", 10, 6, work=turns, py=8),
    Program("arrays", "union_find", "chains of indexes in a global array", 2000000, 1000, py=100000),
    Program("arrays", "common_part", "a table of two dimensions", 4000, 50, work=square, py=400),
    Program("structs", "nbody", "an array of structs of floats", 2000000, 1000, 0.86, py=20000),
    Program("structs", "binary_trees", "many small objects", 18, 8, 0.8, nodes, py=14),
    Program("structs", "methods", "methods that change the struct", 80000000, 1000, 1.1, py=1000000),
    Program("structs", "particles", "a thousand structs changed in place", 200000, 10, py=1000, js=60000, lua=60000),
    Program("dicts", "int_keys", "a dict with int keys", 8000000, 10000, 1.3, js=4000000, py=1000000),
    Program("dicts", "word_count", "splitting, a dict with string keys", 1500000, 3000, 1.3, py=200000),
    Program("dicts", "substrings", "substrings as keys", 1000000, 5000, py=200000),
    Program("text", "building", "a string that grows by characters", 20000000, 1000, 1.3, py=2000000, js=4000000),
    Program("text", "reversing", "short strings, prepended", 2000000, 1000, py=200000),
    Program("text", "interpolation", "`${…}` with ints and strings", 1500000, 1000, 1.2, py=300000),
    Program("text", "json_text", "JSON put together by string code", 10000, 5, 1.0, py=300, js=4000, lua=2000),
    Program("text", "levenshtein", "characters compared, two rows", 9000, 50, 1.2, square, py=800),
    Program("tasks", "generator_sum", "a loop over a generator", 50000000, 1000, 0.95,
            js=10000000, py=3000000, lua=5000000),
    Program("tasks", "generator_pipeline", "three generators in a row", 50000000, 1000, 0.38,
            js=5000000, py=2000000, lua=5000000),
    Program("tasks", "await", "`await f(x)` of a short body; C: a call", 50000000, 1000, 2.5,
            go=500000, js=10000000, py=1000000, lua=2000000),
    Program("tasks", "prime_pipeline", "a spawned stage for each prime, channels", 12000, 300, work=primes_sent,
            py=3000, js=3000),
]
