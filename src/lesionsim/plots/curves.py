"""Traces: what happened at the tip over time, and how the lesion grew."""

from collections.abc import Sequence

import numpy as np
import xarray as xr
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from lesionsim.lesion.labels import label_in_words
from lesionsim.lesion.level import choose
from lesionsim.lesion.measured import traces_of
from lesionsim.lesion.measures import growth
from lesionsim.lesion.points import scenario_of
from lesionsim.plots.claims import over_time_claim
from lesionsim.plots.legend import Key
from lesionsim.plots.lettering import POINTS_PER_IN, fitting
from lesionsim.plots.looks import Look, drawing, framed, look_named
from lesionsim.plots.phases import Phase, phases, shade
from lesionsim.plots.revealing import FRAME
from lesionsim.plots.style import CASING_PT, QUIET, cased, edge_line
from lesionsim.plots.telling import Step, Table, tell
from lesionsim.plots.temperatures import draw_temperatures, readings_of
from lesionsim.plots.tracelayout import Groups, columned, name_above, panels_in, write_groups
from lesionsim.plots.wording import caption_within
from lesionsim.scenario import Criterion
from lesionsim.texts import spoken

Array = np.ndarray
SUDDEN_S = 5.0  # after a sudden change of the tip its power falls steeply for about this long
ROOM_ABOVE = 1.1  # above the growing lesion
HEADROOM = 1.35  # above the curve, for the names of the steps
POWER_HEADROOM = 1.55  # and for words below them
OFF_THE_SCALE = ("off the scale: a sudden change of the tip", "off the scale: sudden change", "off the scale")
HALF_WAY, BESIDE_EM = 0.5, 1.1  # of the axes' width; from a spike to its words
LOAD = "#3d2200"
DOTS_AT_MOST = 80
CAPTION_LINES = 2
QUESTION = "What happens to tip, power and lesion over time?"
DOTS = "The lesion is measured at recorded moments"
STEPS = (
    FRAME,
    Step("tip temperature", ("*/tip temperature", "*/temperature: *")),
    Step("power", ("*/power", "*/off the scale")),
    Step("lesion width", ("*/width_mm",)),
    Step("lesion volume", ("*/volume_mm3",)),
    Step("numbers", ("*",)),
)


def traces(
    result: xr.Dataset,
    criteria: Sequence[Criterion | str] | None = None,
    measured: object = None,
    style: str = "slide",
) -> Figure:
    """Draw tip temperature, power, lesion width and lesion volume over time, and measured temperatures over them.

    Parameters
    ----------
    result : Dataset from `simulate`
    criteria : criteria or labels whose lesions are drawn; the scenario's first when left out
    measured : name of a CSV file, what `read_measured` returned, or a list of them: temperatures that somebody
        measured. One that is named like a thermocouple, or tip, gets its colour and the rms difference
    style : "slide", 13.3 × 7.5 in with letters of 18 pt or more, or "paper", 7 in wide

    Returns
    -------
    Figure

    Examples
    --------
    >>> import lesionsim as ls
    >>> figure = ls.plots.traces(ls.simulate(ls.load("b1")))
    >>> [axes.get_ylabel() for axes in figure.axes]
    ['tip temperature (°C)', 'power into tissue (W)', 'lesion width (mm)', 'lesion volume (mm³)']
    """
    look = look_named(style)
    chosen = [choose(result, criterion) for criterion in criteria or (None,)]
    readings = readings_of(result, traces_of(measured))
    grown = [growth(result, criterion) for criterion in chosen]
    with drawing(look):
        claim = over_time_claim(result, chosen[0])
        picture, room = framed(look, claim, caption_in(result, grown[0].time.values, look))
        groups = columned(readings, lesion_keys(grown, look), room, look)
        draw_panels(panels_in(picture, room, groups, look), result, groups, grown[: groups.lesions], look)
        write_groups(picture, groups, room, look)
        tell(picture, claim, seen_in(result, grown), table_of(result, grown), [spoken(DOTS)], spoken(QUESTION),
             steps=STEPS)  # fmt: skip
    return picture


def seen_in(result: xr.Dataset, grown: list[xr.Dataset]) -> str:
    """Say what the panels show, for those who cannot see them."""
    ends = [spoken("{criterion} {width_mm:.2f} mm wide, {volume_mm3:.0f} mm³",
                   criterion=label_in_words(str(sizes.attrs["criterion"])), width_mm=float(sizes.width_mm[-1]),
                   volume_mm3=float(sizes.volume_mm3[-1]))
            for sizes in grown]  # fmt: skip
    hottest = float(result.tip_temperature.max())
    words = (
        "Tip temperature, power, lesion width and lesion volume over {end_s:g} s. The tip reaches {hottest_c:.1f} °C"
    )
    drawn = spoken(words, end_s=float(result.time[-1]), hottest_c=hottest)
    return f"{drawn}; {spoken('in the end')}: {'; '.join(ends)}"


def table_of(result: xr.Dataset, grown: list[xr.Dataset]) -> Table:
    """Return what the panels show at every recorded moment."""
    time_s, steps = grown[0].time.values, result.step_time.values
    columns = ["time (s)", "tip temperature (°C)", "power (W)"]
    values = [time_s, np.interp(time_s, steps, result.tip_temperature.values),
              np.interp(time_s, steps, result.power.values)]  # fmt: skip
    for sizes in grown:
        columns += [f"width, {sizes.attrs['criterion']} (mm)", f"volume, {sizes.attrs['criterion']} (mm³)"]
        values += [sizes.width_mm.values, sizes.volume_mm3.values]
    return Table(tuple(columns), [tuple(row) for row in np.stack(values, axis=1).tolist()])


