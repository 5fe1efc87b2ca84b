"""What the tables say, in sentences made from their numbers."""

from trends.claims import Claim
from trends.papers import CLAIMS, FROM_COSMAN
from trends.runs import BENCHES, CRITERIA, Bench
from trends.saline import MEASURED_GROWTH_PERCENT, MEASURED_W, Saline, rates, shares
from trends.tables import span
from trends.verdicts import MET, USUAL, best_bench, best_criteria, found, named, score, whole_range, window_c
from trends.why import HYPOTHESIS, STARTS, of_group, outcomes, whole


def bullets(sentences: list[str]) -> str:
    """Return sentences as a list in markdown."""
    return "\n".join(f"* {sentence}" for sentence in sentences)


def listed(words: list[str]) -> str:
    """Return words as a sentence lists them."""
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def missed(bench: Bench, name: str) -> str:
    """Return which of Cosman's claims a criterion does not meet, with the model's number and the paper's."""
    every = [(claim, found(claim, bench, CRITERIA[name])) for claim in FROM_COSMAN]
    told = [
        f"{claim.name} ({span(each.low, each.high, claim.digits)}, not {claim.told})"
        for claim, each in every
        if each.verdict != MET
    ]
    return "; ".join(told) or "none"


def headline() -> list[str]:
    """Return how each experiment does at best, the best one first, and the best described experiment."""
    first = best_bench()
    benches = [first, *(bench for bench in BENCHES if bench != first)]
    return [*map(of_bench, benches), of_chicken()]


def of_bench(bench: Bench) -> str:
    """Return the best criteria of one experiment, and what is missed under them."""
    names = best_criteria(bench)
    met, many = score(bench, names[0])[0], len(FROM_COSMAN)
    return (
        f"**{bench}: at best {met} of Cosman's {many} claims, under {listed(names)}.** "
        f"Missed under {names[0]}: {missed(bench, names[0])}."
    )


def of_chicken() -> str:
    """Return how the experiment does whose needle, times and temperature at the start are all told."""
    claim = claim_of("Montefiore", "area")
    told = []
    for bench in BENCHES:
        if bench.start_c == 21.0:
            area = span(*whole_range(claim, bench, USUAL), 0)
            told.append(f"{bench.source} {area} mm², met under {listed(named(claim, bench, MET)) or 'none'}")
    return (
        "**The one experiment that tells needle, time and start (A10: 20 G, 10 mm, 80 °C, 90 s, 21 °C, no fluid; "
        f"{claim.told} of area)**: {'; '.join(told)}."
    )


def claim_of(paper: str, name: str) -> Claim:
    """Return a claim by its paper and name."""
    return next(claim for claim in CLAIMS if claim.paper.startswith(paper) and claim.name.startswith(name))


def of_model(claim: Claim) -> str:
    """Return the model's ranges over the usual criteria, held and with current, both starts together."""
    ranges = []
    for source in ("held", "rf"):
        ends = [whole_range(claim, Bench(source, start_c), USUAL) for start_c in (21.0, 37.0)]
        told = span(min(low for low, _ in ends), max(high for _, high in ends), claim.digits)
        ranges.append(f"{source} {told} {claim.unit}")
    return ", ".join(ranges)


def of_starts(claim: Claim) -> str:
    """Return the model's range over the usual criteria for each experiment."""
    return ", ".join(
        f"{bench} {span(*whole_range(claim, bench, USUAL), claim.digits)} {claim.unit}" for bench in BENCHES
    )


def start_matters() -> str:
    """Return what the temperature at the start does."""
    warm, cold = (outcomes(bench)[0] for bench in STARTS)
    moved = 100 * (cold.widths[0] / warm.widths[0] - 1)
    return (
        f"The temperature at the start, 21 in place of 37 °C, moves 22 G from {warm.widths[0]:.1f} to "
        f"{cold.widths[0]:.1f} mm ({moved:+.0f} %) and 16 G from {warm.widths[1]:.1f} to {cold.widths[1]:.1f} mm; the "
        f"growth between them goes from {warm.growth_percent:.0f} to {cold.growth_percent:.0f} %."
    )


