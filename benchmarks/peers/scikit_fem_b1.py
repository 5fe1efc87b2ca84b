"""B1 with scikit-fem: quadratic triangles on a graded mesh, Crank-Nicolson with one factorisation.

What makes it fast: quadratic triangles (linear triangles and serendipity quads were slower at equal accuracy,
linear and biquadratic quads slower on the meshes tried); one element between the axis and the probe's radius;
both matrices from one complex form; unknowns numbered along the needle, so that LAPACK's band Cholesky beats
a sparse LU; steps of up to 10 s, which Crank-Nicolson allows after a Rannacher start (two backward-Euler half
steps with the same matrix).
"""

from dataclasses import dataclass
from time import perf_counter
from typing import NamedTuple

import numpy as np
from scipy.linalg.lapack import dpbtrf, dpbtrs
from scipy.sparse import coo_array, csr_array
from skfem import Basis, BilinearForm, ElementTriP2, MeshTri

from .b1_problem import (
    BODY_C,
    CARRIED_BY_BLOOD,
    CONDUCTIVITY,
    DURATION_S,
    MM,
    OUTER_WALL,
    PROBE_POINTS_MM,
    PROBE_RADIUS,
    RISE_AT_TIP,
    STORED_PER_M3_K,
    TIP_LENGTH,
    Answer,
    damage_rate,
    log_omega,
)
from .dead_volume import volume_mm3

NEAR = 1e-6 * MM
CUTS_PER_EDGE = 4


class Grading(NamedTuple):
    """Size of the cells at the probe, and how much each is larger than the one before (1 doubles)."""

    first_cell_mm: float
    growth: float

    def __str__(self) -> str:
        return f"{self.first_cell_mm:g} mm +{100 * self.growth:g} %"


@dataclass(frozen=True, kw_only=True)
class Resolution:
    """How cells are graded across and along the needle, and the time step."""

    across: Grading
    along: Grading
    step_s: float

    def __str__(self) -> str:
        cells = f"{self.across}" if self.across == self.along else f"r {self.across}, z {self.along}"
        return f"{cells}, {self.step_s:g} s"


class Heat(NamedTuple):
    """The equation stored * du/dt + spread * u = 0 on all nodes, and which are unknown or on the tip."""

    spread_and_stored: csr_array
    unknown: np.ndarray
    tip: np.ndarray


class Course(NamedTuple):
    """What the time loop leaves at the unknowns: the last three rises over body temperature, and Omega."""

    last_rises: list[np.ndarray]
    omega: np.ndarray


def solve(resolution: Resolution) -> Answer:
    """Solve B1 once, from the mesh to the answer."""
    start = perf_counter()
    basis = Basis(graded_mesh(resolution), ElementTriP2())
    heat = assemble(basis)
    stepper = Stepper(heat, resolution.step_s)
    loop_start = perf_counter()
    course = march(stepper)
    solve_seconds = perf_counter() - loop_start
    rise = on_all_nodes(heat, course.last_rises[-1], RISE_AT_TIP)
    volume = dead_volume_mm3(basis, heat, course.omega)
    points = np.maximum(PROBE_POINTS_MM.T * MM, [[NEAR], [-OUTER_WALL]])  # finds no point on the axis
    temperatures = BODY_C + basis.probes(points) @ rise
    return Answer(
        volume_mm3=volume,
        temperatures_c=temperatures,
        power_w=tip_power_w(heat, course, resolution.step_s),
        unknowns=heat.unknown.size,
        seconds=perf_counter() - start,
        solve_seconds=solve_seconds,
    )


def graded(start: float, stop: float, grading: Grading) -> np.ndarray:
    """Points from start to stop, at most `first_cell_mm` apart at the start, gaps growing by one factor."""
    growth = grading.growth
    first_cells = abs(stop - start) / (grading.first_cell_mm * MM)
    cells = int(np.ceil(np.log1p(growth * first_cells) / np.log1p(growth)))
    distance = np.expm1(np.arange(cells + 1) * np.log1p(growth))
    return start + (stop - start) * distance / distance[-1]


