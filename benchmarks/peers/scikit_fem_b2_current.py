"""The current of B2 with scikit-fem: its field at 1 V, solved when sigma has changed, and its heat, which follows it.

The field's matrix is linear in sigma at the quadrature points: one sparse product fills its band for a new Cholesky
factor. Conjugate gradients from the last potential, with an old factor, took 3 to 4 iterations: all fields of a run in
3.4 ms in place of 2.1 with 624 unknowns, in 31 ms in place of 39 (of 320 in all) with 4,294.
"""

from typing import NamedTuple

import numpy as np
from scipy.linalg.lapack import dpbtrf, dpbtrs
from scipy.sparse import coo_array, csr_array
from skfem import Basis

from .b1_problem import OUTER_WALL, PROBE_RADIUS, TIP_LENGTH
from .b2_problem import sigma
from .scikit_fem_b1 import NEAR


class Points(NamedTuple):
    """Values and gradients in r and z of all shape functions at quadrature points, and the nodes they belong to.

    All are (point, shape function) arrays; `weight` is the (point,) area times r, m³ a radian.
    """

    value: np.ndarray
    across: np.ndarray
    along: np.ndarray
    node: np.ndarray
    weight: np.ndarray


def quadrature_points(basis: Basis) -> Points:
    """Tabulate a basis; points of one element follow each other."""
    cells, points = basis.dx.shape

    def by_point(values: list[np.ndarray]) -> np.ndarray:
        return np.stack([np.broadcast_to(each, (cells, points)) for each in values], axis=-1).reshape(
            cells * points, -1
        )

    functions = [function[0] for function in basis.basis]
    r = np.asarray(basis.global_coordinates())[0]
    return Points(
        value=by_point([function.value for function in functions]),
        across=by_point([function.grad[0] for function in functions]),
        along=by_point([function.grad[1] for function in functions]),
        node=by_point([dofs[:, np.newaxis] for dofs in basis.element_dofs]),
        weight=(basis.dx * r).ravel(),
    )


class Current:
    """Conductance and heat of the current at 1 V between tip and outer walls."""

    def __init__(self, tissue: Basis, heat_unknown: np.ndarray, change: float) -> None:
        points = quadrature_points(tissue)
        unknown, tip = potentials(tissue)
        self.change, self.weight = change, points.weight
        self.to_points = on(points.value, points, heat_unknown, tissue.N)
        self.to_unknowns = csr_array(self.to_points.T)
        gradients = [on(values, points, np.arange(tissue.N), tissue.N) for values in (points.across, points.along)]
        self.from_tip = [gradient @ tip.astype(float) for gradient in gradients]
        self.gradients = [csr_array(gradient.tocsc()[:, unknown]) for gradient in gradients]
        self.transposed = [csr_array(gradient.T) for gradient in self.gradients]
        self.to_band, self.rows = band_from_sigma(points, unknown, tissue.N)
        self.sigma_then = np.full(points.weight.size, np.inf)

    def follow(self, rise: np.ndarray) -> None:
        """Take sigma as it is now; solve the field again if sigma has changed enough since it was solved."""
        now = sigma(self.to_points @ rise)
        if np.abs(now / self.sigma_then - 1).max() > self.change:
            self.squared_field = self.weight * self._squared_field(self.weight * now)
            self.sigma_then = now
        power = now * self.squared_field
        self.heat, self.siemens = self.to_unknowns @ power, 2 * np.pi * float(power.sum())

    def _squared_field(self, weighed: np.ndarray) -> np.ndarray:
        """Solve for the potential and return the square of its gradient at the points."""
        band = (self.to_band @ weighed).reshape(-1, self.rows).T
        factor, failed_at = dpbtrf(band, lower=1, overwrite_ab=1)
        if failed_at:
            raise ArithmeticError(f"the matrix is not positive at unknown {failed_at}; check the mesh")
        pushed = [back @ (weighed * known) for back, known in zip(self.transposed, self.from_tip, strict=True)]
        potential = dpbtrs(factor, -sum(pushed), lower=1)[0]
        fields = [each @ potential + known for each, known in zip(self.gradients, self.from_tip, strict=True)]
        return fields[0] ** 2 + fields[1] ** 2


def potentials(tissue: Basis) -> tuple[np.ndarray, np.ndarray]:
    """Nodes where the potential is unknown, numbered along the needle, and whether a node lies on the tip."""
    r, z = tissue.doflocs
    inside = (r < PROBE_RADIUS + NEAR) & (z > -NEAR)
    tip = inside & (z < TIP_LENGTH + NEAR)
    wall = (r > OUTER_WALL - NEAR) | (np.abs(z) > OUTER_WALL - NEAR)
    metal = inside & (r < PROBE_RADIUS - NEAR)
    unknown = np.nonzero(~(tip | wall | metal))[0]
    return unknown[np.lexsort((r[unknown], z[unknown]))], tip


def on(values: np.ndarray, points: Points, unknown: np.ndarray, nodes: int) -> csr_array:
    """Sparse matrix from values at the unknowns to values at the points."""
    ends = np.arange(0, values.size + 1, values.shape[1])
    whole = csr_array((values.ravel(), points.node.ravel(), ends), shape=(len(values), nodes))
    return csr_array(whole.tocsc()[:, unknown])


def band_from_sigma(points: Points, unknown: np.ndarray, nodes: int) -> tuple[csr_array, int]:
    """Sparse matrix from weighed sigma to the lower band of the field's matrix, column by column; rows of the band."""
    number = np.full(nodes, -1)
    number[unknown] = np.arange(unknown.size)
    first, second = np.indices((points.node.shape[1],) * 2).reshape(2, -1)
    row, column = number[points.node[:, first]], number[points.node[:, second]]
    product = points.across[:, first] * points.across[:, second] + points.along[:, first] * points.along[:, second]
    point = np.broadcast_to(np.arange(len(row))[:, np.newaxis], row.shape)
    below = (row >= column) & (column >= 0)
    row, column = row[below], column[below]
    rows = int((row - column).max()) + 1
    place = column * rows + row - column
    matrix = coo_array((product[below], (place, point[below])), shape=(rows * unknown.size, len(points.weight)))
    return matrix.tocsr(), rows
