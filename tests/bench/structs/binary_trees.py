import sys


class Node:
    __slots__ = ("left", "right")

    def __init__(self, left, right):
        self.left, self.right = left, right


def make(depth):
    if depth == 0:
        return Node(None, None)
    return Node(make(depth - 1), make(depth - 1))


def count(node):
    if node.left is None:
        return 1
    return 1 + count(node.left) + count(node.right)


n = int(sys.argv[1])
kept = make(n)
total = 0
for depth in range(4, n + 1, 2):
    for _ in range(1 << (n - depth)):
        total += count(make(depth))
print(total + count(kept))
