"""The electric field in tissue: div(sigma grad phi) = 0 on the network, by conjugate gradients.

The matrix is factored once in a while (banded Cholesky); the factor is a nearly exact preconditioner for as long as
sigma has changed little, so a few iterations from the last potential are enough. Unknowns are numbered column by
column, r fastest; cells that are no tissue keep an equation of their own, potential = 0 beyond what is prescribed.
"""

import numpy as np

from lesionsim.kernels.compile import compiled, inlined
from lesionsim.kernels.copying import copy, total_of
from lesionsim.kernels.flow import close_circle
from lesionsim.kernels.properties import conductances_now, conductivity_of

MOST_ITERATIONS = 12  # then factoring again is quicker
TEMPERATURE_THEN, SIGMA, SIGMA_FACTORED = range(3)  # rows of Electric.then
AHEAD, FURTHEST_K = 0.67, 1.0  # how far a field looks ahead: part of the last change of temperature, and at most


@compiled
def charge_flow(electric, potential, conductance, stride, flow):
    """Write the current out of every unknown, A: sum over faces of conductance * (phi_here - phi_neighbour)."""
    n = potential.size
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
def add_flow_around(electric, potential, conductance, turn, flow):
    """Add the current out of every unknown towards its neighbours around the axis."""
    close_circle(potential, turn)
    n, around = potential.size, turn.stride
    for u in range(electric.point.size):
        k = electric.point[u]
        here = potential[k]
        flow[u] += electric.is_tissue[k] * (
            conductance[2 * n + k] * (here - potential[k + around])
            + conductance[2 * n + k - around] * (here - potential[k - around])
        )


@inlined
def write_flow(electric, potential, conductance, stride, turn, flow):
    """Write the current out of every unknown, through all its faces."""
    charge_flow(electric, potential, conductance, stride, flow)
    if turn is not None:
        add_flow_around(electric, potential, conductance, turn, flow)


@compiled
def fill_band(electric, conductance):
    """Write the lower band of the matrix: band[u, width - d] couples unknown u with u - d."""
    band, lower = electric.band, electric.lower
    width = band.shape[1] - 1
    for u in range(band.shape[0]):
        for d in range(width + 1):
            band[u, d] = 0.0
        is_tissue = electric.is_tissue[electric.point[u]] > 0.0
        if not is_tissue:
            band[u, width] = 1.0
            continue
        for f in range(electric.face.shape[1]):
            band[u, width] += conductance[electric.face[u, f]]
        for f in range(lower.shape[1]):
            v = lower[u, f]
            if v >= 0 and electric.is_tissue[electric.point[v]] > 0.0:
                band[u, width - u + v] -= conductance[electric.lower_face[u, f]]


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
def back_and_forth(band, values):
    """Solve with a Cholesky factor, in place: L y = values, then L^T x = y."""
    width = band.shape[1] - 1
    size = band.shape[0]
    for u in range(size):
        most = width if u > width else u
        row, known = band[u, width - most : width], values[u - most : u]
        total = values[u]
        for m in range(most):
            total -= row[m] * known[m]
        values[u] = total / band[u, width]
    for u in range(size - 1, -1, -1):
        most = width if u > width else u
        row, open_ = band[u, width - most : width], values[u - most : u]
        value = values[u] / band[u, width]
        values[u] = value
        for m in range(most):
            open_[m] -= row[m] * value


@compiled
def precondition(electric, residual, answer):
    """Solve with the factor of the earlier matrix, scaled on both sides to the sigma of now."""
    coarse, scale = electric.coarse, electric.scale
    for u in range(scale.size):
        coarse[u] = residual[u] / scale[u]
    back_and_forth(electric.band, coarse)
    for u in range(scale.size):
        answer[u] = coarse[u] / scale[u]


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
def spread(electric, direction):
    """Write a change of the unknowns over points, walls and metal unchanged."""
    for u in range(direction.size):
        k = electric.point[u]
        electric.change[k] = electric.is_tissue[k] * direction[u]


@compiled
def go(electric, potential, image, direction, residual, product):
    """Go as far along a direction as lowers the residual most."""
    step = product / dot(direction, image)
    for u in range(direction.size):
        potential[electric.point[u]] += step * electric.is_tissue[electric.point[u]] * direction[u]
    add_times(residual, -step, image)


