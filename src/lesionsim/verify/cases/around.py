"""Heat that changes around the axis, in one medium (B6, B7, C4, C5, D4)."""

from collections.abc import Callable
from functools import partial

import numpy as np

from lesionsim.grid.around import Wedges, wedges
from lesionsim.grid.shapes import Grid, cylindrical
from lesionsim.kernels.arrays import METABOLIC
from lesionsim.verify.bench_around import Outcome, Space, over_cells, over_side, run, sweep
from lesionsim.verify.case import Case, Comparison
from lesionsim.verify.cases.refinement import (
    Level,
    Reading,
    quickly_then_slowly,
    refined,
    uniform_faces,
    until_steady,
)
from lesionsim.verify.cases.substance import PERFUSED
from lesionsim.verify.exact import around as exact
from lesionsim.verify.exact.arrays import Array
from lesionsim.verify.exact.gaussians import gaussian_start
from lesionsim.verify.exact.sources import finite_line_source

RISE_K = 10.0
INSIDE_M, NEAR_M, FAR_M = 2.5e-3, 1.5e-3, 4e-3
CELL_M = 0.25e-3
AXIS_M = 0.5e-3
TURNED = 0.3  # rad, by which waves are turned on a whole circle
MARCHES = {run: "super steps", sweep: "alternating directions"}
WAVES = {1: "1 wave", 2: "2 waves", 3: "3 waves"}
GRIDS = {1: "cells of 0.25 mm", 2: "cells of 0.125 mm", 4: "cells of 0.0625 mm"}
DECAY_S = 4.0
ENOUGH = 25  # steps until less than 1e-7 is left
DRUM_M, HEIGHT_M = 3e-3, 2e-3
WIDTHS_M, PLACE_M, PEAK_K, FADE_S = (0.8e-3, 1.0e-3), (1.2e-3, 0.7e-3), 40.0, 3.0
SPACE_M = 7e-3  # across and along; the rise there is below 1e-6 of the peak
SPACE_GRIDS = {2: "cells of 0.25 mm", 3: "cells of 0.17 mm", 4: "cells of 0.125 mm"}
LINE_GRIDS = {3: "cells of 0.17 mm", 5: "cells of 0.1 mm"}
LINE_M, LINE_R_M, LINE_S, LINE_W_M = 4e-3, 2e-3, 10.0, 30.0
BESSEL = "separation of variables; Carslaw & Jaeger 1959, ch. 7"
GREEN = "Green's function of the heat equation; Carslaw & Jaeger 1959, ch. 10"


def held_wave(fineness: int, waves: int, inside: bool, closed: bool) -> Level:
    """Hold 1 + cos(m theta) on a cylinder, and wait for the steady state within or around it."""
    start, end = (0.0, INSIDE_M) if inside else (NEAR_M, FAR_M)
    cell = CELL_M if inside else CELL_M / 2
    grid = cylindrical(uniform_faces(start, end, cell / fineness), np.array([0.0, 0.4e-3, 1e-3]))
    shift, surface = TURNED if closed else 0.0, INSIDE_M if inside else NEAR_M
    space = Space(grid, wedges(8 * fineness, closed), PERFUSED.medium, {})

    def wanted(r: Array, theta: Array) -> Array:
        told = (surface, PERFUSED.decay_per_m)
        share = exact.wave_inside if inside else exact.wave_outside
        even, wave = (share(r, theta - shift, told[0], m, told[1]) for m in (0, waves))
        return RISE_K * (even + wave)

    sides = ["outer"] if inside else ["inner", "outer"]
    space = space._replace(wall_c={side: wanted(*over_side(space, side)[:2]) for side in sides})
    outcome = run(space, until_steady(PERFUSED.cooling_per_s)[:ENOUGH])
    what = f"{WAVES[waves]} {'within' if inside else 'around'}, {'whole' if closed else 'half a'} circle"
    return Level(off_axis(what, outcome, space, wanted(*over_cells(space)[:2])), [outcome.balance_error])


