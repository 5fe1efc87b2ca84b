"""Rows run in this very process, for sweeps so small that starting others would take longer."""

from __future__ import annotations

import tempfile
from collections.abc import Collection, Iterator
from io import BytesIO
from pathlib import Path
from time import perf_counter

from lesionsim.sweep.design.design import Design
from lesionsim.sweep.running.frames import Answers
from lesionsim.sweep.running.options import Options
from lesionsim.sweep.running.record import line_of

SMALL_S = 1.0
ROW_S = {"held": 0.006, "rf": 0.06}  # with error bars and several criteria, on a slow processor
ROW_3D_S = 2.0


def is_small(design: Design, options: Options, rows: int) -> bool:
    """Tell whether so many rows are done before other processes would have started; never with a time limit."""
    if options.time_limit_s is not None:
        return False
    scenario = design.scenario
    slow = bool(scenario.anatomy) or any(key.startswith("anatomy") for key in design.dotted)
    each = ROW_3D_S if slow else max(ROW_S[scenario.source], ROW_S["rf"] if "source" in design.dotted else 0.0)
    return rows <= 1 or rows * each <= SMALL_S


class Here:
    """This process as a crew; it answers as worker processes do, with the same bits."""

    def __init__(self, design: Design, options: Options) -> None:
        self.design, self.options = design, options

    def run(self, rows: Collection[int]) -> Iterator[list[Answers]]:
        """Run rows one after the other; what goes wrong in one becomes its reason."""
        from lesionsim.sweep.running.mark import make_mark
        from lesionsim.sweep.running.row import run_row
        from lesionsim.sweep.running.warming import Warm
        from lesionsim.sweep.running.worker import Work, Worker

        with tempfile.TemporaryDirectory(prefix="lesionsim-sweep-") as room:
            mark = make_mark(Path(room) / "mark")
            work = Work(self.design, self.options, str(mark))
            worker = Worker(work, run_row, Warm(run_row, self.options), BytesIO())
            try:
                for row in rows:
                    started = perf_counter()
                    record = worker.record(row)
                    yield [Answers([row], [record["status"]], line_of(record), perf_counter() - started)]
            finally:
                worker.mark.close()
