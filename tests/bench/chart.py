"""The suite's ratios as a picture: a bar for each language, from C's time to its own, on a logarithmic scale."""

from math import ceil, floor, log10
from xml.sax.saxutils import escape

from peers import C

WIDTH, LEFT, RIGHT, TOP = 860, 150, 60, 74
BAR, GAP, ROW_GAP = 8, 1, 9

# The colours of the languages in the order of the columns, on light and on dark paper.
COLOURS = [("#c2410c", "#fb923c"), ("#0e7490", "#22d3ee"), ("#4d7c0f", "#a3e635"), ("#1d4ed8", "#60a5fa"),
           ("#a16207", "#facc15")]

STYLE = """text { font: 12px system-ui, sans-serif; fill: #1f2328 }
.small { font-size: 8.5px; fill: #59636e }
.title { font-size: 15px; font-weight: 600 }
.line { stroke: #d1d9e0 }
.one { stroke: #59636e; stroke-width: 1.5 }
%s
@media (prefers-color-scheme: dark) {
text { fill: #f0f6fc }
.small { fill: #9198a1 }
.line { stroke: #3d444d }
.one { stroke: #9198a1 }
%s
}"""


def decades(ratios):
    """The powers of ten that the scale reaches from and to."""
    return min(floor(log10(min(ratios))), -1), max(ceil(log10(max(ratios))), 1)


class Chart:
    def __init__(self, suite):
        self.peers = [p for p in suite.peers if p.key != C and suite.mean(p.key)]
        means = ("geometric mean", [suite.mean(p.key) for p in self.peers])
        self.groups = [means] + [(p.name, [suite.ratio(p, peer.key) for peer in self.peers]) for p in suite.programs]
        self.low, self.high = decades([r for _, ratios in self.groups for r in ratios if r] or [1.0])
        self.group_height = len(self.peers) * (BAR + GAP) + ROW_GAP
        self.height = TOP + len(self.groups) * self.group_height + 30

    def x(self, ratio):
        return LEFT + (log10(ratio) - self.low) / (self.high - self.low) * (WIDTH - LEFT - RIGHT)

    def heading(self):
        yield '<text class="title" x="10" y="22">CPU time per unit of work, in times of C (gcc -O2)</text>'
        at = LEFT
        for number, peer in enumerate(self.peers):
            yield '<rect class="c%d" x="%d" y="34" width="10" height="10"/>' % (number, at)
            yield '<text x="%d" y="43">%s</text>' % (at + 14, escape(peer.title))
            at += 80

    def scale(self):
        bottom = self.height - 24
        for power in range(self.low, self.high + 1):
            x, kind = self.x(10.0 ** power), "one" if power == 0 else "line"
            yield '<line class="%s" x1="%.1f" y1="%d" x2="%.1f" y2="%d"/>' % (kind, x, TOP - 10, x, bottom)
            for y in (TOP - 12, bottom + 12):
                yield '<text class="small" x="%.1f" y="%d" text-anchor="middle">%g</text>' % (x, y, 10.0 ** power)

    def bars(self):
        one = self.x(1.0)
        for number, (name, ratios) in enumerate(self.groups):
            top = TOP + number * self.group_height
            middle = top + (self.group_height - ROW_GAP) / 2 + 4
            yield '<text x="%d" y="%.1f" text-anchor="end">%s</text>' % (LEFT - 8, middle, escape(name))
            for place, ratio in enumerate(ratios):
                if ratio:
                    x, y = self.x(ratio), top + place * (BAR + GAP)
                    yield '<rect class="c%d" x="%.1f" y="%d" width="%.1f" height="%d"/>' % (
                        place, min(x, one), y, max(abs(x - one), 1.0), BAR)
                    yield '<text class="small" x="%.1f" y="%d">%.3g</text>' % (max(x, one) + 4, y + BAR - 1, ratio)

    def style(self):
        light, dark = ("\n".join(".c%d { fill: %s }" % (number, pair[which]) for number, pair in enumerate(COLOURS))
                       for which in (0, 1))
        return STYLE % (light, dark)

    def text(self):
        lines = ['<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" width="%d" height="%d">' % (
            WIDTH, self.height, WIDTH, self.height), "<style>", self.style(), "</style>"]
        return "\n".join(lines + [*self.heading(), *self.scale(), *self.bars(), "</svg>"]) + "\n"
