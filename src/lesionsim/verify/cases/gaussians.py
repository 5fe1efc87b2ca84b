"""C1, C2: Gaussians that fade in infinite perfused tissue, as a start or as a source of heat.

Shells that reach to the centre lose a little order there: their conductances are exact for a + b / r, which no
field is at a centre, and the error is h^2 ln h. So the centre is judged apart. On rings the core mends this.
"""

from collections.abc import Callable

import numpy as np

from lesionsim.grid.shapes import Grid, cylindrical, spherical
from lesionsim.verify.bench import Setup, run
from lesionsim.verify.case import Case, Comparison
from lesionsim.verify.cases.refinement import Level, Reading, refined, uniform_faces
from lesionsim.verify.cases.substance import BLOODLESS, PERFUSED, Substance
from lesionsim.verify.exact.arrays import Array
from lesionsim.verify.exact.gaussians import ball_source, gaussian_source, gaussian_start
from lesionsim.verify.judging import agree, converge

WIDTHS_M = (1.0e-3, 1.5e-3)  # across and along the axis
BALL_M = (1.0e-3, 1.0e-3)
CORE_M = 1.0e-3  # inside, the cells know that no heat comes from the axis, as ahead of a probe
FAR_M = 12e-3  # the rise there is below 1e-7 of the centre's
PEAK_K = 40.0
PEAK_K_PER_S = 5.0
START_S, SOURCE_S = 8.0, 16.0
CELL_M, STEP_S = 0.25e-3, 0.5
GRIDS = {2: "cells of 0.125 mm", 3: "cells of 0.083 mm", 4: "cells of 0.0625 mm"}
SHELL_GRIDS = {4: "shells of 0.0625 mm", 6: "shells of 0.042 mm", 8: "shells of 0.031 mm"}
CENTRE_M = 1e-3
CENTRE_ORDER = (1.7, 2.1)  # h^2 ln h
CENTRE_CELLS = (4, 8, 16)  # times that a cell is divided
GREEN = "Green's function of the heat equation; Carslaw & Jaeger 1959, ch. 10"


def steps(duration_s: float, fineness: int) -> Array:
    """Divide a duration evenly."""
    count = round(duration_s / STEP_S) * fineness
    return np.full(count, duration_s / count)


def rings(fineness: int) -> Grid:
    """Divide the upper half of space around the axis evenly; the plane z = 0 is sealed, as a mirror."""
    faces = uniform_faces(0.0, FAR_M, CELL_M / fineness)
    return cylindrical(faces, faces, CORE_M)


def shells(fineness: int) -> Grid:
    """Divide a ball into shells, from its centre; their z is the plane through it."""
    return spherical(uniform_faces(0.0, FAR_M, CELL_M / fineness))._replace(z=np.zeros(1))


def fade(grid: Grid, tissue: Substance, widths_m: tuple[float, float], fineness: int) -> tuple[Array, Array, float]:
    """Let a Gaussian start fade: computed and exact temperature, and the balance error."""
    heat = (PEAK_K, widths_m, *tissue.heat[1:])
    r, z = grid.r[:, None], grid.z
    start, exact = gaussian_start(r, z, 0.0, *heat), gaussian_start(r, z, START_S, *heat)
    outcome = run(Setup(grid, tissue.medium, {}, start), steps(START_S, fineness))
    return outcome.temperature, exact, outcome.balance_error


def warm(grid: Grid, tissue: Substance, widths_m: tuple[float, float], fineness: int) -> tuple[Array, Array, float]:
    """Let a Gaussian source warm the tissue: computed and exact temperature, and the balance error."""
    r, z = grid.r[:, None], grid.z
    source = gaussian_start(r, z, 0.0, PEAK_K_PER_S, widths_m, tissue.diffusivity_m2_s)
    medium = tissue.medium._replace(heat=tissue.heat_capacity_j_m3_k * source)
    if tissue.cooling_per_s:
        exact = gaussian_source(r, z, SOURCE_S, PEAK_K_PER_S, widths_m, *tissue.heat[1:])
    else:
        exact = ball_source(np.hypot(r, z), SOURCE_S, PEAK_K_PER_S, widths_m[0], tissue.diffusivity_m2_s)
    outcome = run(Setup(grid, medium, {}), steps(SOURCE_S, fineness))
    return outcome.temperature, exact, outcome.balance_error


