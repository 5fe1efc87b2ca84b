"""B3 with scikit-fem: hexahedra fitted to probe and bone, a mesh across the needle times one along it.

What makes it fast: symmetry (half the circle with bone, a quarter without); curved quadratic elements that follow
the surfaces of probe and bone, so few are enough; the mesh is the same all along the needle, so scikit-fem
assembles across and along apart, and Kronecker products give the matrices of all hexahedra; unknowns numbered along
the needle for LAPACK's band Cholesky; a Rannacher start, then Crank-Nicolson with long steps and that one factor.
"""

from collections.abc import Callable
from dataclasses import dataclass
from time import perf_counter
from typing import NamedTuple

import numpy as np
from scipy.linalg.lapack import dpbtrs
from scipy.sparse import csr_array, kron
from skfem import Basis, BilinearForm, ElementLineP2, ElementQuad2, MeshLine, MeshQuad, MeshQuad2

from .b1_problem import (
    CARRIED_BY_BLOOD,
    CONDUCTIVITY,
    DURATION_S,
    MM,
    OUTER_WALL,
    PROBE_RADIUS,
    RISE_AT_TIP,
    STORED_PER_M3_K,
    TIP_LENGTH,
    damage_rate,
)
from .b3_problem import BONE_AT, BONE_CARRIED_BY_BLOOD, BONE_CONDUCTIVITY, BONE_STORED_PER_M3_K, Answer
from .lesion_around import Lattice, lesion, temperatures_c
from .scikit_fem_b1 import Grading, banded_cholesky, graded

NEAR = 1e-9
INTEGRATED_TO = 5
RING_WITHOUT_BONE = 6.0 * MM


@dataclass(frozen=True, kw_only=True)
class Resolution:
    """What is beside the probe, how many elements there are around and where they are small, and the time step.

    Parameters
    ----------
    beside : "bone"; "muscle", the same mesh without bone; "none", a mesh that knows of no bone.
    around : elements around the sector.
    facing : of these, how many face the bone's plane at first; the others bend aside.
    disk : rings ahead of the probe, each half as wide as the one before.
    across, beyond : from the probe to the bone, and from there to the wall.
    ahead, along, up : from the probe's end, from both ends of the tip to its middle, from there to the wall.
    """

    beside: str
    around: int
    facing: int
    disk: int
    across: Grading
    beyond: Grading
    ahead: Grading
    along: Grading
    up: Grading
    step_s: float
    about: str = ""

    def __str__(self) -> str:
        return f"{self.about or 'plain'}, {self.around} around, r {self.across}, z {self.along}, {self.step_s:g} s"


class Section(NamedTuple):
    """The mesh across the needle: a rectangle of (s, t) bent into a sector.

    s is -1 on the axis, 0 on the probe's surface, 1 on a ring that touches the bone's plane, 2 at the wall; t is 0
    towards the bone and 1 at the end of the sector. The ring is flat where it faces the plane up to the angle `facing`.
    """

    s: np.ndarray
    t: np.ndarray
    sector: float
    facing: float

    def places(self, s: np.ndarray, t: np.ndarray) -> np.ndarray:
        """x and y, m, of some (s, t)."""
        angle, far, ring = self.sector * t, self.sector * t, np.full_like(t, RING_WITHOUT_BONE)
        if self.facing:
            ring = BONE_AT / np.cos(np.minimum(angle, self.facing))
            far = np.interp(angle, [0, self.facing, np.pi], [0, np.arccos(BONE_AT / OUTER_WALL), np.pi])
        r = PROBE_RADIUS * np.clip(1 + s, 0, 1) + np.clip(s, 0, 1) * (ring - PROBE_RADIUS)
        out = np.clip(s - 1, 0, 1)
        inner, outer = (1 - out) * r, out * OUTER_WALL
        return np.array([inner * np.cos(angle) + outer * np.cos(far), inner * np.sin(angle) + outer * np.sin(far)])


def section_of(resolution: Resolution) -> Section:
    """Lay the lines of the mesh across the needle."""
    fitted = resolution.beside != "none"
    sector, ring = (np.pi, BONE_AT) if fitted else (np.pi / 2, RING_WITHOUT_BONE)
    disk = -(0.5 ** np.arange(resolution.disk))
    near = (graded(PROBE_RADIUS, ring, resolution.across) - PROBE_RADIUS) / (ring - PROBE_RADIUS)
    far = (graded(ring, OUTER_WALL, resolution.beyond) - ring) / (OUTER_WALL - ring)
    facing = sector * resolution.facing / resolution.around if fitted else 0.0
    return Section(np.r_[disk, near, 1 + far[1:]], np.linspace(0, 1, resolution.around + 1), sector, facing)


