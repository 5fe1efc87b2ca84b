"""Conditions that many statements share, and words for those that papers leave open."""

from lesionsim.validate.setting import Setting
from lesionsim.validate.statement import SILENT, Condition, Conditions

NO_BLOOD = Condition("none: dead tissue", "none")
OPEN_BLOOD = Condition(SILENT, "none")
FROM_ROOM = Condition(SILENT, "21 °C, moved from 20 to 37 °C")
RAMP_15 = Condition(SILENT, "15 s, moved from 10 to 30 s")
RAMP_45 = Condition(SILENT, "45 s, moved from 30 to 60 s, because a faster ramp to 90 °C boils")
CURRENT = Condition(
    "current, temperature-controlled", "current; the generator follows the sensor in the tip's first 2 mm"
)
IN_MUSCLE = "muscle of the library"
AN_ISOTHERM = Condition(
    "an isotherm, inferred from photographs; the abstract tells no temperature", "isotherm of 50 °C"
)
COAGULATION = Condition("visible coagulation", "liver set, the field's habit")

COSMAN = Conditions(
    tissue=Condition("animal tissue ex vivo", IN_MUSCLE),
    start=FROM_ROOM,
    blood=NO_BLOOD,
    criterion=AN_ISOTHERM,
    ramp=RAMP_15,
    gauge=Condition("23 to 16 G; 22 and 16 G where compared", "22 and 16 G"),
    tip=Condition("5, 6, 10, 15 mm", "5, 6, 10, 15 mm"),
    source=CURRENT,
)
COSMAN_SLOW = COSMAN._replace(ramp=RAMP_45)
CHICKEN = Conditions(
    tissue=Condition("chicken breast", "muscle of the library; numbers of chicken are from memory"),
    start=Condition("21 °C", "21 °C"),
    blood=NO_BLOOD,
    criterion=Condition("visible burn", "liver set, the field's habit"),
    ramp=RAMP_15,
    gauge=Condition("20 G", "20 G"),
    tip=Condition("10 mm", "10 mm"),
    source=CURRENT,
)
LIDOCAINE = CHICKEN._replace(
    start=Condition("21 ± 2 °C", "21 °C, moved from 19 to 23 °C"),
    tip=Condition(SILENT, "10 mm, moved from 5 to 15 mm"),
)
BOGDUK = Conditions(
    tissue=Condition("egg white and fresh meat", IN_MUSCLE),
    start=FROM_ROOM,
    blood=NO_BLOOD,
    criterion=COAGULATION,
    ramp=RAMP_15,
    gauge=Condition(SILENT, "22 and 16 G; 80 °C for 60 s"),
    tip=Condition(SILENT, "5, 6, 10, 15 mm"),
    source=CURRENT,
)
SILENT_NEEDLE = BOGDUK._replace(
    tissue=Condition(SILENT, IN_MUSCLE),
    blood=OPEN_BLOOD,
    criterion=Condition(SILENT, "liver set, the field's habit"),
)
GOLDBERG = Conditions(
    tissue=Condition("liver (143) and muscle (20)", "liver of the library"),
    start=Condition("specimens; temperature not told", "21 °C, moved from 20 to 37 °C"),
    blood=Condition("specimens", "none; a living body as a range"),
    criterion=Condition("coagulation", "liver set, the field's habit"),
    ramp=RAMP_45,
    gauge=Condition("12 to 24 G", "18 G"),
    tip=Condition("5 to 80 mm", "20 mm"),
    source=CURRENT,
)
BENCH, SLOW_BENCH = Setting(), Setting(ramp_s=45.0)