def readings(grid: Grid, computed: Array, exact: Array, demand: float, first: int) -> list[Reading]:
    """Compare the cells from the ring or shell `first` on, and in the mean."""
    scale = float(np.max(exact))
    body = grid.volume * (exact > 0.01 * scale)
    mean = float(np.sum(np.abs(computed - exact) * body) / np.sum(body))
    where = f"cells beyond {CENTRE_M * 1e3:.0f} mm" if first else "all cells"
    found = [Reading(where, computed[first:], exact[first:], scale, demand)]
    if not first:
        found.append(Reading("cells at the axis", computed[0], exact[0], scale, demand))
    return [*found, Reading("mean error over the warm tissue", mean, 0.0, scale, demand)]


Happening = Callable[[Grid, Substance, tuple[float, float], int], tuple[Array, Array, float]]


def on_rings(happening: Happening, tissue: Substance, widths_m: tuple[float, float]) -> list[Comparison]:
    """Refine on rings around the axis."""

    def run_at(fineness: int) -> Level:
        grid = rings(fineness)
        computed, exact, balance_error = happening(grid, tissue, widths_m, fineness)
        return Level(readings(grid, computed, exact, 1e-3, 0), [balance_error])

    return refined(run_at, GRIDS)


def on_shells(happening: Happening, tissue: Substance) -> list[Comparison]:
    """Refine on shells around the centre, which is judged apart."""

    def run_at(fineness: int) -> Level:
        grid = shells(fineness)
        computed, exact, balance_error = happening(grid, tissue, BALL_M, fineness)
        return Level(readings(grid, computed, exact, 1e-3, int(np.searchsorted(grid.r, CENTRE_M))), [balance_error])

    errors = []
    for fineness in CENTRE_CELLS:
        computed, exact, _ = happening(shells(fineness), tissue, BALL_M, fineness)
        errors.append(float(abs(computed[0, 0] / exact[0, 0] - 1)))
    return [*refined(run_at, SHELL_GRIDS), converge("the cell in the centre", errors, 1e-3, CENTRE_ORDER)]


def heat_left(tissue: Substance) -> Comparison:
    """Check that blood alone takes heat from a sealed body: all of it fades as exp(-beta t)."""
    grid = rings(1)
    heat = (PEAK_K, WIDTHS_M, *tissue.heat[1:])
    start = gaussian_start(grid.r[:, None], grid.z, 0.0, *heat)
    end = run(Setup(grid, tissue.medium, {}, start), steps(START_S, 4)).temperature
    share = np.sum(end * grid.volume) / np.sum(start * grid.volume)
    return agree("share of the heat that is left", share, np.exp(-tissue.cooling_per_s * START_S), 1e-7)


def start_on_rings() -> Case:
    """C1a: a start with different widths across and along the axis."""
    return Case(
        id="C1a", title="Gaussian start in the (r, z) plane, with perfusion",
        exercises="axis cell, both directions, perfusion, far boundary", source=GREEN,
        comparisons=(*on_rings(fade, PERFUSED, WIDTHS_M), heat_left(PERFUSED)),
    )  # fmt: skip


def start_in_ball() -> Case:
    """C1b: a start that is alike in every direction, on shells and on rings."""
    return Case(
        id="C1b", title="Ball-shaped Gaussian start, on shells and on rings, with perfusion",
        exercises="centre of the spherical grid, perfusion, one answer on two grids", source=GREEN,
        comparisons=(*on_shells(fade, PERFUSED), *on_rings(fade, PERFUSED, BALL_M)),
    )  # fmt: skip


def source_on_rings() -> Case:
    """C2a: a source with different widths."""
    return Case(
        id="C2a", title="Gaussian heat source in the (r, z) plane, with perfusion",
        exercises="heat cell by cell, axis cell, perfusion", source=f"{GREEN}; Duhamel",
        comparisons=tuple(on_rings(warm, PERFUSED, WIDTHS_M)),
    )  # fmt: skip


def source_in_ball() -> Case:
    """C2b: a ball-shaped source without perfusion, which has a closed form."""
    return Case(
        id="C2b", title="Ball-shaped Gaussian heat source on shells",
        exercises="heat cell by cell, centre of the spherical grid", source=f"{GREEN}; closed form in erf",
        comparisons=tuple(on_shells(warm, BLOODLESS)),
    )  # fmt: skip


CASES = (start_on_rings, start_in_ball, source_on_rings, source_in_ball)
