"""The measures of a lesion, found by interpolation inside cells."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from lesionsim import units
from lesionsim.grid.around import Wedges
from lesionsim.grid.shapes import midpoints, ring_nodes
from lesionsim.grid.stencil import ProbeLines, fine_lines
from lesionsim.grid.stencil_around import fine_lines_around, with_opposite
from lesionsim.kernels.arrays import Lines, Sheet
from lesionsim.lesion.bars import error_bars, with_error
from lesionsim.lesion.labels import label_in_words
from lesionsim.lesion.level import choose, level_points
from lesionsim.lesion.points import FINE, around_of, check_whole, has_companion, moment, probe_lines, scenario_of
from lesionsim.lesion.shadow import shortest_waves, top, widest_across, widest_place
from lesionsim.result.schema import COARSE
from lesionsim.scenario import Criterion, Probe, Scenario
from lesionsim.texts import spoken

if TYPE_CHECKING:
    import xarray as xr

Array = np.ndarray
PARTS = 4  # fine lines per cell: volume and extents right to 0.1 %


@dataclass(frozen=True, kw_only=True)
class Lesion:
    """The connected dead region that touches or surrounds the active tip, under one criterion.

    Lengths in mm, frame of the probe: z = 0 at the end of the tip, growing towards the handle. `volume_mm3` is
    tissue alone, dead bone counted; `probe_volume_mm3` is the part of the probe between the lesion's ends. `width_mm`
    is the largest extent across the probe in any direction, which is the diameter where all directions are alike;
    `widest_at_mm` is where along the probe that is, the mean of both ends. Zero sizes: no lesion.
    Fields ending in `_error` are numerical error bars (see `lesion.bars`); NaN when the run had no companion.
    """

    criterion: str
    measured_at_s: float
    width_mm: float
    length_mm: float
    ahead_of_tip_mm: float
    behind_tip_mm: float
    volume_mm3: float
    probe_volume_mm3: float
    widest_at_mm: float
    reaches_outer_wall: bool = False
    width_mm_error: float = math.nan
    length_mm_error: float = math.nan
    ahead_of_tip_mm_error: float = math.nan
    behind_tip_mm_error: float = math.nan
    volume_mm3_error: float = math.nan

    def __str__(self) -> str:
        label = label_in_words(self.criterion)
        if self.volume_mm3 == 0:
            return f"{label}: {spoken('no lesion after {time_s:g} s', time_s=self.measured_at_s)}"
        wall = spoken("; it reaches the outer wall, so this is no lesion size") if self.reaches_outer_wall else ""
        size = spoken(
            "{width} mm wide, {length} mm long, {volume} mm³ after {time_s:g} s",
            width=with_error(self.width_mm, self.width_mm_error),
            length=with_error(self.length_mm, self.length_mm_error),
            volume=with_error(self.volume_mm3, self.volume_mm3_error, 1),
            time_s=self.measured_at_s,
        )
        return f"{label}: {size}{wall}"


class Region(NamedTuple):
    """What is dead at one moment under one criterion, on one grid: all that is measured follows from it."""

    level: Array  # (nr + 2, nz + 2) over points, positive in dead tissue; in three dimensions (nt, nr + 2, nz + 2)
    lines: Lines  # fine lines of the grid
    around: Wedges | None  # cells around the axis, in three dimensions

    @property
    def cells(self) -> int:
        """Number of cells in (r, z)."""
        rows, columns = self.level.shape[-2:]
        return (rows - 2) * (columns - 2)


@lru_cache(maxsize=32)
def _lines(r_face: bytes, z_face: bytes, radius: float, walls: bool, tip_length: float, around: bool) -> Lines:
    across, along = np.frombuffer(r_face), np.frombuffer(z_face)
    lines = ProbeLines(ring_nodes(across, radius), midpoints(along), across, along, radius, walls)
    return (fine_lines_around if around else fine_lines)(lines, tip_length, PARTS)


def lines_for(result: xr.Dataset, grid: str = FINE) -> Lines:
    """Return the fine lines on which a result, or its companion, is measured; kept from the last few grids."""
    lines = probe_lines(result, grid)
    return lines_between(lines.r_face, lines.z_face, scenario_of(result), "theta" in result.dims)


def lines_between(r_face: Array, z_face: Array, scenario: Scenario, around: bool) -> Lines:
    """Return the fine lines of a grid with such faces, m; kept from the last few grids."""
    probe, walls = scenario.probe, scenario.domain.outer_wall == "held"
    radius, tip_length = probe.radius_mm * units.M_PER_MM, probe.tip_length_mm * units.M_PER_MM
    return _lines(r_face.tobytes(), z_face.tobytes(), radius, walls, tip_length, around)


def fresh_sheet(lines: Lines, slices: tuple[int, ...] = ()) -> Sheet:
    """Allocate scratch for measuring; `slices` is (nt,) in three dimensions."""
    shape = (*slices, lines.r.size, lines.z.size)
    columns = int(lines.along_index[1].max()) + 2
    return Sheet(
        np.zeros((lines.r.size, columns + 1)),
        np.full(shape, np.nan),
        np.zeros(shape, dtype=np.bool_),
        np.empty(math.prod(shape), dtype=np.int64),
    )


def measure(result: xr.Dataset, criterion: Criterion | str | None = None, time_s: float | None = None) -> Lesion:
    """Measure the lesion under one criterion.

    Parameters
    ----------
    result : Dataset from `simulate`
    criterion : label or criterion; the scenario's first when left out. Any `Isotherm` can be measured.
    time_s : float, s, a recorded moment; the end when left out

    Returns
    -------
    Lesion

    Raises
    ------
    ScenarioError
        When the run did not integrate the criterion or did not record the moment.

    Examples
    --------
    >>> import lesionsim as ls
    >>> result = ls.simulate(ls.load("b1"))
    >>> print(ls.measure(result, ls.Isotherm(50)))
    isotherm 50 °C: 5.49 ± 0.03 mm wide, 12.19 ± 0.01 mm long, 206.9 ± 1.4 mm³ after 90 s
    """
    chosen = choose(result, criterion)
    return measure_with_bars(result, chosen, moment(result, time_s))


def measure_with_bars(result: xr.Dataset, chosen: Criterion, number: int) -> Lesion:
    """Measure the lesion at a recorded moment (its number), with error bars where the result has a companion."""
    at_s = float(result.variables["time"].values[number])
    coarse = region(result, chosen, number, COARSE) if has_companion(result) else None
    return lesion_of(scenario_of(result), chosen.label, at_s, region(result, chosen, number), coarse)


def region(result: xr.Dataset, criterion: Criterion, number: int, grid: str = FINE) -> Region:
    """Return what is dead at a recorded moment (its number), in the run or in its companion."""
    return Region(level_points(result, criterion, number, grid), lines_for(result, grid), around_of(result))


def lesion_of(scenario: Scenario, label: str, at_s: float, fine: Region, coarse: Region | None) -> Lesion:
    """Measure a lesion, with error bars where there is a companion's.

    Parameters
    ----------
    scenario : of the run
    label, at_s : the criterion's, and the time in s
    fine, coarse : what is dead in the run, and in its companion; None without one
    """
    size = extents_of(fine)
    found = lesion_in(size, scenario.probe, label, at_s)
    if coarse is None:
        return found
    other, refinement = lesion_in(extents_of(coarse), scenario.probe, label, at_s), fine.cells / coarse.cells
    bars: dict[str, Any] = error_bars(scenario, found, other, refinement, size.between * units.MM_PER_M)
    return replace(found, **bars)


class Extents(NamedTuple):
    """What was found of a region, in m."""

    volume: float  # m3
    low: float  # smallest z; low above high without any region
    high: float
    widest_at: float  # z
    width: float
    at_wall: bool
    between: float = 0.0  # of the radius, in waves that slices barely resolve


def extents_of(region: Region) -> Extents:
    """Measure a region in one run."""
    level, lines, around = region
    return extents(level, lines) if around is None else extents_around(level, lines, around)


def lesion_in(found: Extents, probe: Probe, label: str, at_s: float) -> Lesion:
    """Put the measures of a region into words, without error bars."""
    low, high = found.low * units.MM_PER_M, found.high * units.MM_PER_M
    if not high > low:
        low = high = 0.0
    return Lesion(
        criterion=label,
        measured_at_s=at_s,
        width_mm=found.width * units.MM_PER_M,
        length_mm=high - low,
        ahead_of_tip_mm=max(0.0, -low),
        behind_tip_mm=max(0.0, high - probe.tip_length_mm),
        volume_mm3=found.volume * units.MM3_PER_M3,
        probe_volume_mm3=math.pi * probe.radius_mm**2 * max(0.0, high - max(low, 0.0)),
        widest_at_mm=found.widest_at * units.MM_PER_M,
        reaches_outer_wall=found.at_wall,
    )


def extents(level: Array, lines: Lines) -> Extents:
    """Measure a region that is the same all around; `level` is (nr + 2, nz + 2) over points."""
    from lesionsim.kernels.region import measure_rz

    radius = np.full(lines.z.size, -1.0)
    ends = np.array([np.full(lines.r.size, np.inf), np.full(lines.r.size, -np.inf)])
    volume, at_wall = measure_rz(level, lines, fresh_sheet(lines), radius, ends)
    place, widest = widest_place(lines.z, radius)
    return Extents(volume, float(ends[0].min()), float(ends[1].max()), place, 2 * widest, bool(at_wall))


def extents_around(level: Array, lines: Lines, around: Wedges) -> Extents:
    """Measure a region in three dimensions; `level` is (nt, nr + 2, nz + 2) over points."""
    found = slices_of(level, lines, around)
    places = np.array([widest_place(lines.z, each) for each in found.radius])
    place, width = widest_across(places[:, 1], places[:, 0], around)
    low, high = -top(-found.ends[:, 0].min(axis=1), around), top(found.ends[:, 1].max(axis=1), around)
    volume, between = float(around.share @ found.volume / around.share.sum()), shortest_waves(places[:, 1], around)
    return Extents(volume, low, high, place, width, found.at_wall, between)


class Slices(NamedTuple):
    """What was found of a region on each half plane, in m; see `measure_around`."""

    radius: Array  # (nt, mz)
    ends: Array  # (nt, 2, mr)
    volume: Array  # (nt,) m3
    at_wall: bool
    sheet: Sheet  # with the region marked


def slices_of(level: Array, lines: Lines, around: Wedges) -> Slices:
    """Find the tip's region in three dimensions; `level` is (nt, nr + 2, nz + 2) over points."""
    from lesionsim.kernels.region_around import measure_around

    count = around.count
    radius, ends, volume = np.empty((count, lines.z.size)), np.empty((count, 2, lines.r.size)), np.empty(count)
    sheet = fresh_sheet(lines, (count,))
    at_wall = measure_around(with_opposite(level, around), around.closed, lines, sheet, radius, ends, volume)
    return Slices(radius, ends, volume, bool(at_wall), sheet)


