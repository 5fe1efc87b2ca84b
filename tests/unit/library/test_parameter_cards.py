"""Parameter cards: no number is missing, none claims a source that it does not have, and every format says the same."""

import re
from html.parser import HTMLParser

import pytest

import lesionsim as ls
from lesionsim import library
from lesionsim.errors import ScenarioError
from lesionsim.library.card_text import own_words
from lesionsim.library.numbers import numbers_behind, numbers_of
from lesionsim.library.parameter_cards import cards_of_entry, works_of
from lesionsim.library.parameters import GRADES, MEANINGS, UNKNOWN, grade
from lesionsim.scenario import Boiling, Table, to_toml
from lesionsim.sweep.design.names import rules

SCENARIOS = library.names("scenarios")
DEFAULT = "lumbar-medial-branch"


def numbers_in(table, place=""):
    """Every number of a TOML table with its dotted key, read apart from the code under test."""
    if isinstance(table, dict):
        for name, value in table.items():
            yield from numbers_in(value, f"{place}.{name}" if place else name)
    elif isinstance(table, list) and table and isinstance(table[0], dict):
        for i, value in enumerate(table):
            yield from numbers_in(value, f"{place}[{i}]")
    elif (isinstance(table, list) and table) or (isinstance(table, int | float) and not isinstance(table, bool)):
        yield place


@pytest.mark.parametrize("name", SCENARIOS)
def test_every_number_of_a_scenario_s_file_is_found(name):
    import tomllib

    scenario = ls.load(name)
    typed = set(numbers_in(tomllib.loads(to_toml(scenario))))
    found = {number.key for number in numbers_of(scenario)}

    assert {key.rpartition(".")[2] for key in typed - found} <= {"at_c"}  # of a law: told with its value
    assert found <= typed


@pytest.mark.parametrize("name", SCENARIOS)
def test_a_card_stands_for_every_number_that_a_run_uses(name):
    scenario = ls.load(name)
    told = {each.key for each in ls.cards(scenario).parameters}
    used = {number.key for number in numbers_behind(scenario)}
    repeated = {key for key in used - told if ".tissue." in key}

    assert told - {""} <= used
    assert used - told == repeated
    assert all(each.name and each.value for each in ls.cards(scenario).parameters)


@pytest.mark.parametrize("name", SCENARIOS)
def test_every_number_says_how_sure_it_is_and_names_a_source_or_that_it_has_none(name):
    for each in ls.cards(name).parameters:
        assert each.grade != UNKNOWN, each.key
        assert each.reference
        if each.grade.startswith("verified"):
            assert works_of(each), each.key


def test_parts_that_a_held_tip_does_not_use_are_left_out_and_come_with_current():
    held = {each.key for each in ls.cards(DEFAULT).parameters}
    current = {each.key for each in ls.cards(f"{DEFAULT}-rf").parameters}
    for key in ("tissue.electrical_conductivity_s_m.value", "generator.most_v", "probe.metal.density_kg_m3"):
        assert key not in held
        assert key in current
    warm = ls.change(ls.load(DEFAULT), {"probe.shaft": "metal"})
    assert "probe.metal.density_kg_m3" in {each.key for each in ls.cards(warm).parameters}
    assert "placement.tilt_deg" in {each.key for each in ls.cards("lumbar-bone").parameters}
    assert "placement.tilt_deg" not in held


def test_a_gain_is_used_only_where_a_generator_follows_a_temperature():
    power = ls.change(ls.load(f"{DEFAULT}-rf"), {"generator": {"mode": "power", "set_w": 3}})
    keys = {each.key for each in ls.cards(power).parameters}

    assert "generator.set_w" in keys
    assert "generator.proportional_v2_per_k" not in keys
    assert "generator.roll_off_pause_s" not in keys
    pausing = ls.change(power, {"generator.roll_off_ohm": 400})
    assert "generator.roll_off_pause_s" in {each.key for each in ls.cards(pausing).parameters}


def of(cards, key):
    return next(each for each in cards.parameters if each.key == key)


