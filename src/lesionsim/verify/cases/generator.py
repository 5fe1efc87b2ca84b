"""P: the generator's controller around a plant of first order: its arithmetic, its limits, its sampling."""

import numpy as np

from lesionsim.kernels.arrays import Control, Metal
from lesionsim.verify.case import Case
from lesionsim.verify.cases import modes
from lesionsim.verify.exact.arrays import Array
from lesionsim.verify.exact.control import (
    Controller,
    Loop,
    Plant,
    clipped_loop,
    continuous_loop,
    held_drive,
    sampled_loop,
)
from lesionsim.verify.judging import agree, converge

PLANT = Plant(5.0, 4e-3)  # s; K per second and V^2
GAINS = Controller(200.0, 50.0)
EAGER = Controller(2.0, 100.0)  # such gains lock at a limit where the integral part waits too long
HIGHEST = 2500.0  # V^2
SET_C, CLIMB_C_PER_S = 43.0, 2.0
PERIOD_S, SAMPLES = 0.1, 600
OHM = 80.0
ROUND_OFF = 1e-11
CONTROL = Control(
    proportional=GAINS.proportional, integral=GAINS.integral_per_s, most_v=np.inf, most_w=np.inf, most_a=np.inf,
    series_ohm=0.0, lag_s=0.0, change=0.0,
)  # fmt: skip
SAMPLED = "Astrom & Wittenmark 1997, ch. 2 (zero-order hold)"


def follow(control: Control, set_c: Array, period_s: float, start: tuple[float, float] = (0.0, 0.0)) -> Loop:
    """Let the shipped controller drive the plant.

    Parameters
    ----------
    set_c : (samples,) array, wanted temperature at each sample
    start : temperature and integral part at the first sample
    """
    from lesionsim.kernels.control import INTEGRAL, fresh_memory
    from lesionsim.kernels.single import sample_once

    metal, memory = Metal(np.array([1, 2]), np.array([0.25, 0.75])), fresh_memory(0.0)
    (output, memory[INTEGRAL]), rows = start, []
    for wanted in set_c:
        integral, content = float(memory[INTEGRAL]), np.array([np.nan, output + 3.0, output - 1.0])
        drive = float(sample_once(content, metal, control, memory, 1 / OHM, float(wanted), period_s))
        rows.append((output, drive, integral))
        output = float(held_drive(period_s, output, drive, PLANT))
    return Loop(*np.array(rows).T)


def sampled() -> Case:
    """P2: no limit is met: every sample, and the same with a voltage divider."""
    steady = np.full(SAMPLES, SET_C)
    exact = sampled_loop(np.arange(SAMPLES), PERIOD_S, PLANT, GAINS, SET_C, (10.0, 300.0))
    found = follow(CONTROL, steady, PERIOD_S, (10.0, 300.0))
    halved = follow(CONTROL._replace(series_ohm=OHM), steady, PERIOD_S, (10.0, 300.0))
    weaker = Controller(GAINS.proportional / 4, GAINS.integral_per_s / 4)  # half the voltage is left
    divided = sampled_loop(np.arange(SAMPLES), PERIOD_S, PLANT, weaker, SET_C, (10.0, 75.0))
    return Case(
        id="P2", title="Sampled PI control of a first-order plant",
        exercises="gains, order of reading and integrating, sensor weights, series resistance", source=SAMPLED,
        comparisons=(
            agree("temperature at all samples", found.output, exact.output, ROUND_OFF, unit="°C"),
            agree("squared voltage at all samples", found.drive, exact.drive, ROUND_OFF, unit="V²"),
            agree("integral part at all samples", found.integral, exact.integral, ROUND_OFF, unit="V²"),
            agree("series resistance: temperature", halved.output, divided.output, ROUND_OFF, unit="°C"),
            agree("series resistance: voltage on tissue", halved.drive, divided.drive, ROUND_OFF, unit="V²"),
        ),
    )  # fmt: skip


