"""Heat set free at a point, along an infinite line and along a line with two ends (D1 to D3)."""

from collections.abc import Callable

import numpy as np

from lesionsim.grid.shapes import Grid, cylindrical, spherical
from lesionsim.kernels.arrays import METABOLIC
from lesionsim.verify.bench import Outcome, Setup, run
from lesionsim.verify.case import Case, Comparison
from lesionsim.verify.cases.refinement import (
    Level,
    Reading,
    compare,
    level,
    quickly_then_slowly,
    refined,
    share,
    until_steady,
    widening_faces,
)
from lesionsim.verify.cases.substance import PERFUSED
from lesionsim.verify.exact import sources
from lesionsim.verify.exact.arrays import Array

FAR_M = 31e-3  # the rise there is below 1e-9 of that near the source
NEAR_M, BEYOND_M = 1e-3, 8e-3  # compared between these distances: the source itself is a small cell, not a point
FIRST_M, GROWTH = 0.05e-3, 0.1
LINE_FIRST_M, LINE_GROWTH = 0.1e-3, 0.2  # along a line with ends
LINE_M = 10e-3
END_S = 60.0
STEPS = 120
LINE_STEPS = 60
GRIDS = {1: "growth 0.1", 2: "growth 0.05", 4: "growth 0.025"}
LINE_GRIDS = {1: "growth 0.2", 2: "growth 0.1", 4: "growth 0.05"}
POWER_W, POWER_W_M = 0.3, 50.0
PULSES = ((0.0, 30.0, 1.0), (40.0, 20.0, 2.0))  # start (s), duration (s), strength
DEMAND, LINE_DEMAND = 2e-4, 1e-3  # of the largest rise compared
CARSLAW = "Carslaw & Jaeger 1959, ch. 10"
HANTUSH = "Hantush & Jacob 1955, 10.1029/TR036i001p00095"


def sphere(fineness: int) -> Grid:
    """Divide the space around a point."""
    return spherical(widening_faces(FAR_M, FIRST_M, GROWTH, fineness))


def disc(fineness: int) -> Grid:
    """Divide the space around 1 m of a line, in two cells of unequal height."""
    return cylindrical(widening_faces(FAR_M, FIRST_M, GROWTH, fineness), np.array([0.0, 0.3, 1.0]))


def needle(fineness: int) -> Grid:
    """Divide the space around a line with two ends, finely at both ends."""
    half = widening_faces(LINE_M / 2, LINE_FIRST_M, LINE_GROWTH, fineness)
    far = widening_faces(FAR_M, LINE_FIRST_M, LINE_GROWTH, fineness)
    z_face = np.concatenate([-far[:0:-1], half, LINE_M - half[-2::-1], LINE_M + far[1:]])
    return cylindrical(widening_faces(FAR_M, FIRST_M, LINE_GROWTH, fineness), z_face)


def with_power(grid: Grid, power_w: Array | float) -> Setup:
    """Set free a power in each of the cells nearest to the centre or axis."""
    heat = np.zeros(grid.volume.shape)
    heat[0] = power_w / grid.volume[0]
    return Setup(grid, PERFUSED.medium._replace(heat=heat), {"outer": 0.0})


def rise(outcome: Outcome, exact: Callable[[Array], Array], grid: Grid, when: str) -> Reading:
    """Read the temperature between two distances, relative to the largest there."""
    there = (grid.r > NEAR_M) & (grid.r < BEYOND_M)
    expected = exact(grid.r[there])[:, None]
    return Reading(
        f"temperature 1 to 8 mm away, {when}", outcome.temperature[there], expected, np.max(expected), DEMAND
    )


def run_pulses(grid: Grid, power_w: Array | float, fineness: int) -> list[Outcome]:
    """Run heat in pulses: one run after the other, each from where the last one ended."""
    outcomes: list[Outcome] = []
    now, before = 0.0, np.zeros(grid.volume.shape)
    for start_s, duration_s, strength in PULSES:
        for length_s, factor in ((start_s - now, 0.0), (duration_s, strength)):
            if length_s > 0:
                setup = with_power(grid, factor * power_w)._replace(start_c=before)
                outcomes.append(run(setup, quickly_then_slowly(length_s, STEPS * fineness)))
                before = outcomes[-1].temperature
        now = start_s + duration_s
    return outcomes


def compared(grid: Grid, power_w: Array | float, response: Callable[[Array, float], Array], fineness: int) -> Level:
    """Run steady and pulsed heat on one grid next to the exact response (places, time) to steady heat."""
    steady = run(with_power(grid, power_w), quickly_then_slowly(END_S, STEPS * fineness))
    pulses = run_pulses(grid, power_w, fineness)

    def after_pulses(r: Array) -> Array:
        return sources.pulsed(lambda time_s: response(r, time_s), END_S, PULSES)

    readings = [
        rise(steady, lambda r: response(r, END_S), grid, "60 s"),
        rise(pulses[-1], after_pulses, grid, "two pulses"),
    ]
    return level(readings, steady, *pulses)


