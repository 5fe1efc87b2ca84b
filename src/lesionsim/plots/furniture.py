"""What stands on a map beside the fields: the probe, a scale bar, the disclaimer."""

from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from lesionsim.disclaimer import DISCLAIMER
from lesionsim.plots.lettering import POINTS_PER_IN, width_in
from lesionsim.plots.looks import Look
from lesionsim.plots.style import CASING_PT, INK, METAL, PAPER, SHAFT, cased
from lesionsim.plots.view import View
from lesionsim.scenario import Probe
from lesionsim.texts import spoken

BAR_LENGTHS_MM = (0.5, 1, 2, 5, 10, 20)
LARGEST_SHARE = 0.16  # of the view's length
BAR_PT = 3.5
CORNER_EM = 0.6  # from a corner of the axes to what stands in it


def em_of(axes: Axes, look: Look) -> tuple[float, float]:
    """Return the size of letters as shares of the axes' width and height."""
    size = look.text_pt / POINTS_PER_IN * axes.figure.dpi
    return float(size / axes.bbox.width), float(size / axes.bbox.height)


def draw_probe(axes: Axes, probe: Probe, view: View, look: Look, named: bool = True) -> list[Artist]:
    """Draw the probe to its gauge: light metal where bare, dark where insulated.

    Parameters
    ----------
    named : whether its parts are named on it, where there is room

    Returns
    -------
    the two rectangles, labelled for a legend
    """
    radius, tip, thin = probe.radius_mm, probe.tip_length_mm, look.lines
    bare = Rectangle((0, -radius), tip, 2 * radius, facecolor=METAL, edgecolor=INK, linewidth=1.2 * thin, zorder=4)
    beyond = max(view.high - tip, 0.0) + 1.0
    shaft = Rectangle((tip, -radius), beyond, 2 * radius, facecolor=SHAFT, edgecolor=PAPER, linewidth=thin, zorder=4)
    bare.set(label=spoken("bare metal tip, {tip_mm:g} mm", tip_mm=tip), gid="bare tip")
    shaft.set(label=spoken("insulated shaft"), gid="insulated shaft")
    for part in (bare, shaft):
        axes.add_patch(part)
    pt_per_mm = POINTS_PER_IN * axes.bbox.width / axes.figure.dpi / view.length
    if 2 * radius * pt_per_mm > 1.3 * look.text_pt and named:
        write_on_probe(axes, tip, view, pt_per_mm, look)
    return [bare, shaft]


def write_on_probe(axes: Axes, tip_mm: float, view: View, pt_per_mm: float, look: Look) -> None:
    """Write on the probe what its parts are, where there is room."""
    for text, low, high, colour in (
        (spoken("bare metal tip"), 0.0, tip_mm, INK),
        (spoken("insulated shaft"), tip_mm, view.high, PAPER),
    ):
        if (high - low) * pt_per_mm / POINTS_PER_IN > 1.1 * width_in(text, look.text_pt):
            axes.text((low + high) / 2, 0, text, color=colour, fontsize=look.text_pt, ha="center",
                      va="center_baseline", zorder=5, gid="words on the probe")  # fmt: skip


def draw_scale_bar(axes: Axes, view: View, look: Look, low: bool) -> None:
    """Draw a bar of a round number of millimetres into the lower or the upper corner at the handle's side."""
    length = max(bar for bar in BAR_LENGTHS_MM if bar <= max(LARGEST_SHARE * view.length, BAR_LENGTHS_MM[0]))
    share = length / view.length
    em_across, em_up = em_of(axes, look)
    words_in = width_in(f"{length:g} mm", look.text_pt, bold=True)
    words = words_in * axes.figure.dpi / axes.bbox.width
    middle = 1 - CORNER_EM * em_across - max(share, words) / 2
    height = CORNER_EM * em_up if low else 1 - 2.0 * em_up
    casing = CASING_PT * look.lines
    axes.plot(
        [middle - share / 2, middle + share / 2], [height, height], transform=axes.transAxes, color=INK,
        linewidth=BAR_PT * look.lines, solid_capstyle="butt", zorder=7, gid="scale bar",
        path_effects=cased(BAR_PT * look.lines, casing),
    )  # fmt: skip
    axes.text(
        middle, height + 0.4 * em_up, f"{length:g} mm", transform=axes.transAxes, ha="center", va="bottom",
        fontsize=look.text_pt, fontweight="bold", zorder=7, path_effects=cased(0.0, casing), gid="scale bar's length",
    )  # fmt: skip


def name_halves(axes: Axes, isotherms: float | None, edges: float | None, look: Look) -> None:
    """Say in the left corners which lines stand on which side of the probe, where there is room.

    Parameters
    ----------
    isotherms, edges : room for the words beside what else stands there, in inches; None where there are no lines
    """
    em_across, em_up = em_of(axes, look)
    corners = (
        (isotherms, 1 - CORNER_EM * em_up, "top", "above: isotherms"),
        (edges, CORNER_EM * em_up, "bottom", "below: lesion edges"),
    )
    for room_in, height, anchor, text in corners:
        words = spoken(text)
        if room_in is not None and width_in(words, look.text_pt) < room_in:
            axes.text(
                CORNER_EM * em_across, height, words, transform=axes.transAxes, va=anchor, fontsize=look.text_pt,
                fontstyle="italic", zorder=7, path_effects=cased(1.0, CASING_PT * look.lines), gid=text,
            )  # fmt: skip


def write_disclaimer(axes: Axes, low: bool = True, size_pt: float = 10.5) -> None:
    """Write the disclaimer into the lower right corner of the axes, or into the upper left one."""
    right, height = (0.985, 0.03) if low else (0.02, 0.96)
    axes.text(
        right, height, spoken(DISCLAIMER), transform=axes.transAxes, ha="right" if low else "left",
        va="bottom" if low else "top", fontsize=size_pt, fontweight="bold", color=INK, zorder=8, gid="disclaimer",
        path_effects=cased(1.0),
    )  # fmt: skip
