"""Many runs of one scenario: `sweep` makes them and `open_sweep` reads them again, as one labelled Dataset."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Any, NamedTuple, TypedDict, Unpack

from lesionsim.errors import LesionsimError, Problem, ScenarioError
from lesionsim.scenario import Scenario
from lesionsim.scenario.wording import nearest_phrase, shown
from lesionsim.sweep.design.design import Design, make_design
from lesionsim.sweep.design.forbidden import forbidden, told
from lesionsim.sweep.running.here import Here, is_small
from lesionsim.sweep.running.options import Options
from lesionsim.sweep.subject import scenario_from
from lesionsim.sweep.tables.columns import Layout, layout_of
from lesionsim.sweep.tables.folders import (
    Found,
    check_nothing_foreign,
    dataset_of,
    found_in,
    note_design,
    write_maps,
    write_tables,
)
from lesionsim.sweep.tables.provenance import Session

if TYPE_CHECKING:
    import xarray as xr

PLAIN = ("scenario", "vary", "kind", "samples", "seed", "out")
ASKED = {"criteria": (), "error_bars": "all", "dead_map": False, "nerve_gap": False, "time_limit_s": None}
DRAWN = {"correlation": (), "rows": None}
RUN = {"workers": None, "resume": False, "dask": None, "progress": None}


class How(TypedDict, total=False):
    """What is rarely needed: how rows are drawn, what is measured in each, and who runs them."""

    criteria: str | Sequence[str]
    error_bars: str
    dead_map: bool
    nerve_gap: bool
    time_limit_s: float | None
    correlation: Sequence[tuple[str, str, float]]
    rows: Sequence[Mapping[str, Any]] | None
    workers: int | None
    resume: bool
    dask: Any
    progress: bool | None


class Job(NamedTuple):
    """Who runs the rows of a sweep, and how."""

    workers: int | None = None
    resume: bool = False
    dask: Any = None
    progress: bool | None = None


def sweep(
    scenario: Scenario | str | os.PathLike[str],
    vary: Mapping[str, Any] | None = None,
    kind: str = "grid",
    samples: int | None = None,
    seed: int = 0,
    out: str | os.PathLike[str] | None = None,
    **how: Unpack[How],
) -> xr.Dataset:
    """Run a scenario many times with inputs varied, and measure every lesion.

    Every row is one run; its numbers are to the bit those of `measure(simulate(...))`. A row that fails is kept with
    its reason. Rows that a scenario forbids are told before anything runs.

    Parameters
    ----------
    scenario : Scenario, name in the library, or path of a TOML file
    vary : what each key may be: a list of values, ``{"low": 60, "high": 90}``, a distribution such as
        ``ls.Normal(mean=0.5, sd=0.05)``, or "library" for the library's published range. Keys are those of `change`, or
        temperature_c, hold_s, ramp_s, cooldown_s, gauge, tip_mm
    kind : "grid" (every combination), "one-at-a-time", "latin-hypercube", "sobol", "list" (``rows``), "morris" or
        "saltelli" (for sensitivity)
    samples : how many rows are drawn; see `lesionsim.sweep.design.make_design`
    seed : where random numbers begin
    out : folder for the journal and the tables; a temporary one when left out. With it the sweep can be resumed, read
        by `open_sweep`, and its tables rows.csv and rows.parquet by any program

    Rarely needed
    -------------
    criteria : labels of the scenario's criteria that are measured, or "all"; its first alone when left out
    error_bars : "all", "sample" (every 16th row) or "none": which rows have numerical error bars
    dead_map : whether each row keeps where its tissue is dead, as `dead`, for `probability_map`
    nerve_gap : whether the gap between nerve and lesion is measured too, which takes longer than all the rest of a row
    time_limit_s : a row that takes longer is ended, and says so
    correlation : pairs of keys with the correlation of their normal scores, for "latin-hypercube" and "sobol"
    rows : values by key of each row, for kind "list"
    workers : processes on this machine; as many as there are processors when left out
    resume : go on with the sweep in the folder `out`
    dask : address of a Dask scheduler ("tcp://..."), a client or a cluster, in place of processes here
    progress : whether to show a bar on stderr; where that is a terminal when left out

    Returns
    -------
    xarray.Dataset
        Over the swept keys for a grid, else over `row`, with a dimension `criterion` where there are several; width_mm,
        length_mm, volume_mm3 and more, each with its error bar, status and reason of every row, and in the attributes
        everything by which the sweep can be made again.

    Raises
    ------
    ScenarioError
        When an argument is not allowed, or rows cannot be.
    ResultError
        When `out` holds another sweep, or one to be resumed.
    RunError
        When the folder cannot be written to.

    Examples
    --------
    >>> import lesionsim as ls
    >>> table = ls.sweep("b1", {"temperature_c": [70, 80], "gauge": [18, 22]})
    >>> table.width_mm.dims, bool(table.width_mm.sel(temperature_c=80, gauge=18) > 5)
    (('temperature_c', 'gauge'), True)
    """
    asked = checked(how)
    design = make_design(scenario_from(scenario), vary, kind, samples, seed, asked["rows"], asked["correlation"])
    layout = layout_of(design, options_of(asked))
    job = Job(**{name: asked[name] for name in RUN})
    check_dead_map(layout, out)
    check_possible(design)
    if out is not None:
        folder = folder_from(out)
        return dataset_of(run(layout, folder, job), folder)
    if job.resume:
        raise ScenarioError(Problem("resume", "is true, but out is left out; must be with the folder to go on with"))
    with kept_when_stopped() as folder:
        return dataset_of(run(layout, folder, job, tables=False), folder)


def open_sweep(folder: str | os.PathLike[str]) -> xr.Dataset:
    """Read a sweep that `sweep` or the command wrote, finished or not.

    Parameters
    ----------
    folder : the one given as `out`

    Returns
    -------
    xarray.Dataset, as `sweep` returns; rows that have not been run have the status "not run"

    Raises
    ------
    ResultError
        When the folder holds no sweep, or a damaged one.
    """
    place = folder_from(folder, "folder")
    return dataset_of(found_in(place), place)


def run(layout: Layout, folder: Path, job: Job, tables: bool = True) -> Found:
    """Run what a folder does not have yet, and write its tables; see `sweep`. `check_possible` comes before.

    Parameters
    ----------
    tables : whether files are wanted beside the journal
    """
    check_nothing_foreign(folder)
    began, started = datetime.now(UTC).isoformat(timespec="seconds"), perf_counter()
    note_design(folder, layout)
    made = run_rows(layout, folder, job)
    if not tables:
        return found_in(folder)
    where = "Dask" if job.dask is not None else "this machine"
    found = write_tables(folder, layout, Session(began, made, perf_counter() - started, where))
    note_design(folder, layout)
    write_maps(folder, found)
    return found


def run_rows(layout: Layout, folder: Path, job: Job) -> int:
    """Run the rows that a folder does not have yet, here or in other processes; return how many."""
    from lesionsim.sweep.running import runner
    from lesionsim.sweep.running.head import head_of
    from lesionsim.sweep.running.progress import shown_progress
    from lesionsim.sweep.running.stopping import in_order

    design, options = layout.design, layout.options
    workers = runner.workers_from(job.workers)
    if job.dask is not None or not is_small(design, options, len(design)):
        before = rows_in(folder)
        runner.run_sweep(design, options, folder, workers, job.resume, job.dask, job.progress)
        return len(design) - before
    folder = runner.prepared(folder)
    with runner.alone_in(folder), in_order() as stopped:
        place = runner.opened(folder, head_of(design, options), job.resume)
        done = len(design) - len(place.missing)
        with runner.kept(place) as journal, shown_progress(len(design), done, place.failed, job.progress) as advance:
            runner.keep(Here(design, options), place.missing, (journal, advance), stopped, folder)
    return len(place.missing)


def rows_in(folder: Path) -> int:
    """Return how many rows the journal of a folder has; none where there is none, or none that can be read."""
    from lesionsim.sweep.running.journal import NAME, read_contents

    try:
        contents = read_contents(folder / NAME)
    except (OSError, LesionsimError):
        return 0
    return 0 if contents is None else len(contents.places) - len(contents.missing)


def checked(how: Mapping[str, Any]) -> dict[str, Any]:
    """Return all rare arguments; refuse one that does not exist."""
    known = {**ASKED, **DRAWN, **RUN}
    problems = [
        Problem(name, f"is no argument of sweep{nearest_phrase(name, [*PLAIN, *known])}")
        for name in how
        if name not in known
    ]
    if not isinstance(how.get("resume", False), bool):
        problems.append(Problem("resume", f"is {shown(how['resume'])}; must be true or false"))
    if problems:
        raise ScenarioError(*problems)
    return known | dict(how)


def options_of(asked: Mapping[str, Any]) -> Options:
    """Return what is asked of every row; one criterion may be given alone."""
    criteria = asked["criteria"]
    given = {name: asked[name] for name in ASKED} | {"criteria": (criteria,) if isinstance(criteria, str) else criteria}
    return Options(**given)


def folder_from(given: object, name: str = "out") -> Path:
    """Return the folder that is meant."""
    if isinstance(given, str | os.PathLike) and str(given).strip() and can_be_a_name(str(given)):
        return Path(given)
    raise ScenarioError(Problem(name, f"is {shown(given)}; must be the path of a folder"))


def can_be_a_name(text: str) -> bool:
    """Tell whether any disk could have a file of this name: no zero and no half of a letter in it."""
    try:
        return b"\0" not in os.fsencode(text)
    except UnicodeEncodeError:
        return False


def check_possible(design: Design) -> None:
    """Refuse a design with rows that cannot be: the first few are named, and how many there are."""
    found = forbidden(design)
    if found:
        raise ScenarioError(
            f"{told(found, len(design))}\nNarrow what is varied, or make several sweeps; nothing was run"
        )


def check_dead_map(layout: Layout, out: object) -> None:
    """Refuse maps that would fill the memory."""
    if layout.options.dead_map:
        from lesionsim.sweep.tables.dead_maps import check_room
        from lesionsim.sweep.tables.folders import has_zarr

        design = layout.design
        check_room(len(design), design.kind, design.scenario.probe.tip_length_mm, out is not None and has_zarr())


@contextmanager
def kept_when_stopped() -> Iterator[Path]:
    """Give a temporary folder; it stays, and is told, when rows are done and the rest is not."""
    folder = Path(tempfile.mkdtemp(prefix="lesionsim-sweep-"))
    try:
        yield folder
    except BaseException as error:
        if rows_in(folder):
            error.add_note(f"Rows that are done are in {folder}: read them with lesionsim.open_sweep, or go on with "
                           "out and resume=True")  # fmt: skip
        else:
            shutil.rmtree(folder, ignore_errors=True)
        raise
    shutil.rmtree(folder, ignore_errors=True)
