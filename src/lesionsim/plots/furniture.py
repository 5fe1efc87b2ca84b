"""What stands on a map beside the fields: the probe, a scale bar, the disclaimer."""

from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from lesionsim.disclaimer import DISCLAIMER
from lesionsim.plots.style import INK, METAL, PAPER, SHAFT, cased
from lesionsim.plots.view import View
from lesionsim.scenario import Probe

BAR_LENGTHS_MM = (0.5, 1, 2, 5, 10, 20)
LARGEST_SHARE = 0.16  # of the view's length
POINTS_PER_IN = 72.0
SHAFT_TEXT_PT = 9.0


def draw_probe(axes: Axes, probe: Probe, view: View, pt_per_mm: float) -> list[Artist]:
    """Draw the probe to its gauge: light metal where bare, dark where insulated.

    Returns
    -------
    the two rectangles, labelled for a legend
    """
    radius, tip = probe.radius_mm, probe.tip_length_mm
    bare = Rectangle((0, -radius), tip, 2 * radius, facecolor=METAL, edgecolor=INK, linewidth=1.2, zorder=4)
    beyond = max(view.high - tip, 0.0) + 1.0
    shaft = Rectangle((tip, -radius), beyond, 2 * radius, facecolor=SHAFT, edgecolor=PAPER, linewidth=1.0, zorder=4)
    bare.set(label=f"bare metal tip, {tip:g} mm", gid="bare tip")
    shaft.set(label="insulated shaft", gid="insulated shaft")
    for part in (bare, shaft):
        axes.add_patch(part)
    if 2 * radius * pt_per_mm > 1.3 * SHAFT_TEXT_PT:
        write_on_probe(axes, tip, view, pt_per_mm)
    return [bare, shaft]


def write_on_probe(axes: Axes, tip_mm: float, view: View, pt_per_mm: float) -> None:
    """Write on the probe what its parts are, where there is room."""
    for text, low, high, colour in (
        ("bare metal tip", 0.0, tip_mm, INK),
        ("insulated shaft", tip_mm, view.high, PAPER),
    ):
        if (high - low) * pt_per_mm > 0.62 * SHAFT_TEXT_PT * len(text):
            axes.text(
                (low + high) / 2,
                0,
                text,
                color=colour,
                fontsize=SHAFT_TEXT_PT,
                ha="center",
                va="center_baseline",
                zorder=5,
            )


def draw_scale_bar(axes: Axes, view: View) -> None:
    """Draw a bar of a round number of millimetres into the corner at the handle's side."""
    length = max(bar for bar in BAR_LENGTHS_MM if bar <= max(LARGEST_SHARE * view.length, BAR_LENGTHS_MM[0]))
    share = length / view.length
    right, height = 0.98, 0.885
    axes.plot(
        [right - share, right], [height, height], transform=axes.transAxes, color=INK, linewidth=3.5,
        solid_capstyle="butt", zorder=7, gid="scale bar", path_effects=cased(3.5),
    )  # fmt: skip
    axes.text(
        right - share / 2,
        height + 0.025,
        f"{length:g} mm",
        transform=axes.transAxes,
        ha="center",
        va="bottom",
        fontsize=10.5,
        fontweight="bold",
        zorder=7,
        path_effects=cased(),
    )


def name_halves(axes: Axes, isotherms: bool, edges: bool) -> None:
    """Say in the left corners which lines stand on which side of the probe; nothing where there is none."""
    corners = ((isotherms, 0.965, "top", "above: isotherms"), (edges, 0.03, "bottom", "below: lesion edges"))
    for height, anchor, text in (corner[1:] for corner in corners if corner[0]):
        axes.text(
            0.012,
            height,
            text,
            transform=axes.transAxes,
            va=anchor,
            fontsize=10.5,
            fontstyle="italic",
            zorder=7,
            path_effects=cased(1.0),
        )


def write_disclaimer(axes: Axes, low: bool = True) -> None:
    """Write the disclaimer into the lower right corner of the axes, or into the upper left one."""
    right, height = (0.985, 0.03) if low else (0.02, 0.96)
    axes.text(
        right,
        height,
        DISCLAIMER,
        transform=axes.transAxes,
        ha="right" if low else "left",
        va="bottom" if low else "top",
        fontsize=10.5,
        fontweight="bold",
        color=INK,
        zorder=8,
        gid="disclaimer",
        path_effects=cased(1.0),
    )
