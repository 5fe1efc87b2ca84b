"""Solve a first-order plant under PI control, continuous (P1) and sampled (P2).

The plant is dy/dt = -y / tau + g u; the controller u = kp e + z, dz/dt = ki e, e = setpoint - y.  The
integral part z is kept in the units of the drive u.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from lesionsim.verify.exact.arrays import Array


class Plant(NamedTuple):
    """Hold the time constant tau of a first-order plant and its gain g per second."""

    time_constant_s: float
    gain_per_s: float


class Controller(NamedTuple):
    """Hold the gains kp and ki (per second) of a PI controller and the limits of its drive."""

    proportional: float
    integral_per_s: float
    lowest: float = -np.inf
    highest: float = np.inf


class Loop(NamedTuple):
    """Hold output y, drive u and integral part z, each an array over time."""

    output: Array
    drive: Array
    integral: Array


def continuous_loop(
    time_s: ArrayLike,
    plant: Plant,
    controller: Controller,
    setpoint: float,
    climb_per_s: float = 0.0,
    start: tuple[float, float] = (0.0, 0.0),
) -> Loop:
    """Give the closed loop for a set-point that starts at `setpoint` and climbs, without limits (P1).

    (y, z) = (y, z)_p + exp(A t) [start - (y, z)_p(0)], A = [[-1/tau - g kp, g], [-ki, 0]];
    exp(A t) = exp(-h t) [cosh(d t) + (A + h) sinh(d t) / d], h = (1/tau + g kp) / 2, d^2 = h^2 - g ki;
    y_p lags the set-point by e_p = climb / (tau g ki), and z_p = (climb + y_p / tau) / g - kp e_p.

    Parameters
    ----------
    time_s : array, s
        Times, 0 or more.
    plant, controller : Plant, Controller
        Plant and gains, ki above 0; the limits play no part.
    setpoint, climb_per_s : float
        Set-point at time 0 and its rise per second.
    start : (float, float)
        Output y and integral part z at time 0.

    Returns
    -------
    Loop
        Output, drive and integral part, each of the shape of time_s.

    References
    ----------
    Matrix exponential of a linear system; Astrom & Murray 2008, Feedback Systems, ch. 5.

    Examples
    --------
    >>> loop = continuous_loop([0.0, 2.0, 90.0], Plant(5.0, 0.4), Controller(2.0, 0.5), 43.0)
    >>> print(loop.output.round(4), loop.drive.round(4))
    [ 0.     35.3836 43.    ] [86.     36.1949 21.5   ]
    """
    time, gain = np.asarray(time_s, float), plant.gain_per_s
    lag = climb_per_s / (plant.time_constant_s * gain * controller.integral_per_s)
    outputs = setpoint + climb_per_s * np.append(0.0, time.ravel()) - lag
    integrals = (climb_per_s + outputs / plant.time_constant_s) / gain - controller.proportional * lag
    away = np.array([start[0] - outputs[0], start[1] - integrals[0]])
    fading = _exponential(time, plant, controller)
    output = outputs[1:].reshape(time.shape) + fading[0, 0] * away[0] + fading[0, 1] * away[1]
    integral = integrals[1:].reshape(time.shape) + fading[1, 0] * away[0] + fading[1, 1] * away[1]
    error = setpoint + climb_per_s * time - output
    return Loop(output, controller.proportional * error + integral, integral)


def held_drive(time_s: ArrayLike, output: ArrayLike, drive: ArrayLike, plant: Plant) -> Array:
    """Give the plant's output a time after it was known, under a constant drive (P2).

    y(t) = y exp(-t/tau) + g tau u [1 - exp(-t/tau)]

    Parameters
    ----------
    time_s : array, s
        Time since the output was known.
    output, drive : arrays that broadcast
        Output then, and drive since then.
    plant : Plant
        Plant.

    Returns
    -------
    array
        Output, in its own units.

    References
    ----------
    Direct solution of the plant's equation.

    Examples
    --------
    >>> print(f"{held_drive(5.0, 0.0, 21.5, Plant(5.0, 0.4)):.6f}")
    27.181184
    """
    passed = np.asarray(time_s, float) / plant.time_constant_s
    steady = plant.gain_per_s * plant.time_constant_s * np.asarray(drive, float)
    return np.asarray(output, float) * np.exp(-passed) - steady * np.expm1(-passed)


def sampled_loop(
    samples: ArrayLike,
    period_s: float,
    plant: Plant,
    controller: Controller,
    setpoint: float,
    start: tuple[float, float] = (0.0, 0.0),
) -> Loop:
    """Give the loop of a controller that samples, then holds its drive, without limits (P2).

    u_n = kp e_n + z_n, z_n+1 = z_n + ki period e_n, y_n+1 = `held_drive`; so (y, z)_n = fixed point
    + M^n [start - fixed point], M = [[p - q kp, q], [-ki period, 1]], p = exp(-period/tau), q = g tau (1 - p).

    Parameters
    ----------
    samples : array of int
        Sample numbers n, 0 or more; sample n is at n periods.
    period_s : float
        Time between samples.
    plant, controller, setpoint, start
        As in `continuous_loop`, the set-point constant.

    Returns
    -------
    Loop
        Output, drive from that sample on, and integral part, each of the shape of samples.

    References
    ----------
    Zero-order hold; Astrom & Wittenmark 1997, Computer-Controlled Systems, ch. 2.

    Examples
    --------
    >>> loop = sampled_loop([0, 1, 2, 300], 0.5, Plant(5.0, 0.4), Controller(2.0, 0.5), 43.0)
    >>> print(loop.output.round(4))
    [ 0.     16.368  26.9938 43.    ]
    """
    number = np.asarray(samples, int)
    kept = np.exp(-period_s / plant.time_constant_s)
    given = plant.gain_per_s * plant.time_constant_s * (1 - kept)
    step = [[kept - given * controller.proportional, given], [-controller.integral_per_s * period_s, 1.0]]
    fixed = np.array([setpoint, setpoint / (plant.gain_per_s * plant.time_constant_s)])
    states = [fixed + np.linalg.matrix_power(step, n) @ (np.array(start) - fixed) for n in number.ravel()]
    pairs = np.reshape(states, (*number.shape, 2))
    output, integral = pairs[..., 0], pairs[..., 1]
    return Loop(output, controller.proportional * (setpoint - output) + integral, integral)


def clipped_loop(
    setpoints: ArrayLike,
    period_s: float,
    plant: Plant,
    controller: Controller,
    start: tuple[float, float] = (0.0, 0.0),
) -> Loop:
    """Give the loop of a sampling controller whose drive is limited, sample by sample (P2).

    As `sampled_loop` with u_n = kp e_n + z_n put within the limits.  The integral part waits while the
    demand is beyond a limit and the error pushes it farther: z_n+1 = z_n where e_n > 0 and the demand is
    above the highest drive, or e_n < 0 and it is below the lowest; else z_n + ki period e_n.

    Parameters
    ----------
    setpoints : (sample,) array
        Set-point at each sample.
    period_s, plant, controller, start
        As in `sampled_loop`; here the controller's limits count.

    Returns
    -------
    Loop
        Output, drive from that sample on, and integral part, each of shape (sample,).

    References
    ----------
    Conditional integration; Astrom & Hagglund 1995, PID Controllers, ch. 3.

    Examples
    --------
    >>> limited = Controller(2.0, 0.5, 0.0, 30.0)
    >>> loop = clipped_loop(np.full(200, 43.0), 0.5, Plant(5.0, 0.4), limited)
    >>> print(loop.drive[[0, 20, 199]].round(4), f"{loop.output.max():.4f}")
    [30.     21.9084 21.5   ] 43.0000
    """
    (output, integral), rows = start, []
    for setpoint in np.asarray(setpoints, float):
        error = setpoint - output
        demand = controller.proportional * error + integral
        drive = min(max(demand, controller.lowest), controller.highest)
        rows.append((output, drive, integral))
        waits = (demand > controller.highest and error > 0) or (demand < controller.lowest and error < 0)
        integral = integral if waits else integral + controller.integral_per_s * period_s * error
        output = float(held_drive(period_s, output, drive, plant))
    return Loop(*np.array(rows).T)


def _exponential(time: Array, plant: Plant, controller: Controller) -> Array:
    """Give exp(A t) of the closed loop, shape (2, 2, ...), for real, equal and complex rates alike."""
    half = (1 / plant.time_constant_s + plant.gain_per_s * controller.proportional) / 2
    spread = np.sqrt(complex(half**2 - plant.gain_per_s * controller.integral_per_s))
    slow = np.exp((spread - half) * time)
    even = np.real(slow + np.exp(-(spread + half) * time)) / 2
    odd = np.real(-slow * np.expm1(-2 * spread * time) / (2 * spread)) if spread else time * np.exp(-half * time)
    return np.array(
        [
            [even - half * odd, plant.gain_per_s * odd],
            [-controller.integral_per_s * odd, even + half * odd],
        ]
    )
