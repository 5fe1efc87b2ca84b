"""From what a sweep asks for to keys, sources and points; every problem is told before anything is drawn."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from lesionsim.errors import Problem, ScenarioError
from lesionsim.library import change
from lesionsim.scenario import Scenario
from lesionsim.scenario.checks import Number, Rule, as_number, one_of
from lesionsim.scenario.wording import plain, shown

from . import correlation as together
from .names import TIMED, canonical, check_apart, check_keys, dotted, is_part
from .places import Array
from .reading import source_of
from .rows import from_rows
from .sampling import KINDS, MOST_ROWS, SAMPLED, WITH_SAMPLES, Asked, levels_between, places, rows_of
from .timing import timing_of


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Whole(Number):
    """A whole number between two limits."""

    def fault(self, value: Any) -> str:
        """Say what is wrong with a value, or nothing."""
        number = as_number(value)
        if number is not None and not number.is_integer():
            return f"is {plain(number)}; must be a whole number {self.allowed}"
        return super().fault(value)


KIND = one_of(KINDS, "how the rows are chosen")
SAMPLES = Whole(about="how many samples", unit="", low=1, high=MOST_ROWS)
SEED = Whole(about="where random numbers begin", unit="", low=0, high=2**53)
NO_SUCH_KEY = ("is not a key that exists here", "has no parts; ")  # of the messages of `change`
RULES: dict[str, Rule] = {"kind": KIND, "samples": SAMPLES, "seed": SEED}
WANTED = {
    "latin-hypercube": "how many rows",
    "sobol": "how many rows; a power of two, such as 1024, spreads best",
    "morris": "how many trajectories, such as 20; each has one row more than there are keys",
    "saltelli": "a power of two, such as 1024; there will be as many rows times the number of keys + 2",
}


class Made(NamedTuple):
    """What a design consists of, beside its scenario."""

    keys: tuple[str, ...]
    sources: tuple[Any, ...]
    samples: int | None
    correlation: tuple[together.Pair, ...]
    drawn: Array


class Wanted(NamedTuple):
    """What a sweep asks for, as it is given."""

    vary: Any
    kind: Any = "grid"
    samples: Any = None
    seed: Any = 0
    rows: Any = None
    correlation: Any = ()


def made(scenario: Scenario, wanted: Wanted) -> Made:
    """Return keys, sources and points of a design.

    Raises
    ------
    ScenarioError
        When what is asked for cannot be, with every problem of one sort at once.
    """
    check_plain(wanted)
    if wanted.kind == "list":
        keys, sources, drawn = from_rows(scenario, wanted.rows)
        raise_any(together_faults(wanted, keys))
        return Made(keys, sources, None, (), drawn)
    given = named(wanted.vary)
    check_apart(given)
    check_keys(scenario, given)
    for key in given:
        if key in TIMED:
            timing_of(scenario, key)
    sources = read_sources(scenario, given, wanted)
    check_parts(scenario, dict(zip(given, sources, strict=True)))
    keys = tuple(given)
    raise_any(together_faults(wanted, keys))
    pairs = tuple((a, b, float(rho)) for a, b, rho in pairs_of(wanted.correlation))
    asked = Asked(wanted.kind, sources, whole(wanted.samples) if wanted.kind in WITH_SAMPLES else None,
                  int(wanted.seed))  # fmt: skip
    check_size(asked)
    return Made(keys, sources, asked.samples, pairs, places(asked))


def check_plain(wanted: Wanted) -> None:
    """Check kind, samples and seed, and that what the kind needs is given."""
    problems = []
    for name, rule in RULES.items():
        value = getattr(wanted, name)
        text = "" if value is None and name == "samples" else rule.fault(value)
        if text:
            problems.append(Problem(name, text))
    if not problems and wanted.samples is None and wanted.kind in WITH_SAMPLES:
        problems.append(Problem("samples", f"is missing; kind = {shown(wanted.kind)} needs it: {WANTED[wanted.kind]}"))
    if not problems and wanted.kind == "list" and wanted.vary:
        problems.append(Problem("vary", "is given, but kind = 'list' takes its values from rows; leave one out"))
    if not problems and wanted.kind != "list" and wanted.rows is not None:
        problems.append(
            Problem("rows", f"are given, but kind is {shown(wanted.kind)}; must be 'list', or leave rows out")
        )
    raise_any(problems)


def whole(value: Any) -> int | None:
    """Return samples as they are stored."""
    return None if value is None else int(value)


def raise_any(problems: Sequence[Problem]) -> None:
    """Raise one error that lists every problem."""
    if problems:
        raise ScenarioError(*problems)


def named(vary: Any) -> dict[str, Any]:
    """Return what varies by canonical key."""
    if not isinstance(vary, Mapping):
        raise ScenarioError(
            Problem("vary", f'is {shown(vary)}; must be keys with values, such as {{"gauge": [18, 20]}}')
        )
    if not vary:
        raise ScenarioError(Problem("vary", 'is empty; give at least one key that varies, such as {"gauge": [18, 20]}'))
    keys = [canonical(key) for key in vary]
    check_apart(keys)
    return dict(zip(keys, vary.values(), strict=True))


def read_sources(scenario: Scenario, given: Mapping[str, Any], wanted: Wanted) -> tuple[Any, ...]:
    """Return the source of every key, as the kind of design can use it."""
    problems: list[Problem] = []
    sources = [source_of(scenario, key, value, problems) for key, value in given.items()]
    raise_any(problems)
    if wanted.kind in ("grid", "one-at-a-time"):
        pairs = zip(given, sources, strict=True)
        sources = [in_levels(key, source, wanted, problems) for key, source in pairs]
    elif wanted.kind == "morris":
        problems += [problem for key, source in zip(given, sources, strict=True) for problem in endless(key, source)]
    raise_any(problems)
    return tuple(sources)


def check_parts(scenario: Scenario, sources: Mapping[str, Any]) -> None:
    """Refuse keys of a part that the scenario lacks or has of another kind, as no row could be; unless kinds vary."""
    if any(map(is_part, sources)):
        return
    wanted = {dotted(key): source.at(0.5) for key, source in sources.items() if key not in TIMED}
    try:
        change(scenario, wanted)
    except ScenarioError as error:
        raise_any([each for each in error.problems if any(words in each.text for words in NO_SUCH_KEY)])


def in_levels(key: str, source: Any, wanted: Wanted, problems: list[Problem]) -> Any:
    """Return a source as a few levels."""
    if source.kind == "levels":
        return source
    if wanted.samples is None:
        told = f"is {source}, and kind = {shown(wanted.kind)} needs a few levels of it; add levels = 5 to it, or give"
        problems.append(Problem(f"vary.{key}", f"{told} samples = 5 for all keys, or a list of values"))
        return source
    return levels_between(source, int(wanted.samples))


def endless(key: str, source: Any) -> list[Problem]:
    """Morris's screening steps from end to end, so each source needs both."""
    if not any(abs(each) == float("inf") for each in source.limits):
        return []
    return [Problem(f"vary.{key}", f"is {source}; kind = 'morris' steps from end to end, so give low and high")]


