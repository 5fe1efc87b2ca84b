# ruff: noqa: E501  a table: one wrong file a line
"""Wrong scenario files and wrong command lines, written by hand: what is wrong, what must be named, how to mend it."""

from typing import NamedTuple

from lesionsim import library
from lesionsim.scenario import to_toml

GOOD = to_toml(library.scenario())
HOLD = "at_c = 80.0, duration_s = 90.0"
CONDUCTIVITY = "conductivity_w_m_k = 0.49496875"
CEM43 = 'kind = "cem43"\nminutes = 240.0'
MODE = 'mode = "temperature"'
RF = ('source = "held"', 'source = "rf"')
DAMAGE = 'kind = "stopped-by-damage"'
FOLLOWS = 'kind = "follows-damage"'
METAL = "[probe.metal]"
BLOOD = "[blood]"
LIVER = 'name = "liver"\nfrequency'
THERMOCOUPLES = "thermocouples = []"


class BadFile(NamedTuple):
    """A file that is no scenario: its content, every place that must be named, and a word of the remedy."""

    about: str
    content: bytes
    named: tuple[str, ...]
    remedy: str


def swap(about, named, remedy, *swaps):
    """Return the good scenario with some text put in place of other text."""
    text = GOOD
    for old, new in zip(swaps[::2], swaps[1::2], strict=True):
        if old not in text:
            raise LookupError(f"{old!r} is not in the good scenario")
        text = text.replace(old, new, 1)
    return BadFile(about, text.encode(), (named,) if isinstance(named, str) else named, remedy)


def whole(about, named, remedy, content):
    """Return a file with content of its own."""
    return BadFile(about, content if isinstance(content, bytes) else content.encode(), (named,), remedy)


def table_law(temperatures, values):
    """Return the text of a conductivity given as a table."""
    return f'conductivity_w_m_k = {{kind = "table", temperature_c = {temperatures}, value = {values}}}'


def thermocouple(name, r_mm, z_mm):
    """Return the text of one thermocouple."""
    return f"{{name = {name!r}, r_mm = {r_mm}, z_mm = {z_mm}}}"


