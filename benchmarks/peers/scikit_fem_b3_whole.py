"""B3 with scikit-fem as most would write it: the same hexahedra, assembled whole, and SciPy's sparse LU."""

from time import perf_counter

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.linalg import splu
from skfem import Basis, BilinearForm, ElementHex2, MeshHex, MeshHex2

from .b1_problem import OUTER_WALL, RISE_AT_TIP, TIP_LENGTH
from .b3_problem import Answer
from .lesion_around import Lattice
from .scikit_fem_b3 import INTEGRATED_TO, NEAR, Heat, Resolution, lines_along, properties, section_of, solve_with


def solve(resolution: Resolution) -> Answer:
    """Solve B3 once, from the mesh to the answer."""
    return solve_with(resolution, heat_of, Stepper, perf_counter())


@BilinearForm(dtype=np.complex128)
def spread_and_stored(u, v, w):
    """Conduction and blood flow as real part, stored heat as imaginary part: one assembly for both."""
    conducted = w.conductivity * sum(u.grad[k] * v.grad[k] for k in range(3))
    return conducted + (w.carried + 1j * w.stored) * (u.value * v.value)


def heat_of(resolution: Resolution) -> Heat:
    """Mesh, assemble and tell nodes apart; those on the axis are one at each z."""
    section = section_of(resolution)
    flat = MeshHex.init_tensor(section.s, section.t, lines_along(resolution)[0])
    bent = MeshHex2.from_mesh(flat)
    mesh = MeshHex2(np.vstack([section.places(*bent.doflocs[:2]), bent.doflocs[2]]), bent.t)
    middle = flat.p[:, flat.t].mean(axis=1)
    elements = np.nonzero((middle[0] > 0) | (middle[2] < 0))[0]
    in_bone = (middle[0] > 1) & (section.sector * middle[1] < section.facing) & (resolution.beside == "bone")
    basis = Basis(mesh, ElementHex2(), elements=elements, intorder=INTEGRATED_TO)
    matrix = csr_array(spread_and_stored.assemble(basis, **properties(in_bone[elements])))
    s, t, z, merge = numbering(np.round(Basis(flat, ElementHex2(), intorder=1).doflocs, 11))
    matrix = csr_array(merge.T @ matrix @ merge)
    s_of, z_of = np.tile(np.r_[s[0], np.repeat(s[1:], t.size)], z.size), np.repeat(z, 1 + (s.size - 1) * t.size)
    metal = (s_of < -NEAR) & (z_of > NEAR)
    tip = (s_of < NEAR) & (z_of > -NEAR) & (z_of < TIP_LENGTH + NEAR) & ~metal
    wall = (s_of > 2 - NEAR) | (np.abs(z_of) > OUTER_WALL - NEAR)
    unknown = np.nonzero(~(tip | wall | metal))[0]
    lattice = Lattice(s, t, z, section.places, section.sector)
    return Heat(csr_array(matrix.real), csr_array(matrix.imag), unknown, np.nonzero(tip)[0], lattice)


def numbering(places: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray, csr_array]:
    """Lines' s, t and z, and the matrix from nodes by number to the elements' own."""
    s, i = np.unique(places[0], return_inverse=True)
    t, j = np.unique(places[1], return_inverse=True)
    z, k = np.unique(places[2], return_inverse=True)
    plane = 1 + (s.size - 1) * t.size
    number = plane * k + np.where(i == 0, 0, 1 + (i - 1) * t.size + j)
    ones = np.ones(number.size)
    return s, t, z, csr_array((ones, (np.arange(number.size), number)), shape=(number.size, plane * z.size))


class Stepper:
    """As in `scikit_fem_b3`, with a sparse LU."""

    def __init__(self, heat: Heat, step_s: float) -> None:
        rows = heat.spread[heat.unknown]
        self.step_s = step_s
        self.unknowns = heat.unknown.size
        self.stored = heat.stored[heat.unknown][:, heat.unknown]
        self.pushed = -step_s / 2 * RISE_AT_TIP * np.asarray(rows[:, heat.tip].sum(axis=1)).ravel()
        square = (self.stored + step_s / 2 * rows[:, heat.unknown]).tocsc()
        self.factor = splu(square, permc_spec="MMD_AT_PLUS_A", diag_pivot_thresh=0.0, options={"SymmetricMode": True})

    def half_step(self, rise: np.ndarray) -> np.ndarray:
        """Rises half a step later by backward Euler."""
        return self.factor.solve(self.stored @ rise + self.pushed)
