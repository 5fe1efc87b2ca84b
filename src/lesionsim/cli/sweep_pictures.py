"""What many runs say together, by the kind of their design: indices, probabilities, curves; as tables and pictures."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from lesionsim.errors import LesionsimError
from lesionsim.texts import spoken

if TYPE_CHECKING:
    import xarray as xr

MEASURES = ("width_mm", "nerve_covered_mm")
DRAWN = ("latin-hypercube", "sobol")
INDICES = {"morris": ("morris", "morris"), "saltelli": ("sobol", "sobol_indices")}
SHOWN = {"morris": ("mu_star", "sigma"), "saltelli": ("first_order", "total_order")}
TITLES = {
    "mu_star": "mean size of effect",
    "sigma": "its unevenness",
    "first_order": "alone",
    "total_order": "with interactions",
}

Draw = Callable[[str], Any]  # from a style to a figure


class Analysis(NamedTuple):
    """What was found: tables as words and as plain values, files of pictures, and what could not be made and why."""

    words: list[str]
    tables: dict[str, Any]
    pictures: list[Path]
    skipped: list[str]


def analysed(dataset: xr.Dataset, folder: Path, style: str | None) -> Analysis:
    """Analyse a sweep and draw it; what cannot be made is told and left out.

    Parameters
    ----------
    folder : where the journal is and pictures go
    style : of pictures; none are drawn when None
    """
    found = Analysis([], {}, [], [])
    if dataset.attrs["kind"] in INDICES:
        for measure in measures_of(dataset):
            add_indices(found, dataset, measure)
    for name, make in pictures(dataset, folder, found.tables) if style is not None else ():
        target = folder / f"{name}.png"
        try:
            save(make(style or ""), target)
            found.pictures.append(target)
        except (LesionsimError, ImportError, AttributeError) as error:
            words = "No picture {name}: {reason}"
            found.skipped.append(spoken(words, name=target.name, reason=first_line(error)))
    found.tables.update(indices={name: plain_table(table) for name, table in found.tables.pop("indices", {}).items()})
    return found


def measures_of(dataset: xr.Dataset) -> list[str]:
    """Return the main measures that any row has."""
    return [name for name in MEASURES if name in dataset and bool(dataset[name].notnull().any())]


def add_indices(found: Analysis, dataset: xr.Dataset, measure: str) -> None:
    """Add the indices of one measure, or why there are none."""
    module, name = INDICES[dataset.attrs["kind"]]
    try:
        table = getattr(import_module(f"lesionsim.sweep.likelihood.{module}"), name)(dataset, measure)
    except LesionsimError as error:
        words = "No sensitivity of {measure}: {reason}"
        found.skipped.append(spoken(words, measure=measure, reason=first_line(error)))
        return
    found.tables.setdefault("indices", {})[measure] = table
    found.words.append(indices_in_words(table, measure, SHOWN[dataset.attrs["kind"]]))


def indices_in_words(table: xr.Dataset, measure: str, names: tuple[str, str]) -> str:
    """Write indices as a table, the strongest first, each with its 95 % interval."""
    order = table[names[-1] if names[-1] == "total_order" else names[0]].values.argsort()[::-1]
    rows = [(spoken("What decides {measure}?", measure=measure), *(spoken(TITLES[name]) for name in names))]
    for place in order.tolist():
        cells = [
            interval(*(float(table[f"{name}{end}"].values[place]) for end in ("", "_low", "_high"))) for name in names
        ]
        rows.append((str(table["key"].values[place]), *cells))
    widths = [max(len(row[place]) for row in rows) for place in range(3)]
    return "\n".join(f"  {a:<{widths[0]}}  {b:>{widths[1]}}  {c:>{widths[2]}}".rstrip() for a, b, c in rows)


def interval(value: float, low: float, high: float) -> str:
    """Write a number with its interval.

    >>> interval(0.5, 0.4, 0.61), interval(0.001, -0.004, 0.006)
    ('0.50 (0.40 to 0.61)', '0.00 (0.00 to 0.01)')
    """
    value, low, high = (each if abs(each) >= 0.005 else 0.0 for each in (value, low, high))  # no minus zero
    return spoken("{value:.2f} ({low:.2f} to {high:.2f})", value=value, low=low, high=high)


def plain_table(table: xr.Dataset) -> list[dict[str, Any]]:
    """Return indices as plain values, one entry for each key."""
    names = [str(name) for name in table.data_vars]
    return [{"key": str(key), **{name: table[name].values[place].item() for name in names}}
            for place, key in enumerate(table["key"].values)]  # fmt: skip


def pictures(dataset: xr.Dataset, folder: Path, tables: dict[str, Any]) -> Iterator[tuple[str, Draw]]:
    """Yield names of pictures that fit a sweep, each with what draws it."""
    kind = dataset.attrs["kind"]
    for measure in measures_of(dataset):
        if kind == "grid":
            yield f"curves-{measure}", drawer("sweeps", "sweep_curves", dataset, measure)
        elif kind == "one-at-a-time":
            yield f"tornado-{measure}", drawer("one_at_a_time", "tornado", dataset, measure)
        elif kind in DRAWN:
            yield f"scatter-{measure}", drawer("samples", "sweep_scatter", dataset, measure)
    for measure, table in tables.get("indices", {}).items():
        yield f"sensitivity-{measure}", drawer("influence", "sensitivity", table)
    if kind in DRAWN and "nerve_covered_fraction" in dataset:
        yield "nerve-probability", lambda style: draw_nerve(dataset, style)
    if kind in DRAWN and "dead_map = true" in dataset.attrs["design"]:
        yield "probability-map", lambda style: draw_map(dataset, folder, style)


def drawer(module: str, name: str, *given: object) -> Draw:
    """Return what draws one picture; plots are loaded only then."""
    return lambda style: getattr(import_module(f"lesionsim.plots.{module}"), name)(*given, style=style)


def draw_nerve(dataset: xr.Dataset, style: str) -> Any:
    """Draw how likely so much of the nerve is covered."""
    from lesionsim.sweep.likelihood.probability import nerve_probability

    return drawer("chances", "nerve_probability", nerve_probability(dataset))(style)


def draw_map(dataset: xr.Dataset, folder: Path, style: str) -> Any:
    """Draw where tissue is dead in which share of the runs; maps are read from the journal one by one."""
    from lesionsim.sweep.likelihood.probability import probability_map
    from lesionsim.sweep.running.journal import read_records
    from lesionsim.sweep.tables.dead_maps import extent_with, maps_of, places_of
    from lesionsim.sweep.tables.varied import varied

    extent = None
    for record in read_records(folder):
        extent = extent_with(extent, record["dead"]) if "dead" in record else extent
    if extent is None:
        raise LesionsimError("no row has a map of dead tissue")
    across, along = (values for _, values, _ in places_of(extent).values())
    met = {key: dataset[key].values for key in str(dataset.attrs["keys"]).split()}
    about = {
        **dataset.attrs,
        "criterion": str(dataset["criterion"].values.flat[0]),
        "varied": "; ".join(varied(dataset.attrs, met)),
    }
    masks = (mask for _, mask in maps_of(read_records(folder), extent))
    return drawer("chances", "probability_map", probability_map(masks, across, along, about=about))(style)


def save(figure: Any, target: Path) -> None:
    """Write a picture."""
    from lesionsim.plots.saving import save as write

    write(figure, target)


def first_line(error: Exception) -> str:
    """Return the first line of what went wrong."""
    return (str(error).splitlines() or [type(error).__name__])[0]