def growth_stays() -> str:
    """Return how little the growth in mm depends on anything, and that in % it follows the thin needle's width."""
    every = [each for bench in STARTS for each in whole(bench) if each.change.name != HYPOTHESIS]
    mm, percent = ([getattr(each, name) for each in every] for name in ("growth_mm", "growth_percent"))
    return (
        f"From 22 G to 16 G the lesion grows by {min(mm):.1f} to {max(mm):.1f} mm whatever is changed, so in % "
        f"({min(percent):.0f} to {max(percent):.0f}) it is large where the lesion is thin. Cosman's widths and "
        f"Cosman's growth in % want different edges: {'; '.join(map(two_edges, STARTS))}."
    )


def two_edges(bench: Bench) -> str:
    """Return which isotherms meet the width of the thin needle, and which the growth."""
    thin, growth = (window_c(claim, bench) for claim in (FROM_COSMAN[2], FROM_COSMAN[0]))
    told = [f"{span(*window, 0)} °C" if window else "none" for window in (thin, growth)]
    return f"{bench}, the isotherm of {told[0]} for the width of 22 G, of {told[1]} for the growth"


def within(bench: Bench) -> str:
    """Return which changes bring the growth in % into the paper's range."""
    claim = FROM_COSMAN[0]
    inside = [each for each in whole(bench) if claim.low <= round(each.growth_percent) <= claim.high]
    told = [f"{each.change.group} {each.change.name} (22 G {each.widths[0]:.1f} mm)" for each in inside]
    return f"With {bench} a growth of {claim.told} comes from: {', '.join(told) or 'no single change'}."


def favoured() -> str:
    """Return what a thick needle that is hotter than it reads would do; a hypothesis, not a finding."""
    found = {bench: next(each for each in outcomes(bench) if each.change.name == HYPOTHESIS) for bench in STARTS}
    told = [f"{bench} by {each.growth_mm:.1f} mm ({each.growth_percent:.0f} %)" for bench, each in found.items()]
    return (
        "One thing that would favour thick needles: a sensor loose in a wide cannula that reads 5 °C too little. "
        f"Then 16 G makes lesions wider than 22 G: {', '.join(told)}. It is a hypothesis; the abstract tells nothing "
        "of it."
    )


def criterion_matters() -> str:
    """Return what the criterion does, from the same runs."""
    told = []
    for bench in STARTS:
        every = of_group("criterion", bench)
        thin = [each.widths[0] for each in every]
        told.append(f"{min(thin):.1f} to {max(thin):.1f} mm from {bench.start_c:g} °C")
    return f"The criterion, on the same runs, makes 22 G anything from {listed(told)}; the abstract does not tell it."


def reasons() -> list[str]:
    """Return why widths with current differ from published ones."""
    return [start_matters(), criterion_matters(), growth_stays(), *map(within, STARTS), favoured()]


def of_saline(bench: Bench) -> str:
    """Return whether power and area grow with the conductivity."""
    every = [row for row in shares(bench) if row.share >= 0.5]
    flat, steep = rates(bench)[0], rates(bench)[-1]
    verdict = "Not reproduced" if grown(every[0], every[-1]) < MEASURED_GROWTH_PERCENT[0] else "Reproduced"
    return (
        f"{bench}: from half to eight times the conductivity, mean power stays at {span(*ends(every, 'watt'), 2)} W "
        f"(measured: {MEASURED_W[0]} to {MEASURED_W[1]} W) and the area grows by {grown(every[0], every[-1]):+.1f} % "
        f"(measured: {MEASURED_GROWTH_PERCENT[0]:.0f} to {MEASURED_GROWTH_PERCENT[1]:.0f} %): ohms fall, volts follow, "
        f"the lesion stays. **{verdict}.** Where only hot tissue conducts better "
        f"({flat.rate_percent:g} to {steep.rate_percent:g} % per °C), power goes from {flat.watt:.2f} to "
        f"{steep.watt:.2f} W and the area grows by {grown(flat, steep):+.0f} %: the direction that was measured, so a "
        "pool of salt water near the tip may do what salt everywhere cannot."
    )


def ends(rows: list[Saline], name: str) -> tuple[float, float]:
    """Return the smallest and the largest of a quantity."""
    values = [getattr(row, name) for row in rows]
    return min(values), max(values)


def grown(before: Saline, after: Saline) -> float:
    """Return by how much the area grows, %."""
    return 100 * (after.area_mm2 / before.area_mm2 - 1)