def continuous() -> Case:
    """P1: ever shorter samples approach continuous control, in first order."""
    end_s, found = 4.0, []
    for what, climb in (("constant set-point", 0.0), ("climbing set-point", CLIMB_C_PER_S)):
        start = (10.0, 900.0)
        errors = []
        for samples in (800, 1600, 3200):
            moments = np.arange(samples + 1) * end_s / samples
            run = follow(CONTROL, SET_C + climb * moments, end_s / samples, start)
            exact = continuous_loop(moments, PLANT, GAINS, SET_C, climb, start)
            errors.append(float(np.max(np.abs(run.output - exact.output)) / SET_C))
        found.append(converge(f"{what}: temperature, 3200 samples", errors, 1e-3, (0.95, 1.05)))
    return Case(
        id="P1", title="PI control against its continuous limit", exercises="integration in time, ramps",
        source="matrix exponential; Astrom & Murray 2008, ch. 5", comparisons=tuple(found),
    )  # fmt: skip


def limited() -> Case:
    """P3: at each limit the integral part waits, and no longer; the limits are the same drive."""
    changing = np.repeat([SET_C, 20.0, 30.0], SAMPLES // 3)
    limits = {
        "voltage": CONTROL._replace(most_v=HIGHEST**0.5),
        "power": CONTROL._replace(most_w=HIGHEST / OHM),
        "current": CONTROL._replace(most_a=HIGHEST**0.5 / OHM),
    }
    found, reached = [], []
    for gains in (GAINS, EAGER):
        exact = clipped_loop(changing, PERIOD_S, PLANT, gains._replace(lowest=0.0, highest=HIGHEST))
        reached += [float(np.mean(exact.drive == bound)) for bound in (HIGHEST, 0.0)]
        for name, control in limits.items():
            what = f"limit of {name}, gains {gains.proportional:g} and {gains.integral_per_s:g}"
            gained = control._replace(proportional=gains.proportional, integral=gains.integral_per_s)
            run = follow(gained, changing, PERIOD_S)
            found.append(agree(f"{what}: temperature", run.output, exact.output, ROUND_OFF, unit="°C"))
            found.append(agree(f"{what}: squared voltage", run.drive, exact.drive, ROUND_OFF, unit="V²"))
            found.append(agree(f"{what}: integral part", run.integral, exact.integral, ROUND_OFF, unit="V²"))
    found.append(agree("each limit is met", float(min(reached) > 0.01), 1.0, 0.0, 1.0))
    return Case(
        id="P3", title="PI control at its limits", exercises="limits of voltage, power, current; anti-windup",
        source="conditional integration; Astrom & Hagglund 1995, ch. 3", comparisons=tuple(found),
    )  # fmt: skip


def lagging() -> Case:
    """P4: a sensor with a time constant: the reading's own recursion, sample by sample."""
    lag_s = 0.7
    found = follow(CONTROL._replace(lag_s=lag_s), np.full(SAMPLES, SET_C), PERIOD_S)
    share, reading, integral, output = PERIOD_S / (lag_s + PERIOD_S), 0.0, 0.0, 0.0
    rows = []
    for _ in range(SAMPLES):
        reading += share * (output - reading)
        drive = GAINS.proportional * (SET_C - reading) + integral
        rows.append((output, max(drive, 0.0)))
        integral += GAINS.integral_per_s * PERIOD_S * (SET_C - reading) if drive >= 0 else 0.0
        output = float(held_drive(PERIOD_S, output, max(drive, 0.0), PLANT))
    exact = np.array(rows).T
    return Case(
        id="P4", title="PI control with a slow sensor", exercises="time constant of the reading",
        source="recursion of an implicit first-order lag",
        comparisons=(
            agree("temperature at all samples", found.output, exact[0], ROUND_OFF, unit="°C"),
            agree("squared voltage at all samples", found.drive, exact[1], ROUND_OFF, unit="V²"),
        ),
    )  # fmt: skip


CASES = (continuous, sampled, limited, lagging, *modes.CASES)
