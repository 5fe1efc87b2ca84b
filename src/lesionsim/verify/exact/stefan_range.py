"""Let bands of constant properties between given temperatures run into a body (I1, I2 over a range).

Heat that is taken up between two temperatures, as by tissue that boils, is a band of large heat capacity.  From a wall
or a line the temperature at which one band ends and the next begins travels as 2 eta sqrt t; so do all others.  With
a range that shrinks to one temperature these are the solutions of `stefan`.
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike
from scipy.optimize import brentq
from scipy.special import erfcx, exp1

from lesionsim.verify.exact.arrays import Array
from lesionsim.verify.exact.stefan import Phase

Fall = Callable[[Phase, float, ArrayLike], Array]
WIDEST = 24.0  # in sqrt(alpha) of the slowest phase: beyond, nothing arrives to round-off
NARROWEST = 1e-9
FRACTION_TERMS = 40  # of the continued fraction of E1; converged to round-off for z above 10
FRACTION_FROM = 10.0


class Course(NamedTuple):
    """Hold where each band starts, place over 2 sqrt t in m/sqrt s, with temperature in °C and flux there.

    The first band of a line has no start; its end stands there instead.  Fluxes are times sqrt t in W sqrt s/m2
    from a wall, and W/m from a line.
    """

    bands: tuple[Phase, ...]
    place: Array
    temperature_c: Array
    flux: Array


def wall_fall(phase: Phase, start: float, place: ArrayLike) -> Array:
    """Give by how much temperature falls between two places before a wall, for unit flux at the first.

    sqrt(pi alpha) / k exp(eta0^2 / alpha) [erfc(eta0 / sqrt alpha) - erfc(eta / sqrt alpha)]

    Parameters
    ----------
    phase : Phase
        What lies between.
    start : float, m/sqrt s
        First place over 2 sqrt t, eta0.
    place : array, m/sqrt s
        Second place over 2 sqrt t, eta.

    Returns
    -------
    array, m2 K/W/sqrt s
        Fall.

    References
    ----------
    Carslaw & Jaeger 1959, 11.2.

    Examples
    --------
    >>> print(f"{wall_fall(Phase(0.5, 5e6), 0.0, np.inf):.9f}")
    0.001120998
    """
    spread = np.sqrt(phase.diffusivity_m2_s)
    first, second = start / spread, np.asarray(place, float) / spread
    less = erfcx(first) - np.exp(first**2 - second**2) * erfcx(second)
    return np.asarray(np.sqrt(np.pi) * spread / phase.conductivity_w_m_k * less)


def line_fall(phase: Phase, start: float, place: ArrayLike) -> Array:
    """Give by how much temperature falls between two places around a line, for unit flux at the first.

    exp(eta0^2 / alpha) [E1(eta0^2 / alpha) - E1(eta^2 / alpha)] / (4 pi k)

    Parameters
    ----------
    phase, start, place
        As in `wall_fall`, places above 0.

    Returns
    -------
    array, m K/W
        Fall.

    References
    ----------
    Paterson 1952.

    Examples
    --------
    >>> print(f"{line_fall(Phase(0.5, 5e6), 1e-4, np.inf):.9f}")
    0.320640320
    """
    first, second = (np.asarray(at, float) ** 2 / phase.diffusivity_m2_s for at in (start, place))
    less = _scaled_e1(first) - np.exp(first - second) * _scaled_e1(second)
    return np.asarray(less / (4 * np.pi * phase.conductivity_w_m_k))


def course_from_wall(bands: Sequence[Phase], edges_c: Sequence[float], wall_c: float, start_c: float) -> Course:
    """Find where bands lie before a wall that is suddenly held (I1 over a range).

    Parameters
    ----------
    bands : phases from the wall outwards
    edges_c : (bands - 1,) floats, °C
        Temperatures between them, from wall to start.
    wall_c, start_c : float, °C
        Temperature of the wall, and of the body at time 0.

    Returns
    -------
    Course

    References
    ----------
    Carslaw & Jaeger 1959, 11.2.

    Examples
    --------
    >>> water, boiling, vapour = Phase(0.6, 3.8e6), Phase(0.6, 1.8e9), Phase(0.3, 1e6)
    >>> course = course_from_wall((vapour, boiling, water), (100.0, 99.0), 200.0, 37.0)
    >>> print((1e3 * 2 * course.place * np.sqrt(60.0)).round(4))
    [0.     1.1478 1.1864]
    """
    edges, heat = (*edges_c, start_c), 1.0 if wall_c > start_c else -1.0
    least = abs(wall_c - edges[0]) / float(wall_fall(bands[0], 0.0, np.inf))

    def follow(flux: float) -> Course:
        return _follow(wall_fall, bands, edges, (0.0, wall_c, heat * flux))

    most = 2.0 * least
    while heat * _miss(wall_fall, follow(most), start_c) > 0:
        most *= 2.0
    flux = brentq(lambda flux: _miss(wall_fall, follow(flux), start_c), least * (1 + NARROWEST), most, rtol=1e-14)
    return follow(float(flux))


def course_from_line(bands: Sequence[Phase], edges_c: Sequence[float], power_w_m: float, start_c: float) -> Course:
    """Find where bands lie around a line of constant power (I2 over a range).

    Parameters
    ----------
    bands, edges_c, start_c
        As in `course_from_wall`, from the line outwards.
    power_w_m : float, W/m
        Power per length.

    Returns
    -------
    Course

    References
    ----------
    Paterson 1952; Carslaw & Jaeger 1959, 11.6.

    Examples
    --------
    >>> water, boiling, vapour = Phase(0.6, 3.8e6), Phase(0.6, 1.8e9), Phase(0.3, 1e6)
    >>> course = course_from_line((vapour, boiling, water), (100.0, 99.0), 300.0, 37.0)
    >>> print((1e3 * 2 * course.place[1:] * np.sqrt(60.0)).round(4))
    [1.1681 1.188 ]
    """
    edges, inner = (*edges_c[1:], start_c), bands[0]

    def follow(place: float) -> Course:
        flux = power_w_m * np.exp(-(place**2) / inner.diffusivity_m2_s)
        rest = _follow(line_fall, bands[1:], edges, (place, edges_c[0], float(flux)))
        first = (np.concatenate([each[:1], each]) for each in rest[1:])
        return Course(tuple(bands), *first)

    slowest = float(np.sqrt(inner.diffusivity_m2_s))
    place = brentq(
        lambda place: _miss(line_fall, follow(place), start_c), NARROWEST * slowest, WIDEST * slowest, rtol=1e-14
    )
    return follow(float(place))


def temperature_along(fall: Fall, place: ArrayLike, course: Course) -> Array:
    """Give the temperature at places over 2 sqrt t (I1, I2 over a range).

    Parameters
    ----------
    fall : `wall_fall` or `line_fall`
    place : array, m/sqrt s
        Distance from wall or line over 2 sqrt t.
    course : Course
        From `course_from_wall` or `course_from_line`.

    Returns
    -------
    array, °C
        Temperature.

    References
    ----------
    Carslaw & Jaeger 1959, 11.2; Paterson 1952.

    Examples
    --------
    >>> water, boiling, vapour = Phase(0.6, 3.8e6), Phase(0.6, 1.8e9), Phase(0.3, 1e6)
    >>> course = course_from_wall((vapour, boiling, water), (100.0, 99.0), 200.0, 37.0)
    >>> print(temperature_along(wall_fall, course.place, course))
    [200. 100.  99.]
    """
    wanted = np.asarray(place, float)
    found = np.empty(wanted.shape)
    number = np.maximum(np.searchsorted(course.place, wanted, side="right") - 1, 0)
    for band, phase in enumerate(course.bands):
        inside = number == band
        start, warm, flux = (float(each[band]) for each in course[1:])
        found[inside] = warm - flux * fall(phase, start, wanted[inside])
    return found


def _follow(fall: Fall, bands: Sequence[Phase], edges: Sequence[float], start: tuple[float, float, float]) -> Course:
    """Go from band to band until one does not end any more; `start` is place, temperature and flux."""
    found = [start]
    for phase, edge in zip(bands[:-1], edges[:-1], strict=True):
        place, warm, flux = found[-1]
        wanted, farthest = abs(warm - edge), place + WIDEST * float(np.sqrt(phase.diffusivity_m2_s))
        if abs(flux) * float(fall(phase, place, farthest)) <= wanted:
            break
        end = _reach(fall, phase, place, farthest, wanted / abs(flux))
        found.append((end, edge, float(flux * np.exp((place**2 - end**2) / phase.diffusivity_m2_s))))
    return Course(tuple(bands), *(np.array(each) for each in zip(*found, strict=True)))


def _reach(fall: Fall, phase: Phase, place: float, farthest: float, wanted: float) -> float:
    """Find where the fall has a wanted value."""
    return float(brentq(lambda at: float(fall(phase, place, at)) - wanted, place, farthest, xtol=1e-300, rtol=1e-14))


def _miss(fall: Fall, course: Course, start_c: float) -> float:
    """Give by how much the temperature far away differs from that of the start."""
    last = course.place.size - 1
    place, warm, flux = (float(each[last]) for each in course[1:])
    return warm - flux * float(fall(course.bands[last], place, np.inf)) - start_c


def _scaled_e1(z: ArrayLike) -> Array:
    """Give exp(z) E1(z), by a continued fraction where exp(z) could overflow."""
    value = np.asarray(z, float)
    small, large = np.minimum(value, FRACTION_FROM), np.maximum(value, FRACTION_FROM)
    tail = large + 1 + 2 * FRACTION_TERMS
    for term in range(FRACTION_TERMS, 0, -1):
        tail = large + 2 * term - 1 - term**2 / tail
    return np.where(value < FRACTION_FROM, np.exp(small) * exp1(small), 1 / tail)
