"""H6: current through a drum heats it most at the ends, so that heat flows along both axes."""

import numpy as np

from lesionsim.grid.shapes import Grid, cylindrical
from lesionsim.verify.case import Case
from lesionsim.verify.cases.joule import BLOOD_C, SIGMA_S_M, Way, both_ways, kept
from lesionsim.verify.cases.refinement import Level, Reading, uniform_faces
from lesionsim.verify.cases.substance import PERFUSED
from lesionsim.verify.current_bench import Heated, Warmed, march
from lesionsim.verify.exact import rf_drum
from lesionsim.verify.exact.arrays import Array
from lesionsim.verify.field_bench import Conductor

HEAT_W_M3 = 2e6  # on the side, in the middle
DRUM_M, HALF_HEIGHT_M, CORE_M, DRUM_S, DRUM_STEPS = 5e-3, 4e-3, 1.25e-3, 30.0, 60
DRUM_GRIDS = {2: "cells of 0.125 mm", 4: "cells of 0.0625 mm"}


def drum() -> Case:
    """H6: the rise from time 0, the side held and the ends sealed."""
    about = rf_drum.Drum(DRUM_M, HALF_HEIGHT_M, HEAT_W_M3, *PERFUSED.heat)

    def run_at(way: Way, fineness: int) -> Level:
        h = 0.25e-3 / fineness
        faces = uniform_faces(-HALF_HEIGHT_M, HALF_HEIGHT_M, h)
        grid = cylindrical(uniform_faces(0.0, DRUM_M, h), faces, CORE_M)
        wall_v: dict[str, float | Array] = {
            "outer": rf_drum.drum_potential(DRUM_M, grid.z, DRUM_M),
            "lower": rf_drum.drum_potential(grid.r, HALF_HEIGHT_M, DRUM_M),
            "upper": rf_drum.drum_potential(grid.r, HALF_HEIGHT_M, DRUM_M),
        }
        conductor = Conductor(grid, SIGMA_S_M, BLOOD_C, wall_v)
        volt = DRUM_M * float(np.sqrt(about.heat_w_m3 / (4 * SIGMA_S_M)))
        heated = Heated(conductor, PERFUSED.medium, {"outer": BLOOD_C}, volt, BLOOD_C)
        run = march(way(heated), np.full(DRUM_STEPS * fineness, DRUM_S / DRUM_STEPS / fineness))
        return kept(across_drum(grid, run, rf_drum.rf_drum(grid.r, grid.z, DRUM_S, about)), run)

    return Case(
        id="H6", title="Current through a drum: heat along both axes",
        exercises="Joule heat in two dimensions, in time",
        source="Carslaw & Jaeger 1959, ch. 7 and 8", comparisons=tuple(both_ways(run_at, DRUM_GRIDS)),
    )  # fmt: skip


def across_drum(grid: Grid, run: Warmed, exact: Array) -> list[Reading]:
    """Read the rise in all cells by its mean square, and in each cell away from the corners.

    There heat, mirrored at the sealed end, has a kink beside the held side: h^2 ln h.
    """
    error, scale = run.temperature - BLOOD_C - exact, float(np.max(exact))
    mean = float(np.sqrt(np.sum(error**2 * grid.volume) / np.sum(grid.volume)))
    middle = np.abs(grid.z) < 0.5 * HALF_HEIGHT_M
    return [
        Reading("rise at 30 s, root mean square", mean, 0.0, scale, 2e-4, "K"),
        Reading("rise at 30 s, away from the corners", error[:, middle], 0.0, scale, 2e-4, "K"),
    ]


CASES = (drum,)