def released(grid: Grid, power_w: Array | float) -> Comparison:
    """Compare the energy that all pulses set free."""
    given = sum(float(np.sum(power_w)) * strength * duration for _, duration, strength in PULSES)
    found = sum(float(outcome.energy_j[METABOLIC]) for outcome in run_pulses(grid, power_w, 1))
    return compare(share("energy of two pulses", found, given, "J")._replace(demand=1e-10))


def point_source() -> Case:
    """Compare a point of heat (D1)."""

    def response(distance: Array, time_s: float) -> Array:
        return sources.point_source(distance, time_s, POWER_W, *PERFUSED.heat)

    def run_at(fineness: int) -> Level:
        return compared(sphere(fineness), POWER_W, response, fineness)

    return Case(
        id="D1",
        title="Point source in perfused tissue, on and in pulses",
        exercises="heat in the centre cell, pulses by superposition",
        source=f"{CARSLAW}; with perfusion Danckwerts 1951, 10.1039/TF9514701014",
        comparisons=(*refined(run_at, GRIDS), released(sphere(1), POWER_W)),
    )


def line_source() -> Case:
    """Compare an infinite line of heat (D2)."""

    def response(distance: Array, time_s: float) -> Array:
        return sources.line_source(distance, time_s, POWER_W_M, *PERFUSED.heat)

    def run_at(fineness: int) -> Level:
        grid = disc(fineness)
        return compared(grid, POWER_W_M * np.diff(grid.z_face), response, fineness)

    return Case(
        id="D2",
        title="Infinite line source in perfused tissue, on and in pulses",
        exercises="heat in axis cells, pulses by superposition",
        source=HANTUSH,
        comparisons=(
            *refined(run_at, GRIDS),
            *refined(steady_line_at, GRIDS),
            released(disc(1), POWER_W_M * np.diff(disc(1).z_face)),
        ),
    )


def steady_line_at(fineness: int) -> Level:
    """Run the infinite line of heat to its steady state."""
    grid = disc(fineness)
    drive = (POWER_W_M, PERFUSED.conductivity_w_m_k, PERFUSED.decay_per_m)

    def exact(r: Array) -> Array:
        return sources.line_source_steady(r, *drive)

    setup = with_power(grid, POWER_W_M * np.diff(grid.z_face))
    setup = setup._replace(wall_c={"outer": float(exact(np.asarray(FAR_M)))})
    outcome = run(setup, until_steady(PERFUSED.cooling_per_s))
    return level([rise(outcome, exact, grid, "steady")], outcome)


def finite_line_at(fineness: int) -> Level:
    """Run the line with two ends on the (r, z) grid."""
    grid = needle(fineness)
    on_line = (grid.z > 0) & (grid.z < LINE_M)
    setup = with_power(grid, POWER_W_M * np.diff(grid.z_face) * on_line)
    setup = setup._replace(wall_c={"outer": 0.0, "lower": 0.0, "upper": 0.0})
    outcome = run(setup, quickly_then_slowly(END_S, LINE_STEPS * fineness))
    r, z = np.meshgrid(grid.r, grid.z, indexing="ij")
    distance = np.hypot(r, np.maximum(np.maximum(-z, z - LINE_M), 0.0))
    there = (distance > NEAR_M) & (distance < BEYOND_M)
    exact = sources.finite_line_source(r[there], z[there], END_S, POWER_W_M, (0.0, LINE_M), PERFUSED.heat)
    what = "temperature 1 to 8 mm away, 60 s"
    reading = Reading(what, outcome.temperature[there], exact, np.max(exact), LINE_DEMAND)
    return level([reading], outcome)


def finite_line_source() -> Case:
    """Compare a line of heat with two ends (D3)."""
    grid = needle(1)
    steps = quickly_then_slowly(END_S, LINE_STEPS)
    on_line = (grid.z > 0) & (grid.z < LINE_M)
    outcome = run(with_power(grid, POWER_W_M * np.diff(grid.z_face) * on_line), steps)
    energy = share("energy of 60 s", float(outcome.energy_j[METABOLIC]), POWER_W_M * LINE_M * END_S, "J")
    return Case(
        id="D3",
        title="Line source with two ends in perfused tissue",
        exercises="two-dimensional flow on the (r, z) grid, axis cells, graded axes",
        source=f"{CARSLAW}: line of instantaneous sources; Eskilson 1987",
        comparisons=(*refined(finite_line_at, LINE_GRIDS), compare(energy._replace(demand=1e-10))),
    )


CASES = (point_source, line_source, finite_line_source)
