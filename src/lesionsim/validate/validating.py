"""Hold published statements against the model."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from time import perf_counter

from lesionsim.errors import Problem, ScenarioError
from lesionsim.scenario import Isotherm
from lesionsim.scenario.wording import nearest_phrase, shown
from lesionsim.validate.edges import COLDEST_C, HOTTEST_C, USUAL
from lesionsim.validate.reading import Reader, Value
from lesionsim.validate.runs import Runs
from lesionsim.validate.statement import Statement
from lesionsim.validate.statements import STATEMENTS
from lesionsim.validate.uncertainty import Answer, answer, asked, summed
from lesionsim.validate.validation import BENCHES, Bench, Held, Validation
from lesionsim.validate.verdict import judged, would_meet

Progress = Callable[[int, int, str], None]


def validate(only: Iterable[str] | None = None, progress: Progress | None = None) -> Validation:
    """Hold published lesions and temperatures against the model, misses included.

    Each statement is run under the conditions that its paper tells, with stated assumptions where it is silent. The
    rule for hits and misses (`verdict.RULES`) was fixed beforehand, and nothing is adjusted to meet a paper.

    Parameters
    ----------
    only : names of statements; all of them when left out
    progress : told after each statement: how many are done, how many there are, the name

    Returns
    -------
    Validation; printed, it is a table

    Raises
    ------
    ScenarioError
        When there is no statement of a name.

    Examples
    --------
    >>> import lesionsim as ls
    >>> found = ls.validate(["nerve-dose"])
    >>> found.misses[0].statement.told
    '4.8 times (58 and 12 min)'
    """
    started, runs = perf_counter(), Runs()
    chosen = STATEMENTS if only is None else tuple(statement_named(name) for name in only)
    held: list[Held] = []
    for statement in chosen:
        held.append(held_against(runs, statement))
        if progress is not None:
            progress(len(held), len(chosen), statement.name)
    failed = {str(setting): reason for setting, reason in runs.failed.items()}
    return Validation(held=tuple(held), runs=runs.count, failed=failed, seconds=perf_counter() - started)


def statement_named(name: str) -> Statement:
    """Return a statement by its name."""
    names = {each.name: each for each in STATEMENTS}
    if name not in names:
        near = nearest_phrase(name, names) if isinstance(name, str) else ""
        raise ScenarioError(Problem("only", f"names {shown(name)}; there is no such statement{near}"))
    return names[name]


def held_against(runs: Runs, statement: Statement) -> Held:
    """Ask the model, judge, and look how the statement fares elsewhere."""
    found = answer(runs, statement)
    verdict = judged(statement, found)
    elsewhere = {bench: in_bench(runs, statement, bench) for bench in BENCHES} if statement.others else {}
    return Held(statement, found, verdict, elsewhere, isotherms(runs, statement, found) if statement.others else None)


def in_bench(runs: Runs, statement: Statement, bench: Bench) -> dict[str, Value]:
    """Return a statement's number under the usual criteria in one of the four experiments."""
    setting = statement.setting._replace(source=bench.source, start_c=bench.start_c, bars=True)
    return {
        name: summed(statement, statement.ask(Reader(runs, setting, criterion))) for name, criterion in USUAL.items()
    }


def isotherms(runs: Runs, statement: Statement, found: Answer) -> tuple[int, int] | None:
    """Return the coldest and the hottest isotherm, °C, under which a statement would be a hit; None without any."""
    every = range(COLDEST_C, HOTTEST_C + 1)
    values = {at_c: summed(statement, asked(runs, statement, Isotherm(at_c), bars=True)) for at_c in every}
    meeting = [at_c for at_c, value in values.items() if would_meet(statement, value, found)]
    return (meeting[0], meeting[-1]) if meeting else None
