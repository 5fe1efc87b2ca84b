"""Series of runs that answer one question.

The room itself can be called: `lesionsim.sweep(scenario, vary)` is `sweeping.sweep`. A function of this name would be
hidden as soon as any file of the room is imported.
"""

import os
import sys
from collections.abc import Mapping
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import xarray as xr

    from lesionsim.scenario import Scenario


class Room(ModuleType):
    """A room that runs a sweep when called."""

    def __call__(
        self,
        scenario: "Scenario | str | os.PathLike[str]",
        vary: Mapping[str, Any] | None = None,
        kind: str = "grid",
        samples: int | None = None,
        seed: int = 0,
        out: str | os.PathLike[str] | None = None,
        **how: Any,
    ) -> "xr.Dataset":
        """Run a scenario many times with inputs varied; see `lesionsim.sweep.sweeping.sweep`."""
        from lesionsim.sweep.sweeping import sweep

        return sweep(scenario, vary, kind, samples, seed, out, **how)


sys.modules[__name__].__class__ = Room
