"""Every row of the collected data: the statement that it became, or why the model cannot answer it."""

from __future__ import annotations

from lesionsim.texts import spoken
from lesionsim.validate.statements import STATEMENTS

COOLED = "cannot be modelled: an internally cooled probe"
CRYO = "cannot be modelled: cold; this model only heats"
CARDIAC = (
    "cannot be modelled: a cardiac catheter lies on the wall of the heart with its other side in moving saline, and "
    "the controlled temperature is that of tissue 2 mm deep; volumes of a needle within muscle would be no answer"
)
FLUID = "cannot be modelled: fluid around the tip; the sizes are not in the text read"
TINES = "cannot be modelled: tines and cooling; the sizes are not in the text read"
WATTS = "cannot be modelled: a kept power whose watts are not told, with cut-offs by impedance"
NEEDLE = (
    "cannot be modelled: size and cooling of the needle are not told, and at a kept power the temperature follows its "
    "length"
)
PLACES = (
    "cannot be judged: the distances are not in the abstract; temperatures between those of body and tip bound nothing"
)
CURVES = "cannot be modelled yet: the curves stand in the paper, which was not read; two electrodes are not modelled"
# fmt: off
WHAT: dict[str, tuple[str, str]] = {
    "A04": ("Bogduk 1987: radius 2 mm, nothing ahead", ""),
    "A05": ("older work: radius 1.1 mm, smallest electrode", ""),
    "A06": ("older work: radius 2.2 mm, largest electrode", ""),
    "A07": ("curved electrode in egg white", ""),
    "A08": ("chicken after 1 mL of lidocaine: 0.16 cm³", ""),
    "A09": ("chicken after lidocaine and saline: 0.15 cm³", ""),
    "A10": ("chicken without fluid: 80.8 mm²", ""),
    "B01": ("Cosman 2014: gauge", ""),
    "B02": ("Cosman 2014: temperature", ""),
    "B03": ("Cosman 2014: 2 min", ""),
    "B04": ("Cosman 2014: 3 min", ""),
    "B05": ("Cosman 2014: length", ""),
    "B09": ("two electrodes in ligament", ""),
    "B11": ("two electrodes in egg white", ""),
    "B13": ("Goldberg 1995: liver", ""),
    "B14": ("salt water injected first: power and area", ""),
    "B15": ("any fluid makes a lesion larger than none", FLUID),
    "B16": ("growth to 180 s", ""),
    "B17": ("standard, three-tined and cooled probes compared", TINES),
    "B18": ("a generator's manual: no growth after 60 s", ""),
    "B19": ("cooled probe: 90 s as large as 150 s", COOLED),
    "B20": ("cryoprobes by gauge", CRYO),
    **{f"C0{number}": ("cardiac catheter, tissue kept at 50, 60 or 70 °C", CARDIAC) for number in range(1, 7)},
    "C07": ("thyroid electrode in liver, 1 min", WATTS),
    "C08": ("thyroid electrode in liver, 2 min", WATTS),
    "C09": ("cryoablation of a pig's liver", CRYO),
    "C10": ("cryoablation of a pig's kidney", CRYO),
    "C11": ("cryoablation of a pig's neck", CRYO),
    "C12": ("cryoablation of a pig's kidney, larger target", CRYO),
    "M04": ("cooled probe, 8 to 10 mm wide", "from memory, and cannot be modelled: an internally cooled probe"),
    "T01": ("heating coil in discs: 64 °C within 1 mm", ""),
    "T02": ("heating coil in discs: above 60 °C within 1 to 2 mm", ""),
    "T03": ("heating coil in discs: 50 °C to 6 mm", ""),
    "T04": ("heating coil in discs: 48 °C to 7 mm", ""),
    "T05": ("heating coil in discs: 45 °C to 10 mm", ""),
    "T06": ("another study of that coil: 60 °C up to 2 mm", ""),
    "T07": ("30 W for 12 min in liver beside gel, 450 kHz", NEEDLE),
    "T08": ("30 W for 12 min in liver beside gel, 20 kHz",
            "cannot be modelled: as T07; the library has no conductivity at 20 kHz"),
    "T09": ("10 mm needle in vertebrae: foramen 46.4, epidural 46.8, body 50.6 °C", PLACES),
    "T10": ("two electrodes in egg white at once: 5 mm", ""),
    "T11": ("temperature at the edge of coagulation", ""),
    "T12": ("traces of a bipolar pair", CURVES),
}
# fmt: on
DOSE = ("damage", "time to lose a nerve's function at 43, 44, 45 °C")


def fates() -> list[tuple[str, str, str]]:
    """Return each row's name, what it is, and what became of it."""
    rows = [(row, what, fate_of(row, told)) for row, (what, told) in WHAT.items()]
    return [*rows, (*DOSE, spoken("statement: {names}", names="nerve-dose"))]


def fate_of(row: str, told: str) -> str:
    """Return what became of a row: its statements, and whether they are counted."""
    named = [each for each in STATEMENTS if row in each.rows]
    if not named:
        return spoken(told)
    counted = ", ".join(each.name for each in named if each.counted)
    shown = ", ".join(each.name for each in named if not each.counted)
    words = [spoken("statement: {names}", names=counted)] if counted else []
    return "; ".join([*words, *([spoken("shown, not counted: {names}", names=shown)] if shown else [])])
