"""The steps of a protocol on a time axis: shaded, and named where there is room."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from matplotlib.axes import Axes

from lesionsim.plots.lettering import width_in
from lesionsim.plots.looks import Look
from lesionsim.scenario import Protocol
from lesionsim.texts import spoken

STEP_NAMES = {"ramp": "ramp", "hold": "hold", "cooldown": "cool-down"}
STEP_COLOURS = {"ramp": "#fff1c9", "hold": "#fde3dc", "cooldown": "#e0ecf7"}


class Phase(NamedTuple):
    """One step of the protocol on the time axis."""

    kind: str
    start_s: float
    end_s: float


def phases(protocol: Protocol) -> Iterator[Phase]:
    """Yield the steps of a protocol with their times."""
    start_s = 0.0
    for step in protocol.steps:
        yield Phase(step.kind, start_s, start_s + step.duration_s)
        start_s += step.duration_s


def shade(axes: Axes, steps: Sequence[Phase], look: Look, named: bool) -> None:
    """Shade the steps of the protocol, and name those that are long enough."""
    end_s = steps[-1].end_s
    axes.set_xlim(0, end_s)
    axes.grid(color="#ffffff", linewidth=look.lines)
    axes.set_axisbelow(True)
    inches_per_s = axes.bbox.width / axes.figure.dpi / end_s
    for step in steps:
        axes.axvspan(step.start_s, step.end_s, color=STEP_COLOURS[step.kind], linewidth=0, zorder=0,
                     gid=f"given: {step.kind}")  # fmt: skip
        name = spoken(STEP_NAMES[step.kind])
        if named and width_in(name, look.text_pt) < 0.95 * (step.end_s - step.start_s) * inches_per_s:
            axes.text((step.start_s + step.end_s) / 2, 0.97, name, fontstyle="italic", va="top", ha="center",
                      transform=axes.get_xaxis_transform(), gid=f"given: name of {step.kind}")  # fmt: skip
