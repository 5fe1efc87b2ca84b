"""The folder of a sweep: its design beside the journal, the tables made of both, and reading them again."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from lesionsim.errors import ResultError, RunError, ScenarioError
from lesionsim.result.replacing import replace_all, replacing
from lesionsim.scenario.wording import listed
from lesionsim.sweep.running.head import Head
from lesionsim.sweep.running.journal import NAME, read_head, read_records
from lesionsim.sweep.running.options import options_from
from lesionsim.sweep.running.record import Record
from lesionsim.sweep.running.runner import LOCK
from lesionsim.sweep.tables import dead_maps, provenance, table
from lesionsim.sweep.tables.columns import Layout, layout_of
from lesionsim.sweep.tables.dataset import Gathering, to_dataset
from lesionsim.sweep.tables.provenance import Session, Tally

if TYPE_CHECKING:
    import xarray as xr

DESIGN = "design.toml"
FILES = (table.PARQUET, table.CSV, table.COLUMNS, provenance.FILE)


class Found(NamedTuple):
    """What the folder of a sweep holds."""

    layout: Layout
    head: Head
    tally: Tally
    gathering: Gathering


def check_nothing_foreign(folder: Path) -> None:
    """Refuse a folder with files of these names that no sweep has written: they would be gone."""
    if (folder / NAME).exists() or (folder / LOCK).exists():
        return
    found = [name for name in (DESIGN, *FILES) if (folder / name).exists()]
    if found:
        told = f"{folder} holds {listed(found, 'and')}, and no journal of a sweep beside it"
        raise ScenarioError(f"{told}: a sweep into this folder would replace what is there. Choose another folder")


def note_design(folder: Path, layout: Layout) -> None:
    """Write the design beside the journal, unless the journal is that of another one."""
    if (folder / NAME).exists():
        with suppress(ResultError):
            head = read_head(folder)
            if (head["design_sha256"], head["options"]) != (layout.design.sha256, layout.options.table):
                return
    text = whole_design(layout)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with replacing(folder / DESIGN) as beside:
            beside.write_text(text, "utf-8")
    except (OSError, ValueError) as error:
        raise RunError(not_written(folder / DESIGN, error)) from error


def whole_design(layout: Layout) -> str:
    """Return design and options as TOML with the whole scenario in it, so that no later library can change it."""
    import tomllib

    import tomli_w

    from lesionsim.scenario.writing import table_from

    told = tomllib.loads(layout.design.to_toml(layout.options))
    scenario = {"scenario": table_from(layout.design.scenario)}
    return tomli_w.dumps({**{name: each for name, each in told.items() if name != "scenario"}, **scenario})


def write_tables(folder: Path, layout: Layout, session: Session | None = None) -> Found:
    """Write tables and provenance from the journal of a folder, and return what it holds.

    All files appear together; a full disk leaves those of before.

    Raises
    ------
    RunError
        When they cannot be written; the rows are safe in the journal.
    """
    head, tally, gathering = read_head(folder), Tally(), Gathering(layout)
    sessions = provenance.sessions_with(folder, layout.design.sha256, session)
    records = seen(read_records(folder), tally.add, gathering.add)
    writers: dict[str, Callable[[Path], object]] = {
        table.PARQUET: lambda path: table.write_parquet(path, records, layout),
        table.CSV: lambda path: table.write_csv(path, path.with_name(table.PARQUET)),
        table.COLUMNS: lambda path: table.write_columns(path, layout),
        provenance.FILE: lambda path: provenance.write(path, provenance.told(layout, head, tally, sessions)),
    }
    try:
        replace_all(folder, writers)
    except OSError as error:
        raise RunError(not_written(folder, error)) from error
    return Found(layout, head, tally, gathering)


def write_maps(folder: Path, found: Found) -> Path | None:
    """Write the maps of dead tissue into a Zarr store in the folder; None where there are none, or no package zarr."""
    extent = found.gathering.extent
    if extent is None or not has_zarr():
        return None
    import shutil

    from lesionsim.result.staging import staging

    target = folder / dead_maps.STORE
    try:
        with staging(folder) as room:
            dead_maps.write_store(room / dead_maps.STORE, read_records(folder), len(found.layout.design), extent)
            if target.exists():
                shutil.rmtree(target)
            (room / dead_maps.STORE).replace(target)
    except OSError as error:
        raise RunError(not_written(target, error)) from error
    return target


def has_zarr() -> bool:
    """Tell whether the package zarr is there."""
    from importlib.util import find_spec

    return find_spec("zarr") is not None


def not_written(path: Path, error: Exception) -> str:
    """Say that a file cannot be written, and that no row is lost."""
    why = getattr(error, "strerror", None) or str(error)
    return f"{path} cannot be written: {why}. Rows that are done are safe in {NAME}; make room, then go on with resume"


def seen(records: Iterable[Record], *ways: Callable[[Record], None]) -> Iterator[Record]:
    """Pass records on, shown to others on their way."""
    for record in records:
        for way in ways:
            way(record)
        yield record


def found_in(folder: Path) -> Found:
    """Read the journal of a folder.

    Raises
    ------
    ResultError
        When the folder holds no sweep, or one without its design.
    """
    head, layout = read_head(folder), layout_in(folder)
    tally, gathering = Tally(), Gathering(layout)
    for _ in seen(read_records(folder), tally.add, gathering.add):
        pass
    return Found(layout, head, tally, gathering)


def layout_in(folder: Path) -> Layout:
    """Return design, options and columns of the sweep in a folder."""
    from lesionsim.sweep.design.files import from_toml

    head, path = read_head(folder), folder / DESIGN
    try:
        design = from_toml(path.read_text("utf-8"), str(path)).design
    except OSError as error:
        told = f"{folder} holds a journal but no {DESIGN} that can be read"
        raise ResultError(f"{told}; go on with the sweep into this folder once, and it is written again") from error
    if design.sha256 != head["design_sha256"]:
        raise ResultError(f"{path} is not the design of the journal beside it; bring the one that was there back")
    return layout_of(design, options_from(head["options"]))


def dataset_of(found: Found, folder: Path | None = None) -> xr.Dataset:
    """Return what was found as a Dataset; maps of dead tissue are in memory, or read from the folder's store."""
    head = found.head
    dataset = to_dataset(found.gathering, {"version": head["version"], "versions": head["versions"]})
    extent, rows = found.gathering.extent, len(found.layout.design)
    if extent is None or folder is None:
        return dataset
    if rows * extent.bytes_each <= dead_maps.IN_MEMORY_BYTES:
        maps = dead_maps.in_memory(read_records(folder), rows, extent)
        return dead_maps.with_maps(dataset, maps, extent)
    store = folder / dead_maps.STORE
    if "row" in dataset.dims and store.is_dir() and has_zarr():
        return dead_maps.with_store(dataset, store)
    return dataset.assign_attrs(dead=f"the maps need {rows * extent.bytes_each} bytes; see {dead_maps.STORE}")


def is_sweep(path: str | os.PathLike[str]) -> bool:
    """Tell whether a path is the folder of a sweep."""
    return os.path.isfile(os.path.join(path, NAME))


def row_in(folder: Path, number: int) -> Any:
    """Return the scenario of a row of the sweep in a folder."""
    return layout_in(folder).design.scenario_at(number)