def off_axis(what: str, outcome: Outcome, space: Space, wanted: Array, demand: float = 5e-3) -> list[Reading]:
    """Compare the cells that are not at the axis: there a slope across it is met to first order alone."""
    beyond = space.grid.r >= AXIS_M
    scale = float(np.max(np.abs(wanted)))
    return [
        Reading(
            what, outcome.temperature[beyond], np.broadcast_to(wanted, outcome.temperature.shape)[beyond], scale, demand
        )
    ]


def steady_waves() -> Case:
    """B6: a cylinder held at T cos(m theta), within and around."""
    found: list[Comparison] = []
    for waves, inside, closed in ((1, True, False), (2, True, True), (1, False, True), (2, False, False)):
        grids = {1: GRIDS[1], 2: GRIDS[2]} if inside else {2: GRIDS[2], 4: GRIDS[4]}
        found += refined(partial(held_wave, waves=waves, inside=inside, closed=closed), grids)
    return Case(
        id="B6", title="Cylinder held at a wave around it, perfused, steady",
        exercises="flow around the axis, the axis itself, half and whole circle", source=BESSEL,
        comparisons=tuple(found),
    )  # fmt: skip


def fading(
    fineness: int, order: tuple[int, int], closed: bool, half_waves: int, march: Callable[..., Outcome]
) -> Level:
    """Let a mode of a drum fade: Bessel and cosines, side held at blood temperature, ends sealed."""
    z_face = uniform_faces(0.0, HEIGHT_M, CELL_M / fineness) if half_waves else np.array([0.0, 0.3, 1.0]) * 1e-3
    space = Space(
        cylindrical(uniform_faces(0.0, DRUM_M, CELL_M / fineness), z_face), wedges(10 * fineness, closed),
        PERFUSED.medium, {"outer": 0.0},
    )  # fmt: skip
    r, theta, z = over_cells(space)
    wave, shift = np.pi * half_waves / HEIGHT_M, TURNED if closed else 0.0

    def wanted(time_s: float) -> Array:
        heat = PERFUSED.diffusivity_m2_s, PERFUSED.cooling_per_s + PERFUSED.diffusivity_m2_s * wave**2
        around = exact.bessel_mode(r, theta - shift, DRUM_M, order, time_s, heat) * np.cos(wave * z)
        return RISE_K * (around + exact.bessel_mode(r, 0.0, DRUM_M, (0, 1), time_s, PERFUSED.heat[1:]))

    outcome = march(space._replace(start_c=wanted(0.0)), np.full(16 * fineness, DECAY_S / 16 / fineness))
    circle = "whole" if closed else "half a"
    what = f"{WAVES[order[0]]} around, {order[1]} across, {circle} circle, {MARCHES[march]}"
    return Level(off_axis(what, outcome, space, wanted(DECAY_S)), [outcome.balance_error])


def fading_waves() -> Case:
    """B7: modes of a cylinder, of J_m, that fade, by both ways of marching."""
    found: list[Comparison] = []
    for order, closed, march in (
        ((1, 1), False, run),
        ((2, 1), True, run),
        ((3, 1), True, sweep),
        ((1, 2), False, sweep),
    ):
        found += refined(partial(fading, order=order, closed=closed, half_waves=0, march=march), GRIDS)
    return Case(
        id="B7", title="Waves around a cylinder that fade, perfused",
        exercises="axis cell, both ways of marching around the axis, half and whole circle", source=BESSEL,
        comparisons=tuple(found),
    )  # fmt: skip


def fading_drum() -> Case:
    """C5: the same in three dimensions, with a cosine along the axis."""
    found: list[Comparison] = []
    for order, closed, march in (((1, 1), True, run), ((2, 1), False, sweep)):
        found += refined(
            partial(fading, order=order, closed=closed, half_waves=1, march=march), {1: GRIDS[1], 2: GRIDS[2]}
        )
    return Case(
        id="C5", title="Bessel mode times cosines around and along a drum",
        exercises="all three directions at once", source=BESSEL, comparisons=tuple(found),
    )  # fmt: skip


def space_at(fineness: int, closed: bool) -> tuple[Grid, Wedges]:
    """Divide the upper half of space; the plane z = 0 is sealed, as a mirror."""
    across, along = (uniform_faces(0.0, SPACE_M, 2 * size * CELL_M / fineness) for size in (1, 2))
    return cylindrical(across, along), wedges(6 * fineness, closed)


