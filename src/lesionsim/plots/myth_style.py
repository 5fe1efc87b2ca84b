"""Colours, marks and lines of myth cards: a colour for each side, and marks that tell criteria apart without colour."""

from lesionsim.plots.style import EDGES, INK, Line

SIDES = ("#1f5fa8", "#b34700")  # left and right; both 4.5:1 or more on white
TINTS = ("#e6eef7", "#fbeee3")
MARKERS = ("o", "s", "^", "D", "v", "P", "X", "*")
COLOURS = tuple(line.colour for line in EDGES)
MODEL = (
    Line(INK, (0, ()), 2.2),
    Line("#6a006a", (0, (6, 2)), 2.2),
    *EDGES[2:],
)  # of curves that are no criteria: current, held
