"""Runs and what is measured of them; equal runs are run once."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING

from lesionsim.errors import RunError
from lesionsim.lesion.measures import Lesion, measure
from lesionsim.scenario import Criterion
from lesionsim.simulation import simulate
from lesionsim.validate.setting import Setting, scenario_of

if TYPE_CHECKING:
    import xarray as xr

KEPT = 256  # results at a time, a third of a megabyte each


class Runs:
    """What has been run so far. `failed` tells why a setting has no result, as where tissue boils."""

    def __init__(self) -> None:
        self.results: OrderedDict[Setting, xr.Dataset] = OrderedDict()
        self.lesions: dict[tuple[Setting, Criterion], Lesion | None] = {}
        self.failed: dict[Setting, str] = {}
        self.count = 0

    def result(self, setting: Setting) -> xr.Dataset | None:
        """Return the result of a setting; None where the run is an error."""
        if setting in self.failed:
            return None
        if setting not in self.results:
            try:
                self.keep(setting, simulate(scenario_of(setting)))
            except RunError as error:
                self.failed[setting] = str(error).partition(";")[0].partition(": ")[0].partition("\n")[0]
                return None
        self.results.move_to_end(setting)
        return self.results[setting]

    def keep(self, setting: Setting, result: xr.Dataset) -> None:
        """Keep a result, and let go of the one that nobody asked for longest."""
        self.count += 1
        self.results[setting] = result
        if len(self.results) > KEPT:
            self.results.popitem(last=False)

    def lesion(self, setting: Setting, criterion: Criterion) -> Lesion | None:
        """Return the lesion at the end of a run; None where the run failed or left none."""
        key = (setting, criterion)
        if key not in self.lesions:
            result = self.result(setting)
            found = None if result is None else measure(result, criterion)
            self.lesions[key] = found if found is not None and found.volume_mm3 > 0 else None
        return self.lesions[key]
