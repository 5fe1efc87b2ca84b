"""Report verified cases: a table for the screen, a certificate to read, a dictionary for machines."""

import math
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from lesionsim.disclaimer import DISCLAIMER
from lesionsim.texts import spoken
from lesionsim.verify.case import Case, Comparison
from lesionsim.versions import versions

WORDS = {True: "passed", False: "FAILED"}


def totals(cases: Sequence[Case]) -> dict[str, int]:
    """Count cases and comparisons, and how many of each passed."""
    comparisons = [comparison for case in cases for comparison in case.comparisons]
    return {
        "cases": len(cases),
        "cases_passed": sum(case.passed for case in cases),
        "comparisons": len(comparisons),
        "comparisons_passed": sum(comparison.passed for comparison in comparisons),
    }


def summary(cases: Sequence[Case]) -> str:
    """Say in one sentence what passed."""
    count = totals(cases)
    words = "{cases_passed} of {cases} exact cases passed, {comparisons_passed} of {comparisons} comparisons."
    return spoken(words, **count)


def table(cases: Sequence[Case]) -> str:
    """Lay out one line per case with its worst comparison, then every comparison that failed.

    Parameters
    ----------
    cases : sequence of Case

    Returns
    -------
    str, lines of text for the screen
    """
    titles = [spoken(case.title) for case in cases]
    width = max(map(len, titles), default=4)
    lines = [head_of_table(width)]
    for case, title in zip(cases, titles, strict=True):
        error, demand, order = worst_figures(case)
        verdict = spoken(WORDS[case.passed])
        lines.append(f"{case.id:<5}{title:<{width}}  {error:>9}  {demand:>8}  {order:>5}  {verdict}")
    lines += ["", *failures(cases), summary(cases), spoken(DISCLAIMER)]
    return "\n".join(lines)


def head_of_table(width: int) -> str:
    """Return the titles of the columns, at the widths of their columns."""
    error, demand, order = spoken("error"), spoken("demand"), spoken("order")
    return f"{spoken('id'):<5}{spoken('case'):<{width}}  {error:>9}  {demand:>8}  {order:>5}  {spoken('result')}"


def failures(cases: Sequence[Case]) -> list[str]:
    """Name every comparison that failed, and every case that compared nothing."""
    lines = []
    for case in cases:
        if not case.comparisons:
            lines.append(f"FAILED {case.id}: the case compared nothing")
        lines += [
            f"FAILED {case.id}: {comparison.what}: {sentence(comparison)}"
            for comparison in case.comparisons
            if not comparison.passed
        ]
    return lines


def sentence(comparison: Comparison) -> str:
    """Say what was computed, expected and demanded."""
    unit = f" {comparison.unit}" if comparison.unit else ""
    said = (
        f"computed {comparison.computed:.8g}{unit}, exact {comparison.exact:.8g}{unit}, "
        f"error {comparison.error:.1e} (demand {comparison.demand:.0e})"
    )
    if comparison.order_between is not None:
        low, high = comparison.order_between
        said += f", order {order_text(comparison)} (demand {low:g} to {high:g})"
    return said


def order_text(comparison: Comparison) -> str:
    """Write the observed order, or nothing where none was observed."""
    return "" if comparison.order is None else f"{comparison.order:.2f}"


def telling(case: Case) -> Comparison | None:
    """Return the comparison that tells most: the first that failed, else the nearest to its demand."""
    failed = [comparison for comparison in case.comparisons if not comparison.passed]
    open_demands = [comparison for comparison in case.comparisons if comparison.demand > 0]
    nearest = sorted(open_demands, key=lambda comparison: abs(comparison.error) / comparison.demand, reverse=True)
    return next(iter([*failed, *nearest, *case.comparisons]), None)


def worst_figures(case: Case) -> tuple[str, str, str]:
    """Write error, demand and order of the comparison that tells most."""
    shown = telling(case)
    if shown is None:
        return "none", "", ""
    return f"{abs(shown.error):.1e}", f"{shown.demand:.0e}", order_text(shown)


