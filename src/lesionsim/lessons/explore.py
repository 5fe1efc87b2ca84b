"""`explore`: sliders in a notebook with the lesion redrawn as they move; a picture where sliders cannot be shown."""

from __future__ import annotations

import time
from base64 import b64encode
from html import escape
from typing import TYPE_CHECKING, Any

from lesionsim.errors import LesionsimError
from lesionsim.lesion.measures import measure, measures
from lesionsim.lessons.controls import described
from lesionsim.lessons.runs import HELD
from lesionsim.library import load
from lesionsim.scenario import Scenario
from lesionsim.simulation import simulate
from lesionsim.texts import spoken

if TYPE_CHECKING:
    import xarray as xr


def explore(scenario: Scenario | str | None = None) -> Explorer:
    """Show the lesion of a scenario, with sliders where they can be shown.

    In a notebook with ipywidgets the lesion is computed and drawn again as the sliders move; without, there is the
    picture and how to get them. What cannot be run is told in words; it is never an error.

    Parameters
    ----------
    scenario : Scenario or the name of one in the library; the default one when left out

    Returns
    -------
    Explorer, which a notebook shows; `at` shows other values without sliders

    Examples
    --------
    >>> import lesionsim as ls
    >>> print(ls.explore(ls.load("b1")).at(temperature_c=70))
    4.0 mm wide (the start: 5.0 mm), 11.5 mm long, by Arrhenius liver; by all rules of this run 4.0 to 4.3 mm.
    """
    return Explorer(scenario)


class Explorer:
    """A scenario that can be changed, its lesion, and the picture of it."""

    def __init__(self, scenario: Scenario | str | None = None) -> None:
        self.scenario, self.trouble = asked_for(scenario)
        self.values: dict[str, Any] = {}
        try:
            self.first = self.result = simulate(self.scenario)
        except LesionsimError as error:
            self.trouble = spoken("This cannot be run: {trouble}", trouble=str(error))
            self.scenario = load(HELD)
            self.first = self.result = simulate(self.scenario)
        self._map: Any = None

    def at(self, **values: Any) -> Explorer:
        """Compute the lesion at other values, such as `at(temperature_c=70, gauge=18)`, and return this explorer."""
        self.move(values)
        return self

    def move(self, values: dict[str, Any]) -> bool:
        """Compute the lesion at other values; tell whether it could be."""
        try:
            self.result = simulate(described(self.scenario, {**self.values, **values}))
        except LesionsimError as error:
            self.trouble = spoken("This cannot be run: {trouble}", trouble=str(error))
            return False
        self.values, self.trouble = {**self.values, **values}, ""
        return True

    @property
    def sentence(self) -> str:
        """What the lesion measures, beside where it started."""
        if self.trouble:
            return self.trouble
        return sentence(self.result, self.first)

    @property
    def png(self) -> bytes:
        """The picture as PNG."""
        if self._map is None:
            from lesionsim.plots.live import LiveMap

            self._map = LiveMap(self.first)
        content: bytes = self._map.redraw(self.result, title(self.result))
        return content

    def timed(self) -> float:
        """Compute and draw once more; return how long that takes, s."""
        from_s = time.perf_counter()
        self.move({})
        _ = self.png
        return time.perf_counter() - from_s

    def __str__(self) -> str:
        return self.sentence

    __repr__ = __str__

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, Any]:
        from lesionsim.lessons.sliders import WIDGETS_MISSING, sliders

        picture = b64encode(self.png).decode("ascii")
        bundle = {"image/png": picture, "text/plain": self.sentence}
        view = sliders(self)
        if view is not None:
            return {**view, **bundle}
        words = f"{escape(self.sentence)}<br><i>{escape(spoken(WIDGETS_MISSING))}</i>"
        alt = escape(self.sentence, quote=True)
        return {**bundle, "text/html": f'<p>{words}</p><img alt="{alt}" src="data:image/png;base64,{picture}">'}


def asked_for(scenario: object) -> tuple[Scenario, str]:
    """Return the scenario that was asked for; the default one and what is wrong when there is none."""
    if isinstance(scenario, Scenario):
        return scenario, ""
    try:
        return (load(HELD if scenario is None else scenario)), ""  # type: ignore[arg-type]
    except (LesionsimError, OSError) as error:
        return load(HELD), str(error)


def title(result: xr.Dataset) -> str:
    """Return the title of the picture."""
    lesion = measure(result)
    if not lesion.volume_mm3:
        return spoken("No lesion")
    return spoken("{width_mm:.1f} mm wide, {length_mm:.1f} mm long", width_mm=lesion.width_mm,
                  length_mm=lesion.length_mm)  # fmt: skip


def sentence(result: xr.Dataset, first: xr.Dataset) -> str:
    """Return the measures of a lesion in words, beside those of the first one and over all rules for death."""
    lesion, start = measure(result), measure(first)
    widths = [each.width_mm for each in measures(result)]
    told = spoken("{width_mm:.1f} mm wide (the start: {start_mm:.1f} mm), {length_mm:.1f} mm long, by {criterion}; "
                  "by all rules of this run {least_mm:.1f} to {most_mm:.1f} mm.",
                  width_mm=lesion.width_mm, start_mm=start.width_mm, length_mm=lesion.length_mm,
                  criterion=spoken(lesion.criterion), least_mm=min(widths), most_mm=max(widths))  # fmt: skip
    return told