@BilinearForm
def conducted_across(u, v, w):
    """Conduction across the needle and blood flow."""
    return w.conductivity * (u.grad[0] * v.grad[0] + u.grad[1] * v.grad[1]) + w.carried * u.value * v.value


@BilinearForm(dtype=np.complex128)
def conducting_and_storing(u, v, w):
    """Conductivity as real part, for conduction along the needle, and stored heat as imaginary part."""
    return (w.conductivity + 1j * w.stored) * u.value * v.value


@BilinearForm(dtype=np.complex128)
def product_and_slope(u, v, _):
    """Products along the needle as real part, of slopes as imaginary part."""
    return u.value * v.value + 1j * u.grad[0] * v.grad[0]


class Across(NamedTuple):
    """Matrices across the needle, around the probe and ahead of it, and the nodes' s and t."""

    conducted: list[csr_array]
    held: list[csr_array]
    s: np.ndarray
    t: np.ndarray


def across_needle(resolution: Resolution, section: Section) -> Across:
    """Assemble across the needle; nodes are numbered along t, then s, and those on the axis are one."""
    flat = MeshQuad.init_tensor(section.s, section.t)
    bent = MeshQuad2.from_mesh(flat)
    mesh = MeshQuad2(section.places(*bent.doflocs), bent.t)
    merge, s, t = numbering(np.round(Basis(flat, ElementQuad2(), intorder=1).doflocs, 11))
    middle_s, middle_t = flat.p[:, flat.t].mean(axis=1)
    in_bone = (middle_s > 1) & (section.sector * middle_t < section.facing) & (resolution.beside == "bone")
    conducted, held = [], []
    for part in (middle_s > 0, middle_s < 0):
        elements = np.nonzero(part)[0]
        basis = Basis(mesh, ElementQuad2(), elements=elements, intorder=INTEGRATED_TO)
        of = properties(in_bone[elements])
        conducted.append(merge.T @ csr_array(conducted_across.assemble(basis, **of)) @ merge)
        held.append(merge.T @ csr_array(conducting_and_storing.assemble(basis, **of)) @ merge)
    return Across(conducted, held, s, t)


def properties(in_bone: np.ndarray) -> dict[str, np.ndarray]:
    """Conductivity, blood flow and stored heat of elements."""
    bone, muscle = (BONE_CONDUCTIVITY, BONE_CARRIED_BY_BLOOD, BONE_STORED_PER_M3_K), (
        CONDUCTIVITY, CARRIED_BY_BLOOD, STORED_PER_M3_K)  # fmt: skip
    names = ("conductivity", "carried", "stored")
    return {name: np.where(in_bone, b, m)[:, None] for name, b, m in zip(names, bone, muscle, strict=True)}


def numbering(places: np.ndarray) -> tuple[csr_array, np.ndarray, np.ndarray]:
    """Matrix from nodes by number to the elements' own, and the nodes' s and t."""
    s, i = np.unique(places[0], return_inverse=True)
    t, j = np.unique(places[1], return_inverse=True)
    number = np.where(i == 0, 0, 1 + (i - 1) * t.size + j)
    shape = (number.size, 1 + (s.size - 1) * t.size)
    return csr_array((np.ones(number.size), (np.arange(number.size), number)), shape=shape), s, t


def lines_along(resolution: Resolution) -> tuple[np.ndarray, int]:
    """z of the lines along the needle, and how many elements lie ahead of it."""
    middle = TIP_LENGTH / 2
    ahead, up = graded(0.0, -OUTER_WALL, resolution.ahead)[::-1], graded(TIP_LENGTH, OUTER_WALL, resolution.up)
    lower, upper = (graded(end, middle, resolution.along) for end in (0.0, TIP_LENGTH))
    return np.r_[ahead, lower[1:], upper[-2::-1], up[1:]], ahead.size - 1


def along_needle(resolution: Resolution) -> tuple[list[csr_array], np.ndarray]:
    """Assemble along the needle, everywhere and ahead of the probe; return the nodes' z too."""
    lines, ahead = lines_along(resolution)
    mesh = MeshLine(lines)
    bases = [Basis(mesh, ElementLineP2(), elements=np.arange(count)) for count in (lines.size - 1, ahead)]
    z = bases[0].doflocs[0]
    order = np.argsort(z)
    return [csr_array(product_and_slope.assemble(basis))[order][:, order] for basis in bases], z[order]


class Heat(NamedTuple):
    """The equation stored * du/dt + spread * u = 0 on all nodes, and which are unknown, on the tip, in the probe."""

    spread: csr_array
    stored: csr_array
    unknown: np.ndarray
    tip: np.ndarray
    lattice: Lattice


