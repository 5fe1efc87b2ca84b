"""The first run of each kind of scenario compiles kernels, or loads them; it is made before the time limit counts."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from lesionsim.kernels.compile import CACHE_FOLDER, is_cached
from lesionsim.kernels.march import march
from lesionsim.kernels.march_rf import march_rf
from lesionsim.scenario import Scenario
from lesionsim.scenario.numerics import Numerics
from lesionsim.scenario.tissue import Tissue
from lesionsim.sweep.running.options import Options

ROUGH: dict[str, Any] = {"first_cell_mm": 0.3, "growth": 0.5, "theta_cells": 4}
COMPILED_WITHIN_S = 300.0  # after that, others do not wait for the process that compiles
NOT_A_ROW = -1

Kind = tuple[object, ...]


class Warm:
    """The kinds of scenarios for which this process has everything at hand."""

    def __init__(self, run_row: Callable[[Scenario, Options, int], Any], options: Options) -> None:
        self.run_row, self.options = run_row, options
        self.kinds: set[Kind] = set()

    def knows(self, scenario: Scenario) -> bool:
        """Tell whether such a scenario was run before in this process."""
        return kind_of(scenario) in self.kinds

    def up(self, scenario: Scenario) -> None:
        """Run such a scenario roughly, alone on this machine where kernels must be compiled for it."""
        self.kinds.add(kind_of(scenario))
        with suppress(Exception), alone_if(not is_cached(march_rf if scenario.source == "rf" else march)):
            self.run_row(rough(scenario), self.options, NOT_A_ROW)


def kind_of(scenario: Scenario) -> Kind:
    """Return what decides which kernels run: the source, whether there is anatomy, and what depends on temperature."""
    tissues = [scenario.tissue, *(getattr(body, "tissue", None) for body in scenario.anatomy)]
    laws = frozenset(laws_of(tissue) for tissue in tissues if isinstance(tissue, Tissue))
    return scenario.source, bool(scenario.anatomy), laws


def laws_of(tissue: Tissue) -> tuple[type, ...]:
    """Return the types of a tissue's properties: numbers, or laws."""
    return tuple(map(type, vars(tissue).values()))


def rough(scenario: Scenario) -> Scenario:
    """Return a scenario that is run quickly, by the same kernels."""
    return dataclasses.replace(scenario, numerics=Numerics(**ROUGH, error_bars=scenario.numerics.error_bars))


@contextmanager
def alone_if(needed: bool) -> Iterator[None]:
    """Let one process compile, while others wait to find what it compiled; without locks, each compiles."""
    if not needed:
        yield
        return
    from filelock import FileLock, Timeout

    lock = FileLock(Path(CACHE_FOLDER) / ".compiling")
    with suppress(OSError, NotImplementedError, Timeout):
        lock.acquire(timeout=COMPILED_WITHIN_S)
    try:
        yield
    finally:
        lock.release()
