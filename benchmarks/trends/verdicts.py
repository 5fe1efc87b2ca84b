"""Model against claim: is it met, touched or missed?"""

import math
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from lesionsim.scenario import Criterion, Isotherm
from trends.claims import Claim
from trends.papers import FROM_COSMAN
from trends.runs import BENCHES, CRITERIA, Bench

MET, TOUCHED, BELOW, ABOVE, NOTHING = "met", "touched", "too small", "too large", "no lesion"
COLDEST_C, HOTTEST_C = 42, 70
USUAL = ("liver", "CEM43", "45 °C", "50 °C", "55 °C", "60 °C", "skin", "muscle†")  # what people call a lesion


class Found(NamedTuple):
    """The model's range and mean over a claim's configurations, and the verdict."""

    low: float
    mean: float
    high: float
    verdict: str


@cache
def found(claim: Claim, bench: Bench, criterion: Criterion) -> Found:
    """Return what the model says of a claim under one criterion, rounded as the paper rounds."""
    values = [each for each in claim.values(bench, criterion) if not math.isnan(each)]
    if not values:
        return Found(math.nan, math.nan, math.nan, NOTHING)
    low, mean, high = (round(each, claim.digits) for each in (min(values), sum(values) / len(values), max(values)))
    return Found(low, mean, high, verdict_of(low, mean, high, claim))


def verdict_of(low: float, mean: float, high: float, claim: Claim) -> str:
    """Tell whether the mean lies in the paper's range, or at least some configurations do.

    Where the paper gives one number, the model's range must contain it.
    """
    touches = low <= claim.high and high >= claim.low
    if touches and (claim.low <= mean <= claim.high or claim.low == claim.high):
        return MET
    if touches:
        return TOUCHED
    return BELOW if high < claim.low else ABOVE


def named(claim: Claim, bench: Bench, verdict: str) -> list[str]:
    """Return the criteria under which a claim has a verdict."""
    return [name for name, criterion in CRITERIA.items() if found(claim, bench, criterion).verdict == verdict]


def whole_range(claim: Claim, bench: Bench, criteria: Iterable[str] = tuple(CRITERIA)) -> tuple[float, float]:
    """Return the model's range over criteria, not a number where there is no lesion under any."""
    every = [found(claim, bench, CRITERIA[name]) for name in criteria]
    lows, highs = ([each[k] for each in every if each.verdict != NOTHING] for k in (0, 2))
    return min(lows, default=math.nan), max(highs, default=math.nan)


def score(bench: Bench, name: str) -> tuple[int, int]:
    """Return how many claims of Cosman 2014 are met, and how many are touched."""
    verdicts = [found(claim, bench, CRITERIA[name]).verdict for claim in FROM_COSMAN]
    return verdicts.count(MET), verdicts.count(TOUCHED)


def best_criteria(bench: Bench) -> list[str]:
    """Return the criteria under which most of Cosman's claims are met; several where they are equal."""
    most = max(score(bench, name)[0] for name in CRITERIA)
    return [name for name in CRITERIA if score(bench, name)[0] == most]


def best_bench() -> Bench:
    """Return the experiment in which most of Cosman's claims are met under one criterion."""
    return max(BENCHES, key=lambda bench: score(bench, best_criteria(bench)[0])[0])


def window_c(claim: Claim, bench: Bench) -> tuple[int, int] | None:
    """Return the coldest and the hottest isotherm, °C, under which a claim is met; nothing where there is none."""
    fits = [at_c for at_c in range(COLDEST_C, HOTTEST_C + 1) if found(claim, bench, Isotherm(at_c)).verdict == MET]
    return (fits[0], fits[-1]) if fits else None