NUMBERS = [
    swap("tip too hot", "protocol.steps[0].at_c is 180 °C", "and 100 °C", "at_c = 80.0", "at_c = 180"),
    swap("tip in kelvin", "protocol.steps[0].at_c is 353.15 °C", "kelvin: 353.15 K is 80", "at_c = 80.0", "at_c = 353.15"),
    swap("start in kelvin", "start_c is 310.15", "310.15 K is 37 °C", "start_c = 37.0", "start_c = 310.15"),
    swap("blood in kelvin", "blood.temperature_c", "kelvin", "temperature_c = 37.0", "temperature_c = 310.15"),
    swap("isotherm in kelvin", "criteria[2].at_c", "323.15 K is 50 °C", "at_c = 50.0", "at_c = 323.15"),
    swap("negative tip temperature", "protocol.steps[0].at_c is -80 °C", "between 37", "at_c = 80.0", "at_c = -80"),
    swap("tip colder than the body", "protocol.steps[0].at_c is 20", "Cold is not", "at_c = 80.0", "at_c = 20"),
    swap("NaN", "protocol.steps[0].at_c is nan", "between 37", "at_c = 80.0", "at_c = nan"),
    swap("infinite hold", "protocol.steps[0].duration_s is inf", "3600 s", "duration_s = 90.0", "duration_s = inf"),
    swap("infinitely cold", "start_c is -inf", "between 0 and 45", "start_c = 37.0", "start_c = -inf"),
    swap("hold of 0 s", "protocol.steps[0].duration_s is 0 s", "above 0", "duration_s = 90.0", "duration_s = 0"),
    swap("hold of -0.0 s", "protocol.steps[0].duration_s", "above 0", "duration_s = 90.0", "duration_s = -0.0"),
    swap("negative hold", "protocol.steps[0].duration_s is -90 s", "above 0", "duration_s = 90.0", "duration_s = -90"),
    swap("hold of a day", "protocol.steps[0].duration_s", "at most 3600 s", "duration_s = 90.0", "duration_s = 86400"),
    swap("steps of two hours", "protocol.steps last 7080", "at most 3600", "90.0", "3540", "duration_s = 30.0", "duration_s = 3540"),
    swap("tip in metres", "probe.tip_length_mm is 0.01 mm", "metres: 0.01 m is 10 mm", "tip_length_mm = 10.0", "tip_length_mm = 0.01"),
    swap("tip in centimetres", "probe.tip_length_mm is 1 mm", "centimetres: 1 cm is 10 mm", "tip_length_mm = 10.0", "tip_length_mm = 1"),
    swap("tip in micrometres", "probe.tip_length_mm", "micrometres: 10000 µm is 10 mm", "tip_length_mm = 10.0", "tip_length_mm = 10000"),
    swap("domain in metres", "domain.radius_mm", "metres", "radius_mm = 40.0", "radius_mm = 0.04"),
    swap("domain in centimetres", "domain.ahead_mm is 4 mm", "4 cm is 40 mm", "ahead_mm = 40.0", "ahead_mm = 4"),
    swap("tip longer than any domain", "probe.tip_length_mm is 90", "between 2 and 40", "tip_length_mm = 10.0", "tip_length_mm = 90"),
    swap("no shaft", "domain.shaft_mm is 0", "between 5 and 200", "shaft_mm = 30.0", "shaft_mm = 0"),
    swap("thick as a finger", "probe.diameter_mm is 15", "between 0.3 and 5", "gauge = 20", "diameter_mm = 15"),
    swap("diameter in centimetres", "probe.diameter_mm", "0.09 cm is 0.9 mm", "gauge = 20", "diameter_mm = 0.09"),
    swap("unknown gauge", "probe.gauge is 24", "diameter_mm instead", "gauge = 20", "gauge = 24"),
    swap("half a gauge", "probe.gauge is 20.5", "14, 15", "gauge = 20", "gauge = 20.5"),
    swap("gauge with its letter", "probe.gauge is '20G'", "14, 15", "gauge = 20", 'gauge = "20G"'),
    swap("huge gauge", "probe.gauge is a huge number", "14, 15", "gauge = 20", f"gauge = {10**400}"),
    swap("huge gauge, hexadecimal", "probe.gauge is a huge number", "14, 15", "gauge = 20", f"gauge = 0x{'F' * 9000}"),
    swap("huge tip", "probe.tip_length_mm is a huge number", "2 and 40", "tip_length_mm = 10.0", f"tip_length_mm = {10**400}"),
    swap("a float beyond all", "probe.tip_length_mm is inf", "2 and 40", "tip_length_mm = 10.0", "tip_length_mm = 1e999"),
    swap("number of 5000 digits", "holds a number of thousands of digits", "write numbers as", "gauge = 20", f"gauge = {'9' * 5000}"),
    swap("density in g/cm³", "tissue.density_kg_m3 is 1.09", "1.09 g/cm³ is 1090", "1090.4", "1.09"),
    swap("heat capacity in J/g/K", "tissue.heat_capacity_j_kg_k", "3421.2 J/kg/K", "3421.2", "3.4212"),
    swap("activation energy in kJ", "criteria[0].activation_energy_j_mol", "257.7 kJ/mol is 257700", "257700.0", "257.7"),
    swap("no conduction", "tissue.conductivity_w_m_k is 0 W/m/K", "between 0.01", "0.49496875", "0"),
    swap("perfusion per minute", "tissue.perfusion_per_s is 40", "between 0 and 0.5", "0.0006677", "40"),
    swap("negative perfusion", "tissue.perfusion_per_s is -0.1", "between 0", "0.0006677", "-0.1"),
    swap("negative metabolic heat", "tissue.metabolic_heat_w_kg", "between 0", "0.9061247014", "-1"),
    swap("omega of zero", "criteria[0].omega is 0", "between 0.01 and 100", "omega = 1.0", "omega = 0"),
    swap("isotherm at body heat", "criteria[2].at_c is 37 °C", "above start_c", "at_c = 50.0", "at_c = 37"),
    swap("first cell thicker than the probe", "numerics.first_cell_mm is 0.9", "probe's radius", "first_cell_mm = 0.15", "first_cell_mm = 0.9"),
    swap("first step above the longest", "numerics.first_step_s is 9", "at most step_s", "first_step_s = 0.1", "first_step_s = 9"),
    swap("steps that shrink", "numerics.step_growth is 0.5", "between 1 and 3", "step_growth = 1.5", "step_growth = 0.5"),
    swap("too many records", "numerics.record_every_s is 0.01 s", "at least 0.12", "record_every_s = 5.0", "record_every_s = 0.01"),
    swap("too many steps", "numerics.step_s is 0.001 s", "at most 100000", "step_s = 4.0", "step_s = 0.001", "first_step_s = 0.1", "first_step_s = 0.001"),
]  # fmt: skip
TYPES = [
    swap("number as text", "start_c is '37'", "without quotes: 37", "start_c = 37.0", 'start_c = "37"'),
    swap("number with unit", "protocol.steps[0].at_c is '80 °C'", "without quotes: 80", "at_c = 80.0", 'at_c = "80 °C"'),
    swap("comma in quotes", "start_c is '36,5'", "without quotes: 36.5", "start_c = 37.0", 'start_c = "36,5"'),
    swap("truth for a number", "start_c is true", "a number between", "start_c = 37.0", "start_c = true"),
    swap("date for a number", "start_c is a date", "a number between", "start_c = 37.0", "start_c = 2020-01-01"),
    swap("time for a number", "start_c is a time", "a number between", "start_c = 37.0", "start_c = 12:30:00"),
    swap("list for a number", "start_c is a list of 1", "a number between", "start_c = 37.0", "start_c = [37]"),
    swap("nested lists for a number", "start_c is a list of 1", "a number between", "start_c = 37.0", "start_c = [[[[37]]]]"),
    swap("table for a number", "start_c is a table", "a number between", "start_c = 37.0", "start_c = {value = 37}"),
    swap("empty text for a number", "start_c is ''", "a number between", "start_c = 37.0", 'start_c = ""'),
    swap("number for a name", "name is 7", "one line of text", 'name = "lumbar-medial-branch"', "name = 7"),
    swap("empty name", "name is ''", "not empty", 'name = "lumbar-medial-branch"', 'name = ""'),
    swap("blank name", "name is '   '", "letters, digits", 'name = "lumbar-medial-branch"', 'name = "   "'),
    swap("name with slashes", "name is '../../etc/passwd'", "letters, digits", '"lumbar-medial-branch"', '"../../etc/passwd"'),
    swap("name with a backslash", "name is 'a\\\\b'", "letters, digits", '"lumbar-medial-branch"', "'a\\b'"),
    swap("name with a line end", "name is 'a\\nb'", "letters, digits", '"lumbar-medial-branch"', '"a\\nb"'),
    swap("name with a control character", "name is 'a\\x1b[31m'", "letters", '"lumbar-medial-branch"', '"a\\u001b[31m"'),
    swap("name of 10 000 letters", "name is 'xxx", "at most 80", '"lumbar-medial-branch"', f'"{"x" * 10_000}"'),
    swap("title over two lines", "title is ", "one line of text", "title = ", 'title = """two\nlines"""\n#'),
    swap("notes of 5000 letters", "notes is ", "at most 4000", 'notes = "', f'notes = "{"x" * 5000}'),
    swap("laser", "source is 'laser'", "'held'", 'source = "held"', 'source = "laser"'),
    swap("open wall", "domain.outer_wall is 'open'", "'held' or 'insulated'", 'outer_wall = "held"', 'outer_wall = "open"'),
    swap("warm insulated wall", "domain.outer_wall_c is 37", "left out", 'outer_wall = "held"', 'outer_wall = "insulated"\nouter_wall_c = 37'),
    whole("criteria as a name", "criteria is 'liver'", "a list of 1 to 16", 'criteria = "liver"\n' + GOOD.replace("[[criteria]]", "[[x]]")),
    swap("no steps", "protocol.steps has 0 entries", "a list of 1 to 50", "steps = [", "steps = []\nxx = ["),
    swap("steps as text", "protocol.steps is 'hold'", "a list of 1 to 50", "steps = [", "steps = 'hold'\nxx = ["),
    swap("a number as a step", "protocol.steps[0] is 80", "kind = 'ramp', 'hold'", f'{{ kind = "hold", {HOLD} }}', "80"),
    swap("nothing heats", "protocol.steps heat nothing", "at least one hold", f'{{ kind = "hold", {HOLD} }},', ""),
    swap("thermocouples as a table", "thermocouples is a table", "a list of 0 to 64", THERMOCOUPLES, "thermocouples = {}"),
    swap("a tissue that is not there", "tissue 'musclee' is not a tissue", "nearest: muscle", "start_c", 'tissue = "musclee"\nstart_c', "[tissue]", "[x]", "[tissue.", "[x."),
    whole("a damage model that is not there", "criteria[0] 'livr' is not", "nearest: liver", 'criteria = ["livr"]\n' + GOOD.replace("[[criteria]]", "[[x]]")),
]  # fmt: skip
KEYS = [
    swap("misspelt key", "probe.guage is not a key", "nearest: probe.gauge", "gauge = 20", "guage = 20"),
    swap("key without its unit", "probe.tip_length is not a key", "nearest: probe.tip_length_mm", "tip_length_mm", "tip_length"),
    swap("key in the wrong table", "gauge is not a key", "nearest: probe.gauge", "start_c", "gauge = 20\nstart_c"),
    swap("misspelt table", "tisue is not a key", "tissue", "[tissue]", "[tisue]"),
    swap("capital letters", "Start_C is not a key", "start_c", "start_c", "Start_C"),
    swap("a key with a control character", "'a\\x1b[31m' is not a key", "nearest", "start_c", '"a\\u001b[31m" = 1\nstart_c'),
    swap("an empty key", "is not a key", "nearest", "start_c", '"" = 1\nstart_c'),
    swap("misspelt kind", "protocol.steps[0].kind is 'hld'", "'ramp', 'hold' or 'cooldown'", 'kind = "hold"', 'kind = "hld"'),
    swap("no kind", "protocol.steps[0].kind is missing", "'ramp', 'hold' or 'cooldown'", 'kind = "hold", ', ""),
    swap("kind of another list", "criteria[1].kind is 'hold'", "'isotherm', 'cem43'", CEM43, 'kind = "hold"'),
    swap("no temperature", "protocol.steps[0].at_c is missing", "give a number", "at_c = 80.0, ", ""),
    swap("no conductivity", "tissue.conductivity_w_m_k is missing", "between 0.01", CONDUCTIVITY, ""),
    swap("no thickness", "probe.gauge is missing", "0.3 to 5 mm", "gauge = 20\n", ""),
    swap("two thicknesses", "probe.gauge is 20 and diameter_mm is 0.9 mm", "leave out", "gauge = 20", "gauge = 20\ndiameter_mm = 0.9"),
    swap("criteria of one name", "criteria[3] is 'isotherm 50 °C'", "rename or remove", "at_c = 60.0", "at_c = 50.0"),
    swap("perfusion by what is not there", "perfusion.criterion is 'Arrhenius lung'", "'Arrhenius skin'", '"Arrhenius liver"', '"Arrhenius lung"'),
    swap("perfusion by an isotherm", "perfusion.criterion is 'isotherm 50 °C'", "'Arrhenius liver' or", '"Arrhenius liver"', '"isotherm 50 °C"'),
    swap("too many criteria", "criteria has 1006 entries", "1 to 16", "[numerics]", '[[criteria]]\nkind = "cem43"\n' * 1000 + "[numerics]"),
    swap("100 000 steps", "protocol.steps has 100001 entries", "1 to 50", f'{{ kind = "hold", {HOLD} }},', "1," * 100_000),
]  # fmt: skip
PLACES = [
    swap("thermocouple outside", "thermocouples[0].r_mm is 41", "domain.radius_mm", THERMOCOUPLES, f"thermocouples = [{thermocouple('a', 41, 5)}]"),
    swap("thermocouple in the metal", "thermocouples[0].r_mm is 0.1", "its surface", THERMOCOUPLES, f"thermocouples = [{thermocouple('a', 0.1, 5)}]"),
    swap("thermocouple too far ahead", "thermocouples[0].z_mm is -50", "-40 and 40", THERMOCOUPLES, f"thermocouples = [{thermocouple('a', 3, -50)}]"),
    swap("two thermocouples of one name", "thermocouples[1] is 'a'", "rename", THERMOCOUPLES, f"thermocouples = [{thermocouple('a', 3, 5)}, {thermocouple('a', 4, 5)}]"),
    swap("nameless thermocouple", "thermocouples[0].name is ''", "not empty", THERMOCOUPLES, f"thermocouples = [{thermocouple('', 3, 5)}]"),
    swap("law over a narrow range", "tissue.conductivity_w_m_k.temperature_c covers 40 to 60 °C", "must cover 37 to 80 °C", CONDUCTIVITY, table_law([40, 60], [0.5, 0.5])),
    swap("law that falls back", "tissue.conductivity_w_m_k.temperature_c[1] is 20 °C", "increasing order", CONDUCTIVITY, table_law([40, 20], [0.5, 0.5])),
    swap("law that jumps", "tissue.conductivity_w_m_k.value[1] is 5", "at most 20 %", CONDUCTIVITY, table_law([20, 21, 100], [0.5, 5, 5])),
    swap("law of unequal lists", "tissue.conductivity_w_m_k.value has 1", "2 to 1000", CONDUCTIVITY, table_law([20, 100], [0.5])),
    swap("law of text", "tissue.conductivity_w_m_k.value[0] is 'low'", "a number above 0", CONDUCTIVITY, table_law([20, 100], ["low", 0.5])),
    swap("law below zero", "tissue.conductivity_w_m_k.slope_per_c", "above 0 from 0 to 110", CONDUCTIVITY, 'conductivity_w_m_k = {kind = "linear", value = 0.5, slope_per_c = -0.1}'),
    swap("law without a kind", "tissue.conductivity_w_m_k.kind is missing", "'exponential' or 'table'", CONDUCTIVITY, "conductivity_w_m_k = {value = 0.5}"),
    swap("runaway three-state law", "criteria[1].scale_c is 5", "at most 10 per s", CEM43, 'kind = "three-state"\nscale_c = 5', 'convention = "two-rate"', ""),
]  # fmt: skip
OPTIONS = [
    swap("no voltage to keep", "generator.set_v is missing", "above 0 and at most 40 V (most_v)", MODE, 'mode = "voltage"', *RF),
    swap("no power to keep", "generator.set_w is missing", "at most 50 W (most_w)", MODE, 'mode = "power"\nset_v = 20', *RF),
    swap("a voltage where a temperature is kept", "generator.set_v is 20 V, but mode is 'temperature'", "left out, or mode be 'voltage'", MODE, f"{MODE}\nset_v = 20"),
    swap("a power and a current to keep", "generator.set_w is 5 W, but mode is 'current', which keeps set_a", "left out", MODE, 'mode = "current"\nset_a = 0.5\nset_w = 5', *RF),
    swap("more voltage than the highest", "generator.set_v is 50 V", "at most 40 V, the highest (most_v)", MODE, 'mode = "voltage"\nset_v = 50', *RF),
    swap("more current than the highest", "generator.set_a is 3 A", "raise most_a", MODE, 'mode = "current"\nset_a = 3', *RF),
    swap("no power at all", "generator.set_w is 0 W", "above 0 and at most 500 W", MODE, 'mode = "power"\nset_w = 0', *RF),
    swap("an unknown mode", "generator.mode is 'powr'", "'voltage', 'power' or 'current'; nearest: power", MODE, 'mode = "powr"'),
    swap("power into a held tip", "generator.mode is 'power'", "or source be 'rf'", MODE, 'mode = "power"\nset_w = 5'),
    swap("stops before it pauses", "generator.roll_off_ohm is 900 ohm", "at most shut_off_ohm, 800 ohm", MODE, f"{MODE}\nroll_off_ohm = 900\nshut_off_ohm = 800"),
    swap("always paused", "generator.roll_off_ohm is 90 ohm", "above series_ohm, 100 ohm", "series_ohm = 0.0", "series_ohm = 100\nroll_off_ohm = 90"),
    swap("stops at once", "generator.shut_off_ohm is 100 ohm", "above series_ohm, 100 ohm", "series_ohm = 0.0", "series_ohm = 100\nshut_off_ohm = 100"),
    swap("no pause", "generator.roll_off_pause_s is 0 s", "between 1 and 600 s", "roll_off_pause_s = 15.0", "roll_off_pause_s = 0"),
    swap("wall thicker than the probe", "probe.metal.wall_mm is 0.5 mm", "at most 0.454 mm, the probe's radius", METAL, f"{METAL}\nwall_mm = 0.5"),
    swap("no wall", "probe.metal.wall_mm is 0 mm", "between 0.02 and 2.5 mm", METAL, f"{METAL}\nwall_mm = 0"),
    swap("sleeve without thickness", "probe.sleeve.thickness_mm is missing", "give a number between 0.001 and 2 mm", METAL, f"[probe.sleeve]\nconductivity_w_m_k = 0.2\n{METAL}"),
    swap("sleeve as a number", "probe.sleeve is 0.1", "a table with thickness_mm and conductivity_w_m_k", "gauge = 20", "gauge = 20\nsleeve = 0.1"),
    swap("sleeve that conducts nothing", "probe.sleeve.conductivity_w_m_k is 0", "above 0 and at most 50", METAL, f"[probe.sleeve]\nthickness_mm = 0.1\nconductivity_w_m_k = 0\n{METAL}"),
    swap("no contact", "probe.contact_w_m2_k is 0 W/m²/K", "between 10 and 10000000", "gauge = 20", "gauge = 20\ncontact_w_m2_k = 0"),
    swap("shaft of wood", "probe.shaft is 'wood'", "'adiabatic' or 'metal'", 'shaft = "adiabatic"', 'shaft = "wood"'),
    swap("boils at once", "tissue.boiling.to_c is 99 °C", "at least 0.1 °C above from_c, 99 °C", BLOOD, f"[tissue.boiling]\nto_c = 99\n{BLOOD}"),
    swap("boils backwards", "tissue.boiling.to_c is 95 °C", "above from_c", BLOOD, f"[tissue.boiling]\nto_c = 95\n{BLOOD}"),
    swap("dry before it boils", "tissue.boiling.dry_at_c is 99.5 °C", "at least to_c, 100 °C", BLOOD, f"[tissue.boiling]\ndry_at_c = 99.5\n{BLOOD}"),
    swap("boils in kelvin", "tissue.boiling.from_c is 372.15 °C", "372.15 K is 99 °C", BLOOD, f"[tissue.boiling]\nfrom_c = 372.15\n{BLOOD}"),
    swap("water in percent", "tissue.boiling.water_fraction is 74", "above 0 and at most 1", BLOOD, f"[tissue.boiling]\nwater_fraction = 74\n{BLOOD}"),
    swap("latent heat in J/g", "tissue.boiling.latent_heat_j_kg is 2260 J/kg", "between 100000 and 5000000", BLOOD, f"[tissue.boiling]\nlatent_heat_j_kg = 2260\n{BLOOD}"),
    swap("boiling as a truth value", "tissue.boiling is true", "must be a Boiling", "perfusion_per_s", "boiling = true\nperfusion_per_s"),
    swap("misspelt in boiling", "tissue.boiling.vapor_conductivity_w_m_k is not a key", "tissue.boiling.vapour_conductivity_w_m_k", BLOOD, f"[tissue.boiling]\nvapor_conductivity_w_m_k = 0.1\n{BLOOD}"),
    swap("dead fractions that begin late", "perfusion.dead_fraction[0] is 0.1", "must be 0", DAMAGE, f"{FOLLOWS}\ndead_fraction = [0.1, 1]\nfactor = [1, 0]"),
    swap("dead fractions that end early", "perfusion.dead_fraction[1] is 0.9", "must be 1", DAMAGE, f"{FOLLOWS}\ndead_fraction = [0, 0.9]\nfactor = [1, 0]"),
    swap("dead fractions that repeat", "perfusion.dead_fraction[2] is 0.5", "increasing order", DAMAGE, f"{FOLLOWS}\ndead_fraction = [0, 0.5, 0.5, 1]\nfactor = [1, 1, 0, 0]"),
    swap("a factor too few", "perfusion.factor has 4 entries", "as many as dead_fraction, 5", DAMAGE, f"{FOLLOWS}\nfactor = [1, 1, 1, 0]"),
    swap("a factor below zero", "perfusion.factor[4] is -1", "between 0 and 10", DAMAGE, f"{FOLLOWS}\nfactor = [1, 1, 1, 1, -1]"),
    swap("a formula in a file", "perfusion.factor is '1 - dead'", "a list of 2 to 1000", DAMAGE, f'{FOLLOWS}\nfactor = "1 - dead"'),
    swap("perfusion that follows an isotherm", "perfusion.criterion is 'isotherm 50 °C'", "'Arrhenius liver' or", DAMAGE, FOLLOWS, '"Arrhenius liver"', '"isotherm 50 °C"'),
    swap("three options at once", ("generator.set_v is missing", "probe.metal.wall_mm is 2 mm", "tissue.boiling.dry_at_c is 90"), "must be", MODE, 'mode = "voltage"', METAL, f"{METAL}\nwall_mm = 2", BLOOD, f"[tissue.boiling]\ndry_at_c = 90\n{BLOOD}"),
]  # fmt: skip
SEVERAL = [
    swap("three wrong numbers", ("start_c is 99", "probe.gauge is 99", "numerics.growth is 9"), "must be", "start_c = 37.0", "start_c = 99", "gauge = 20", "gauge = 99", "growth = 0.25", "growth = 9"),
    swap("misspelt in three tables", ("strt_c is not", "probe.guage is not", "blood.temp_c is not"), "nearest", "start_c", "strt_c", "gauge", "guage", "[blood]\ntemperature_c", "[blood]\ntemp_c"),
    swap("wrong types in three tables", ("start_c is '37'", "probe.gauge is '20'", "domain.ahead_mm is true"), "must be", "start_c = 37.0", 'start_c = "37"', "gauge = 20", 'gauge = "20"', "ahead_mm = 40.0", "ahead_mm = true"),
    swap("of every kind", ("probe.tip is not", "protocol.steps[0].at_c is 180", "criteria[1].kind is 'cem'"), "must be", "tip_length_mm", "tip", "at_c = 80.0", "at_c = 180", "cem43", "cem"),
    swap("a wrong value and parts that disagree", ("probe.gauge is 99", "criteria[2].at_c is 30", "perfusion.criterion is 'x'"), "must be", "gauge = 20", "gauge = 99", "at_c = 50.0", "at_c = 30", '"Arrhenius liver"', '"x"'),
    swap("several in one table", ("tissue.density_kg_m3 is -1", "tissue.perfusion_per_s is 9", "tissue.color is not"), "must be", "1090.4", "-1", "0.0006677", "9\ncolor = 3"),
]  # fmt: skip
TEXTS = [
    whole("nothing", "name is missing", "give one line", ""),
    whole("blanks", "protocol is missing", "a table with steps", "\n \t\n"),
    whole("no TOML", "line 1, column", "not valid TOML", "this is no scenario"),
    whole("JSON", "line 1, column", "not valid TOML", '{"name": "x"}'),
    whole("duplicate key", "line 2, column", "overwrite", "start_c = 37\nstart_c = 38\n"),
    whole("duplicate table", "line 3, column", "twice", "[probe]\ngauge = 20\n[probe]\n"),
    whole("comma in a number", "line 2, column 13", "a point: 36.5", "name = 'x'\nstart_c = 36,5\n"),
    whole("unclosed text", "line 1, column", "not valid TOML", 'name = "x\n'),
    whole("unclosed list", "not valid TOML", "array", "criteria = [1, 2"),
    whole("the 30th of February", "line 1, column 8", "Invalid date", "name = 2020-02-30\n"),
    whole("NUL bytes", "UTF-16 text or no text", "save it as UTF-8", b"name = 'x'\0\0\0"),
    whole("late NUL byte", "line 5, column", "not valid TOML", b"# text\n" * 4 + b"# " + b"x" * 200 + b"\0\n"),
    whole("UTF-16", "UTF-16 text", "save it as UTF-8", GOOD.encode("utf-16")),
    whole("UTF-16 without a mark", "UTF-16 text", "save it as UTF-8", GOOD.encode("utf-16-be")),
    whole("Latin-1", "line 2, byte 78", "save it as UTF-8", GOOD.encode("latin-1", "replace")),
    whole("a picture", "no text at all", "save it as UTF-8", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(100)),
    whole("larger than any scenario", "larger than 300 kB", "a few kB", b"# " + b"x" * 400_000),
    whole("lists 100 000 deep", "nested too deep", "five levels", "a = " + "[" * 100_000),
    whole("tables 50 000 deep", "nested too deep", "five levels", "a = " + "{a=" * 50_000),
    whole("a key of 100 000 parts", "more than 100 dotted parts", "at most five", "a." * 100_000 + "a = 1"),
    whole("the same with blanks", "more than 100 dotted parts", "at most five", "a . " * 50_000 + "a = 1"),
    whole("the same in quotes", "more than 100 dotted parts", "at most five", '"a b".' * 40_000 + "a = 1"),
    whole("20 000 unknown keys", "key0 is not a key", "more", "".join(f"key{i} = 1\n" for i in range(20_000))),
    whole("300 kB of blanks", "line 1, column", "not valid TOML", "x = 1" + " " * 290_000 + "y"),
]  # fmt: skip
FILES = [*NUMBERS, *TYPES, *KEYS, *PLACES, *OPTIONS, *SEVERAL, *TEXTS]

