"""What a scenario asks its tip for: a temperature, or a voltage, power or current that the generator keeps."""

from lesionsim.scenario import Cooldown, Hold, Ramp, Scenario
from lesionsim.scenario.generator import KEPT, UNITS
from lesionsim.scenario.protocol import end_c
from lesionsim.scenario.wording import plain


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
        return str(step)
    goal = f"{plain(kept_value(scenario))} {unit_kept(scenario)}"
    if isinstance(step, Ramp):
        return f"raise to {goal} in {plain(step.duration_s)} s"
    return f"keep {goal} for {plain(step.duration_s)} s"


def steps_in_words(scenario: Scenario) -> str:
    """Write all steps of the protocol with what the generator keeps."""
    return ", then ".join(step_in_words(step, scenario) for step in scenario.protocol.steps)


def amount_in_words(scenario: Scenario) -> str:
    """Write how hot a protocol gets, or what the generator keeps."""
    amount = scenario.protocol.set_c if keeps_temperature(scenario) else kept_value(scenario)
    return f"{amount:g} {unit_kept(scenario)}"


def goal_in_words(scenario: Scenario) -> str:
    """Write how hot a protocol gets, or what the generator keeps, and for how long."""
    amount, hold_s = amount_in_words(scenario), scenario.protocol.hold_s
    return f"{amount} for {hold_s:g} s" if hold_s else f"up to {amount}"
