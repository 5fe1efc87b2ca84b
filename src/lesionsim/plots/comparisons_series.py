"""Runs that differ in one thing, as they are drawn side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import xarray as xr

    from lesionsim.lesion.measures import Lesion
    from lesionsim.scenario import Criterion


class Series(NamedTuple):
    """Runs that differ in one thing; what `lesionsim.multiples` returns and `lesionsim.plots.comparisons` draws.

    Parameters
    ----------
    of : what differs: "gauges", "tips", "temperatures", "times", "sources", or anything else
    results : Datasets from `simulate`
    labels : of each, such as "22 G"
    levels : where each stands on the axis of a trend, in that axis' unit; none where there is no order
    axis : quantity and unit of the levels
    """

    of: str
    results: tuple[xr.Dataset, ...]
    labels: tuple[str, ...]
    levels: tuple[float, ...] = ()
    axis: str = ""

    def __repr__(self) -> str:
        return f"{len(self.results)} runs that differ in {self.of}: {', '.join(self.labels)}"


class Row(NamedTuple):
    """What is drawn: the runs with one criterion each, and their lesions."""

    series: Series
    criteria: list[Criterion]
    lesions: list[Lesion]

    @property
    def sized(self) -> list[bool]:
        """Whether each run leaves a lesion that has a size."""
        return [lesion.volume_mm3 > 0 and not lesion.reaches_outer_wall for lesion in self.lesions]
