"""Cosman 2014: over 400 lesions on the bench, by gauge, tip, temperature and time."""

import math

from lesionsim.validate import quantities as ask
from lesionsim.validate.parameters import DEVICE, MUSCLE, SLOW_DEVICE, START
from lesionsim.validate.statement import DERIVED, ORDERING, RATIO, SIZE, Statement
from lesionsim.validate.statements.conditions import BENCH, SLOW_BENCH
from lesionsim.validate.statements.conditions import COSMAN as CONDITIONS
from lesionsim.validate.statements.conditions import COSMAN_SLOW as SLOW
from lesionsim.validate.statements.sources import COSMAN_2014

EDGE = "50 °C"
OPEN, SLOW_OPEN = (*MUSCLE, START, *DEVICE), (*MUSCLE, START, *SLOW_DEVICE)
NO_SPREAD_OF_BOTH = "not independent: it follows from the growth in % and in mm, by arithmetic"

# fmt: off
COSMAN = (
    Statement(
        name="gauge-percent", paper=COSMAN_2014, rows=("B01",), kind=RATIO,
        says="16 G makes a lesion wider than 22 G does, by", short="16 G over 22 G, %", low=58, high=65, unit="%",
        ask=ask.thicker_percent, setting=BENCH, edge=EDGE, conditions=CONDITIONS, parameters=OPEN,
    ),
    Statement(
        name="gauge-mm", paper=COSMAN_2014, rows=("B01",), kind=SIZE,
        says="16 G makes a lesion wider than 22 G does, by", short="16 G over 22 G, mm",
        low=3, high=4, unit="mm", digits=1,
        ask=ask.thicker_mm, setting=BENCH, edge=EDGE, conditions=CONDITIONS, parameters=OPEN,
    ),
    Statement(
        name="width-22g", paper=COSMAN_2014, rows=("B01",), kind=SIZE, sure=DERIVED, note=NO_SPREAD_OF_BOTH,
        says="Width with 22 G", short="width, 22 G", low=4.6, high=6.9, unit="mm", digits=1,
        ask=ask.widths_of(22), setting=BENCH, edge=EDGE, conditions=CONDITIONS, parameters=OPEN,
    ),
    Statement(
        name="width-16g", paper=COSMAN_2014, rows=("B01",), kind=SIZE, sure=DERIVED, note=NO_SPREAD_OF_BOTH,
        says="Width with 16 G", short="width, 16 G", low=7.6, high=10.9, unit="mm", digits=1,
        ask=ask.widths_of(16), setting=BENCH, edge=EDGE, conditions=CONDITIONS, parameters=OPEN,
    ),
    Statement(
        name="hotter", paper=COSMAN_2014, rows=("B02",), kind=RATIO,
        says="90 °C makes a lesion wider than 60 °C does, by", short="90 over 60 °C", low=108, high=152, unit="%",
        ask=ask.wider_percent("at_c", 60.0, 90.0), setting=SLOW_BENCH, edge=EDGE, conditions=SLOW, parameters=SLOW_OPEN,
    ),
    Statement(
        name="two-minutes", paper=COSMAN_2014, rows=("B03",), kind=RATIO,
        says="2 min make a lesion wider than 1 min does, by", short="2 min over 1", low=11, high=20, unit="%",
        ask=ask.wider_percent("hold_s", 60.0, 120.0), setting=BENCH, edge=EDGE, conditions=CONDITIONS, parameters=OPEN,
    ),
    Statement(
        name="three-minutes", paper=COSMAN_2014, rows=("B04",), kind=RATIO,
        says="3 min make a lesion wider than 1 min does, by", short="3 min over 1", low=23, high=32, unit="%",
        ask=ask.wider_percent("hold_s", 60.0, 180.0), setting=BENCH, edge=EDGE, conditions=CONDITIONS, parameters=OPEN,
    ),
    Statement(
        name="length", paper=COSMAN_2014, rows=("B05",), kind=SIZE,
        says="A lesion is longer than the tip, by", short="length beyond tip", low=1, high=5, unit="mm", digits=1,
        ask=ask.lengths_beyond, setting=BENCH, edge=EDGE, conditions=CONDITIONS, parameters=OPEN,
    ),
    Statement(
        name="both-ends", paper=COSMAN_2014, rows=("B05",), kind=ORDERING,
        says="A lesion reaches beyond both ends of the tip, at the shorter end by", short="beyond both ends",
        low=0.0, high=math.inf, unit="mm", digits=1, words="ahead of it and behind it",
        ask=ask.both_ends, setting=BENCH, edge=EDGE, conditions=CONDITIONS, parameters=OPEN,
    ),
)
# fmt: on
