"""The electric field in tissue: div(sigma grad phi) = 0 on the network, by conjugate gradients.

The matrix is factored once in a while (banded Cholesky); the factor is a nearly exact preconditioner for as long as
sigma has changed little, so a few iterations from the last potential are enough. Unknowns are numbered column by
column, r fastest; cells that are no tissue keep an equation of their own, potential = 0 beyond what is prescribed.
"""

import numpy as np

from lesionsim.kernels.compile import compiled, inlined
from lesionsim.kernels.properties import conductances_at

MOST_ITERATIONS = 12  # then factoring again is quicker


@compiled
def charge_flow(electric, potential, conductance, stride, flow):
    """Write the current out of every unknown, A: sum over faces of conductance * (phi_here - phi_neighbour)."""
    n = conductance.size // 2
    for u in range(electric.point.size):
        k = electric.point[u]
        here = potential[k]
        flow[u] = electric.is_tissue[k] * (
            conductance[k] * (here - potential[k + stride])
            + conductance[k - stride] * (here - potential[k - stride])
            + conductance[n + k] * (here - potential[k + 1])
            + conductance[n + k - 1] * (here - potential[k - 1])
        )


@compiled
def fill_band(electric, conductance, stride):
    """Write the lower band of the matrix: band[u, width - d] couples unknown u with u - d."""
    n, band = conductance.size // 2, electric.band
    width = band.shape[1] - 1
    for u in range(band.shape[0]):
        for d in range(width + 1):
            band[u, d] = 0.0
        k = electric.point[u]
        if electric.is_tissue[k] == 0.0:
            band[u, width] = 1.0
            continue
        band[u, width] = conductance[k] + conductance[k - stride] + conductance[n + k] + conductance[n + k - 1]
        if electric.is_tissue[k - stride] > 0.0:
            band[u, width - 1] = -conductance[k - stride]
        if electric.is_tissue[k - 1] > 0.0:
            band[u, 0] = -conductance[n + k - 1]


@compiled
def factor(band):
    """Replace a band by its Cholesky factor."""
    width = band.shape[1] - 1
    for u in range(band.shape[0]):
        first = max(0, u - width)
        for v in range(first, u + 1):
            d = u - v
            low = max(first, v - width)
            total = band[u, width - d]
            for m in range(low, v):
                total -= band[u, width - u + m] * band[v, width - v + m]
            band[u, width - d] = total / band[v, width] if d > 0 else np.sqrt(total)


@compiled
def back_and_forth(band, right, answer):
    """Solve with a Cholesky factor: L y = right, then L^T answer = y."""
    width = band.shape[1] - 1
    size = band.shape[0]
    for u in range(size):
        low = max(0, u - width)
        total = right[u]
        for m in range(low, u):
            total -= band[u, width - u + m] * answer[m]
        answer[u] = total / band[u, width]
    for u in range(size - 1, -1, -1):
        value = answer[u] / band[u, width]
        answer[u] = value
        for m in range(max(0, u - width), u):
            answer[m] -= band[u, width - u + m] * value


@compiled
def dot(one, other):
    """Sum the products of two arrays."""
    total = 0.0
    for k in range(one.size):
        total += one[k] * other[k]
    return total


@compiled
def add_times(target, factor_, source):
    """Add a multiple of one array to another."""
    for k in range(target.size):
        target[k] += factor_ * source[k]


@compiled
def flow_of_change(electric, conductance, stride, direction, image):
    """Write the currents that a change of potential causes while walls and metal stay as they are."""
    for u in range(direction.size):
        k = electric.point[u]
        electric.change[k] = electric.is_tissue[k] * direction[u]
    charge_flow(electric, electric.change, conductance, stride, image)


@inlined
def improve_potential(electric, conductance, stride, potential):
    """Bring the potential up to date by conjugate gradients; return the iterations that took, -1 when not enough.

    Parameters
    ----------
    electric : Electric, with a factor of this matrix or of one that is hardly different
    conductance : (2 n,) array, S
    potential : (n,) array, V; on entry the last one, with 1 on the tip's metal and 0 on outer walls
    """
    residual, direction, image, better = electric.work[0], electric.work[1], electric.work[2], electric.work[3]
    charge_flow(electric, potential, conductance, stride, residual)
    for u in range(residual.size):
        residual[u] = -residual[u]
    back_and_forth(electric.band, residual, direction)
    product = dot(residual, direction)
    for count in range(MOST_ITERATIONS):
        if dot(residual, residual) <= electric.tolerance * electric.tolerance:
            return count
        flow_of_change(electric, conductance, stride, direction, image)
        step = product / dot(direction, image)
        for u in range(direction.size):
            potential[electric.point[u]] += step * electric.is_tissue[electric.point[u]] * direction[u]
        add_times(residual, -step, image)
        back_and_forth(electric.band, residual, better)
        before, product = product, dot(residual, better)
        for u in range(direction.size):
            direction[u] = better[u] + product / before * direction[u]
    return -1


@inlined
def solve_field(electric, laws, stride, temperature, fresh):
    """Solve for the potential of 1 V on the tip at the present temperature; return whether that succeeded.

    Parameters
    ----------
    laws : Laws of sigma
    fresh : bool, whether the matrix must be factored; otherwise it is where iterations do not suffice
    """
    conductances_at(temperature, laws, stride, electric.conductance)
    for attempt in range(2):
        if fresh or attempt == 1:
            fill_band(electric, electric.conductance, stride)
            factor(electric.band)
        if improve_potential(electric, electric.conductance, stride, electric.potential) >= 0:
            return True
    return False


@compiled
def joule_heat(electric, stride):
    """Write the heat of 1 V in every tissue point, and return their sum in W.

    Each face's power goes half to each of its cells, and wholly to the tissue at a wall.
    """
    g, phi, tissue = electric.conductance, electric.potential, electric.is_tissue
    n = phi.size
    total = 0.0
    for u in range(electric.point.size):
        k = electric.point[u]
        here = phi[k]
        power = (
            g[k] * (here - phi[k + stride]) ** 2 * (1.0 - 0.5 * tissue[k + stride])
            + g[k - stride] * (here - phi[k - stride]) ** 2 * (1.0 - 0.5 * tissue[k - stride])
            + g[n + k] * (here - phi[k + 1]) ** 2 * (1.0 - 0.5 * tissue[k + 1])
            + g[n + k - 1] * (here - phi[k - 1]) ** 2 * (1.0 - 0.5 * tissue[k - 1])
        )
        electric.joule[k] = tissue[k] * power
        total += tissue[k] * power
    return total
