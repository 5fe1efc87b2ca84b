"""Solve the three-state model of cell death at constant temperature (J4).

In closed form only where cells cannot recover, or on one special trajectory; otherwise by Taylor
series.  With u = 1 - A and q = D / u the model is u' = u (K - b - K u + b q), q' = K u - (K - b) q - b q^2,
whose saddle at 0 has the first saddle quantity b K^2 / (K - b)^2: not 0, so no integral of motion is
analytic there, and no closed form for all starts and rates is known to us.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from lesionsim.verify.exact.arrays import Array

ORDER = 24
TRUNCATION = 1e-18  # share of the last kept Taylor term, well under round-off


class CellStates(NamedTuple):
    """Hold the shares of alive, vulnerable and dead cells, which sum to 1."""

    alive: Array
    vulnerable: Array
    dead: Array


def damage_rate_per_s(at_c: float, forward_per_s: float, scale_c: float) -> float:
    """Give K = k_f exp(T / T_k) with T in °C.

    Parameters
    ----------
    at_c : float, °C
        Temperature.
    forward_per_s, scale_c : float
        Forward rate k_f and its scale T_k.

    Returns
    -------
    float, 1/s
        Damage rate.

    References
    ----------
    O'Neill et al. 2011, 10.1007/s10439-010-0177-1.

    Examples
    --------
    >>> print(f"{damage_rate_per_s(60.0, 3.33e-3, 40.5):.6f}")
    0.014650
    """
    return float(forward_per_s * np.exp(at_c / scale_c))


def three_state(
    time_s: ArrayLike,
    damage_per_s: float,
    backward_per_s: float,
    start_alive: float = 0.99,
    start_dead: float = 0.0,
) -> CellStates:
    """Give the cell states after times at constant temperature (J4), to about 1e-14.

    A' = -K (1 - A) A + b V, D' = K (1 - A) V, V = 1 - A - D; Taylor series of order 24 with steps as
    long as the series allows.  The right side is a polynomial, so each coefficient follows from the
    lower ones.

    Parameters
    ----------
    time_s : array, s
        Times, 0 or more, in any order.
    damage_per_s, backward_per_s : float
        K from `damage_rate_per_s`, and the rate of recovery b.
    start_alive, start_dead : float, 1
        Shares at time 0; the rest is vulnerable.

    Returns
    -------
    CellStates of arrays of the shape of time_s, 1
        Alive, vulnerable and dead shares.

    References
    ----------
    O'Neill et al. 2011, 10.1007/s10439-010-0177-1.

    Examples
    --------
    >>> states = three_state(90.0, 0.014651, 7.77e-3)
    >>> print(f"{states.alive:.6f} {states.vulnerable:.6f} {states.dead:.6f}")
    0.981671 0.018074 0.000255
    """
    times = np.asarray(time_s, float)
    if not np.all((times >= 0) & np.isfinite(times)):
        raise ValueError("time_s holds a time that is negative or not finite; give times from 0 s on.")
    harmed, dead = np.empty(times.shape), np.empty(times.shape)
    now, u, d = 0.0, 1 - start_alive, start_dead
    todo = np.ones(times.shape, bool)
    while np.any(todo):
        series = _series(u, d, damage_per_s, backward_per_s)
        step = _reach(series, float(np.max(times)) - now)
        here = todo & (times <= now + step)
        harmed[here], dead[here] = _evaluate(series, times[here] - now)
        todo &= ~here
        now, (u, d) = now + step, (float(part) for part in _evaluate(series, np.asarray(step)))
    return CellStates(1 - harmed, harmed - dead, dead)


def three_state_without_recovery(
    time_s: ArrayLike, damage_per_s: float, start_alive: float = 0.99, start_dead: float = 0.0
) -> CellStates:
    """Give the cell states when vulnerable cells never recover, in closed form (J4).

    A = A0 / (A0 + (1 - A0) exp(K t)), V = A [V0 / A0 + ln(A0 / A)]

    Parameters
    ----------
    time_s, damage_per_s, start_alive, start_dead
        As in `three_state`, with no recovery.

    Returns
    -------
    CellStates of arrays, 1
        Alive, vulnerable and dead shares.

    References
    ----------
    A is logistic; dV/dA = V/A - 1.

    Examples
    --------
    >>> print(f"{three_state_without_recovery(200.0, 0.03).alive:.6f}")
    0.197043
    """
    growth = damage_per_s * np.asarray(time_s, float)
    fading = np.exp(-growth)
    alive = start_alive * fading / (start_alive * fading + 1 - start_alive)
    log_ratio = growth + np.log(start_alive * fading + 1 - start_alive)
    vulnerable = alive * ((1 - start_alive - start_dead) / start_alive + log_ratio)
    return CellStates(alive, vulnerable, 1 - alive - vulnerable)


def three_state_logistic(time_s: ArrayLike, backward_per_s: float, start_alive: float = 0.99) -> CellStates:
    """Give the one trajectory with recovery that is elementary: K = 2 b and D0 = (1 - A0)^2 (J4).

    D = u^2 stays true, and u = 1 - A is logistic: u' = b u (1 - u).

    Parameters
    ----------
    time_s, backward_per_s, start_alive
        As in `three_state`, which takes damage_per_s = 2 b and start_dead = (1 - A0)^2.

    Returns
    -------
    CellStates of arrays, 1
        Alive, vulnerable and dead shares.

    References
    ----------
    Insert D = u^2 into the model.

    Examples
    --------
    >>> print(f"{three_state_logistic(600.0, 7.77e-3).alive:.6f}")
    0.483286
    """
    fading = np.exp(-backward_per_s * np.asarray(time_s, float))
    alive = start_alive * fading / (start_alive * fading + 1 - start_alive)
    return CellStates(alive, alive * (1 - alive), (1 - alive) ** 2)


def _series(u: float, d: float, damage: float, recovery: float) -> Array:
    """Give the Taylor coefficients of u = 1 - A (row 0) and of D (row 1) about now."""
    rows = np.zeros((2, ORDER + 1))
    alive = np.zeros(ORDER + 1)
    rows[:, 0], alive[0] = (u, d), 1 - u
    for n in range(ORDER):
        vulnerable = rows[0, : n + 1] - rows[1, : n + 1]
        harm = damage * rows[0, n::-1] @ alive[: n + 1]
        rows[0, n + 1] = (harm - recovery * vulnerable[n]) / (n + 1)
        rows[1, n + 1] = damage * rows[0, n::-1] @ vulnerable / (n + 1)
        alive[n + 1] = -rows[0, n + 1]
    return rows


def _reach(series: Array, longest: float) -> float:
    """Give the longest step for which the last two Taylor terms are negligible."""
    step = longest
    for n in (ORDER - 1, ORDER):
        size = float(np.max(np.abs(series[:, n])))
        if size > 0:
            step = min(step, (TRUNCATION / size) ** (1 / n))
    return step


def _evaluate(series: Array, time: Array) -> Array:
    """Sum the Taylor series at a time after its centre."""
    total = np.zeros((2, *time.shape))
    for n in range(ORDER, -1, -1):
        total = total * time + series[:, n].reshape(2, *(1,) * time.ndim)
    return total
