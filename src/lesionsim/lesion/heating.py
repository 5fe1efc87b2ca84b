"""What a scenario asks its tip for: a temperature, or a voltage, power or current that the generator keeps."""

from lesionsim.scenario import Cooldown, Hold, Ramp, Scenario
from lesionsim.scenario.generator import KEPT, UNITS
from lesionsim.scenario.protocol import end_c
from lesionsim.scenario.wording import plain
from lesionsim.texts import spoken


def keeps_temperature(scenario: Scenario) -> bool:
    """Tell whether the protocol's temperatures count: the tip is held, or the generator follows its sensor."""
    return scenario.source != "rf" or scenario.generator.mode == "temperature"


def kept_value(scenario: Scenario) -> float:
    """Return the voltage, power or current that is kept, in V, W or A; else the last temperature asked for, °C."""
    kept = scenario.generator.kept
    if not keeps_temperature(scenario) and kept is not None:
        return kept
    return [end_c(step) for step in scenario.protocol.steps if not isinstance(step, Cooldown)][-1]


def unit_kept(scenario: Scenario) -> str:
    """Return the unit of what is kept."""
    return "°C" if keeps_temperature(scenario) else UNITS[KEPT[scenario.generator.mode]]


def in_figures(number: float) -> str:
    """Write a number as a person reads it: with five figures, and a whole one whole.

    >>> in_figures(80.0), in_figures(77.94321922585368)
    ('80', '77.943')
    """
    return plain(float(f"{number:.5g}"))


def step_in_words(step: Ramp | Hold | Cooldown, scenario: Scenario) -> str:
    """Write one step of the protocol with what the generator keeps.

    Examples
    --------
    >>> import lesionsim as ls
    >>> scenario = ls.load("b2")
    >>> step_in_words(scenario.protocol.steps[0], scenario)
    'ramp to 80 °C in 10 s'
    """
    if keeps_temperature(scenario) or isinstance(step, Cooldown):
        return step_as_set(step)
    goal = f"{in_figures(kept_value(scenario))} {unit_kept(scenario)}"
    words = "raise to {goal} in {time_s} s" if isinstance(step, Ramp) else "keep {goal} for {time_s} s"
    return spoken(words, goal=goal, time_s=in_figures(step.duration_s))


def step_as_set(step: Ramp | Hold | Cooldown) -> str:
    """Write one step of the protocol with its temperature; in English nearly what the step itself prints."""
    time_s = in_figures(step.duration_s)
    if isinstance(step, Cooldown):
        return spoken("cool down for {time_s} s", time_s=time_s)
    words = "ramp to {at_c} °C in {time_s} s" if isinstance(step, Ramp) else "hold {at_c} °C for {time_s} s"
    return spoken(words, at_c=in_figures(end_c(step)), time_s=time_s)


def steps_in_words(scenario: Scenario) -> str:
    """Write all steps of the protocol with what the generator keeps."""
    return spoken(", then ").join(step_in_words(step, scenario) for step in scenario.protocol.steps)


def amount_in_words(scenario: Scenario) -> str:
    """Write how hot a protocol gets, or what the generator keeps."""
    amount = scenario.protocol.set_c if keeps_temperature(scenario) else kept_value(scenario)
    return f"{amount:g} {unit_kept(scenario)}"


def goal_in_words(scenario: Scenario) -> str:
    """Write how hot a protocol gets, or what the generator keeps, and for how long."""
    amount, hold_s = amount_in_words(scenario), scenario.protocol.hold_s
    if not hold_s:
        return spoken("up to {amount}", amount=amount)
    return spoken("{amount} for {hold_s:g} s", amount=amount, hold_s=hold_s)
