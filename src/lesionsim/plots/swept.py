"""Words on pictures of sweeps: what was varied, what was measured, and from how many runs."""

import math
import re
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import xarray as xr
from matplotlib.figure import Figure

from lesionsim.errors import Problem, ScenarioError
from lesionsim.lesion.labels import inside_out, label_in_words
from lesionsim.plots.lettering import broken, fitting
from lesionsim.plots.looks import Look, Room
from lesionsim.scenario.wording import listed, nearest, shown
from lesionsim.texts import spoken

Array = np.ndarray

UNITS = (
    ("_w_m_k", "W/m/K"), ("_j_kg_k", "J/kg/K"), ("_kg_m3", "kg/m³"), ("_w_kg", "W/kg"), ("_s_m", "S/m"),
    ("_per_s", "per s"), ("_per_k", "per K"), ("_j_mol", "J/mol"), ("_mm3", "mm³"), ("_mm", "mm"), ("_deg", "°"),
    ("_c", "°C"), ("_s", "s"), ("_w", "W"), ("_v", "V"), ("_a", "A"), ("_ohm", "Ω"), ("_fraction", ""),
)  # fmt: skip
NAMES = {
    "temperature_c": ("set temperature", "°C"),
    "hold_s": ("hold", "s"),
    "ramp_s": ("ramp", "s"),
    "cooldown_s": ("cool-down", "s"),
    "gauge": ("gauge", "G"),
    "probe.gauge": ("gauge", "G"),
    "tip_mm": ("bare tip", "mm"),
    "probe.tip_length_mm": ("bare tip", "mm"),
    "peak_tissue_temperature_c": ("hottest tissue", "°C"),
    "nerve_covered_mm": ("covered length of the nerve", "mm"),
    "nerve_covered_fraction": ("covered share of the nerve", ""),
    "nerve_gap_mm": ("gap to the nerve", "mm"),
    "width_mm": ("lesion width", "mm"),
    "length_mm": ("lesion length", "mm"),
    "volume_mm3": ("lesion volume", "mm³"),
}
PARTS = {"criteria": "criterion", "anatomy": "body", "steps": "step"}
SPAN = re.compile(r"(\S+) to ([^\s,]+)(.*)")
SILENT = ("probe", "protocol", "numerics")  # need no word beside what they hold
NO_KEYS = ("row", "status", "reason", "scenario_sha256")  # coordinates along rows that no design varies
MOST_LINES = 3  # of a caption


def name_of(key: str) -> tuple[str, str]:
    """Return a key or a measure in words, and its unit.

    >>> name_of("tissue.perfusion_per_s"), name_of("nerve.offset_mm"), name_of("gauge")
    (('tissue perfusion', 'per s'), ('nerve offset', 'mm'), ('gauge', 'G'))
    >>> name_of("anatomy[0].tissue.conductivity_w_m_k")
    ('body 1 tissue conductivity', 'W/m/K')
    """
    if key in NAMES:
        words, unit = NAMES[key]
        return spoken(words), unit
    parts = [numbered(part) for part in key.split(".")]
    suffix, unit = next(((end, unit) for end, unit in UNITS if parts[-1].endswith(end)), ("", ""))
    parts[-1] = parts[-1].removesuffix(suffix)
    return inside_out([part.replace("_", " ") for part in parts if part and part not in SILENT]), unit


def numbered(part: str) -> str:
    """Write an entry of a list with its number, counted from 1."""
    found = re.fullmatch(r"(\w+)\[(\d+)\]", part)
    return f"{spoken(PARTS.get(found[1], found[1]))} {int(found[2]) + 1}" if found else part


def capital(text: str) -> str:
    """Return a text with a capital at its beginning."""
    return f"{text[:1].upper()}{text[1:]}"


def with_unit(words: str, unit: str) -> str:
    """Write a quantity with its unit in brackets, for an axis."""
    return f"{words} ({unit})" if unit and unit != "1" else words


def measure_of(about: Mapping[Any, Any]) -> tuple[str, str]:
    """Return the measure of a table in words, and its unit."""
    words, unit = name_of(str(about.get("measure", "measure")))
    return words, unit


def joined(text: str, unit: str) -> str:
    """Write a number or a range with its unit."""
    return f"{text}{'' if unit == '°' else ' '}{unit}".strip()


def span_in_words(text: str) -> str:
    """Write the values that an input took in the language in use.

    >>> span_in_words("60 to 120"), span_in_words("muscle, fat")
    ('60 to 120', 'muscle, fat')
    """
    if span := SPAN.fullmatch(text):
        return spoken("{low} to {high}", low=span[1], high=span[2]) + span[3]
    return ", ".join(spoken(word) for word in text.split(", "))


def amount(value: float, unit: str = "", significant: int = 3) -> str:
    """Write a number with its first digits and its unit.

    >>> amount(5.4321, "mm"), amount(1234.5), amount(0.000668, "per s"), amount(0.0)
    ('5.43 mm', '1230', '0.000668 per s', '0')
    """
    if not math.isfinite(value):
        return spoken("unknown")
    rounded = round(value, significant - 1 - decade(value))
    digits = significant - 1 - decade(rounded)
    huge = abs(value) < 1e-4 or abs(value) >= 1e7
    return joined(f"{rounded:.3g}" if value and huge else f"{rounded:.{max(digits, 0)}f}", unit)


def decade(value: float) -> int:
    """Return the power of ten of a number's first digit; of 0, one that leaves it without decimals."""
    return math.floor(math.log10(abs(value))) if value else 2