def pairs_of(correlation: Any) -> list[together.Pair]:
    """Return correlations as plain triples, with canonical keys."""
    return [(name_in(a), name_in(b), rho) for a, b, rho in correlation]


def name_in(key: Any) -> Any:
    """Return a key in its canonical form; what is no key stays as it is, to be refused later."""
    try:
        return canonical(key)
    except ScenarioError:
        return key


def together_faults(wanted: Wanted, keys: Sequence[str]) -> list[Problem]:
    """Return what is wrong with the correlations."""
    given = wanted.correlation
    if not isinstance(given, list | tuple):
        return [Problem("correlation", f"is {shown(given)}; must be a list of (key, other key, number)")]
    strange = [i for i, each in enumerate(given) if not isinstance(each, list | tuple) or len(each) != 3]
    if strange:
        first = strange[0]
        return [Problem(f"correlation[{first}]", f"is {shown(given[first])}; must be (key, other key, number)")]
    if given and wanted.kind not in SAMPLED:
        told = f"is given, but kind is {shown(wanted.kind)}; only 'latin-hypercube' and 'sobol' draw inputs together"
        return [Problem("correlation", f"{told}: must be left out, or kind be one of these")]
    return list(together.faults(keys, pairs_of(given)))


def check_size(asked: Asked) -> None:
    """Refuse designs of too many rows before they are made."""
    count = rows_of(asked)
    if count > MOST_ROWS:
        remedy = "give fewer levels" if asked.kind in ("grid", "one-at-a-time") else "give fewer samples"
        told = f"of {count} rows is asked for; a design has at most {MOST_ROWS}"
        raise ScenarioError(Problem(f"a {asked.kind}", f"{told}: {remedy}, or make several designs"))
