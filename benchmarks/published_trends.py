"""Model against published lesions: `python benchmarks/published_trends.py`.

Prints a report and writes it as docs/published-trends.md, with docs/pictures/published-trends.png. About half a minute.
"""

import argparse
from pathlib import Path

from trends import conflicts, findings, picture, saline, tables
from trends.papers import FROM_COSMAN
from trends.runs import FAILED
from trends.verdicts import USUAL
from trends.why import STARTS, outcomes

import lesionsim as ls

DOCS = Path(__file__).parents[1] / "docs"
NAME = "published-trends"

INTRODUCTION = f"""\
# Model against published lesions

*{ls.DISCLAIMER}.* This page is written by `python benchmarks/published_trends.py`. Only the papers' numbers and the
words around the tables are typed in, and **nothing in the model was adjusted to meet a paper**.

Each claim is compared in four experiments: `held` (the tip's surface is at the set temperature; an idealised heated
probe, not RF) and `rf` (current, a solid metal probe, a generator that follows the sensor in the tip's first 2 mm),
each from 21 °C (meat at room temperature) and from 37 °C (a warm bath, or a body), without blood. The tissue is the
library's muscle; the papers used chicken, liver and other meat, and their abstracts rarely tell the temperature at the
start. Ramp 15 s (45 s where 60, 80 and 90 °C are compared), then the hold, then 30 s of cool-down, after which the
lesion is measured.

A claim is **met** under a criterion when the mean over the needles that the paper may have meant lies in its range,
**touched** when only some of these needles do. Where a paper gives a single number, the model's range must contain it.
*Verified* numbers were read in an abstract or document (*secondary*: as cited there); *derived* ones follow by
arithmetic. Criteria with a † are recalled from memory. `artery` and `collagen†` are sets for slow changes that
nobody calls a lesion's edge; they show how far criteria reach. The sets `nerve-motor` (not above 50 °C) and `retina`
(within 0.1 mm of CEM43) are left out. Numerical errors of widths are about 1 %, far below these differences.
"""
GLANCE_WORDS = f"""\
Under which of the {len(USUAL)} usual criteria ({", ".join(USUAL)}) each claim is met, or how it is missed:
"""
CLAIMS_WORDS = """\
Ranges are the model's, over all criteria and over the needles of the claim; then the criteria under which the claim is
met or touched. Goldberg 1995 reports that length goes with the tip (r² 0.996, verified), in lesions that scatter by up
to 5 mm; "0 mm beyond" is derived from it. The volume of PMID 32214295 was measured after an injection, which is not
modelled.
"""
WINDOWS_WORDS = """\
Not a fit: the isotherms from 42 to 70 °C, by 1 °C, under which each claim would be met. If the papers and the model
agreed, one column would hold one temperature that stands in all its cells.
"""
SALINE_WORDS = """\
Provenzano 2013 (B14, verified): with 0.7 to 23.4 % of salt in the water injected first, mean power rose from 1.4 to
3.25 W and the surface area was 29 to 154 % larger than with water. **Fluid is not modelled as fluid**: no pool around
the tip, nothing flows. Below, the conductivity of *all* tissue is multiplied instead (18 G, 10 mm, 80 °C, 90 s, liver
set; gauge and tip are those of the same group's work of 2010, the abstract of 2013 tells none).
"""
WHY_WORDS = """\
One thing is changed at a time; everything else stays as in the first row. Bold: within Cosman's range. "Moved" compares
with the first row's needle after an equal ramp, which is 15 s where no other is told.
"""


def chapters() -> dict[str, list[str]]:
    """Return the text below each heading."""
    causes = [part for bench in STARTS for part in (f"### {bench}", tables.causes(outcomes(bench)))]
    return {
        "In one minute": [
            findings.bullets(findings.headline()),
            f"![Model ranges against Cosman 2014](pictures/{NAME}.png)",
            GLANCE_WORDS,
            tables.glance(),
            "How many of Cosman's eight claims each criterion meets, and how many it touches besides:",
            tables.scores(),
        ],
        "Where papers disagree": [conflicts.conflicts()],
        "Claim by claim": [CLAIMS_WORDS, tables.claims()],
        "Which isotherm would meet each claim": [WINDOWS_WORDS, tables.windows()],
        "Salt water injected first": [SALINE_WORDS, *injected()],
        "Why widths with current differ from published ones": [
            findings.bullets(findings.reasons()),
            "The kinds of changes, the strongest first (criteria without artery and collagen):",
            tables.influences(),
            WHY_WORDS,
            *causes,
        ],
        "Cosman's claims under each criterion": [part for claim in FROM_COSMAN for part in detail(claim)],
        "Runs without a result": [failures()],
    }


def injected() -> list[str]:
    """Return findings and tables of injected salt water."""
    told = [findings.bullets([findings.of_saline(bench) for bench in saline.BENCHES])]
    for bench in saline.BENCHES:
        told += [f"### {bench}", tables.injected([*saline.shares(bench), *saline.rates(bench)])]
    return told


def detail(claim) -> list[str]:
    """Return heading and table of one claim."""
    return [
        f"### {claim.name}: {claim.told} ({claim.row}, {claim.sure}; {claim.configurations})",
        tables.details(claim),
    ]


def failures() -> str:
    """Return which runs were errors; must be asked last."""
    if not FAILED:
        return "None."
    told = "These are left out of all ranges above; where tissue boils a run without boiling is an error:"
    return f"{told}\n\n{findings.bullets([f'{setting}: {reason}' for setting, reason in FAILED.items()])}"


def report() -> str:
    """Return the whole page."""
    parts = [INTRODUCTION]
    for heading, texts in chapters().items():
        parts += [f"## {heading}", *texts]
    return "\n\n".join(part.strip() for part in parts) + "\n"


def main() -> None:
    """Print the report, write it and its picture."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, default=DOCS, help="folder to write to (docs)")
    out = parser.parse_args().out
    (out / "pictures").mkdir(parents=True, exist_ok=True)
    text = report()
    print(text)
    (out / f"{NAME}.md").write_text(text, encoding="utf-8")
    ls.plots.save(picture.drawn(), out / "pictures" / f"{NAME}.png")


if __name__ == "__main__":
    main()
