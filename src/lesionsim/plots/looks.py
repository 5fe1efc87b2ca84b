"""Two looks of every picture: for a slide that a room reads, and for a column of print."""

import math
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

import matplotlib as mpl
from matplotlib.font_manager import FontProperties

from lesionsim.disclaimer import DISCLAIMER
from lesionsim.errors import ScenarioError
from lesionsim.plots.lettering import LINE_EM, POINTS_PER_IN, broken
from lesionsim.plots.style import INK, QUIET, RC, Picture
from lesionsim.texts import spoken

LETTER_EM, BOLD_LETTER_EM = 0.56, 0.63  # mean width of a letter in ems, a little wide to be safe
SPACING = 1.1  # of matplotlib, from line to line, times the height of its letters


class Look(NamedTuple):
    """Size of a picture and of what stands in it."""

    name: str
    width_in: float
    height_in: float
    text_pt: float  # the smallest text
    title_pt: float
    dots_per_inch: int
    lines: float  # how much thicker lines are than the numbers in `style`
    margin_in: float

    @property
    def line_in(self) -> float:
        """Height of a line of text in inches."""
        return self.text_pt * LINE_EM / POINTS_PER_IN

    @property
    def title_line_in(self) -> float:
        """Height of a line of the title in inches."""
        return self.title_pt * LINE_EM / POINTS_PER_IN

    def letters(self, width_in: float, bold: bool = False) -> int:
        """Return how many letters fit a width; bold ones are those of titles."""
        points = self.title_pt * BOLD_LETTER_EM if bold else self.text_pt * LETTER_EM
        return int(width_in * POINTS_PER_IN / points)


class Room(NamedTuple):
    """What is left for axes between title and caption, inches from the lower left corner."""

    left: float
    low: float
    width: float
    height: float


# 16:9, text of at least 18 pt at the width of a presentation program's slide; two columns of a journal.
SLIDE = Look("slide", 40 / 3, 7.5, 18.0, 20.0, 120, 1.35, 0.35)
PAPER = Look("paper", 7.0, 4.2, 7.5, 8.5, 300, 0.62, 0.12)
LOOKS = {look.name: look for look in (SLIDE, PAPER)}


def look_of_axes(width_in: float, height_in: float) -> Look:
    """Return the look of axes that somebody else made: with the letters of the settings in force."""
    text_pt = float(FontProperties(size=mpl.rcParams["font.size"]).get_size_in_points())
    return Look("axes", width_in, height_in, text_pt, 1.25 * text_pt, 0, math.sqrt(text_pt / 10.0), 0.0)


def look_named(name: str) -> Look:
    """Return a look by its name.

    Raises
    ------
    ScenarioError
        When there is none of this name.

    Examples
    --------
    >>> look_named("slide").text_pt
    18.0
    """
    if not isinstance(name, str) or name not in LOOKS:
        raise ScenarioError(f'style is {name!r:.40}; must be "slide" or "paper".')
    return LOOKS[name]


@contextmanager
def drawing(look: Look) -> Iterator[None]:
    """Draw in a look; the user's own settings come back afterwards."""
    thin = 0.8 * look.lines
    sizes: dict[Any, Any] = {
        name: look.text_pt
        for name in (
            "font.size", "axes.titlesize", "axes.labelsize", "xtick.labelsize", "ytick.labelsize", "legend.fontsize",
            "legend.title_fontsize",
        )
    }  # fmt: skip
    widths: dict[Any, Any] = {name: thin for name in ("axes.linewidth", "xtick.major.width", "ytick.major.width")}
    steps: dict[Any, Any] = {f"{axis}tick.major.{what}": 3.5 * look.lines for axis in "xy" for what in ("size", "pad")}
    with mpl.rc_context({**RC, **sizes, **widths, **steps, "axes.labelpad": 4.0 * look.lines}):
        yield


def new_picture(look: Look, height_in: float | None = None) -> Picture:
    """Make an empty picture."""
    return Picture(figsize=(look.width_in, height_in or look.height_in), dpi=look.dots_per_inch)


def framed(look: Look, title: str, caption: str, height_in: float | None = None) -> tuple[Picture, Room]:
    """Make a picture with title, caption and disclaimer, and tell what room is left for axes with their labels."""
    picture = new_picture(look, height_in)
    width, height = (float(size) for size in picture.get_size_inches())
    within = width - 2 * look.margin_in
    title = broken(title, within, look.title_pt, bold=True)
    caption = broken(caption, within, look.text_pt)
    left, above = look.margin_in / width, (look.margin_in + look.line_in) / height
    picture.text(left, 1 - look.margin_in / height, title, fontsize=look.title_pt, fontweight="bold", va="top",
                 color=INK, linespacing=SPACING, gid="title")  # fmt: skip
    picture.text(left, look.margin_in / height, spoken(DISCLAIMER), fontweight="bold", va="bottom", color=INK,
                 gid="disclaimer")  # fmt: skip
    picture.text(left, above, caption, va="bottom", color=QUIET, linespacing=SPACING, gid="caption")
    low = look.margin_in + look.line_in * (1 + lines_of(caption)) + 0.3 * look.line_in
    head = look.margin_in + look.title_line_in * lines_of(title) + 0.2 * look.line_in
    return picture, Room(look.margin_in, low, within, height - low - head)


def lines_of(text: str) -> int:
    """Count the lines of a text; an empty one has none."""
    return 1 + text.count("\n") if text else 0
