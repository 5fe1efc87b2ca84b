"""The measures of a lesion, found by interpolation inside cells."""

import math
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import xarray as xr

from lesionsim import units
from lesionsim.grid.shapes import midpoints, ring_nodes
from lesionsim.grid.stencil import ProbeLines, fine_lines
from lesionsim.kernels.arrays import Lines, Sheet
from lesionsim.lesion.level import choose, level_points
from lesionsim.lesion.points import moment, probe_lines, scenario_of
from lesionsim.scenario import Criterion

Array = np.ndarray
PARTS = 4  # fine lines per cell: volume and extents right to 0.1 %


@dataclass(frozen=True, kw_only=True)
class Lesion:
    """The connected dead region that touches or surrounds the active tip, under one criterion.

    Lengths in mm, frame of the probe: z = 0 at the end of the tip, growing towards the handle. `volume_mm3` is
    tissue alone; `probe_volume_mm3` is the part of the probe between the lesion's ends. Zero sizes: no lesion.
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

    def __str__(self) -> str:
        if self.volume_mm3 == 0:
            return f"{self.criterion}: no lesion after {self.measured_at_s:g} s"
        wall = "; it reaches the outer wall, so this is no lesion size" if self.reaches_outer_wall else ""
        return (
            f"{self.criterion}: {self.width_mm:.2f} mm wide, {self.length_mm:.2f} mm long, "
            f"{self.volume_mm3:.1f} mm³ after {self.measured_at_s:g} s{wall}"
        )


@lru_cache(maxsize=16)
def _lines(r_face: bytes, z_face: bytes, radius: float, walls: bool, tip_length: float) -> Lines:
    across, along = np.frombuffer(r_face), np.frombuffer(z_face)
    lines = ProbeLines(ring_nodes(across, radius), midpoints(along), across, along, radius, walls)
    return fine_lines(lines, tip_length, PARTS)


def lines_for(result: xr.Dataset) -> Lines:
    """Return the fine lines on which a result is measured; kept from the last few grids."""
    lines = probe_lines(result)
    tip_length = scenario_of(result).probe.tip_length_mm * units.M_PER_MM
    return _lines(lines.r_face.tobytes(), lines.z_face.tobytes(), lines.radius, lines.walls, tip_length)


def fresh_sheet(lines: Lines) -> Sheet:
    """Allocate scratch for measuring."""
    shape = (lines.r.size, lines.z.size)
    columns = int(lines.along_index[1].max()) + 2
    return Sheet(
        np.zeros((lines.r.size, columns + 1)),
        np.full(shape, np.nan),
        np.zeros(shape, dtype=np.bool_),
        np.empty(shape[0] * shape[1], dtype=np.int64),
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
    isotherm 50 °C: 5.49 mm wide, 12.19 mm long, 206.9 mm³ after 90 s
    """
    chosen = choose(result, criterion)
    number = moment(result, time_s)
    at_s = float(result["time"].variable.values[number])
    return measure_level(result, level_points(result, chosen, number), chosen.label, at_s)


def measure_level(result: xr.Dataset, level: Array, label: str, at_s: float) -> Lesion:
    """Measure the region where a level over points is positive."""
    from lesionsim.kernels.region import measure_rz

    lines = lines_for(result)
    radius = np.full(lines.z.size, -1.0)
    ends = np.array([np.full(lines.r.size, np.inf), np.full(lines.r.size, -np.inf)])
    volume, at_wall = measure_rz(level, lines, fresh_sheet(lines), radius, ends)
    probe = scenario_of(result).probe
    low, high = ends[0].min() * units.MM_PER_M, ends[1].max() * units.MM_PER_M
    if not high > low:
        low = high = 0.0
    place, widest = widest_place(lines.z, radius)
    return Lesion(
        criterion=label,
        measured_at_s=at_s,
        width_mm=2 * widest * units.MM_PER_M,
        length_mm=high - low,
        ahead_of_tip_mm=max(0.0, -low),
        behind_tip_mm=max(0.0, high - probe.tip_length_mm),
        volume_mm3=volume * units.MM3_PER_M3,
        probe_volume_mm3=math.pi * probe.radius_mm**2 * max(0.0, high - max(low, 0.0)),
        widest_at_mm=place * units.MM_PER_M,
        reaches_outer_wall=bool(at_wall),
    )


def widest_place(z: Array, radius: Array) -> tuple[float, float]:
    """Find where the edge is farthest from the axis: the top of a parabola through three lines.

    Parameters
    ----------
    z : (mz,) array, m
    radius : (mz,) array, m, the edge on each line, -1 where there is none

    Returns
    -------
    (z, radius) : float, m; (nan, 0) without any edge
    """
    top = int(np.argmax(radius))
    if radius[top] < 0:
        return math.nan, 0.0
    if not 0 < top < z.size - 1 or min(radius[top - 1], radius[top + 1]) < 0:
        return float(z[top]), float(radius[top])
    left, right = z[top - 1] - z[top], z[top + 1] - z[top]
    rise_left, rise_right = (radius[top - 1] - radius[top]) / left, (radius[top + 1] - radius[top]) / right
    bend = (rise_right - rise_left) / (right - left)
    if not bend < 0:
        return float(z[top]), float(radius[top])
    slope = rise_left - bend * left
    shift = min(max(-0.5 * slope / bend, left), right)
    return float(z[top] + shift), float(radius[top] + shift * (slope + bend * shift))


def measures(result: xr.Dataset, time_s: float | None = None) -> tuple[Lesion, ...]:
    """Measure the lesion under every criterion of the scenario; see `measure`."""
    return tuple(measure(result, criterion, time_s) for criterion in scenario_of(result).criteria)


def growth(result: xr.Dataset, criterion: Criterion | str | None = None) -> xr.Dataset:
    """Measure the lesion at every recorded moment.

    Returns
    -------
    xarray.Dataset with width_mm, length_mm and volume_mm3 over `time`
    """
    found = [measure(result, criterion, float(time_s)) for time_s in result.time.values]
    names = {"width_mm": "width", "length_mm": "length", "volume_mm3": "volume"}
    sizes = {
        name: ("time", [getattr(lesion, name) for lesion in found], {"long_name": f"lesion {text}"})
        for name, text in names.items()
    }
    for name, unit in (("width_mm", "mm"), ("length_mm", "mm"), ("volume_mm3", "mm³")):
        sizes[name][2]["units"] = unit
    return xr.Dataset(sizes, {"time": result.time}, {"criterion": found[0].criterion})
