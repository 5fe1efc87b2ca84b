"""Markdown tables of claims, verdicts and causes."""

import math
from collections.abc import Iterable, Sequence

from trends.claims import Claim
from trends.papers import CLAIMS, FROM_COSMAN
from trends.runs import BENCHES, CRITERIA, Bench
from trends.saline import Saline
from trends.verdicts import ABOVE, BELOW, MET, NOTHING, TOUCHED, USUAL, found, named, score, whole_range, window_c
from trends.why import STARTS, Outcome, by_influence, of_group, outcomes

DASH = "–"


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table in markdown."""
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def span(low: float, high: float, digits: int) -> str:
    """Return a range in words, a dash where there is none."""
    if math.isnan(low):
        return DASH
    ends = [f"{each:.{digits}f}" for each in (low, high)]
    return ends[0] if ends[0] == ends[1] else " to ".join(ends)


def number(value: float, digits: int, sign: str = "") -> str:
    """Return a number, a dash where there is none."""
    return DASH if math.isnan(value) else f"{round(value, digits) + 0.0:{sign}.{digits}f}"  # never -0


def scores() -> str:
    """Return how many of Cosman's claims each criterion meets in each experiment."""
    rows = [[name, *(score_cell(bench, name) for bench in BENCHES)] for name in CRITERIA]
    return table(["criterion", *map(str, BENCHES)], rows)


def score_cell(bench: Bench, name: str) -> str:
    """Return one score in words."""
    met, touched = score(bench, name)
    if all(found(claim, bench, CRITERIA[name]).verdict == NOTHING for claim in FROM_COSMAN):
        return NOTHING
    return f"**{met}** and {touched}" if touched else f"**{met}**"


def glance() -> str:
    """Return which of the usual criteria meet each claim."""
    rows = [
        [claim.paper, claim.name, claim.told, *(glance_cell(claim, bench) for bench in BENCHES)] for claim in CLAIMS
    ]
    return table(["paper", "claim", "paper says", *map(str, BENCHES)], rows)


def glance_cell(claim: Claim, bench: Bench) -> str:
    """Return the usual criteria that meet a claim, or why none does."""
    verdicts = {name: found(claim, bench, CRITERIA[name]).verdict for name in USUAL}
    met = [name for name in USUAL if verdicts[name] == MET]
    others = [name for name in USUAL if name not in met]
    if len(met) > len(others):
        return f"**all but {', '.join(others)}**" if others else "**all**"
    if met:
        return f"**{', '.join(met)}**"
    told = [each for each in (BELOW, TOUCHED, ABOVE) if each in verdicts.values()]
    return f"none: {' or '.join(told)}"


def claims() -> str:
    """Return every claim against every experiment."""
    rows = [
        [claim.paper, claim.name, claim.told, claim.sure, *(claim_cell(claim, bench) for bench in BENCHES)]
        for claim in CLAIMS
    ]
    return table(["paper", "claim", "paper says", "how sure", *map(str, BENCHES)], rows)


def claim_cell(claim: Claim, bench: Bench) -> str:
    """Return the model's range over all criteria, and the criteria that meet or touch the claim."""
    told = [span(*whole_range(claim, bench), claim.digits)]
    met, touched = named(claim, bench, MET), named(claim, bench, TOUCHED)
    told += [f"**met: {', '.join(met)}**"] if met else []
    told += [f"touched: {', '.join(touched)}"] if touched else []
    return "; ".join(told if len(told) > 1 else [f"{told[0]}; missed"])


def details(claim: Claim) -> str:
    """Return one claim under every criterion."""
    rows = [[name, *(detail_cell(claim, bench, name) for bench in BENCHES)] for name in CRITERIA]
    return table(["criterion", *map(str, BENCHES)], rows)