def caption_in(result: xr.Dataset, moments: Array, look: Look) -> str:
    """Return the caption, with what the dots are."""
    every_s = scenario_of(result).numerics.record_every_s
    dots = spoken("dots: recorded every {every_s:g} s", every_s=every_s)
    within = look.width_in - 2 * look.margin_in
    return caption_within(
        result, within, look.text_pt, CAPTION_LINES, *([dots] if moments.size <= DOTS_AT_MOST else [])
    )


def draw_panels(axes: Array, result: xr.Dataset, groups: Groups, grown: list[xr.Dataset], look: Look) -> None:
    """Draw the four panels."""
    steps = list(phases(scenario_of(result).protocol))
    draw_temperatures(axes[0, 0], groups.readings, look, HEADROOM)
    draw_power(axes[0, 1], result, steps, look)
    draw_growth(axes[1, 0], axes[1, 1], grown, look)
    if not groups.legends:
        name_criterion(axes[1, 0], str(grown[0].attrs["criterion"]))
    for number, panel in enumerate(axes.flat):
        name_above(panel)
        shade(panel, steps, look, named=number < axes.shape[1])


def draw_power(axes: Axes, result: xr.Dataset, steps: list[Phase], look: Look) -> None:
    """Draw the power into the tissue; spikes of sudden changes run off the scale, and words say so."""
    time_s, power_w = result.step_time.values, result.power.values
    axes.plot(time_s, power_w, color=LOAD, linewidth=2.4 * look.lines, gid="power")
    low, high = power_limits(time_s, power_w, steps)
    axes.set_ylim(low, high)
    axes.set_ylabel(spoken("power into tissue (W)"))
    beyond = time_s[(power_w > high) | (power_w < low)]
    if beyond.size:
        name_spike(axes, float(beyond[0] / time_s[-1]), look)


def name_spike(axes: Axes, place: float, look: Look) -> None:
    """Write beside the place where the power first leaves the scale, a share of the axes' width, that it does."""
    wide_in = axes.bbox.width / axes.figure.dpi
    em = look.text_pt / POINTS_PER_IN / wide_in
    right = place < HALF_WAY
    room = (1 - place if right else place) - 2 * BESIDE_EM * em
    words = fitting([spoken(each) for each in OFF_THE_SCALE], room * wide_in, look.text_pt)
    axes.text(
        place + (BESIDE_EM if right else -BESIDE_EM) * em, 0.8, words,
        transform=axes.transAxes, ha="left" if right else "right", va="top", color=QUIET, gid="off the scale",
        path_effects=cased(0.0, CASING_PT * look.lines),
    )  # fmt: skip


def power_limits(time_s: Array, power_w: Array, steps: list[Phase]) -> tuple[float, float]:
    """Return limits that hold the power outside the first seconds of each step, and zero; in W.

    Parameters
    ----------
    time_s, power_w : (n,) arrays, s and W
    """
    sudden = np.zeros(time_s.shape, dtype=bool)
    for before, step in zip([None, *steps], steps, strict=False):
        if step.kind == "hold" and (before is None or before.kind != "ramp"):
            sudden |= (time_s >= step.start_s) & (time_s < step.start_s + SUDDEN_S)
    settled = power_w if sudden.all() else power_w[~sudden]
    high, low = max(float(settled.max()), 0.0), min(float(settled.min()), 0.0)
    reach = max(high - low, 0.01)
    return low - (0.1 * reach if low < 0 else 0.0), low + POWER_HEADROOM * reach


def lesion_keys(grown: list[xr.Dataset], look: Look) -> list[Key]:
    """Return the keys of the criteria for a legend."""
    lines = [edge_line(number).thicker(look.lines) for number in range(len(grown))]
    return [
        Key(
            Line2D([], [], color=line.colour, linestyle=line.dashes, linewidth=line.width_pt),
            label_in_words(str(sizes.attrs["criterion"])),
        )
        for line, sizes in zip(lines, grown, strict=True)
    ]


def draw_growth(width: Axes, volume: Axes, grown: list[xr.Dataset], look: Look) -> None:
    """Draw how width and volume grow, one line a criterion, with a dot at each recorded moment."""
    for number, sizes in enumerate(grown):
        line = edge_line(number).thicker(look.lines)
        dot_pt = line.width_pt + 1.4 * look.lines if sizes.time.size <= DOTS_AT_MOST else 0.0
        for axes, name in ((width, "width_mm"), (volume, "volume_mm3")):
            axes.plot(
                sizes.time.values, sizes[name].values, color=line.colour, linestyle=line.dashes,
                linewidth=0.8 * line.width_pt, label=str(sizes.attrs["criterion"]), gid=name, marker="o",
                markersize=dot_pt,
            )  # fmt: skip
    width.set_ylabel(spoken("lesion width (mm)"))
    volume.set_ylabel(spoken("lesion volume (mm³)"))
    for axes in (width, volume):
        axes.set_ylim(0, ROOM_ABOVE * axes.get_ylim()[1])
        axes.set_xlabel(spoken("time (s)"))
        if not any(np.any(line.get_ydata()) for line in axes.lines):
            axes.set_ylim(0, 1)
            axes.text(0.5, 0.5, spoken("no lesion"), transform=axes.transAxes, ha="center", va="center")


def name_criterion(axes: Axes, name: str) -> None:
    """Write the one criterion into its panel."""
    axes.text(
        0.985, 0.06, label_in_words(name), transform=axes.transAxes, ha="right", va="bottom", path_effects=cased(),
        gid="criterion",
    )  # fmt: skip