def ranges(about: Mapping[Any, Any]) -> list[str]:
    """Write what was varied, each key with its values and unit."""
    keys = str(about.get("keys", "")).split()
    values = str(about.get("varied", "")).split("; ")
    if len(keys) != len(values):
        return [name_of(key)[0] for key in keys]
    told = [joined(span_in_words(value), name_of(key)[1]) for key, value in zip(keys, values, strict=True)]
    return [f"{name_of(key)[0]} {value}" for key, value in zip(keys, told, strict=True)]


def caption_within(look: Look, head: Sequence[str], varied: Sequence[str], tail: Sequence[str] = ()) -> str:
    """Join what a caption must tell; what was varied is counted instead of told where it takes too many lines."""
    within = look.width_in - 2 * look.margin_in
    told = spoken("varied: {inputs}", inputs=", ".join(varied)) if varied else ""
    counted = spoken("{count} inputs varied", count=len(varied)) if varied else ""
    texts = [" · ".join(filter(None, [*head, words, *tail])) for words in (told, counted)]
    return next((text for text in texts if broken(text, within, look.text_pt).count("\n") < MOST_LINES), texts[-1])


def head_of(about: Mapping[Any, Any]) -> list[str]:
    """Return scenario and criterion, as far as a table tells them."""
    told = [str(about[name]) for name in ("scenario_name",) if about.get(name)]
    return [*told, *(label_in_words(str(about[name])) for name in ("criterion",) if about.get(name))]


def spread_in_words(about: Mapping[Any, Any]) -> str:
    """Write spread and numerical error beside each other."""
    unit = name_of(str(about.get("measure", "")))[1]
    spread, bar = (number(about.get(name)) for name in ("sd", "numerical_error"))
    if not math.isfinite(spread):
        return ""
    told = spoken("standard deviation over runs {spread}", spread=amount(spread, unit, 2))
    if not math.isfinite(bar):
        return told
    return f"{told}, {spoken('numerical error bar of a run {bar}', bar=amount(bar, unit, 2))}"


def number(given: object) -> float:
    """Return a number that a table carries; NaN where it carries none."""
    return float(given) if isinstance(given, float | int | np.floating | np.integer) else math.nan


def percent(share: float) -> str:
    """Write a share in percent, with a digit after the point where it is small.

    >>> percent(0.634), percent(0.0042), percent(1.0)
    ('63 %', '0.4 %', '100 %')
    """
    return f"{100 * share:.0f} %" if abs(share) >= 0.0995 or share == 0 else f"{100 * share:.1f} %"


def needs(given: object, names: Sequence[str], made_by: str) -> xr.Dataset:
    """Return a table that has all of some variables; say who makes one otherwise."""
    if not isinstance(given, xr.Dataset) or any(name not in given for name in names):
        told = f"is {shown(given)}" if not isinstance(given, xr.Dataset) else "is another table"
        raise ScenarioError(Problem("table", f"{told}; must be what {made_by} returns"))
    return given


def measure_in(table: xr.Dataset, measure: str, criterion: str | None) -> xr.DataArray:
    """Return a measure of a sweep under one criterion, NaN where a run failed."""
    numeric = [str(name) for name in table.data_vars if table[name].dtype.kind in "fiu"]
    if measure not in numeric:
        known = [name for name in numeric if not name.endswith("_error")]
        near = listed(nearest(str(measure), known) or known[:3])
        raise ScenarioError(Problem("measure", f"is {shown(measure)}; must be one that the sweep has, such as {near}"))
    found = table[measure].astype(float)
    if "criterion" in found.dims:
        labels = [str(label) for label in found["criterion"].values]
        if criterion is not None and criterion not in labels:
            told = f"is {shown(criterion)}; must be {listed([repr(label) for label in labels])}"
            raise ScenarioError(Problem("criterion", told))
        found = found.isel(criterion=0 if criterion is None else labels.index(criterion))
    return found.where(table["status"].astype(str) == "ok") if "status" in table else found


def label_of(values: xr.DataArray) -> dict[str, str]:
    """Return the criterion of a measure, if it has one."""
    return {"criterion": str(values["criterion"].item())} if "criterion" in values.coords else {}


def text_of(value: object) -> str:
    """Write a number shortly, and a word as it is.

    >>> text_of(0.49497), text_of(20), text_of("muscle")
    ('0.495', '20', 'muscle')
    """
    return f"{value:.4g}" if isinstance(value, float | int | np.floating | np.integer) else str(value)


def table_of_sweep(given: object) -> xr.Dataset:
    """Return a sweep; refuse anything else."""
    if not isinstance(given, xr.Dataset):
        raise ScenarioError(Problem("dataset", f"is {shown(given)}; must be what ls.sweep(scenario, vary) returns"))
    return given


def keys_along_rows(table: xr.Dataset) -> list[str]:
    """Return the swept keys of a sweep over rows."""
    named = table.attrs.get("keys")
    keys = named.replace(",", " ").split() if isinstance(named, str) else list(named or ())
    if keys and all(key in table for key in keys):
        return [str(key) for key in keys]
    return [str(name) for name in table.coords if table[name].dims == ("row",) and name not in NO_KEYS]


def name_side(picture: Figure, room: Room, look: Look, measure: str, under: float) -> None:
    """Name the measure once, left of all panels; `under` is the room below them, inches."""
    width, height = (float(size) for size in picture.get_size_inches())
    words, unit = name_of(measure)
    text = fitting((with_unit(words, unit), words, unit), room.height - under, look.text_pt)
    picture.text((room.left + 0.6 * look.line_in) / width, (room.low + (under + room.height) / 2) / height, text,
                 rotation=90, ha="center", va="center", gid="measure")  # fmt: skip