def detail_cell(claim: Claim, bench: Bench, name: str) -> str:
    """Return the model's range and mean under one criterion; bold where the claim is met."""
    each = found(claim, bench, CRITERIA[name])
    if each.verdict == NOTHING:
        return NOTHING
    told = span(each.low, each.high, claim.digits)
    if each.low != each.high and claim.low != claim.high:
        told += f" (mean {each.mean:.{claim.digits}f})"
    return f"**{told}**" if each.verdict == MET else f"{told}, {each.verdict}"


def windows() -> str:
    """Return which isotherms would meet each claim."""
    rows = [
        [claim.paper, claim.name, claim.told, *(window_cell(claim, bench) for bench in BENCHES)] for claim in CLAIMS
    ]
    return table(["paper", "claim", "paper says", *map(str, BENCHES)], rows)


def window_cell(claim: Claim, bench: Bench) -> str:
    """Return the isotherms that meet one claim."""
    window = window_c(claim, bench)
    return "none" if window is None else f"{span(*window, 0)} °C"


def influences() -> str:
    """Return how far each kind of change moves the thin needle's width and the growth, the strongest first."""
    heads = ["what", "changed to"]
    for bench in STARTS:
        heads += [
            f"22 G from {bench.start_c:g} °C moves by",
            f"16 G is wider by (start: {outcomes(bench)[0].growth_percent:.0f} %)",
        ]
    return table(heads, map(influence_cells, by_influence()))


def influence_cells(group: str) -> list[str]:
    """Return the cells of one kind of change."""
    cells = [group, "; ".join(each.change.name for each in of_group(group, STARTS[0]))]
    for bench in STARTS:
        every = [each for each in of_group(group, bench) if not math.isnan(each.growth_mm)]
        moved, growth = ([getattr(each, name) for each in every] for name in ("moved_percent", "growth_percent"))
        cells += [spread(moved, "+"), spread(growth)]
    return cells


def spread(values: Sequence[float], sign: str = "") -> str:
    """Return the range of some numbers in %, a dash where there is none."""
    if not values:
        return DASH
    low, high = (number(each, 0, sign) for each in (min(values), max(values)))
    return f"{low} %" if low == high else f"{low} to {high} %"


def causes(outcomes: Sequence[Outcome]) -> str:
    """Return what each change does to widths, growth and length."""
    heads = ["what", "changed to", "22 G, mm", "moved", "16 G, mm", "wider by, mm", "wider by, %", "beyond the tip, mm"]
    return table(heads, map(cause_cells, outcomes))


def cause_cells(each: Outcome) -> list[str]:
    """Return the cells of one change; where a run failed, it boils."""
    told = each.change.name if each.change.ramp_s == 15 else f"{each.change.name}; ramp {each.change.ramp_s:g} s"
    return [
        each.change.group,
        told,
        width_cell(each.widths[0], 2),
        f"{number(each.moved_percent, 0, '+')} %",
        width_cell(each.widths[1], 3),
        inside(each.growth_mm, FROM_COSMAN[1]),
        inside(each.growth_percent, FROM_COSMAN[0]),
        f"{number(each.beyonds[0], 1)} and {number(each.beyonds[1], 1)}",
    ]


def width_cell(width_mm: float, claim: int) -> str:
    """Return a width, or that there is none because tissue boils."""
    return "boils" if math.isnan(width_mm) else inside(width_mm, FROM_COSMAN[claim])


def inside(value: float, claim: Claim) -> str:
    """Return a number, bold where it lies in the paper's range."""
    told = number(value, claim.digits)
    return f"**{told}**" if claim.low <= round(value, claim.digits) <= claim.high else told


def injected(rows: Sequence[Saline]) -> str:
    """Return what a conductivity leads to."""
    heads = ["conductivity", "rise, % per °C", "ohm", "V", "mean power, W", "length x width, mm²"]
    return table(heads, map(injected_cells, rows))


def injected_cells(row: Saline) -> list[str]:
    """Return the cells of one conductivity."""
    numbers = [(row.ohm, 0), (row.volt, 1), (row.watt, 2), (row.area_mm2, 0)]
    return [f"x {row.share:g}", f"{row.rate_percent:g}", *(number(value, digits) for value, digits in numbers)]