# What is typed, every place that must be named, a word of the remedy; {bad} is a folder without a scenario in it.
TYPED = [
    (["rum"], "'rum' is not a command", "nearest: run"),
    (["b1"], "'b1' is not a command", "lesionsim run b1"),
    (["run", "--hold=-5"], "--hold is -5 s", "above 0"),
    (["run", "--hold", "-5"], "--hold is -5 s", "above 0"),
    (["run", "--hold", "1e999"], "--hold is '1e999'", "finite"),
    (["run", "--hold", "1e400000"], "--hold is", "finite"),
    (["run", "--hold", ""], "--hold is ''", "must be a number"),
    (["run", "--hold"], "--hold", "needs a value"),
    (["run", "--hold", "--gauge", "18"], "--hold", "needs a value"),
    (["run", "--temperature", "80°C"], "--temperature is '80°C'", "must be a number"),
    (["run", "--temperature", "70,5"], "--temperature is '70,5'", "write 70.5"),
    (["run", "--temperature", "0x50"], "--temperature is '0x50'", "must be a number"),
    (["run", "--temperature", "353.15"], "--temperature is 353.15 °C", "353.15 K is 80 °C"),
    (["run", "--tip", "1"], "--tip is 1 mm", "1 cm is 10 mm"),
    (["run", "--gauge", "18", "--gauge", "16"], "--gauge is given 2 times", "give it once"),
    (["run", "--hold=5", "--hold", "6", "--hold=7"], "--hold is given 3 times", "give it once"),
    (["run", "--gauge", "²"], "--gauge is '²'", "a whole number"),
    (["run", "--set", "name=a/b"], "--set name is 'a/b'", "letters, digits"),
    (["run", "--set", "probe.gauge"], "probe.gauge", "KEY=VALUE"),
    (["run", "--set", "a.b.c.d.e=1"], "a.b.c.d.e is not a key", "nearest"),
    (["run", "--set", "probe=" + "[" * 5000], "--set probe '[[", "nearest"),
    (["run", "--set", f"start_c={10**400}"], "start_c is a huge number", "between 0 and 45"),
    (["run", "b2", "--set", "generator.mode=power"], "generator.set_w is missing", "at most 50 W"),
    (["run", "b2", "--set", "probe.sleeve.thickness_mm=0.1"], "probe.sleeve.conductivity_w_m_k is missing", "give"),
    (["run", "b2", "--set", "tissue.boiling.to_c=98"], "tissue.boiling.to_c is 98", "above from_c"),
    (["run", "no-such-file.toml"], "no-such-file.toml: does not exist", "give the path"),
    (["run", "two\nlines.toml"], "'two\\nlines.toml': does not exist", "give the path"),
    (["run", "x" * 5000 + ".toml"], "xxx", "give the path"),
    (["run", ""], "'' is neither", "a scenario of the library"),
    (["run", "."], "'.' is neither", "TOML file"),
    (["run", "./"], "./: is a folder", "TOML file inside"),
    (["run", "b1", "ex-vivo-21c"], "'ex-vivo-21c' is one word too many", "--help"),
    (["new", "mine.toml", "b1"], "'b1' is one word too many", "--from b1"),
    (["new", "mine.toml", "--from", "b9"], "'b9' is neither", "nearest: b1"),
    (["new", "mine.yaml"], "mine.yaml", "must end in .toml"),
    (["show", "./"], "./: is a folder", "TOML file inside"),
    (["show", "muscl"], "'muscl' is not in the library", "nearest: muscle"),
    (["show", "muscle", "fat"], "'fat' is one word too many", "--help"),
    (["list", "tisues"], "'tisues'", "nearest: tissues"),
    (["verify", "--jsn"], "'--jsn' is not an option", "nearest: --json"),
]