def test_the_card_of_muscle_tells_value_unit_range_temperature_source_and_confidence():
    known = of(ls.cards(DEFAULT), "tissue.conductivity_w_m_k")

    assert (known.value, known.unit, known.grade) == ("0.49496875", "W/m/K", "verified")
    assert known.reference == library.tissue("muscle").reference.partition(";")[0]
    assert (known.spread.text, known.spread.unit) == ("0.33 to 0.57", "W/m/K")
    assert "used at every temperature" in known.holds_at
    current = of(ls.cards(f"{DEFAULT}-rf"), "tissue.electrical_conductivity_s_m.value")
    assert (current.holds_at, current.note) == ("37 °C", "near 500 kHz; mean over directions")


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("tissue.perfusion_per_s", 0.001),
        ("tissue.electrical_conductivity_s_m.value", 0.5),
        ("blood.density_kg_m3", 1000),
    ],
)
def test_a_changed_number_no_longer_claims_the_library_s_source(key, value):
    before = of(ls.cards(f"{DEFAULT}-rf"), key)
    after = of(ls.cards(ls.change(ls.load(f"{DEFAULT}-rf"), {key: value})), key)

    assert before.grade == "verified"
    assert after.grade == "a choice"
    assert works_of(after._replace(spread=None)) == ()
    assert "differs from the library" in after.confidence


def test_a_number_that_is_as_in_the_library_keeps_its_source_under_another_name():
    bench = ls.cards("ex-vivo-21c")

    assert of(bench, "tissue.density_kg_m3").grade == "verified"
    assert of(bench, "tissue.perfusion_per_s").note == "the library's muscle has 0.0006677 per s"
    own = {"name": "mine", "conductivity_w_m_k": 0.5, "density_kg_m3": 1000, "heat_capacity_j_kg_k": 4000}
    mine = of(ls.cards(ls.change(ls.load("b1"), {"tissue": own})), "tissue.conductivity_w_m_k")
    assert (mine.reference, mine.grade) == ("none given", UNKNOWN)
    told = {**own, "reference": "Gabriel 1996", "confidence": "VERIFIED"}
    known = of(ls.cards(ls.change(ls.load("b1"), {"tissue": told})), "tissue.conductivity_w_m_k")
    assert [work.key for work in works_of(known)] == ["gabriel1996"]


def test_a_doi_in_a_tissue_s_own_reference_names_the_work():
    mine = {"name": "mine", "conductivity_w_m_k": 0.5, "density_kg_m3": 1000, "heat_capacity_j_kg_k": 4000}
    own = {**mine, "reference": "see 10.1115/1.4056516, table 1", "confidence": "ASSUMED"}
    known = of(ls.cards(ls.change(ls.load("b1"), {"tissue": own})), "tissue.conductivity_w_m_k")

    assert [work.key for work in works_of(known)] == ["kumru2023"]
    assert known.grade == "assumed"


def test_ranges_of_a_protocol_are_those_of_its_steps():
    cards = ls.cards(f"{DEFAULT}-rf")
    spreads = {each.key: each.spread for each in cards.parameters if each.key.startswith("protocol.")}

    assert spreads["protocol.steps[0].duration_s"].text == "10 to 15"
    assert spreads["protocol.steps[1].duration_s"].text == "60 to 90"
    assert spreads["protocol.steps[1].at_c"].text == "70 to 80"
    assert spreads["protocol.steps[2].duration_s"] is None


def test_a_metal_of_one_s_own_is_not_steel_from_memory():
    cards = ls.cards(ls.change(ls.load(f"{DEFAULT}-rf"), {"probe.metal.conductivity_w_m_k": 400}))

    assert of(cards, "probe.metal.conductivity_w_m_k").grade == "a choice"
    assert of(cards, "probe.metal.density_kg_m3").grade == "from memory"
    gains = ls.cards(ls.change(ls.load(f"{DEFAULT}-rf"), {"generator.integral_v2_per_k_s": 4}))
    assert of(gains, "generator.integral_v2_per_k_s").grade == "a choice"
    assert of(gains, "generator.proportional_v2_per_k").grade == "defined"


def test_a_tissue_in_several_bodies_is_told_once_and_bone_without_a_ridge_has_no_sizes_of_one():
    same = [part.of for part in ls.cards("b3").parts if part.title == "tissue"]
    lumbar = [each.key for each in ls.cards("lumbar-bone").parameters]
    cervical = [each.key for each in ls.cards("cervical-bone").parameters]

    assert same == ["B1 muscle"]
    assert len(lumbar) == len({key for key in lumbar if key}) + lumbar.count("")
    assert "anatomy[0].articular_width_mm" in lumbar
    assert "anatomy[0].articular_width_mm" not in cervical