def radii_around(level: Array, lines: Lines, around: Wedges) -> Array:
    """Return the largest distance of the edge from the axis on each slice, m; 0 without any."""
    return np.array([widest_place(lines.z, each)[1] for each in slices_of(level, lines, around).radius])


def measures(result: xr.Dataset, time_s: float | None = None) -> tuple[Lesion, ...]:
    """Measure the lesion under every criterion of the scenario; see `measure`."""
    check_whole(result)
    number = moment(result, time_s)
    return tuple(measure_with_bars(result, criterion, number) for criterion in scenario_of(result).criteria)


def growth(result: xr.Dataset, criterion: Criterion | str | None = None) -> xr.Dataset:
    """Measure the lesion at every recorded moment.

    Returns
    -------
    xarray.Dataset with width_mm, length_mm and volume_mm3 over `time`, and the error bar of each
    """
    from xarray import Dataset

    chosen = choose(result, criterion)
    found = [measure_with_bars(result, chosen, number) for number in range(result.sizes["time"])]
    sizes = {}
    for name, words, unit in (
        ("width_mm", "width", "mm"),
        ("length_mm", "length", "mm"),
        ("volume_mm3", "volume", "mm³"),
    ):
        for field, text in (
            (name, f"lesion {words}"),
            (f"{name}_error", f"numerical error bar of the lesion's {words}"),
        ):
            values = [getattr(lesion, field) for lesion in found]
            sizes[field] = ("time", values, {"long_name": text, "units": unit})
    return Dataset(sizes, {"time": result.time}, {"criterion": found[0].criterion})
