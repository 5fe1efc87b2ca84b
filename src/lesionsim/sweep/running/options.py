"""What is asked of every row of a sweep."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from lesionsim.errors import Problem, ScenarioError
from lesionsim.scenario.checks import Choice, one_of, positive
from lesionsim.scenario.wording import listed, shown

ERROR_BARS = ("none", "sample", "all")
SAMPLED = 16  # every so-manieth row has error bars, where a sample has them
LONGEST_LIMIT_S = 1e6
MOST_CRITERIA = 16

BARS = one_of(ERROR_BARS, "which rows have numerical error bars")
LIMIT = positive(LONGEST_LIMIT_S, "s", "how long one row may take")


@dataclass(frozen=True, kw_only=True)
class Options:
    """What is measured in every row, and how long a row may take.

    Parameters
    ----------
    criteria : labels of the scenario's criteria that are measured; none: its first alone; ``("all",)``: every one
    error_bars : "none", "sample" (every 16th row) or "all"
    dead_map : whether each row keeps where its tissue is dead, for maps of probability
    nerve_gap : whether the gap between nerve and lesion is measured too, which takes longer than all the rest of a row
    time_limit_s : a row that takes longer is ended and says so; None: no limit

    Raises
    ------
    ScenarioError
        When a value is not allowed.

    Examples
    --------
    >>> Options(error_bars="some")
    Traceback (most recent call last):
    lesionsim.errors.ScenarioError: error_bars is 'some'; must be 'none', 'sample' or 'all'
    """

    criteria: tuple[str, ...] = ()
    error_bars: str = "all"
    dead_map: bool = False
    nerve_gap: bool = False
    time_limit_s: float | None = None

    def __post_init__(self) -> None:
        faults = {
            "criteria": criteria_fault(self.criteria),
            "error_bars": bars_fault(BARS, self.error_bars),
            "dead_map": switch_fault(self.dead_map),
            "nerve_gap": switch_fault(self.nerve_gap),
            "time_limit_s": "" if self.time_limit_s is None else LIMIT.fault(self.time_limit_s),
        }
        problems = [Problem(name, fault) for name, fault in faults.items() if fault]
        if problems:
            raise ScenarioError(*problems)
        object.__setattr__(self, "criteria", tuple(str(each) for each in self.criteria))
        if self.time_limit_s is not None:
            object.__setattr__(self, "time_limit_s", float(self.time_limit_s))

    def __str__(self) -> str:
        criteria = ", ".join(self.criteria) if self.criteria else "the first criterion"
        limit = f", at most {self.time_limit_s:g} s a row" if self.time_limit_s is not None else ""
        maps = ", maps of dead tissue" if self.dead_map else ""
        gap = ", gap to the nerve" if self.nerve_gap else ""
        return f"{criteria}; error bars: {self.error_bars}{maps}{gap}{limit}"

    @property
    def table(self) -> dict[str, Any]:
        """Return the options as a plain table, None for what is not set."""
        return {"criteria": list(self.criteria)} | {name: getattr(self, name) for name in NAMES[1:]}


NAMES = tuple(Options.__dataclass_fields__)


def bars_fault(rule: Choice, value: object) -> str:
    """Say what is wrong with a choice of error bars, or nothing."""
    return rule.fault(value) if isinstance(value, str) else f"is {shown(value)}; must be {rule.allowed}"


def switch_fault(value: object) -> str:
    """Say what is wrong with a yes or no, or nothing."""
    return "" if isinstance(value, bool) else f"is {shown(value)}; must be true or false"


def criteria_fault(value: object) -> str:
    """Say what is wrong with labels of criteria, or nothing."""
    wanted = 'labels of the scenario\'s criteria, such as ["50 °C"], or ["all"]'
    if not isinstance(value, list | tuple):
        return f"is {shown(value)}; must be a list of {wanted}"
    strange = [each for each in value if not isinstance(each, str) or not each.strip()]
    if strange:
        return f"holds {shown(strange[0])}; must hold only {wanted}"
    if len(value) > MOST_CRITERIA:
        return f"has {len(value)} entries; must have at most {MOST_CRITERIA}"
    twice = next((each for i, each in enumerate(value) if each in value[:i]), "")
    return f"names {shown(twice)} twice; each criterion is measured once" if twice else ""


def options_from(table: Mapping[str, Any]) -> Options:
    """Return options read from a plain table.

    Raises
    ------
    ScenarioError
        When a key is unknown or a value is not allowed.
    """
    strange = [Problem(str(name), f"is no option of a sweep; must be one of {listed(NAMES)}") for name in table
               if name not in NAMES]  # fmt: skip
    if strange:
        raise ScenarioError(*strange)
    return Options(**table)
