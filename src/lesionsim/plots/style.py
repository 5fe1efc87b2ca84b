"""Colours, lines and fonts of every picture, and the figure that carries them."""

from typing import Any, NamedTuple

from matplotlib.figure import Figure
from matplotlib.patheffects import AbstractPathEffect, withStroke

INK, PAPER = "#1a1a1a", "#ffffff"
QUIET = "#404040"
METAL, SHAFT = "#d9d9d9", "#262626"
TEMPERATURE_COLOURS = "YlOrRd"  # darkens evenly with heat, also for colour-blind eyes and in grey print
BANDS_C = (1.0, 2.5, 5.0)
MOST_BANDS = 26
CASING_PT = 2.2  # by how much the white casing is wider than its line

RC: dict[Any, Any] = {
    "font.family": ["DejaVu Sans"],
    "font.size": 11,
    "axes.titlesize": 13.5,
    "axes.titleweight": "bold",
    "axes.labelsize": 11.5,
    "axes.facecolor": PAPER,
    "axes.edgecolor": INK,
    "axes.labelcolor": INK,
    "axes.grid": False,
    "axes.unicode_minus": True,
    "figure.facecolor": PAPER,
    "text.color": INK,
    "text.usetex": False,
    "xtick.color": INK,
    "ytick.color": INK,
    "xtick.labelsize": 10.5,
    "ytick.labelsize": 10.5,
    "legend.fontsize": 10,
    "legend.title_fontsize": 10,
    "legend.frameon": False,
    "lines.solid_capstyle": "round",
    "path.sketch": None,
}


class Line(NamedTuple):
    """How a line looks: colour, dashes and width in points."""

    colour: str
    dashes: tuple[float, tuple[float, ...]]
    width_pt: float
    casing_pt: float = CASING_PT

    def thicker(self, factor: float) -> "Line":
        """Return the same line, drawn thicker by a factor, for a look."""
        return self._replace(width_pt=self.width_pt * factor, casing_pt=self.casing_pt * factor)


SOLID: tuple[float, tuple[float, ...]] = (0, ())

# Dark colours with a white casing: one of the two has a contrast of 3:1 or more on every colour of the map.
ISOTHERMS: dict[float, Line] = {
    45.0: Line("#00475c", (0, (1, 1.6)), 1.8),
    50.0: Line("#1a1a1a", (0, (5, 2)), 1.6),
    60.0: Line("#3d2200", (0, (7, 1.6, 1.4, 1.6)), 1.6),
    70.0: Line("#3b0a57", SOLID, 1.2),
}
EDGES: tuple[Line, ...] = (
    Line("#00429d", SOLID, 3.2),
    Line("#6a006a", (0, (5, 1.8)), 2.3),
    Line("#004d33", (0, (1.2, 1.4)), 2.6),
    Line("#1a1a1a", (0, (6, 1.5, 1.2, 1.5)), 2.1),
    Line("#5c0011", (0, (9, 2.5)), 2.1),
    Line("#2e3d00", (0, (3, 1.5, 1, 1.5, 1, 1.5)), 2.1),
    Line("#004a60", (0, (2.5, 1.2)), 2.1),
    Line("#402060", (0, (1, 3)), 2.4),
)


def edge_line(number: int) -> Line:
    """Return the line of the n-th criterion drawn; the first is the thick one."""
    return EDGES[0] if number == 0 else EDGES[1 + (number - 1) % (len(EDGES) - 1)]


def cased(line_width_pt: float = 0.0, casing_pt: float = CASING_PT) -> list[AbstractPathEffect]:
    """Return a white casing for a line of this width, or for text."""
    return [withStroke(linewidth=line_width_pt + casing_pt, foreground=PAPER)]


class Picture(Figure):
    """A figure that notebooks show without pyplot."""

    def _repr_png_(self) -> bytes:
        from lesionsim.plots.saving import rendered

        return rendered(self, "png")
