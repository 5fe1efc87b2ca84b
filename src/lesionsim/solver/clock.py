"""Time steps: small after every jump of the protocol, then growing to the largest step."""

import math
from typing import NamedTuple

import numpy as np

from lesionsim.kernels.arrays import Plan
from lesionsim.scenario.numerics import Numerics
from lesionsim.scenario.protocol import Cooldown, Protocol, Ramp

Array = np.ndarray
FEWEST_STAGES = 3
SAME_MOMENT_S = 1e-6  # moments nearer than this are recorded once
STIFF_FOLDS = 2.0  # the first step spans this many e-folding times of the fastest mode
SAFETY = 1.02  # on the reach of the stages, for rounding and for properties between table entries


class Limits(NamedTuple):
    """What bounds the time steps."""

    fastest_rate: float  # 1/s, of the network
    longest_step_s: float  # for the damage laws
    coldest_c: float  # no tissue can be colder than start, blood, walls and tip
    hottest_c: float


class Stretch(NamedTuple):
    """One protocol step: when it runs and what the tip does."""

    start_s: float
    duration_s: float
    tip_start_c: float
    tip_end_c: float
    held: bool
    from_tip: bool = False  # starts from whatever temperature the tip has: a ramp after a cool-down
    ramps: bool = False


def stretches(protocol: Protocol, start_c: float) -> list[Stretch]:
    """Lay the protocol's steps one after the other."""
    found: list[Stretch] = []
    now, tip_c = 0.0, start_c
    for step in protocol.steps:
        held = not isinstance(step, Cooldown)
        begin = tip_c if isinstance(step, (Ramp, Cooldown)) else step.at_c
        end = step.to_c if isinstance(step, Ramp) else begin
        loose = isinstance(step, Ramp) and bool(found) and not found[-1].held
        found.append(Stretch(now, step.duration_s, begin, end, held, loose, isinstance(step, Ramp)))
        now, tip_c = now + step.duration_s, end
    return found


def step_sizes(duration: float, first: float, growth: float, largest: float) -> Array:
    """Divide a duration: steps grow from `first` by the factor `growth` to `largest`, the rest is equal.

    Parameters
    ----------
    duration, first, largest : float, s
    growth : float, at least 1

    Returns
    -------
    array of step sizes in s that sum to `duration`

    Examples
    --------
    >>> step_sizes(10.0, 0.5, 2.0, 2.0)
    array([0.5, 1. , 1.7, 1.7, 1.7, 1.7, 1.7])
    """
    count = math.ceil(math.log(largest / first) / math.log(growth)) if growth > 1 and first < largest else 0
    early = first * growth ** np.arange(count)
    elapsed = np.cumsum(early)
    if count and duration - elapsed[-1] < early[-1]:
        fitting = min(int(np.searchsorted(elapsed, duration)) + 1, count)
        early = np.append(early, early[-1])[: fitting + (duration > elapsed[-1])]
        return early * (duration / early.sum())
    rest = duration - early.sum()
    return np.concatenate([early, np.full(n := max(1, math.ceil(rest / largest)), rest / n)])


def stages_for(step_s: Array, fastest_rate: float) -> Array:
    """Return the smallest odd stage number whose reach covers each step: (s^2 + s - 2) / 2 >= step * rate."""
    reach = 2.0 * SAFETY * step_s * fastest_rate
    stages = np.ceil(0.5 * (np.sqrt(9.0 + 4.0 * reach) - 1.0)).astype(np.int64)
    return np.maximum(stages + (stages + 1) % 2, FEWEST_STAGES)


def plan_of(stretch: Stretch, numerics: Numerics, limits: Limits, first_row: int) -> Plan:
    """Lay out the steps of one stretch.

    The first step follows the stiffest cell: super-time-stepping halves its modes with each step, however
    long, so a sudden start on small cells must begin with short ones.
    """
    largest = min(numerics.step_s, limits.longest_step_s)
    first = min(numerics.first_step_s, STIFF_FOLDS / limits.fastest_rate, largest)
    step = step_sizes(stretch.duration_s, first, numerics.step_growth, largest)
    moment = np.concatenate([[0.0], np.cumsum(step)])
    moment[-1] = stretch.duration_s
    tip = stretch.tip_start_c + (stretch.tip_end_c - stretch.tip_start_c) * moment / stretch.duration_s
    size = np.diff(moment)
    stages = stages_for(size, limits.fastest_rate)
    rows = np.stack([stretch.start_s + moment[:-1], size, stages, tip[:-1], tip[1:]])
    return Plan(rows, stretch.held, first_row, limits.coldest_c, limits.hottest_c)


def frame_times(protocol: Protocol, every_s: float) -> Array:
    """Return the moments to record: regular ones, the end of every protocol step, and the end."""
    ends = np.cumsum([step.duration_s for step in protocol.steps])
    regular = np.arange(1, math.ceil(ends[-1] / every_s)) * every_s
    apart = np.min(np.abs(regular[:, None] - ends), axis=1) > SAME_MOMENT_S
    return np.sort(np.concatenate([[0.0], regular[apart], ends]))