@pytest.mark.parametrize("name", ["b1", "b2", "b3", "b3-bone"])
def test_a_benchmark_s_numbers_are_defined_and_one_that_was_changed_is_not(name):
    numbers = [each for each in ls.cards(name).parameters if each.key and not each.key.startswith("numerics")]
    changed = ls.cards(ls.change(ls.load(name), {"tissue.density_kg_m3": 1000}))

    assert {each.grade for each in numbers} == {"defined"}
    assert numbers[0].holds_at == "every temperature, by definition"
    assert of(changed, "tissue.density_kg_m3").grade == "a choice"


def test_a_defined_law_holds_at_its_own_temperature_and_rounded_numbers_say_so():
    assert of(ls.cards("b2"), "tissue.electrical_conductivity_s_m.value").holds_at == "37 °C"
    assert of(ls.cards(DEFAULT), "blood.density_kg_m3").note == "rounded from 1049.75 kg/m³"


def test_numbers_of_boiling_are_recalled_where_they_are_the_usual_ones():
    wet = ls.change(ls.load("b2"), {"tissue.boiling": Boiling(dry_share=0.02)})
    cards = ls.cards(wet)

    assert of(cards, "tissue.boiling.vapour_conductivity_w_m_k").grade == "from memory"
    assert of(cards, "tissue.boiling.dry_share").note == "the usual value here is 0.01"
    assert of(cards, "tissue.boiling.dry_share").grade == "a choice"


def test_a_law_is_told_by_its_value_and_where_it_ends():
    line = Table(temperature_c=(20, 90), value=(0.4, 0.6))
    cards = ls.cards(ls.change(ls.load("b1"), {"tissue.conductivity_w_m_k": line}))

    assert of(cards, "tissue.conductivity_w_m_k.value").value == "0.4 at 20 °C to 0.6 at 90 °C"
    assert of(cards, "tissue.conductivity_w_m_k.value").unit == "W/m/K"
    assert of(cards, "tissue.conductivity_w_m_k.value").holds_at == "as listed"


def test_constants_come_with_the_criteria_that_need_them():
    named = {(part.of, each.name): each.value for part in ls.cards(DEFAULT).parts for each in part.parameters}

    assert named["Arrhenius liver", "molar gas constant"] == "8.31446261815324"
    assert named["CEM43 240 min (two-rate)", "R below 43 °C"] == "0.25"
    half = ls.cards(ls.change(ls.load("b1"), {"criteria": ["cem43-half"]}))
    assert {each.name: each.value for each in half.parameters}["R below 43 °C"] == "0.5"
    clinical = ls.cards(ls.change(ls.load("b1"), {"criteria": ["cem43-clinical"]}))
    assert {each.name: each.value for each in clinical.parameters}["dead at once from"] == "57"


def test_the_three_state_model_is_verified_in_part_only():
    (part,) = cards_of_entry("three-state").parts

    assert [each.grade for each in part.parameters] == ["verified"] * 3 + ["from memory"] * 2


@pytest.mark.parametrize("kind", library.KINDS)
def test_every_entry_of_the_library_has_cards_in_every_format(kind):
    for name in library.names(kind):
        found = cards_of_entry(name)
        assert found.parameters
        assert str(found).startswith("Parameter cards: ")
        assert ls.DISCLAIMER in str(found)
        assert max(map(len, str(found).splitlines())) <= 100
        assert found.to_html().isascii()
        assert found.to_bibtex().count("@") == len(found.works)


def test_a_name_that_means_two_things_has_the_cards_of_both():
    assert [part.title for part in cards_of_entry("liver").parts] == ["tissue", "damage"]
    assert [each.told for each in cards_of_entry("20 G").parameters] == ["0.908 mm"]
    with pytest.raises(ScenarioError, match="nearest: "):
        cards_of_entry("noodle")


class Reader(HTMLParser):
    """Collects what a page loads and where it points, and whether its tags are closed in order."""

    def __init__(self):
        super().__init__()
        self.loaded, self.targets, self.open, self.text = [], {}, [], ""

    def handle_starttag(self, tag, attrs):
        named = dict(attrs)
        self.loaded += [named[name] for name in ("src", "srcset") if name in named]
        self.loaded += [named["href"]] if tag == "link" else []
        self.targets[named.get("id")] = tag
        if tag not in ("meta", "wbr"):
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.text += data


