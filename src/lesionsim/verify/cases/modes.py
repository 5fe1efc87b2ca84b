"""P: the generator that keeps voltage, power or current, and holds current back where the impedance is too high."""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from lesionsim.kernels.arrays import CURRENT_KEPT, POWER_KEPT, VOLTAGE_KEPT, Control, Metal
from lesionsim.verify.case import Case, Comparison
from lesionsim.verify.exact.arrays import Array
from lesionsim.verify.exact.control import Controller, Plant, held_drive, sampled_loop
from lesionsim.verify.exact.kept import Power, kept_loop, paused_loop, ramped
from lesionsim.verify.judging import agree, converge

PLANT = Plant(5.0, 0.32)  # s; K per second and W
PERIOD_S, SAMPLES = 0.1, 900
ROUND_OFF = 1e-11
FREE = Control(
    proportional=20.0, integral=8.0, most_v=np.inf, most_w=np.inf, most_a=np.inf, series_ohm=0.0, lag_s=0.0, change=0.0
)
KEPT_V, KEPT_W, KEPT_A, SERIES = 60.0, 30.0, 0.4, 40.0
SAMPLED = "Astrom & Wittenmark 1997, ch. 2 (zero-order hold)"


class Heated(NamedTuple):
    """What a plant did at every sample."""

    output: Array  # K
    volts2: Array  # V^2 on the tissue, from then on
    power: Array  # W into the tissue
    integral: Array  # V^2
    pause_start: Array  # s, of the latest pause
    shut_start: Array  # s


class Kept(NamedTuple):
    """A way to keep something, and the resistance on which the power then follows the output."""

    what: str
    control: Control
    ohm: Callable[[float], float]  # of tissue that takes up so many W
    power: Power

    def at(self, _: int, output: float) -> float:
        """Give the tissue's resistance at an output."""
        return self.ohm(float(self.power(output)))


def heat(control: Control, wanted: Array, ohm: Callable[[int, float], float], period_s: float = PERIOD_S) -> Heated:
    """Let the shipped generator heat a plant whose resistance depends on the sample and on the output."""
    from lesionsim.kernels.control import INTEGRAL, PAUSE_START, SHUT_START, fresh_memory
    from lesionsim.kernels.single import sample_once

    metal, memory, output, rows = Metal(np.array([0]), np.array([1.0])), fresh_memory(0.0), 0.0, []
    for n, share in enumerate(wanted):
        integral, resistance = float(memory[INTEGRAL]), ohm(n, output)
        volts2 = float(sample_once(np.array([output]), metal, control, memory, 1 / resistance, float(share), period_s))
        power = volts2 / resistance
        rows.append((output, volts2, power, integral, memory[PAUSE_START], memory[SHUT_START]))
        output = float(held_drive(period_s, output, power, PLANT))
    return Heated(*np.array(rows).T)


def divided(power: float) -> float:
    """Give the resistance behind SERIES that takes up so many W at KEPT_V in all: V² R / (R + series)² = P."""
    share = power / KEPT_V**2
    return float((1 - 2 * share * SERIES + np.sqrt(1 - 4 * share * SERIES)) / (2 * share))


def ways() -> list[Kept]:
    """List voltage, power and current, each alone and behind a series resistance, and each at another's limit."""
    volt = FREE._replace(mode=VOLTAGE_KEPT, kept=KEPT_V)
    watt = FREE._replace(mode=POWER_KEPT, kept=KEPT_W)
    ampere = FREE._replace(mode=CURRENT_KEPT, kept=KEPT_A)
    rising, falling = Power(12.0, 0.1), Power(16.0, -0.2)
    series = f"{SERIES:g} ohm in series"
    return [
        Kept("voltage", volt, lambda power: KEPT_V**2 / power, rising),
        Kept(f"voltage, {series}", volt._replace(series_ohm=SERIES), divided, rising),
        Kept("power", watt, lambda power: 80.0 + power, Power(KEPT_W)),
        Kept(f"power, {series}", watt._replace(series_ohm=SERIES), lambda p: SERIES * p / (KEPT_W - p), rising),
        Kept("current", ampere, lambda power: power / KEPT_A**2, falling),
        Kept(f"current, {series}", ampere._replace(series_ohm=SERIES), lambda power: power / KEPT_A**2, falling),
        Kept(
            f"voltage at the limit of power, {series}",
            volt._replace(most_w=9.0, series_ohm=SERIES),
            lambda _: 50.0,
            Power(5.0),
        ),
        Kept(
            f"power at the limit of current, {series}",
            watt._replace(most_a=KEPT_A, series_ohm=SERIES),
            lambda p: p / KEPT_A**2,
            falling,
        ),
        Kept("current at the limit of voltage", ampere._replace(most_v=20.0), lambda p: 400.0 / p, Power(6.0, 0.1)),
    ]


