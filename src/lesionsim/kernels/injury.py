"""Damage laws, integrated over a step by Simpson's rule with the temperature as a cubic in time."""

from lesionsim.kernels.arrays import (
    ARRHENIUS,
    BEFORE,
    MIDDLE,
    PEAK,
    PEAK_BEFORE,
    RATE_END,
    RATE_MIDDLE,
    TEMPERATURE,
    THREE_STATE,
    TREND,
    TREND_BEFORE,
)
from lesionsim.kernels.compile import compiled, inlined
from lesionsim.kernels.copying import copy
from lesionsim.kernels.cubic import limited
from lesionsim.kernels.exponential import exp

# Parameters of each law: Arrhenius ln A (A in 1/s) and Ea / R (K); CEM43 ln R at and above 43 °C, ln R below, and the
# temperature below which nothing counts (°C); three-state forward rate (1/s), 1 / scale temperature (1/°C) and
# backward rate (1/s).
ZERO_CELSIUS_K = 273.15
CEM_REFERENCE_C = 43.0
SECONDS_PER_MINUTE = 60.0


@inlined
def middle_and_peak(fields, dt, mid, peak):
    """Evaluate the cubic with the step's end values and slopes at half the step; raise the peak to what it reached."""
    before, after = fields[BEFORE], fields[TEMPERATURE]
    trend_before, trend = fields[TREND_BEFORE], fields[TREND]
    for k in range(mid.size):
        change = after[k] - before[k]
        rise_start = limited(trend_before[k], change, dt)
        rise_end = limited(trend[k], change, dt)
        t = 0.5 * (before[k] + after[k]) + 0.125 * (rise_start - rise_end)
        mid[k] = t
        highest = t if t > after[k] else after[k]
        peak[k] = highest if highest > peak[k] else peak[k]


@compiled
def arrhenius_rate(temperature, log_frequency, energy_k, rate):
    """Rate of the Arrhenius integral: A exp(-Ea / (R T)), 1/s, T in kelvin."""
    for k in range(temperature.size):
        rate[k] = exp(log_frequency - energy_k / (temperature[k] + ZERO_CELSIUS_K))


@compiled
def cem43_rate(temperature, log_r_above, log_r_below, lowest_c, rate):
    """Rate of the thermal dose: R^(43 - T) / 60 minutes at 43 °C for each second."""
    for k in range(temperature.size):
        t = temperature[k]
        log_r = log_r_above if t >= CEM_REFERENCE_C else log_r_below
        minutes = exp(log_r * (CEM_REFERENCE_C - t)) / SECONDS_PER_MINUTE
        rate[k] = minutes if t >= lowest_c else 0.0


@compiled
def dose_rate(kind, parameters, temperature, rate):
    """Fill the rate of one Arrhenius or CEM43 law."""
    if kind == ARRHENIUS:
        arrhenius_rate(temperature, parameters[0], parameters[1], rate)
    else:
        cem43_rate(temperature, parameters[0], parameters[1], parameters[2], rate)


@compiled
def add_simpson(dose, at_start, at_middle, at_end, dt):
    """Add a step's integral by Simpson's rule; then the end is the start of the next step."""
    for k in range(dose.size):
        dose[k] += dt / 6.0 * (at_start[k] + 4.0 * at_middle[k] + at_end[k])
        at_start[k] = at_end[k]


@compiled
def alive_slope(alive, dead, forward, backward):
    """dA/dt of the three-state model; `forward` is kf exp(T / Tk)."""
    return -forward * (1.0 - alive) * alive + backward * (1.0 - alive - dead)


@compiled
def dead_slope(alive, dead, forward):
    """dD/dt of the three-state model."""
    return forward * (1.0 - alive) * (1.0 - alive - dead)


@inlined
def step_three_state(dead, alive, start, mid, end, parameters, dt):
    """Advance living and dead fractions by the classical Runge-Kutta method.

    Model of O'Neill 2011, 10.1007/s10439-010-0177-1.
    """
    kf, inverse_scale, kb = parameters[0], parameters[1], parameters[2]
    for k in range(dead.size):
        f0 = kf * exp(start[k] * inverse_scale)
        f1 = kf * exp(mid[k] * inverse_scale)
        f2 = kf * exp(end[k] * inverse_scale)
        a, d = alive[k], dead[k]
        a1, d1 = alive_slope(a, d, f0, kb), dead_slope(a, d, f0)
        am, dm = a + 0.5 * dt * a1, d + 0.5 * dt * d1
        a2, d2 = alive_slope(am, dm, f1, kb), dead_slope(am, dm, f1)
        am, dm = a + 0.5 * dt * a2, d + 0.5 * dt * d2
        a3, d3 = alive_slope(am, dm, f1, kb), dead_slope(am, dm, f1)
        am, dm = a + dt * a3, d + dt * d3
        a4, d4 = alive_slope(am, dm, f2, kb), dead_slope(am, dm, f2)
        alive[k] = a + dt / 6.0 * (a1 + 2.0 * a2 + 2.0 * a3 + a4)
        dead[k] = d + dt / 6.0 * (d1 + 2.0 * d2 + 2.0 * d3 + d4)


@inlined
def three_state_rate(dead, alive, temperature, parameters, rate_dead, rate_alive):
    """Fill the present rates of both fractions."""
    for k in range(dead.size):
        forward = parameters[0] * exp(temperature[k] * parameters[1])
        rate_dead[k] = dead_slope(alive[k], dead[k], forward)
        rate_alive[k] = alive_slope(alive[k], dead[k], forward, parameters[2])


@inlined
def remember(injury):
    """Keep doses, rates and peak of the start of a step, for frames inside it."""
    copy(injury.work[PEAK], injury.work[PEAK_BEFORE])
    for row in range(injury.kind.size):
        copy(injury.dose[row], injury.before[0, row])
        copy(injury.rate[row], injury.before[1, row])


@inlined
def accumulate_injury(fields, dt, injury):
    """Add the damage of one step under every law, and bring rates up to date; with dt = 0 only the latter."""
    mid, rate_mid, rate_end = injury.work[MIDDLE], injury.work[RATE_MIDDLE], injury.work[RATE_END]
    after = fields[TEMPERATURE]
    middle_and_peak(fields, dt, mid, injury.work[PEAK])
    for row in range(injury.kind.size):
        kind, parameters = injury.kind[row], injury.parameters[row]
        if kind < THREE_STATE:
            dose_rate(kind, parameters, mid, rate_mid)
            dose_rate(kind, parameters, after, rate_end)
            add_simpson(injury.dose[row], injury.rate[row], rate_mid, rate_end, dt)
        elif kind == THREE_STATE:
            dead, alive = injury.dose[row], injury.dose[row + 1]
            step_three_state(dead, alive, fields[BEFORE], mid, after, parameters, dt)
            three_state_rate(dead, alive, after, parameters, injury.rate[row], injury.rate[row + 1])