def test_the_page_needs_nothing_from_elsewhere_and_every_source_is_linked():
    cards = ls.cards("lumbar-bone-rf")
    page, reader = cards.to_html(), Reader()
    reader.feed(page)

    assert reader.loaded == []
    assert "url(" not in page
    assert "<script" not in page
    assert reader.open == []
    assert {work.key for work in cards.works} <= set(reader.targets)
    assert set(re.findall(r'href="#(\w+)"', page)) == {work.key for work in cards.works}
    assert ls.DISCLAIMER in reader.text
    for each in cards.parameters:
        assert each.value in reader.text
        assert each.grade in reader.text


def test_text_and_html_and_bibtex_name_the_same_works():
    cards = ls.cards(f"{DEFAULT}-rf")

    for number, work in enumerate(cards.works, start=1):
        assert f"[{number}] {work.authors[0].replace(',', '')}" in str(cards)
        assert f"{{{work.key}," in cards.to_bibtex()
    assert "Behind: conductivity (muscle)" in cards.to_bibtex()
    assert "0.49496875 W/m/K; verified [1]" in str(cards)
    assert "range 0.33 to 0.57 W/m/K; verified [2]; porcine" in str(cards)


def test_what_a_scenario_is_may_be_said_in_any_way(tmp_path, b1):
    scenario = ls.load("b1")
    (tmp_path / "mine.toml").write_text(to_toml(scenario), encoding="utf-8")

    assert ls.cards("b1") == ls.cards(scenario) == ls.cards(tmp_path / "mine.toml") == ls.cards(b1)
    for wrong in (None, 5, ["b1"], {}):
        with pytest.raises(ScenarioError, match="must be a Scenario, its name or file, or a result"):
            ls.cards(wrong)


def test_names_that_a_page_would_take_for_its_own_are_escaped():
    evil = ls.change(ls.load("b1"), {"title": "<script>alert(1)</script>", "tissue.name": "a<b>&c"})
    page = ls.cards(evil).to_html()

    assert "<script" not in page
    assert "a&lt;b&gt;&amp;c" in page


def test_words_for_how_sure_a_number_is_have_a_meaning():
    assert set(GRADES.values()) | {UNKNOWN} == set(MEANINGS)
    assert grade("VERIFIED (secondary)") == "verified, second hand"
    assert grade("SECONDARY") == "second hand"
    assert grade("whatever") == UNKNOWN
    assert own_words("habit of the field, as told in books", "CONVENTION") == "as told in books"


def test_cards_speak_spanish_but_keys_and_sources_stay():
    cards = ls.cards(f"{DEFAULT}-rf")
    english = str(cards)
    with ls.language("es"):
        spanish, page = str(cards), cards.to_html()

    assert "conductividad eléctrica" in spanish
    assert 'lang="es"' in page
    assert "tissue.<wbr>perfusion_<wbr>per_<wbr>s" in page
    assert "10.1088/0031-9155/41/11/003" in spanish
    assert english == str(cards)


@pytest.mark.parametrize("name", SCENARIOS)
def test_every_name_grade_and_meaning_on_a_card_has_spanish_words(name):
    from lesionsim.texts.speaking import catalogue

    known = catalogue("es")
    cards = ls.cards(name)
    words = {each.name for each in cards.parameters} | {part.title for part in cards.parts}
    words |= {each.grade for each in cards.parameters} | {cards.title}
    clauses = {clause for each in cards.parameters for clause in each.note.split("; ")}
    clauses |= {clause for each in cards.parameters if each.spread for clause in each.spread.note.split("; ")}
    clauses |= {clause for meaning in MEANINGS.values() for clause in meaning.split("; ")}
    made_up = {each for each in clauses if each.startswith(("the library's ", "the usual value"))}

    assert {each for each in words if len(each) > 1} - set(known) == set()
    assert clauses - made_up - {""} - set(known) == set()


@pytest.mark.parametrize("name", SCENARIOS)
def test_a_card_s_key_is_one_that_can_be_changed(name):
    for each in ls.cards(name).parameters:
        assert not each.key or re.sub(r"\[\d+\]", "[0]", each.key) in rules()