def kept() -> Case:
    """P5: constant voltage, power and current at every sample, and a ramp of power."""
    found: list[Comparison] = []
    for way in ways():
        output = kept_loop(np.arange(SAMPLES), PERIOD_S, PLANT, way.power)
        run = heat(way.control, np.ones(SAMPLES), way.at)
        taken = way.power(output)
        found.append(agree(f"{way.what}: temperature", run.output, output, ROUND_OFF, unit="K"))
        found.append(agree(f"{way.what}: power into tissue", run.power, taken, ROUND_OFF, unit="W"))
    errors, ramp_s = [], 20.0
    for samples in (800, 1600, 3200):
        share = np.arange(samples + 1) / samples
        run = heat(FREE._replace(mode=POWER_KEPT, kept=KEPT_W), share, lambda *_: 80.0, ramp_s / samples)
        exact = ramped(share * ramp_s, PLANT, KEPT_W, ramp_s)
        errors.append(float(np.max(np.abs(run.output - exact)) / np.max(exact)))
    found.append(converge("ramp of power: temperature, 3200 samples", errors, 1e-3, (0.95, 1.05)))
    return Case(
        id="P5", title="Voltage, power or current kept on a changing resistance",
        exercises="modes, series resistance, limits in each mode, ramps of the kept value", source=SAMPLED,
        comparisons=tuple(found),
    )  # fmt: skip


def held_back() -> Case:
    """P6: roll-off and shut-off of a kept current: when each pause begins and ends, and what the plant does."""
    power, per_ohm, highest = Power(14.4, 0.08), 0.5, 23.0  # 0.4 A on 90 ohm + 0.5 ohm/K
    pausing = FREE._replace(mode=CURRENT_KEPT, kept=KEPT_A, series_ohm=SERIES)
    limit = 90.0 + per_ohm * highest + SERIES
    runs = {
        "pause of 15 s": (pausing._replace(roll_off_ohm=limit, pause_s=15.0), 150),
        "pause of 0.33 s, 3 samples": (pausing._replace(roll_off_ohm=limit, pause_s=0.33), 3),
        "pause shorter than half a sample": (pausing._replace(roll_off_ohm=limit, pause_s=0.01), 1),
        "shut off": (pausing._replace(shut_off_ohm=limit, roll_off_ohm=limit, pause_s=1.0), SAMPLES),
    }
    found: list[Comparison] = []
    for what, (control, pause) in runs.items():
        output, on = paused_loop(SAMPLES, PERIOD_S, PLANT, power, highest, pause)
        run = heat(control, np.ones(SAMPLES), lambda _, y: 90.0 + per_ohm * y)
        starts = PERIOD_S * np.flatnonzero(on[:-1] & ~on[1:]) + PERIOD_S
        told = run.shut_start if what == "shut off" else run.pause_start
        found += [
            agree(f"{what}: temperature", run.output, output, ROUND_OFF, unit="K"),
            agree(f"{what}: current flows", run.volts2 > 0, on, 0.0, 1.0),
            agree(f"{what}: power", run.power, np.where(on, power(output), 0), ROUND_OFF),
            agree(f"{what}: starts that are told", np.unique(told)[1:], starts, ROUND_OFF, unit="s"),
        ]
    return Case(
        id="P6", title="Pauses after roll-off, and shut-off",
        exercises="when current stops, for how long, what is told",
        source="geometric series of the sampled plant, piece by piece", comparisons=tuple(found),
    )  # fmt: skip


def frozen() -> Case:
    """P7: a generator that keeps the temperature goes on after a pause from where its integral part was."""
    first, pause, limit, ohm = 200, 40, 100.0, 80.0
    control = FREE._replace(roll_off_ohm=limit, pause_s=pause * PERIOD_S)
    run = heat(control, np.full(SAMPLES, 43.0), lambda n, _: limit + 1 if n == first else ohm)
    plant, gains = PLANT._replace(gain_per_s=PLANT.gain_per_s / ohm), Controller(FREE.proportional, FREE.integral)
    before = sampled_loop(np.arange(first + 1), PERIOD_S, plant, gains, 43.0)
    left, integral = float(before.output[-1]), float(before.integral[-1])
    cold = held_drive(PERIOD_S * np.arange(pause + 1), left, 0.0, plant)
    after = sampled_loop(np.arange(SAMPLES - first - pause), PERIOD_S, plant, gains, 43.0, (float(cold[-1]), integral))
    pieces = {
        "temperature": (run.output, [before.output[:-1], cold[:-1], after.output], "K"),
        "squared voltage": (run.volts2, [before.drive[:-1], np.zeros(pause), after.drive], "V²"),
        "integral part": (run.integral, [before.integral[:-1], np.full(pause, integral), after.integral], "V²"),
    }
    return Case(
        id="P7", title="PI control that pauses once", exercises="the integral part waits during a pause",
        source=SAMPLED,
        comparisons=tuple(
            agree(f"{what} at all samples", found, np.concatenate(exact), ROUND_OFF, unit=unit)
            for what, (found, exact, unit) in pieces.items()
        ),
    )  # fmt: skip


CASES = (kept, held_back, frozen)