def graded_mesh(resolution: Resolution) -> MeshTri:
    """Triangles on lines that crowd at the probe's surface, at its end and where the tip meets the shaft."""
    across, along, middle = resolution.across, resolution.along, TIP_LENGTH / 2
    r = np.r_[graded(PROBE_RADIUS, 0.0, across)[::-1], graded(PROBE_RADIUS, OUTER_WALL, across)[1:]]
    ahead, beyond = graded(0.0, -OUTER_WALL, along)[::-1], graded(TIP_LENGTH, OUTER_WALL, along)
    lower, upper = graded(0.0, middle, along), graded(TIP_LENGTH, middle, along)[::-1]
    z = np.r_[ahead, lower[1:], upper[1:], beyond[1:]]
    mesh = MeshTri.init_tensor(r, z)
    centre_r, centre_z = mesh.p[:, mesh.t].mean(axis=1)
    return mesh.restrict(np.nonzero((centre_r > PROBE_RADIUS) | (centre_z < 0))[0])


@BilinearForm(dtype=np.complex128)
def spread_and_stored(u, v, w):
    """Conduction and blood flow as real part, stored heat as imaginary part: one assembly for both."""
    conducted = CONDUCTIVITY * (u.grad[0] * v.grad[0] + u.grad[1] * v.grad[1])
    return w.x[0] * (conducted + (CARRIED_BY_BLOOD + 1j * STORED_PER_M3_K) * (u.value * v.value))


def assemble(basis: Basis) -> Heat:
    """Assemble the equation; unknowns are numbered along the needle to keep the band narrow."""
    r, z = basis.doflocs
    tip = (r < PROBE_RADIUS + NEAR) & (z > -NEAR) & (z < TIP_LENGTH + NEAR)
    wall = (r > OUTER_WALL - NEAR) | (np.abs(z) > OUTER_WALL - NEAR)
    unknown = np.nonzero(~(tip | wall))[0]
    along_needle = np.lexsort((r[unknown], z[unknown]))
    return Heat(csr_array(spread_and_stored.assemble(basis)), unknown[along_needle], np.nonzero(tip)[0])


class Stepper:
    """Solves (stored + step/2 * spread) u = stored * u_before + tip, which serves both kinds of step."""

    def __init__(self, heat: Heat, step_s: float) -> None:
        rows = heat.spread_and_stored[heat.unknown]
        square = rows[:, heat.unknown].tocsr()
        self.step_s = step_s
        self.unknowns = heat.unknown.size
        self.stored = square.imag
        self.pushed = -step_s / 2 * RISE_AT_TIP * np.asarray(rows[:, heat.tip].real.sum(axis=1)).ravel()
        self.factor = banded_cholesky((self.stored + step_s / 2 * square.real).tocoo())

    def half_step(self, rise: np.ndarray) -> np.ndarray:
        """Rises half a step later by backward Euler; a full Crank-Nicolson step is twice as far along."""
        return dpbtrs(self.factor, self.stored @ rise + self.pushed, lower=1)[0]


def banded_cholesky(matrix: coo_array) -> np.ndarray:
    """Factor a symmetric positive matrix in LAPACK's lower band storage."""
    below = matrix.row >= matrix.col
    row, col = matrix.row[below], matrix.col[below]
    band = np.zeros(((row - col).max() + 1, matrix.shape[0]))
    band[row - col, col] = matrix.data[below]
    factor, failed_at = dpbtrf(band, lower=1)
    if failed_at:
        raise ArithmeticError(f"the matrix is not positive at unknown {failed_at}; check the mesh and the step")
    return factor