def gaussian_at(fineness: int, closed: bool) -> Level:
    """Let a Gaussian fade whose centre is beside the axis."""
    grid, around = space_at(fineness, closed)
    space = Space(grid, around, PERFUSED.medium, {})
    r, theta, z = over_cells(space)
    x0, y0 = PLACE_M if closed else (PLACE_M[0], 0.0)
    away = np.hypot(r * np.cos(theta) - x0, r * np.sin(theta) - y0)
    heat = (PEAK_K, WIDTHS_M, *PERFUSED.heat[1:])
    wanted = gaussian_start(away, z, FADE_S, *heat)
    start = gaussian_start(away, z, 0.0, *heat)
    outcome = sweep(space._replace(start_c=start), np.full(6 * fineness, FADE_S / 6 / fineness))
    what = f"{'whole' if closed else 'half a'} circle"
    return Level(off_axis(what, outcome, space, wanted, 1e-2), [outcome.balance_error])


def gaussian_beside_axis() -> Case:
    """C4: a Gaussian start whose centre is off the axis."""
    found = [each for closed in (False, True) for each in refined(partial(gaussian_at, closed=closed), SPACE_GRIDS)]
    return Case(
        id="C4", title="Gaussian beside the axis, with perfusion",
        exercises="flow through and around the axis, half and whole circle", source=GREEN, comparisons=tuple(found),
    )  # fmt: skip


def lines_at(fineness: int) -> Level:
    """Heat a line parallel to the axis, and on half a circle so its mirror image."""
    grid, around = space_at(fineness, closed=False)
    heat = np.zeros((grid.r.size, around.count, grid.z.size))
    ring, turn = (int(np.argmin(np.abs(face - at))) for face, at in ((grid.r_face, LINE_R_M), (around.face, np.pi / 3)))
    on_line = grid.z < LINE_M
    volume = grid.volume[:, None, :] * around.share[:, None]
    for i, share in ((ring - 1, 0.5), (ring, 0.5)):
        for j in (turn - 1, turn):
            # half of each cell's heat on one side of the mirror
            heat[i, j, on_line] = (share * LINE_W_M * np.diff(grid.z_face) / volume[i, j])[on_line]
    space = Space(grid, around, PERFUSED.medium._replace(heat=heat), {})
    outcome = sweep(space, quickly_then_slowly(LINE_S, 15 * fineness))
    r, theta, z = np.broadcast_arrays(*over_cells(space))
    x, y = r * np.cos(theta), r * np.sin(theta)
    x0, y0 = LINE_R_M * np.cos(np.pi / 3), LINE_R_M * np.sin(np.pi / 3)
    there = (np.hypot(x - x0, y - y0) > 1.5e-3) & (r > AXIS_M) & (r < 5e-3) & (z < 6e-3)
    told = (LINE_S, LINE_W_M, (-LINE_M, LINE_M), PERFUSED.heat)
    wanted = sum(finite_line_source(np.hypot(x - x0, y - side)[there], z[there], *told) for side in (y0, -y0))
    given = 2 * LINE_W_M * LINE_M * LINE_S
    error = np.sum(volume[there] * np.abs(outcome.temperature[there] - wanted))
    readings = [Reading("mean error from 1.5 mm away", error / np.sum(volume[there]), 0.0, np.max(wanted), 5e-3)]
    return Level(readings, [outcome.balance_error, abs(outcome.energy_j[METABOLIC] / given - 1)])


def lines_beside_axis() -> Case:
    """D4: two lines with two ends beside the axis, mirror images of each other."""
    return Case(
        id="D4", title="Two finite lines of heat beside the axis",
        exercises="heat cell by cell in three dimensions, superposition, mirror of half a circle",
        source=f"{GREEN}; line of instantaneous sources", comparisons=tuple(refined(lines_at, LINE_GRIDS)),
    )  # fmt: skip


CASES = (steady_waves, fading_waves, gaussian_beside_axis, fading_drum, lines_beside_axis)
