"""Lesions in chicken breast: the experiments that tell needle, time and temperature at the start."""

import math

from lesionsim.validate import quantities as ask
from lesionsim.validate.parameters import DEVICE, GAUGE, MUSCLE, START, TIP, moved
from lesionsim.validate.setting import Setting
from lesionsim.validate.statement import BOUND, ORDERING, SIZE, Condition, Statement
from lesionsim.validate.statements.conditions import BENCH, FROM_ROOM, LIDOCAINE
from lesionsim.validate.statements.conditions import CHICKEN as CONDITIONS
from lesionsim.validate.statements.sources import LIDOCAINE_2020, MONTEFIORE, PROVENZANO_2015

SETTING = Setting(hold_s=90.0)
NEAR_ROOM = moved("start", "start_c", "°C", 19.0, 23.0, source="the paper: 21 ± 2 °C", sure="VERIFIED")
GROWING = CONDITIONS._replace(
    tissue=Condition("chicken", "muscle of the library; numbers of chicken are from memory"),
    start=FROM_ROOM,
    criterion=Condition("visible lesion, photographed", "liver set, the field's habit"),
    gauge=Condition("", "20 G, moved from 22 to 16 G"),
    tip=Condition("", "10 mm, moved from 5 to 15 mm"),
)

# fmt: off
CHICKEN = (
    Statement(
        name="area", paper=MONTEFIORE, rows=("A10",), kind=SIZE,
        says="Surface area of a lesion without fluid", short="area in chicken",
        low=80.8, high=80.8, unit="mm²", digits=1,
        ask=ask.areas, setting=SETTING, edge="liver", conditions=CONDITIONS, parameters=(*MUSCLE, *DEVICE),
        note="the paper does not tell whether area is that of an ellipse or length times width: both are taken",
    ),
    Statement(
        name="volume", paper=LIDOCAINE_2020, rows=("A08", "A09"), kind=BOUND,
        says="Volume without fluid is no larger than the larger one measured after fluid", short="volume in chicken",
        low=-math.inf, high=165.0, unit="mm³", words="at most 160 mm³ (150 and 160 after 1 mL of fluid)",
        ask=ask.ellipsoid, setting=SETTING, edge="liver", conditions=LIDOCAINE,
        parameters=(*MUSCLE, NEAR_ROOM, TIP, *DEVICE),
        note="fluid enlarges lesions (Provenzano 2010), so what was measured after fluid bounds the lesion without",
    ),
    Statement(
        name="growing", paper=PROVENZANO_2015, rows=("B16",), kind=ORDERING,
        says="A lesion's area grows in each half minute from 1 to 3 min, at least by", short="grows to 3 min",
        low=0.0, high=math.inf, unit="%", digits=1, words="growing to 180 s",
        ask=ask.growing, setting=BENCH, edge="liver", conditions=GROWING,
        parameters=(*MUSCLE, START, GAUGE, TIP, *DEVICE),
    ),
)
# fmt: on
