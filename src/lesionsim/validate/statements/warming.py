"""Temperatures in tissue, and how damage goes with temperature."""

from lesionsim.validate import quantities as ask
from lesionsim.validate.parameters import LIVER, SLOW_DEVICE, START, End, Parameter, moved
from lesionsim.validate.setting import BODY_C, Setting
from lesionsim.validate.statement import RATIO, SIZE, Condition, Conditions, Statement
from lesionsim.validate.statements.conditions import GOLDBERG
from lesionsim.validate.statements.sources import KLEINSTUECK_2003, MERTYNA_2009, WONDERGEM_1988

COIL = Setting(
    source="held", start_c=BODY_C, tissue="intervertebral-disc", gauge=18, tip_mm=40.0, at_c=80.0, hold_s=240.0,
    ramp_s=750.0, cooldown_s=0.0,
)  # fmt: skip
DISC = Conditions(
    tissue=Condition("discs of cadavers", "intervertebral disc of the library"),
    start=Condition("37.0 °C", "37 °C"),
    blood=Condition("none: dead tissue", "none"),
    criterion=Condition("temperatures", "temperatures at the end of heating"),
    ramp=Condition("standard protocol", "750 s of ramp and 240 s of hold, from memory; or 990 s at once"),
    gauge=Condition("", "18 G, moved from 20 to 16 G"),
    tip=Condition("a coil bent within the disc", "straight, 40 mm"),
    source=Condition("a heating coil, no current in tissue", "held"),
)
AT_ONCE = Parameter("ramp", (End("990 s at once", (("ramp_s", 0.0), ("hold_s", 990.0))),), "stated here", "ASSUMED")
BENT = "not counted: the coil was bent and its protocol is from memory; given 60 °C at 2 mm (T02, T06)"
THICKNESS = Parameter(
    "gauge", tuple(End(f"{each} G", (("gauge", each),)) for each in (20, 16)), "stated here", "ASSUMED"
)
IN_DISC = (AT_ONCE, THICKNESS, moved("tip", "tip_mm", "mm", 30.0))
MARGIN = GOLDBERG._replace(
    tissue=Condition("bovine liver ex vivo", "liver of the library"),
    blood=Condition("none: dead tissue", "none"),
    gauge=Condition("a cluster; lesions of 20 to 40 mm", "17 G, one needle; 2, 6 and 12 min at 80 °C"),
    tip=Condition("", "20 mm"),
    source=Condition("current; control not told", "current; the generator follows the sensor in the tip's first 2 mm"),
)
NERVE = Conditions(
    tissue=Condition("sciatic nerve of rats", "none: the law of damage alone"),
    start=Condition("43, 44, 45 °C throughout", "43 and 45 °C throughout"),
    blood=Condition("living", "none needed"),
    criterion=Condition("half of the motor function lost in half of the animals", "liver set, the field's habit"),
    ramp=Condition("none", "none"),
    gauge=Condition("none: a brass thermode", "none"),
    tip=Condition("5 mm of nerve", "none"),
    source=Condition("a thermode", "none"),
)


def reaching(name: str, row: str, temperature_c: float, low: float, high: float) -> Statement:
    """Return the statement of how far one temperature reaches from the coil."""
    return Statement(
        name=name, paper=KLEINSTUECK_2003, rows=("T01", "T02", "T06", row), kind=SIZE,
        says=f"Where 60 °C reaches 2 mm from a heating coil in a disc, {temperature_c:g} °C reaches",
        short=f"disc, {temperature_c:g} °C", low=low, high=high, unit="mm", digits=1,
        words=f"about {(low + high) / 2:g} mm", ask=ask.reach_of(temperature_c, 60.0, 2.0), setting=COIL, edge="liver",
        conditions=DISC, parameters=IN_DISC, uncounted=BENT, others=False,
        note="rounded to 1 mm in the abstract",
    )  # fmt: skip


# fmt: off
WARMING = (
    reaching("disc-50", "T03", 50.0, 5.5, 6.5),
    reaching("disc-48", "T04", 48.0, 6.5, 7.5),
    reaching("disc-45", "T05", 45.0, 9.5, 10.5),
    Statement(
        name="margin", paper=MERTYNA_2009, rows=("T11",), kind=SIZE,
        says="Temperature at the edge of coagulation when heating ends", short="temperature at edge",
        low=33.0, high=58.0, unit="°C", digits=1, ask=ask.edge_temperatures,
        setting=Setting(tissue="liver", gauge=17, tip_mm=20.0, ramp_s=45.0, cooldown_s=0.0), edge="liver",
        conditions=MARGIN, parameters=(*LIVER, START, *SLOW_DEVICE[:3]), others=False,
        uncounted="not counted: the paper used a cluster of needles and far larger lesions",
    ),
    Statement(
        name="nerve-dose", paper=WONDERGEM_1988, rows=(), kind=RATIO,
        says="The same injury of a nerve takes at 45 °C a time shorter than at 43 °C, times",
        short="nerve at 45 °C",
        low=57.5 / 12.5, high=58.5 / 11.5, unit="", digits=1, words="4.8 times (58 and 12 min)",
        ask=ask.times_shorter(43.0, 45.0), setting=Setting(), edge="liver", conditions=NERVE, parameters=(),
        others=False, note="the spread is that of rounding to minutes; animals recovered within 4 weeks",
    ),
)
# fmt: on
