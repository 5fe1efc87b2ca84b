"""Statements that are shown and not counted: a condition or a number is from memory, or cannot be matched."""

from lesionsim.validate import quantities as ask
from lesionsim.validate.parameters import DEVICE, GAUGE, HOLD, MUSCLE, SET, START, TIP
from lesionsim.validate.setting import BODY_C, Setting
from lesionsim.validate.statement import RATIO, SECONDARY, SIZE, Condition, Statement
from lesionsim.validate.statements.conditions import BOGDUK, CHICKEN, FROM_ROOM, SILENT_NEEDLE
from lesionsim.validate.statements.sources import LEE_2010, PROVENZANO_2013, TEW_2015, THRESHOLD_2011

OPEN = (*MUSCLE, START, TIP, HOLD, SET, *DEVICE)
ALBUMEN = "egg white of the library, from memory; it flows when heated, which is not modelled"
EGG = Condition("egg white", ALBUMEN)
SALT = CHICKEN._replace(
    tissue=Condition("chicken", "muscle of the library; numbers of chicken are from memory"),
    start=FROM_ROOM,
    gauge=Condition("", "18 G, of the same group's work of 2010"),
    tip=Condition("", "10 mm, of the same group's work of 2010"),
)
SALTED = Setting(gauge=18, hold_s=90.0)
CURVED = BOGDUK._replace(
    tissue=EGG,
    start=Condition("37 °C", "37 °C"),
    criterion=Condition("opaque coagulum, photographed", "liver set, the field's habit"),
    ramp=Condition("", "45 s"),
    gauge=Condition("a curved electrode of untold size", "20 G, straight"),
    tip=Condition("", "10 mm"),
)
NO_FLUID = "not counted: fluid was injected first, which is not modelled; the needle is not told"

# fmt: off
SHOWN = (
    Statement(
        name="old-radii", paper=THRESHOLD_2011, rows=("A05", "A06"), kind=SIZE, sure=SECONDARY,
        says="Radius of a lesion, by size of electrode", short="radii, older work",
        low=1.1, high=2.2, unit="mm", digits=1,
        ask=ask.radii, setting=Setting(hold_s=60.0), edge="liver", conditions=SILENT_NEEDLE, parameters=OPEN,
        uncounted="not counted: which gauges the electrodes had is from memory",
    ),
    Statement(
        name="egg-bridge", paper=LEE_2010, rows=("B11", "T10"), kind=SIZE,
        says="Spacing up to which the middle between two electrodes, used one after the other, is above 50 °C",
        short="spacing, egg white", low=3.0, high=3.0, unit="mm", digits=1, words="up to 3 mm",
        ask=ask.width, setting=Setting(tissue="egg-white", hold_s=90.0), edge="50 °C",
        conditions=SILENT_NEEDLE._replace(tissue=EGG, criterion=Condition("above 50 °C", "isotherm of 50 °C")),
        parameters=(START, GAUGE, TIP, HOLD, SET, *DEVICE),
        uncounted="not counted: the numbers of egg white are from memory, and its flow is not modelled",
    ),
    Statement(
        name="egg-radius", paper=TEW_2015, rows=("A07",), kind=SIZE,
        says="Coagulum beyond the side of the electrode", short="coagulum, egg white", low=0.22, high=1.22, unit="mm",
        digits=2, words="0.37 ± 0.15 mm outside the bend, 1.06 ± 0.16 mm inside", ask=ask.beyond_the_side,
        setting=Setting(tissue="egg-white", start_c=BODY_C, at_c=90.0, ramp_s=45.0), edge="liver", conditions=CURVED,
        parameters=(GAUGE, TIP), others=False,
        uncounted="not counted: a curved electrode of untold size, and the numbers of egg white are from memory",
    ),
    Statement(
        name="power", paper=PROVENZANO_2013, rows=("B14",), kind=SIZE,
        says="Mean power of the generator", short="mean power", low=1.4, high=3.25, unit="W", digits=2,
        ask=ask.mean_power, setting=SALTED, edge="liver", conditions=SALT,
        parameters=(*MUSCLE, START, GAUGE, TIP, *DEVICE), uncounted=NO_FLUID, others=False,
    ),
    Statement(
        name="salt", paper=PROVENZANO_2013, rows=("B14",), kind=RATIO,
        says="Salt injected first makes the area larger, times", short="salt, area",
        low=1.29, high=2.54, unit="", digits=2,
        ask=ask.salted_area, setting=SALTED, edge="liver", conditions=SALT, parameters=(*MUSCLE[:2], MUSCLE[3], START),
        uncounted="not counted: a stand-in for fluid; all tissue conducts 16 times better, half to 8 times",
        note="ohms fall, volts follow, and a generator that keeps the temperature leaves the same lesion", others=False,
    ),
)
# fmt: on
