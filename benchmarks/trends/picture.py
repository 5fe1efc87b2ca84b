"""The picture: the model's ranges over criteria as bars, the paper's as bands, for both sources."""

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from lesionsim.disclaimer import DISCLAIMER
from trends.claims import Claim
from trends.papers import FROM_COSMAN
from trends.runs import BENCHES, CRITERIA, Bench
from trends.verdicts import NOTHING, USUAL, found, whole_range

COLOURS = {"held": "#0072b2", "rf": "#d55e00"}
BAND = "#b7dcb7"
MARKS = {"liver": "o", "50 °C": "D", "60 °C": "^"}
SIZES = {"liver": 11, "50 °C": 7, "60 °C": 9}  # so that the first two stay apart where they meet
RIGHT_ENDS = {"wider from 60 to 90 °C": 320.0}  # bars that leave the axes end in an arrow
ROWS = {bench: row for row, bench in enumerate(reversed(BENCHES))}
TITLE = "Model against Cosman 2014 (over 400 lesions on the bench): who meets which claim, under which criterion"
CAPTION = (
    "Bar: the model's range over eight criteria (liver, CEM43, isotherms 45, 50, 55, 60 °C, skin, muscle) and needles. "
    "Band: the paper; widths in mm are derived.\n"
    "Held: a heated probe without current. rf: current, sensor in the tip. No blood; measured 30 s after the end. "
    f"{DISCLAIMER}."
)


def drawn() -> Figure:
    """Draw a panel for each claim of Cosman 2014."""
    figure = Figure(figsize=(13.4, 7.8))
    panels = figure.subplots(2, 4, sharey=True)
    figure.subplots_adjust(left=0.115, right=0.985, top=0.86, bottom=0.215, hspace=0.62, wspace=0.12)
    for claim, axes in zip(FROM_COSMAN, panels.flat, strict=True):
        panel(axes, claim)
    figure.suptitle(TITLE, fontsize=14, fontweight="bold", y=0.975)
    figure.legend(
        handles=legend(), loc="lower center", bbox_to_anchor=(0.5, 0.095), ncols=6, fontsize=12, frameon=False
    )
    figure.text(0.5, 0.015, CAPTION, fontsize=11, ha="center", va="bottom", linespacing=1.4)
    return figure


def panel(axes: Axes, claim: Claim) -> None:
    """Draw one claim: the paper's band, a bar for each experiment, a mark for the mean of some criteria."""
    axes.axvspan(claim.low, claim.high, color=BAND, zorder=0)
    right = right_end(claim)
    axes.set(xlim=(0, right), ylim=(-0.6, len(BENCHES) - 0.4), yticks=list(ROWS.values()))
    axes.set_yticklabels(list(map(str, ROWS)), fontsize=12)
    axes.set_title(f"{claim.name}\n{claim.told}", fontsize=12)
    axes.set_xlabel(claim.unit, fontsize=12)
    axes.tick_params(axis="x", labelsize=11)
    axes.spines[["top", "right"]].set_visible(False)
    for bench in BENCHES:
        bar(axes, claim, bench, right)


def right_end(claim: Claim) -> float:
    """Return where the axis of a panel ends."""
    longest = max(whole_range(claim, bench, USUAL)[1] for bench in BENCHES)
    return RIGHT_ENDS.get(claim.name, 1.06 * max(longest, claim.high))


def bar(axes: Axes, claim: Claim, bench: Bench, right: float) -> None:
    """Draw the range of one experiment, and the means of the marked criteria."""
    low, high = whole_range(claim, bench, USUAL)
    row, colour = ROWS[bench], COLOURS[bench.source]
    axes.plot([low, min(high, right)], [row, row], color=colour, linewidth=9, alpha=0.35, solid_capstyle="butt")
    if high > right:
        axes.plot(right, row, marker=">", color=colour, markersize=9, clip_on=False)
    for name, mark in MARKS.items():
        each = found(claim, bench, CRITERIA[name])
        if each.verdict != NOTHING and each.mean <= right:
            look = {"marker": mark, "markersize": SIZES[name], "color": colour, "markeredgecolor": "white"}
            axes.plot(each.mean, row, zorder=3, **look)


def legend() -> list[Patch | Line2D]:
    """Return what colours and marks mean."""
    bars = [
        Patch(color=COLOURS[source], alpha=0.5, label=words)
        for source, words in (("held", "held, no current"), ("rf", "rf, current"))
    ]
    marks = [
        Line2D([], [], marker=mark, color="#404040", linestyle="", markersize=SIZES[name], label=f"mean, {name}")
        for name, mark in MARKS.items()
    ]
    return [Patch(color=BAND, label="Cosman 2014"), *bars, *marks]