def certificate(cases: Sequence[Case]) -> str:
    """Write the certificate of a verification as Markdown.

    Parameters
    ----------
    cases : sequence of Case

    Returns
    -------
    str, Markdown
    """
    made = versions()
    verdict = "every case passed" if cases and all(case.passed for case in cases) else "NOT every case passed"
    head = [
        "# Verification certificate of lesionsim",
        "",
        f"**{summary(cases)}** Verdict: {verdict}.",
        "",
        f"- Date: {datetime.now(UTC):%Y-%m-%d} (UTC)",
        f"- lesionsim {made['version']}",
        f"- {made['versions']}",
        f"- {DISCLAIMER}",
        "",
        "Each case runs the shipped kernels on a problem whose exact solution is known. An error is relative to the "
        "scale of its problem; its demand stands in the source code. An order near 2 means that half the cell size and "
        "half the step leave a quarter of the error.",
        "",
        *failure_section(cases),
        *overview(cases),
    ]
    return "\n".join([*head, *(line for case in cases for line in section(case))]) + "\n"


def failure_section(cases: Sequence[Case]) -> list[str]:
    """List failures in Markdown, where there are any."""
    found = failures(cases)
    return ["## Failures", "", *(f"- {line}" for line in found), ""] if found else []


def overview(cases: Sequence[Case]) -> list[str]:
    """List all cases in a Markdown table."""
    lines = ["## Cases", "", "| id | case | exercises | worst error | demand | order | result |"]
    lines.append("| --- | --- | --- | ---: | ---: | ---: | --- |")
    for case in cases:
        lines.append(row(case.id, case.title, case.exercises, *worst_figures(case), WORDS[case.passed]))
    return [*lines, ""]


def section(case: Case) -> list[str]:
    """List all comparisons of one case in Markdown."""
    lines = [f"## {case.id} {case.title}", "", f"Source: {case.source}.", ""]
    lines.append("| comparison | computed | exact | unit | error | demand | order | result |")
    lines.append("| --- | ---: | ---: | --- | ---: | ---: | ---: | --- |")
    for one in case.comparisons:
        numbers = (f"{one.computed:.8g}", f"{one.exact:.8g}", one.unit, f"{one.error:.1e}", f"{one.demand:.0e}")
        lines.append(row(one.what, *numbers, order_text(one), WORDS[one.passed]))
    return [*lines, ""]


def row(*cells: str) -> str:
    """Write one row of a Markdown table; a bar within a cell is escaped."""
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def as_json(cases: Sequence[Case]) -> dict[str, Any]:
    """Give everything as plain dictionaries, lists, numbers and text; numbers that are not finite become None.

    Parameters
    ----------
    cases : sequence of Case

    Returns
    -------
    dict with `cases`, `totals`, `passed`, `version`, `versions`, `date` and `disclaimer`
    """
    return {
        "cases": [case_as_json(case) for case in cases],
        "totals": totals(cases),
        "passed": bool(cases) and all(case.passed for case in cases),
        **versions(),
        "date": f"{datetime.now(UTC):%Y-%m-%d}",
        "disclaimer": DISCLAIMER,
    }


def case_as_json(case: Case) -> dict[str, Any]:
    """Give one case; its error and demand are those of the comparison that tells most."""
    shown = telling(case)
    return {
        "id": case.id,
        "title": case.title,
        "exercises": case.exercises,
        "source": case.source,
        "error": finite(shown.error) if shown else None,
        "demand": finite(shown.demand) if shown else None,
        "passed": case.passed,
        "comparisons": [comparison_as_json(comparison) for comparison in case.comparisons],
    }


def comparison_as_json(comparison: Comparison) -> dict[str, Any]:
    """Give one comparison."""
    return {
        "what": comparison.what,
        "computed": finite(comparison.computed),
        "exact": finite(comparison.exact),
        "error": finite(comparison.error),
        "demand": finite(comparison.demand),
        "unit": comparison.unit,
        "order": finite(comparison.order),
        "order_between": list(comparison.order_between) if comparison.order_between else None,
        "passed": comparison.passed,
    }


def finite(number: float | None) -> float | None:
    """Return a number that JSON can hold, None for NaN and infinity."""
    return float(number) if number is not None and math.isfinite(number) else None
