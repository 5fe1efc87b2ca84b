"""Sections with the needle upright, so that several stand side by side: temperature, a lesion's edge, the probe."""

import xarray as xr
from matplotlib.axes import Axes
from matplotlib.colorbar import Colorbar
from matplotlib.contour import QuadContourSet
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from matplotlib.ticker import MaxNLocator

from lesionsim.lesion.everywhere import is_around
from lesionsim.lesion.measures import Lesion
from lesionsim.lesion.points import scenario_of
from lesionsim.plots.anatomy import draw_bodies, upright_plane
from lesionsim.plots.edges import LAYER
from lesionsim.plots.isotherms import draw_temperature, ticks
from lesionsim.plots.lettering import fitting
from lesionsim.plots.lines import draw_line
from lesionsim.plots.looks import Look, Room
from lesionsim.plots.placed import hatched_in_words
from lesionsim.plots.several import axes_in
from lesionsim.plots.style import INK, METAL, PAPER, SHAFT, Line
from lesionsim.plots.view import Sheet, View, cut, level_sheet, temperature_sheet
from lesionsim.scenario import Criterion, Probe
from lesionsim.texts import spoken

BEYOND_MM = 1.0
PROBE_LAYER = 4.0
MOST_TICKS = 6
TOWARDS_X = "x (mm)"
ALONG, ACROSS = "distance along the probe (mm)", "distance across (mm)"


def upright(sheet: Sheet) -> Sheet:
    """Turn a section so that the probe comes from above."""
    return Sheet(sheet.r_mm, sheet.z_mm, sheet.values.T)


def draw_heat(
    axes: Axes, result: xr.Dataset, time_s: float, view: View, limits_c: tuple[float, float], look: Look
) -> QuadContourSet:
    """Fill the window with colour by temperature; the colour bar is drawn once, beside all sections."""
    sheet = upright(cut(temperature_sheet(result, time_s), view))
    filled = draw_temperature(axes, sheet, limits_c, time_s, look)
    for beside in list(axes.child_axes):
        beside.remove()
    return filled


def draw_upright_edge(
    axes: Axes, result: xr.Dataset, criterion: Criterion, lesion: Lesion, view: View, line: Line
) -> None:
    """Draw the edge of a lesion at the moment when it was measured; nothing where there is none."""
    if lesion.volume_mm3 == 0:
        return
    sheet = cut(level_sheet(result, criterion, lesion.measured_at_s), view)
    if (sheet.values < 0).any():
        draw_line(axes, upright(sheet), 0.0, line, f"lesion edge: {lesion.criterion}", LAYER)


def draw_needle(axes: Axes, probe: Probe, view: View, look: Look) -> None:
    """Draw the probe to its gauge, coming from above: light metal where bare, dark where insulated."""
    radius, tip = probe.radius_mm, probe.tip_length_mm
    beyond = max(view.high - tip, 0.0) + BEYOND_MM
    for name, low, length, colour, edge in (
        ("bare tip", 0.0, tip, METAL, INK),
        ("insulated shaft", tip, beyond, SHAFT, PAPER),
    ):
        part = Rectangle((-radius, low), 2 * radius, length, facecolor=colour, edgecolor=edge, zorder=PROBE_LAYER,
                         linewidth=look.lines, gid=name)  # fmt: skip
        axes.add_patch(part)


def frame(axes: Axes, view: View, half: bool = False, uneven: bool = False) -> None:
    """Set window, scale and ticks in mm; `half` shows one side of the probe; `uneven` sides have places with a sign."""
    axes.set(xlim=(0 if half else -view.half, view.half), ylim=(view.low, view.high))
    axes.set_aspect("equal", adjustable="box")
    axes.xaxis.set_major_locator(MaxNLocator(2 if half else 4, steps=[1, 2, 5, 10]))
    axes.yaxis.set_major_locator(MaxNLocator(MOST_TICKS, steps=[1, 2, 5, 10]))
    axes.xaxis.set_major_formatter(
        lambda value, _: f"{value if uneven else abs(value):g}".replace("-", "\N{MINUS SIGN}")
    )


def draw_section_of_bodies(axes: Axes, result: xr.Dataset, look: Look) -> None:
    """Hatch the bodies of the anatomy in a section whose window is set; none where there is no anatomy."""
    if is_around(result):
        draw_bodies(axes, scenario_of(result), upright_plane(0.0), look, named=False)


def along_in_words(axes: Axes, look: Look) -> str:
    """Name the axis along the probe, in fewer words where the axes are low."""
    high = float(axes.bbox.height / axes.figure.dpi)
    return fitting((spoken(ALONG), spoken("along the probe (mm)")), high + 2 * look.line_in, look.text_pt)


def across_in_words(result: xr.Dataset) -> str:
    """Name the axis across the probe, and what is hatched."""
    if not is_around(result):
        return spoken(ACROSS)
    hatched = hatched_in_words(scenario_of(result))
    return f"{TOWARDS_X}; {hatched}" if hatched else TOWARDS_X


def draw_bar(picture: Figure, filled: QuadContourSet, place: Room, limits_c: tuple[float, float]) -> Colorbar:
    """Draw the one colour bar of all sections."""
    axes = axes_in(picture, place)
    axes.set_gid("colour bar")
    bar = picture.colorbar(filled, cax=axes, ticks=ticks(*limits_c))
    bar.minorticks_off()
    bar.set_label(spoken("temperature (°C)"))
    return bar
