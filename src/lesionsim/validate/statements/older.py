"""Older and smaller works: what a lesion cannot do, according to them."""

import math

from lesionsim.validate import quantities as ask
from lesionsim.validate.parameters import DEVICE, GAUGE, HOLD, MUSCLE, SET, START, TIP, moved
from lesionsim.validate.setting import Setting
from lesionsim.validate.statement import BOUND, RATIO, SIZE, Condition, Statement
from lesionsim.validate.statements.conditions import BOGDUK, SILENT_NEEDLE
from lesionsim.validate.statements.sources import BOGDUK_1987, LEE_2010, MANUAL_2012

MINUTE = Setting(hold_s=60.0)
NINETY = moved("hold", "hold_s", "s", 30.0, 90.0)
OPEN = (*MUSCLE, START, NINETY, SET, *DEVICE)
OPEN_TIME = (*MUSCLE, START, SET, *DEVICE)
LIGAMENT = SILENT_NEEDLE._replace(
    tissue=Condition("interspinous ligament of cadavers", "tendon and ligament of the library"),
    blood=Condition("none: dead tissue", "none"),
    criterion=Condition("no escaped tissue between the electrodes", "liver set, the field's habit"),
    gauge=Condition("", "20 G, moved from 22 to 16 G; 80 °C for 90 s"),
    tip=Condition("", "10 mm, moved from 5 to 15 mm"),
    source=Condition(
        "current, one electrode after the other", "current; the width of one lesion, which is what it bridges"
    ),
)

# fmt: off
OLDER = (
    Statement(
        name="radius", paper=BOGDUK_1987, rows=("A04",), kind=BOUND,
        says="Largest radius of a lesion", short="radius", low=-math.inf, high=2.0, unit="mm", digits=1,
        words="2 mm at most", ask=ask.radii, setting=MINUTE, edge="liver", conditions=BOGDUK, parameters=OPEN,
    ),
    Statement(
        name="ahead", paper=BOGDUK_1987, rows=("A04",), kind=SIZE,
        says="Reach ahead of the tip", short="ahead of the tip", low=0.0, high=0.0, unit="mm", digits=1, words="none",
        ask=ask.ahead, setting=MINUTE, edge="liver", conditions=BOGDUK, parameters=OPEN,
        note="Cosman 2014 saw lesions ahead of the tip: the two papers cannot both be met",
    ),
    Statement(
        name="bridge", paper=LEE_2010, rows=("B09", "T10"), kind=SIZE,
        says="Spacing of two electrodes, used one after the other, up to which no tissue escapes",
        short="spacing bridged", low=2.0, high=2.0, unit="mm", digits=1, words="up to 2 mm",
        ask=ask.width, setting=Setting(tissue="tendon-ligament", hold_s=90.0), edge="liver", conditions=LIGAMENT,
        parameters=(START, GAUGE, TIP, HOLD, SET, *DEVICE),
        note="two equal lesions side by side touch when their spacing is the width of one",
    ),
    Statement(
        name="stops", paper=MANUAL_2012, rows=("B18",), kind=RATIO,
        says="Growth of the width after 60 s, to 120 s", short="stops at 60 s", low=0.0, high=0.0, unit="%",
        words="no more growth", ask=ask.wider_percent("hold_s", 60.0, 120.0), setting=MINUTE, edge="liver",
        conditions=SILENT_NEEDLE, parameters=OPEN_TIME,
        note="Cosman 2014 and Provenzano 2015 measured growth after 60 s: the manual and they cannot both be met",
    ),
)
# fmt: on
