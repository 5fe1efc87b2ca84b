"""Goldberg 1995: large lesions in liver, by gauge, tip, temperature and time."""

import math

from lesionsim.validate import quantities as ask
from lesionsim.validate.parameters import LIVER as LIVER_RANGES
from lesionsim.validate.parameters import LIVING, SLOW_DEVICE, START, End, Parameter
from lesionsim.validate.setting import Setting
from lesionsim.validate.statement import BOUND, DERIVED, ORDERING, SIZE, Condition, Statement
from lesionsim.validate.statements.conditions import GOLDBERG as CONDITIONS
from lesionsim.validate.statements.sources import GOLDBERG_1995

SETTING = Setting(tissue="liver", gauge=18, tip_mm=20.0, hold_s=360.0, ramp_s=45.0)
LATE = SETTING._replace(hold_s=720.0)
GAUGES = Parameter(
    "gauge", tuple(End(f"{each} G", (("gauge", each),)) for each in (23, 14)), "the paper: 12 to 24 G", "VERIFIED"
)
OPEN = (*LIVER_RANGES, START, LIVING, GAUGES, *SLOW_DEVICE)
ANY_GAUGE = (*LIVER_RANGES, START, LIVING, *SLOW_DEVICE)
ALL_GAUGES = CONDITIONS._replace(gauge=Condition("12 to 24 G", "23, 20, 18, 16, 14 G"))
LONG_TIPS = CONDITIONS._replace(tip=Condition("5 to 80 mm", "10, 20, 40 mm"))

# fmt: off
LIVER = (
    Statement(
        name="cap", paper=GOLDBERG_1995, rows=("B13",), kind=BOUND,
        says="Width after 12 min", short="width after 12 min", low=-math.inf, high=16.0, unit="mm", digits=1,
        words="16 mm at most", ask=ask.width, setting=LATE, edge="liver", conditions=CONDITIONS, parameters=OPEN,
    ),
    Statement(
        name="plateau", paper=GOLDBERG_1995, rows=("B13",), kind=SIZE,
        says="Growth of the width from 6 to 12 min", short="6 to 12 min", low=-3.0, high=3.0, unit="mm", digits=1,
        words="none, within 3 mm", ask=ask.late_growth, setting=SETTING, edge="liver", conditions=CONDITIONS,
        parameters=OPEN, note="the spread is the paper's: equal lesions differed by up to 3 mm in diameter",
    ),
    Statement(
        name="little-hotter", paper=GOLDBERG_1995, rows=("B13",), kind=SIZE,
        says="90 °C makes a lesion wider than 80 °C does, by", short="90 over 80 °C", low=-3.0, high=3.0, unit="mm",
        digits=1, words="minimal, within 3 mm", ask=ask.hotter_mm(80.0, 90.0), setting=SETTING, edge="liver",
        conditions=CONDITIONS, parameters=OPEN,
        note="the spread is the paper's: equal lesions differed by up to 3 mm in diameter",
    ),
    Statement(
        name="long-tips", paper=GOLDBERG_1995, rows=("B13",), kind=SIZE, sure=DERIVED,
        says="A lesion is longer than the tip, by", short="length, long tips", low=-5.0, high=5.0, unit="mm", digits=1,
        words="0, within 5 mm", ask=ask.long_lengths_beyond, setting=SETTING, edge="liver", conditions=LONG_TIPS,
        parameters=OPEN, note="derived: length goes with the tip (r² 0.996), and equal lesions differed by up to 5 mm",
    ),
    Statement(
        name="thicker", paper=GOLDBERG_1995, rows=("B13",), kind=ORDERING,
        says="Each thicker needle makes a wider lesion, at least by", short="thicker is wider", low=0.0, high=math.inf,
        unit="mm", digits=1, words="wider with each gauge", ask=ask.thicker_each, setting=SETTING, edge="liver",
        conditions=ALL_GAUGES, parameters=ANY_GAUGE,
    ),
)
# fmt: on
