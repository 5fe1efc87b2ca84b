"""The words on the picture of heat: what it claims, how it names flows, and what it tells without being seen."""

import math
from collections.abc import Sequence
from typing import NamedTuple

from lesionsim.lesion.labels import label_in_words
from lesionsim.lesion.ledger import Flow, Ledger
from lesionsim.plots.revealing import FRAME, NUMBERS
from lesionsim.plots.telling import Step, Table, one_line
from lesionsim.texts import spoken

TENTH, MOST_SHARE = 0.1, 0.995  # shares between them are written without decimals
LEAST_SHARE = 0.0005  # of all heat: shown as less than this
QUESTION = "Where does the heat go? Guess each share."
SHARES = "heat by {time_s:g} s, when heating ends; shares of all heat; dark: in the lesion"
BRIEF = {
    "energy_from_tip": "tip",
    "energy_joule": "current",
    "energy_metabolic": "metabolism",
    "energy_stored": "tissue",
    "energy_to_blood": "blood",
    "energy_to_outer_wall": "outer wall",
}
REVEALED = (
    FRAME,
    Step("heat that comes in", ("*/words: energy_from_tip", "*/words: energy_joule", "*/words: energy_metabolic",
                                "*/arm: energy_from_tip", "*/arm: energy_joule", "*/arm: energy_metabolic",
                                "*/bar: energy_from_tip", "*/bar: energy_joule", "*/bar: energy_metabolic")),
    Step("where it goes", ("*/words: *", "*/arm: *", "*/bar: energy*")),
    Step("heat in the lesion", ("*/bar: in the lesion",)),
    Step("heat over time", ("*/area: *", "*/line: *", "*/Line2D")),
    NUMBERS,
)  # fmt: skip


class Inside(NamedTuple):
    """Heat in the lesion, and by which criterion."""

    joules: float
    criterion: str


def heat_claim(accounts: Ledger) -> str:
    """Claim where the heat is when heating ends, and what of it blood carried off."""
    shares = {flow.account: accounts.share(flow) for flow in accounts.out}
    stored = percent(shares.get("energy_stored", 0.0))
    if "energy_to_blood" not in shares:
        return spoken("When heating ends, {stored} of the heat is still in the tissue", stored=stored)
    words = "Blood carries off {blood} of the heat; {stored} stays in the tissue"
    return spoken(words, blood=percent(shares["energy_to_blood"]), stored=stored)


def seen_in(accounts: Ledger) -> str:
    """Say what the stream shows, for those who cannot see it."""
    sides = [", ".join(one_line(flow_in_words(flow, accounts)) for flow in flows)
             for flows in (accounts.into, accounts.out)]  # fmt: skip
    words = (
        "A stream of heat until heating ends after {time_s:g} s. In: {into}. Out: {out}. Beside it the same over time"
    )
    return spoken(words, time_s=accounts.time_s, into=sides[0], out=sides[1])


def table_of(accounts: Ledger) -> Table:
    """Return the flows with their shares."""
    rows: list[tuple[object, ...]] = [
        (way, flow.name, flow.joules, 100 * accounts.share(flow))
        for way, flows in (("in", accounts.into), ("out", accounts.out))
        for flow in flows
    ]
    return Table(("way", "account", "heat (J)", "share (%)"), rows)


def percent(share: float) -> str:
    """Write a share with two digits or more; never as all or nothing where it is not."""
    if 0 < share < LEAST_SHARE:
        return spoken("under 0.1 %")
    return f"{share:.0%}".replace("%", " %") if TENTH <= share < MOST_SHARE or share == 1 else f"{100 * share:.1f} %"


def brief_flow(flow: Flow, accounts: Ledger) -> str:
    """Write a flow with its joules and its share in the fewest words."""
    flows = accounts.into if flow in accounts.into else accounts.out
    name = spoken(BRIEF.get(flow.account, flow.name))
    return f"{name}\n{tenths(flows)[flows.index(flow)]:.1f} J, {percent(accounts.share(flow))}"


def flow_in_words(flow: Flow, accounts: Ledger) -> str:
    """Write a flow with its joules and its share."""
    flows = accounts.into if flow in accounts.into else accounts.out
    return f"{spoken(flow.name)}\n{tenths(flows)[flows.index(flow)]:.1f} J, {percent(accounts.share(flow))}"


def tenths(flows: Sequence[Flow]) -> list[float]:
    """Return heat in tenths of a joule that adds up to the sum in tenths: those nearest to the next one are raised.

    >>> from lesionsim.lesion.ledger import Flow
    >>> tenths([Flow(account="a", name="a", joules=0.16), Flow(account="b", name="b", joules=0.18)])
    [0.1, 0.2]
    """
    exact = [10 * flow.joules for flow in flows]
    whole = [math.floor(each) for each in exact]
    missing = round(sum(exact)) - sum(whole)
    order = sorted(range(len(exact)), key=lambda number: whole[number] - exact[number])
    for number in order[:missing]:
        whole[number] += 1
    return [each / 10 for each in whole]


def brief_out(flow: Flow, accounts: Ledger, lesion: Inside) -> str:
    """Write a flow, and of the stored heat what the lesion holds, in the fewest words."""
    text = brief_flow(flow, accounts)
    if flow.account != "energy_stored" or not lesion.joules:
        return text
    share = percent(lesion.joules / accounts.total_j)
    return f"{text}\n({spoken('lesion')} {lesion.joules:.1f} J, {share})"


def out_in_words(flow: Flow, accounts: Ledger, lesion: Inside) -> str:
    """Write a flow, and of the stored heat what the lesion holds."""
    text = flow_in_words(flow, accounts)
    if flow.account != "energy_stored" or not lesion.joules:
        return text
    share = percent(lesion.joules / accounts.total_j)
    words, label = "(dark: {joules:.1f} J, {share}, in the lesion by {criterion})", label_in_words(lesion.criterion)
    return f"{text}\n{spoken(words, joules=lesion.joules, share=share, criterion=label)}"


def brief_line(name: object) -> str:
    """Name a line of the history in the fewest words, by its identity."""
    account = str(name).removeprefix("line: ")
    return spoken(BRIEF[account]) if account in BRIEF else spoken("with metabolism")
