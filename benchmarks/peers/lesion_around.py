"""Measures an answer in three dimensions that is quadratic between nodes on lines across, around and along a needle."""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from scipy.sparse import csr_array

from .b1_problem import BODY_C, MM, log_omega
from .b3_problem import PLACES
from .dead_volume import volume_mm3

NEAR = 1e-9
CUTS = 4
UNTOUCHED = -50.0


class Lattice(NamedTuple):
    """Nodes at all combinations of s (across; -1 on the axis, 0 on the probe), t (around, 0 to 1) and z (m).

    In the numbering t runs first, then s, then z; the nodes on the axis are one for all t. `places` gives x and y, m,
    of (s, t). Lines of constant t are straight from the axis to beyond all that is measured.
    """

    s: np.ndarray
    t: np.ndarray
    z: np.ndarray
    places: Callable[[np.ndarray, np.ndarray], np.ndarray]
    sector: float

    def cube(self, values: np.ndarray) -> np.ndarray:
        """Values of all nodes as (s, t, z) array."""
        planes = values.reshape(self.z.size, -1)
        axis = np.repeat(planes[:, :1], self.t.size, axis=1)
        shape = (self.z.size, self.s.size, self.t.size)
        return np.concatenate([axis, planes[:, 1:]], axis=1).reshape(shape).transpose(1, 2, 0)

    def radius(self, s: np.ndarray, t: float) -> np.ndarray:
        """Distance from the axis, m, along a line around."""
        return np.hypot(*self.places(s, np.full_like(s, t)))


class Lesion(NamedTuple):
    """Volume without the probe, and reaches at both ends of the sector."""

    volume_mm3: float
    towards_mm: float
    away_mm: float


def lesion(lattice: Lattice, omega: np.ndarray) -> Lesion:
    """Measure where Omega >= 1; log Omega is quadratic between nodes and cut on small triangles.

    Around the needle the trapezoid rule is as good as any: the lesion's section is periodic and even.
    """
    metal = (lattice.s[:, None, None] < -NEAR) & (lattice.z > NEAR)
    level = np.where(metal, UNTOUCHED, lattice.cube(log_omega(omega)))
    across, along = reached(level.max(axis=(1, 2))), reached(level.max(axis=(0, 1)))
    s, to_s = finer(lattice.s[across])
    z, to_z = finer(lattice.z[along])
    slices = [to_s @ (level[across, j, along] @ to_z.T) for j in range(lattice.t.size)]
    radii = [lattice.radius(s, t) for t in lattice.t]
    volumes = [slice_mm3(r, z, each, s) for r, each in zip(radii, slices, strict=True)]
    share = np.full(lattice.t.size, 1.0 / (lattice.t.size - 1))
    share[[0, -1]] /= 2
    return Lesion(float(share @ volumes), widest_mm(radii[0], z, slices[0]), widest_mm(radii[-1], z, slices[-1]))


def reached(highest: np.ndarray) -> slice:
    """The elements along a line that hold something positive, and one more on either side."""
    positive = np.nonzero(highest > 0)[0]
    return slice(max((positive[0] - 1) // 2 - 1, 0) * 2, ((positive[-1] + 1) // 2 + 1) * 2 + 1)


def finer(nodes: np.ndarray) -> tuple[np.ndarray, csr_array]:
    """Points between nodes, `CUTS` of them in each element, and the matrix that interpolates to them."""
    elements = (nodes.size - 1) // 2
    x = np.tile(np.arange(CUTS) / CUTS, elements)
    weights = np.array([(1 - x) * (1 - 2 * x), 4 * x * (1 - x), x * (2 * x - 1)])
    first = 2 * np.repeat(np.arange(elements), CUTS)
    rows = np.r_[np.tile(np.arange(x.size), 3), x.size]
    columns = np.r_[first, first + 1, first + 2, nodes.size - 1]
    matrix = csr_array((np.r_[weights.ravel(), 1.0], (rows, columns)), shape=(x.size + 1, nodes.size))
    return matrix @ nodes, matrix


def slice_mm3(r: np.ndarray, z: np.ndarray, level: np.ndarray, s: np.ndarray) -> float:
    """Volume, were the section the same all around; two triangles to each small rectangle outside the probe."""
    corners = np.maximum.reduce([level[:-1, :-1], level[1:, :-1], level[:-1, 1:], level[1:, 1:]])
    i, j = np.nonzero((corners > 0) & ((s[:-1] > -NEAR)[:, None] | (z[1:] < NEAR)))
    area = (r[i + 1] - r[i]) * (z[j + 1] - z[j]) / 2
    triangles = [[(i, j), (i + 1, j), (i, j + 1)], [(i + 1, j + 1), (i + 1, j), (i, j + 1)]]
    at_r = np.concatenate([np.stack([r[a] for a, _ in triangle]) for triangle in triangles], axis=1)
    at_level = np.concatenate([np.stack([level[corner] for corner in triangle]) for triangle in triangles], axis=1)
    return volume_mm3(at_r, np.tile(area, 2), at_level)


def widest_mm(r: np.ndarray, z: np.ndarray, level: np.ndarray) -> float:
    """Largest distance of the edge from the axis: crossings on lines of constant z, and the top of a parabola."""
    last = np.minimum(level.shape[0] - 1 - np.argmax((level > 0)[::-1], axis=0), r.size - 2)
    column = np.arange(z.size)
    inner, outer = level[last, column], level[last + 1, column]
    dead = (level > 0).any(axis=0)
    share = inner / np.where(dead, inner - outer, 1.0)
    edge = np.where(dead, r[last] + share * (r[last + 1] - r[last]), 0.0)
    top = int(np.clip(edge.argmax(), 1, z.size - 2))
    near = slice(top - 1, top + 2)
    bend, slope, height = np.polyfit((z[near] - z[top]) / MM, edge[near] / MM, 2)
    return float(height - slope**2 / (4 * bend))


def temperatures_c(lattice: Lattice, rise: np.ndarray) -> np.ndarray:
    """Temperatures at the places where they are compared; a quarter stands for its mirror images."""
    values, found = lattice.cube(rise), []
    for distance, angle, z in PLACES * [MM, np.pi / 180, MM]:
        t = min(angle, 2 * lattice.sector - angle) / lattice.sector
        s_at, s_weight = around_point(lattice.radius(lattice.s, t), distance)
        t_at, t_weight = around_point(lattice.t, t)
        z_at, z_weight = around_point(lattice.z, z)
        found.append(np.einsum("a,b,c,abc", s_weight, t_weight, z_weight, values[np.ix_(s_at, t_at, z_at)]))
    return BODY_C + np.array(found)


def around_point(nodes: np.ndarray, x: float) -> tuple[np.ndarray, np.ndarray]:
    """The three nodes of the element that holds x, and their weights there."""
    element = min(max(int(np.searchsorted(nodes[::2], x + NEAR * MM)) - 1, 0), (nodes.size - 1) // 2 - 1)
    at = 2 * element + np.arange(3)
    a, b, c = nodes[at]
    weights = [(x - b) * (x - c) / (a - b) / (a - c), (x - a) * (x - c) / (b - a) / (b - c)]
    return at, np.array([*weights, 1 - sum(weights)])