@inlined
def improve_potential(electric, conductance, stride, turn, potential):
    """Bring the potential up to date by conjugate gradients; return the iterations that took, -1 when not enough.

    Each function is called at one place alone, because compiled code is repeated wherever it is called: the first round
    asks for the flow of the potential itself, later ones for that of the direction.

    Parameters
    ----------
    electric : Electric, with a factor of this matrix or of one that is hardly different
    conductance : (faces,) array, S
    potential : (n,) array, V; on entry the last one, with 1 on the tip's metal and 0 on outer walls
    """
    residual, direction, image, better = electric.work[0], electric.work[1], electric.work[2], electric.work[3]
    product = 0.0
    copy(potential, electric.change)
    for count in range(MOST_ITERATIONS + 1):
        write_flow(electric, electric.change, conductance, stride, turn, image)
        if count == 0:
            for u in range(residual.size):
                residual[u] = -image[u]
                direction[u] = 0.0
            for k in range(electric.change.size):
                electric.change[k] = 0.0  # whatever potential walls have, it does not change
        else:
            go(electric, potential, image, direction, residual, product)
        if dot(residual, residual) <= electric.tolerance * electric.tolerance:
            return count
        precondition(electric, residual, better)
        before, product = product, dot(residual, better)
        share = product / before if count > 0 else 0.0
        for u in range(direction.size):
            direction[u] = better[u] + share * direction[u]
        spread(electric, direction)
    return -1


@compiled
def look_ahead(electric, temperature, share):
    """Note the temperature at which the field is being solved: a share of its last change ahead of now.

    So the field of some time is at first ahead of sigma and then behind it, instead of always behind.
    """
    then = electric.then[TEMPERATURE_THEN]
    for k in range(then.size):
        change = share * (temperature[k] - then[k])
        then[k] = temperature[k] + min(max(change, -FURTHEST_K), FURTHEST_K)


@compiled
def remember_sigma(electric, laws):
    """Note sigma at which the field is being solved."""
    then = electric.then
    for k in range(then.shape[1]):
        then[SIGMA, k] = conductivity_of(then[TEMPERATURE_THEN], laws, k)


@compiled
def compare_sigma(electric):
    """Note for every unknown by how much sigma has grown since the matrix was factored."""
    for u in range(electric.point.size):
        k = electric.point[u]
        grown = electric.then[SIGMA, k] / electric.then[SIGMA_FACTORED, k]
        electric.scale[u] = np.sqrt(grown) if electric.is_tissue[k] > 0.0 else 1.0


@inlined
def solve_field(electric, laws, stride, turn, temperature, fresh):
    """Solve for the potential of 1 V on the tip at the present temperature; return whether that succeeded.

    Parameters
    ----------
    laws : Laws of sigma
    fresh : bool, whether the matrix must be factored; otherwise it is where iterations do not suffice
    """
    look_ahead(electric, temperature, AHEAD if electric.band[0, electric.band.shape[1] - 1] > 0.0 else 0.0)
    conductances_now(electric.then[TEMPERATURE_THEN], laws, stride, turn, electric.conductance)
    remember_sigma(electric, laws)
    for attempt in range(2):
        if fresh or attempt == 1:
            fill_band(electric, electric.conductance)
            factor(electric.band)
            copy(electric.then[SIGMA], electric.then[SIGMA_FACTORED])
        compare_sigma(electric)
        if improve_potential(electric, electric.conductance, stride, turn, electric.potential) >= 0:
            return True
    return False


@compiled
def heat_of_faces(electric, stride):
    """Write the heat of 1 V that faces across and along give to every tissue point, W.

    Each face's power goes half to each of its cells, and wholly to the tissue at a wall.
    """
    g, phi, tissue = electric.conductance, electric.potential, electric.is_tissue
    n = phi.size
    for u in range(electric.point.size):
        k = electric.point[u]
        here = phi[k]
        electric.joule[k] = tissue[k] * (
            g[k] * (here - phi[k + stride]) ** 2 * (1.0 - 0.5 * tissue[k + stride])
            + g[k - stride] * (here - phi[k - stride]) ** 2 * (1.0 - 0.5 * tissue[k - stride])
            + g[n + k] * (here - phi[k + 1]) ** 2 * (1.0 - 0.5 * tissue[k + 1])
            + g[n + k - 1] * (here - phi[k - 1]) ** 2 * (1.0 - 0.5 * tissue[k - 1])
        )


@compiled
def add_heat_around(electric, turn):
    """Add the heat of 1 V that faces around the axis give, divided as in `heat_of_faces`."""
    close_circle(electric.potential, turn)
    g, phi, tissue, around = electric.conductance, electric.potential, electric.is_tissue, turn.stride
    n = phi.size
    for u in range(electric.point.size):
        k = electric.point[u]
        here = phi[k]
        electric.joule[k] += tissue[k] * (
            g[2 * n + k] * (here - phi[k + around]) ** 2 * (1.0 - 0.5 * tissue[k + around])
            + g[2 * n + k - around] * (here - phi[k - around]) ** 2 * (1.0 - 0.5 * tissue[k - around])
        )


@inlined
def joule_heat(electric, stride, turn):
    """Write the heat of 1 V in every tissue point, and return their sum in W."""
    heat_of_faces(electric, stride)
    if turn is not None:
        add_heat_around(electric, turn)
    return total_of(electric.joule)