def march(stepper: Stepper) -> Course:
    """Let 90 s pass: two backward-Euler half steps, then Crank-Nicolson, damage by the trapezoid rule."""
    step_s = stepper.step_s
    rise = np.zeros(stepper.unknowns)
    rate, omega = damage_rate(rise), np.zeros(stepper.unknowns)
    for _ in range(2):
        rise = stepper.half_step(rise)
        rate_before, rate = rate, damage_rate(rise)
        omega += step_s / 4 * (rate_before + rate)
    last_rises = [rise, rise, rise]
    for _ in range(round(DURATION_S / step_s) - 1):
        rise = 2 * stepper.half_step(rise) - rise
        rate_before, rate = rate, damage_rate(rise)
        omega += step_s / 2 * (rate_before + rate)
        last_rises = [*last_rises[1:], rise]
    return Course(last_rises, omega)


def on_all_nodes(heat: Heat, of_unknowns: np.ndarray, on_tip: float, on_wall: float = 0.0) -> np.ndarray:
    """Spread the values of unknowns over all nodes, with given values on the tip and at the outer walls."""
    values = np.full(heat.spread_and_stored.shape[0], on_wall)
    values[heat.tip] = on_tip
    values[heat.unknown] = of_unknowns
    return values


def tip_power_w(heat: Heat, course: Course, step_s: float) -> float:
    """Power from the residual on the tip's nodes, which is far more accurate than the gradient there."""
    before_last, last_but_one, last = course.last_rises
    warming = (3 * last - 4 * last_but_one + before_last) / (2 * step_s)
    rows = heat.spread_and_stored[heat.tip]
    spread = (rows @ on_all_nodes(heat, last, RISE_AT_TIP)).real
    stored = (rows @ on_all_nodes(heat, warming, 0.0)).imag
    return float(2 * np.pi * (spread + stored).sum())


def dead_volume_mm3(basis: Basis, heat: Heat, omega: np.ndarray) -> float:
    """Volume where Omega >= 1, log Omega being quadratic in each element and cut on small triangles."""
    on_tip = float(np.log(DURATION_S * damage_rate(RISE_AT_TIP)))
    level = on_all_nodes(heat, log_omega(omega), on_tip, on_wall=-50.0)[basis.element_dofs]
    touched = level.max(axis=0) > 0
    points, small = subdivision()
    quadratic = np.stack([ElementTriP2().lbasis(points, node)[0] for node in range(6)])
    corner_r, corner_z = basis.mesh.p[:, basis.mesh.t[:, touched]]
    linear = np.stack([1 - points[0] - points[1], points[0], points[1]])
    edges = np.array([[corner_r[k] - corner_r[0], corner_z[k] - corner_z[0]] for k in (1, 2)])
    area = np.abs(edges[0, 0] * edges[1, 1] - edges[0, 1] * edges[1, 0]) / 2
    return volume_mm3(
        corners_of(corner_r.T @ linear, small),
        np.repeat(area / CUTS_PER_EDGE**2, small.shape[1]),
        corners_of(level[:, touched].T @ quadratic, small),
    )


def corners_of(values: np.ndarray, small: np.ndarray) -> np.ndarray:
    """Values (element, point) at the corners of small triangles: (corner, element and small triangle)."""
    return values[:, small].transpose(1, 0, 2).reshape(3, -1)


def subdivision() -> tuple[np.ndarray, np.ndarray]:
    """Points (2, point) in the reference triangle, and small triangles between them (corner, triangle)."""
    n = CUTS_PER_EDGE
    places = [(i, j) for i in range(n + 1) for j in range(n + 1 - i)]
    number = {place: k for k, place in enumerate(places)}
    upright = [((i, j), (i + 1, j), (i, j + 1)) for i in range(n) for j in range(n - i)]
    inverted = [((i + 1, j), (i + 1, j + 1), (i, j + 1)) for i in range(n) for j in range(n - 1 - i)]
    small = [[number[place] for place in corners] for corners in upright + inverted]
    return np.array(places, dtype=float).T / n, np.array(small).T
