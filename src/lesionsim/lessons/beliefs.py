"""What learners often believe, and what the model shows instead."""

from __future__ import annotations

from typing import NamedTuple


class Belief(NamedTuple):
    """A belief that does not hold.

    `says` is what the learner thinks, `shows` what the model shows (no numbers: those are computed where they are
    told), `notebook` the file to work through.
    """

    name: str
    says: str
    shows: str
    notebook: str


HOW_FAR, SLOWS = "01-how-far-does-the-heat-go", "02-why-does-it-slow-down"
KILLS, NEEDLE = "03-which-temperature-kills", "04-needle-time-and-temperature"
HELD_OR_RF, GENERATOR = "05-held-or-rf", "06-what-the-generator-sees"
ALONG, SURE = "07-along-or-across-the-nerve", "09-how-sure-are-we"
LITERATURE = "12-what-the-literature-says"

# fmt: off
BELIEFS = (
    Belief("hot-needle", "RF is a hot needle, or beams heat into the nerve",
           "Current flows between tip and pad, and the tissue is the resistor: it heats itself. At the same displayed "
           "temperature its lesion is much wider than that of a needle that is merely hot. Nothing is radiated.",
           HELD_OR_RF),
    Belief("display-is-tissue", "the display shows the temperature of the tissue",
           "The display shows the tip. A few millimetres away the tissue is tens of degrees cooler.", HOW_FAR),
    Belief("temperature-is-death", "one temperature is death",
           "Death is temperature and time under a rule. The same heat gives lesions of very different widths by "
           "different rules.", KILLS),
    Belief("ends-at-switch-off", "it is over at switch-off",
           "Tissue stays hot after switch-off and damage goes on adding up: the dose edge moves outwards in cool-down, "
           "a peak isotherm hardly does.", KILLS),
    Belief("stops-at-60s", "the lesion stops growing at 60 s",
           "Growth slows, it does not stop: heat spreads with the square root of time, and blood needs far longer than "
           "a minute to balance it.", SLOWS),
    Belief("nothing-ahead", "nothing is heated ahead of the tip",
           "Heat leaves the end of the tip, too: the lesion reaches a millimetre or more beyond it.", HOW_FAR),
    Belief("blood-dominates", "blood flow always decides",
           "In resting muscle blood carries away little heat in 90 s. In tissue with much flow it counts.", SLOWS),
    Belief("impedance-shrinks", "higher impedance makes a smaller lesion",
           "Under temperature control the generator raises its voltage until the tip is as hot as asked: ohms and "
           "volts change, the lesion does not.", GENERATOR),
    Belief("bench-is-patient", "the bench is the patient",
           "Meat at room temperature without blood starts cooler, and its lesions are much smaller.", LITERATURE),
    Belief("coverage-is-relief", "a covered nerve is relief",
           "A lesion in the wrong nerve relieves nothing, and nerves grow back. That is why a block comes first, and "
           "why it is asked what else is heated.", ALONG),
    Belief("in-proportion", "twice as much makes twice as much",
           "Heat thins out as it spreads: neither time nor thickness nor temperature enlarges a lesion in proportion.",
           NEEDLE),
    Belief("same-everywhere", "heat goes equally far in every direction",
           "Beside a long tip heat thins out in two directions, at its end in three: a lesion is long, and reaches "
           "less far ahead than beside.", HOW_FAR),
    Belief("one-over-r4", "heat reaches only where current heats, so it falls as 1/r⁴",
           "Conduction spreads the heat much further than the source itself reaches.", HELD_OR_RF),
    Belief("size-is-the-hot-volume", "everything that is warmed dies",
           "Tissue far beyond the lesion is warmed and lives: warmth is not death.", HOW_FAR),
    Belief("error-bar-is-all", "the error bar is the uncertainty",
           "The numerical error bar tells about the grid alone. The rule for death and the numbers for tissue are "
           "far less sure.", SURE),
)
# fmt: on