def heat_of(resolution: Resolution) -> Heat:
    """Mesh, assemble and tell nodes apart; nodes are numbered across the needle first, then along it."""
    section = section_of(resolution)
    across = across_needle(resolution, section)
    along, z = along_needle(resolution)
    parts = list(zip(along, across.conducted, across.held, strict=True))
    spread = sum(kron(a.real, conducted) + kron(a.imag, held.real) for a, conducted, held in parts)
    stored = sum(kron(a.real, held.imag) for a, _, held in parts)
    s = np.r_[across.s[0], np.repeat(across.s[1:], across.t.size)]
    z_of, s_of = np.repeat(z, s.size), np.tile(s, z.size)
    metal = (s_of < -NEAR) & (z_of > NEAR)
    tip = (s_of < NEAR) & (z_of > -NEAR) & (z_of < TIP_LENGTH + NEAR) & ~metal
    wall = (s_of > 2 - NEAR) | (np.abs(z_of) > OUTER_WALL - NEAR)
    unknown = np.nonzero(~(tip | wall | metal))[0]
    lattice = Lattice(across.s, across.t, z, section.places, section.sector)
    return Heat(spread.tocsr(), stored.tocsr(), unknown, np.nonzero(tip)[0], lattice)


class Stepper:
    """Solves (stored + step/2 * spread) u = stored * u_before + tip, which serves both kinds of step."""

    def __init__(self, heat: Heat, step_s: float) -> None:
        rows = heat.spread[heat.unknown]
        self.step_s = step_s
        self.unknowns = heat.unknown.size
        self.stored = heat.stored[heat.unknown][:, heat.unknown].tocsr()
        self.pushed = -step_s / 2 * RISE_AT_TIP * np.asarray(rows[:, heat.tip].sum(axis=1)).ravel()
        self.factor = banded_cholesky((self.stored + step_s / 2 * rows[:, heat.unknown]).tocoo())

    def half_step(self, rise: np.ndarray) -> np.ndarray:
        """Rises half a step later by backward Euler; a full Crank-Nicolson step is twice as far along."""
        return dpbtrs(self.factor, self.stored @ rise + self.pushed, lower=1)[0]


def march(stepper: Stepper) -> tuple[list[np.ndarray], np.ndarray]:
    """Let 90 s pass as in B1; return the last three rises over body temperature, and Omega."""
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
    return last_rises, omega


def on_all_nodes(heat: Heat, of_unknowns: np.ndarray, on_tip: float, elsewhere: float = 0.0) -> np.ndarray:
    """Spread the values of unknowns over all nodes, with given values on the tip and at the walls."""
    values = np.full(heat.spread.shape[0], elsewhere)
    values[heat.tip] = on_tip
    values[heat.unknown] = of_unknowns
    return values


def tip_power_w(heat: Heat, last_rises: list[np.ndarray], step_s: float) -> float:
    """Power from the residual on the tip's nodes, which is far more accurate than the gradient there."""
    before_last, last_but_one, last = last_rises
    warming = (3 * last - 4 * last_but_one + before_last) / (2 * step_s)
    spread = heat.spread[heat.tip] @ on_all_nodes(heat, last, RISE_AT_TIP)
    stored = heat.stored[heat.tip] @ on_all_nodes(heat, warming, 0.0)
    return float(2 * np.pi / heat.lattice.sector * (spread + stored).sum())


def solve(resolution: Resolution) -> Answer:
    """Solve B3 once, from the mesh to the answer."""
    return solve_with(resolution, heat_of, Stepper, perf_counter())


def solve_with(
    resolution: Resolution, assembled: Callable[[Resolution], Heat], stepping: type[Stepper], start: float
) -> Answer:
    """Solve B3 with one way to assemble and one to step."""
    heat = assembled(resolution)
    stepper = stepping(heat, resolution.step_s)
    loop_start = perf_counter()
    last_rises, omega = march(stepper)
    solve_seconds = perf_counter() - loop_start
    dead = DURATION_S * float(damage_rate(np.array(RISE_AT_TIP)))
    found = lesion(heat.lattice, on_all_nodes(heat, omega, dead))
    return Answer(
        volume_mm3=found.volume_mm3,
        towards_mm=found.towards_mm,
        away_mm=found.away_mm,
        temperatures_c=temperatures_c(heat.lattice, on_all_nodes(heat, last_rises[-1], RISE_AT_TIP)),
        power_w=tip_power_w(heat, last_rises, resolution.step_s),
        unknowns=heat.unknown.size,
        seconds=perf_counter() - start,
        solve_seconds=solve_seconds,
    )
