"""Heat flow between neighbouring points: the stencil of every time step."""

from numba import prange

from lesionsim.kernels.arrays import CONTENT, FACE, PERFUSION, RATE, SOURCE, TISSUE, WALL, WARMING, TurnInSlabs
from lesionsim.kernels.compile import chosen_by_type, compiled, inlined, shared_by_threads
from lesionsim.kernels.copying import total_of


@compiled
def stage_rz(latest, earlier, temperature, fields, conductance, network, factors):
    """Write one stage of a time step over `earlier`, and return the heat that goes to the blood.

        flow_k = sum over faces of conductance * (T_neighbour - T_k) + perfusion_k (T_blood - T_k) + source_k
        result = mu * latest + nu * earlier + rest * content + new * warming * flow + old * rate

    Parameters
    ----------
    latest, earlier : (n,) arrays, °C, heat content of the last two stages
    temperature : (n,) array, °C, of the last stage
    fields : (8, n) array of State; content and rate at the start of the step are read
    conductance : (2 n,) array, W/K
    network : Network
    factors : (mu, nu, rest, new, old); new and old in s

    Returns
    -------
    float : W
    """
    mu, nu, rest, new, old = factors
    blood_c = network.blood_c
    stride = network.stride
    total = temperature.size
    n = total - 2 * stride
    here = temperature[stride : stride + n]
    above = temperature[2 * stride :]
    below = temperature[:n]
    right = temperature[stride + 1 : stride + 1 + n]
    left = temperature[stride - 1 : stride - 1 + n]
    face_above = conductance[stride : stride + n]
    face_below = conductance[:n]
    face_right = conductance[total + stride : total + stride + n]
    face_left = conductance[total + stride - 1 : total + stride - 1 + n]
    perfusion = network.points[PERFUSION, stride : stride + n]
    source = network.points[SOURCE, stride : stride + n]
    warming = network.points[WARMING, stride : stride + n]
    content = latest[stride : stride + n]
    start = fields[CONTENT, stride : stride + n]
    rate = fields[RATE, stride : stride + n]
    result = earlier[stride : stride + n]
    from_blood = 0.0
    for k in range(n):
        t = here[k]
        blood = perfusion[k] * (blood_c - t)
        flow = (
            face_above[k] * (above[k] - t)
            + face_below[k] * (below[k] - t)
            + face_right[k] * (right[k] - t)
            + face_left[k] * (left[k] - t)
            + blood
            + source[k]
        )
        from_blood += blood
        result[k] = mu * content[k] + nu * result[k] + rest * start[k] + new * warming[k] * flow + old * rate[k]
    return -from_blood


@compiled
def part_rtz(stages, fields, conductance, network, turn, factors, part):
    """Write one stage of a time step in three dimensions, for some of the points; see `stage_rz`.

    `stages` are latest, earlier and temperature; `part` is the first point and the one behind the last, counted from
    the first radius inside the frame.
    """
    latest, earlier, temperature = stages
    mu, nu, rest, new, old = factors
    blood_c = network.blood_c
    stride, around = network.stride, turn.stride
    total = temperature.size
    start, end = stride + part[0], stride + part[1]
    here = temperature[start:end]
    outer, inner = temperature[start + stride : end + stride], temperature[start - stride : end - stride]
    right, left = temperature[start + 1 : end + 1], temperature[start - 1 : end - 1]
    next_, last = temperature[start + around : end + around], temperature[start - around : end - around]
    face_outer, face_inner = conductance[start:end], conductance[start - stride : end - stride]
    face_right = conductance[total + start : total + end]
    face_left = conductance[total + start - 1 : total + end - 1]
    face_next = conductance[2 * total + start : 2 * total + end]
    face_last = conductance[2 * total + start - around : 2 * total + end - around]
    perfusion = network.points[PERFUSION, start:end]
    source = network.points[SOURCE, start:end]
    warming = network.points[WARMING, start:end]
    content = latest[start:end]
    first = fields[CONTENT, start:end]
    rate = fields[RATE, start:end]
    result = earlier[start:end]
    from_blood = 0.0
    for k in range(end - start):
        t = here[k]
        blood = perfusion[k] * (blood_c - t)
        flow = (
            face_outer[k] * (outer[k] - t)
            + face_inner[k] * (inner[k] - t)
            + face_right[k] * (right[k] - t)
            + face_left[k] * (left[k] - t)
            + face_next[k] * (next_[k] - t)
            + face_last[k] * (last[k] - t)
            + blood
            + source[k]
        )
        from_blood += blood
        result[k] = mu * content[k] + nu * result[k] + rest * first[k] + new * warming[k] * flow + old * rate[k]
    return -from_blood


@compiled
def whole_rtz(latest, earlier, temperature, fields, conductance, network, turn, factors):
    """Write one stage on one thread."""
    part = (0, temperature.size - 2 * network.stride)
    return part_rtz((latest, earlier, temperature), fields, conductance, network, turn, factors, part)


@shared_by_threads
def whole_in_slabs(latest, earlier, temperature, fields, conductance, network, turn, factors):
    """Write one stage, slab by slab; slabs and the order of the sum are the same on any number of threads."""
    points, blood = temperature.size - 2 * network.stride, turn.blood
    slabs = blood.size
    for i in prange(slabs):
        part = (i * points // slabs, (i + 1) * points // slabs)
        blood[i] = part_rtz((latest, earlier, temperature), fields, conductance, network, turn, factors, part)
    return total_of(blood)


def stage_rtz(latest, earlier, temperature, fields, conductance, network, turn, factors):
    """Write one stage of a time step in three dimensions, in slabs where `turn` has them; see `stage_rz`."""
    whole = whole_in_slabs if isinstance(turn, TurnInSlabs) else whole_rtz
    return whole(latest, earlier, temperature, fields, conductance, network, turn, factors)


@chosen_by_type(stage_rtz)
def stage_for(latest, earlier, temperature, fields, conductance, network, turn, factors):
    """Choose by the type of `turn`: who needs no threads does not compile for them."""
    whole = whole_in_slabs if turn.instance_class is TurnInSlabs else whole_rtz

    def stage(latest, earlier, temperature, fields, conductance, network, turn, factors):
        return whole(latest, earlier, temperature, fields, conductance, network, turn, factors)

    return stage


@compiled
def close_circle(values, turn):
    """Give the points beyond the end of a full circle the values of those that they stand for."""
    for m in range(turn.ghosts.shape[1]):
        values[turn.ghosts[0, m]] = values[turn.ghosts[1, m]]


@inlined
def stage(latest, earlier, temperature, fields, conductance, network, turn, factors):
    """Write one stage of a time step, around the axis too where `turn` is given; see `stage_rz`."""
    if turn is None:
        blood = stage_rz(latest, earlier, temperature, fields, conductance, network, factors)
    else:
        close_circle(temperature, turn)
        blood = stage_rtz(latest, earlier, temperature, fields, conductance, network, turn, factors)
    return blood


@compiled
def heat_through(temperature, conductance, faces):
    """Sum the heat flowing from wall points through their faces into the tissue, W."""
    total = 0.0
    for m in range(faces.shape[1]):
        total += conductance[faces[FACE, m]] * (temperature[faces[WALL, m]] - temperature[faces[TISSUE, m]])
    return total
