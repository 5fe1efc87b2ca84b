"""Reading scenario files: all errors at once, each with its place, never another exception."""

from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lesionsim import library
from lesionsim.errors import ScenarioError
from lesionsim.scenario import from_toml, parse_assignment, read_scenario, to_toml

TEXT = to_toml(library.scenario())


def problems_of(text):
    with pytest.raises(ScenarioError) as caught:
        from_toml(text, "mine.toml")
    return str(caught.value)


def test_all_errors_of_a_file_are_told_at_once_with_its_name():
    text = TEXT.replace("tip_length_mm = 10.0", "tip_length = 10.0").replace("at_c = 80.0", "at_c = 180.0")
    text = text.replace("start_c = 37.0", 'start_c = "37"').replace('kind = "cem43"', 'kind = "cem"')

    message = problems_of(text)

    assert message.startswith("mine.toml has 4 errors:")
    assert len(message.splitlines()) == 5
    assert "start_c is '37'; must be a number between 0 and 45 °C" in message
    assert "probe.tip_length is not a key that exists here; nearest: probe.tip_length_mm" in message
    assert "protocol.steps[0].at_c is 180 °C" in message
    assert "criteria[1].kind is 'cem'; must be 'isotherm', 'cem43', 'arrhenius' or 'three-state'" in message


def test_parts_that_are_right_are_compared_while_others_are_wrong():
    message = problems_of(
        TEXT.replace("gauge = 20", "gauge = 99")
        .replace("at_c = 50.0", "at_c = 30.0")
        .replace('criterion = "Arrhenius liver"', 'criterion = "Arrhenius lung"')
        .replace("thermocouples = []", 'thermocouples = [{name = "a", r_mm = 50, z_mm = 0}]')
    )

    assert "probe.gauge is 99" in message
    assert "criteria[2].at_c is 30 °C; must be above start_c" in message
    assert "perfusion.criterion is 'Arrhenius lung'" in message
    assert "thermocouples[0]" not in message, "where the probe is wrong, nothing is said about places beside it"


def test_a_single_error_stands_on_one_line_with_the_file():
    message = problems_of(TEXT.replace("gauge = 20", "gauge = 99"))

    assert message.startswith("mine.toml: probe.gauge is 99; must be 14,")


@pytest.mark.parametrize(
    ("old", "new", "place", "nearest"),
    [
        ("gauge = 20", "guage = 20", "probe.guage", "probe.gauge"),
        ("[blood]", "[bloood]", "bloood", "blood"),
        ("start_c = ", "start = ", "start", "start_c"),
        ("step_s = ", "steps_s = ", "numerics.steps_s", "numerics.step_s"),
        ("perfusion_per_s = ", "perfusion = ", "tissue.perfusion", "tissue.perfusion_per_s"),
    ],
)
def test_a_misspelt_key_is_told_with_three_near_ones(old, new, place, nearest):
    message = problems_of(TEXT.replace(old, new, 1))

    line = next(line for line in message.splitlines() if f"{place} is not a key" in line)
    suggestions = line.split("nearest: ")[1].split(", ")
    assert len(suggestions) == 3
    assert nearest in suggestions


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            "",
            [
                "name is missing",
                "tissue is missing",
                "probe is missing",
                "protocol is missing",
                "criteria is",
            ],
        ),
        ("x = 1\na = b", ["not valid TOML", "line 2"]),
        ("a = 1\na = 2", ["not valid TOML"]),
        ("a = " + "[" * 5000 + "]" * 5000, ["nested too deep"]),
        ("a = " + "9" * 5000, ["thousands of digits"]),
        (".".join(["a"] * 5000) + " = 1", ["dotted parts"]),
        (" . ".join(["a"] * 5000) + " = 1", ["dotted parts"]),
        ("tissue = 5", ["tissue is 5; must be a Tissue"]),
        ("[[tissue]]", ["tissue is a list of 1; must be a Tissue"]),
        ("protocol = []", ["protocol is a list of 0"]),
        ("[protocol]\nsteps = [1]", ["protocol.steps[0] is 1"]),
        ("[protocol]\nsteps = [{at_c = 80}]", ["protocol.steps[0].kind is missing; give 'ramp', 'hold' or"]),
        ("[protocol]\nsteps = [{kind = 3}]", ["protocol.steps[0].kind is 3; must be"]),
        ("criteria = {kind = 'isotherm', at_c = 50}", ["criteria is a table; must be a list of 1 to 16"]),
        ("criteria = ['liver']", ["criteria[0] is 'liver'; must be"]),
        ("perfusion = 'constant'", ["perfusion is 'constant'; must be a table with kind = 'constant'"]),
        ("start_c = 2020-01-01", ["start_c is a date; must be a number"]),
        ("[tissue]\nkind = 'muscle'", ["tissue.kind is not a key"]),
        ("[tissue.conductivity_w_m_k]\nvalue = 3", ["tissue.conductivity_w_m_k.kind is missing"]),
    ],
)
def test_what_is_no_scenario_is_refused_in_words(text, words):
    message = problems_of(text)

    assert "mine.toml" in message
    for word in words:
        assert word in message


def test_a_file_of_very_many_unknown_keys_is_told_in_few_lines():
    message = problems_of("\n".join(f"key{i} = 1" for i in range(60_000)))

    assert message.count("\n") < 30
    assert "more" in message.splitlines()[-1]


@settings(max_examples=300, deadline=None)
@given(st.integers(0, len(TEXT)), st.integers(0, 30), st.text(max_size=10))
def test_a_damaged_file_is_read_or_refused_and_nothing_else(start, length, put):
    text = TEXT[:start] + put + TEXT[start + length :]

    with suppress(ScenarioError):
        assert from_toml(text, "mine.toml").name


def test_a_missing_file_a_folder_and_a_strange_file_are_refused(tmp_path):
    (tmp_path / "latin.toml").write_bytes("name = 'é'".encode("latin-1"))
    (tmp_path / "large.toml").write_bytes(b"# " + b"x" * 300_000)
    for name, words in [
        ("missing.toml", "does not exist"),
        ("", "is a folder"),
        ("latin.toml", "is not UTF-8 text"),
        ("large.toml", "is larger than 300 kB"),
        ("a\0b.toml", "cannot be read"),
    ]:
        with pytest.raises(ScenarioError, match=words):
            read_scenario(f"{tmp_path}/{name}")


def test_a_file_with_a_byte_order_mark_is_read(tmp_path):
    path = tmp_path / "windows.toml"
    path.write_text(TEXT.replace("\n", "\r\n"), encoding="utf-8-sig", newline="")

    assert read_scenario(path) == library.scenario()


@pytest.mark.parametrize(
    ("text", "key", "value"),
    [
        ("probe.gauge=18", "probe.gauge", 18),
        (" probe.gauge = 18 ", "probe.gauge", 18),
        ("tissue.density_kg_m3=1e3", "tissue.density_kg_m3", 1000.0),
        ("source=held", "source", "held"),
        ('title="a = b"', "title", "a = b"),
        ("title=a = b", "title", "a = b"),
        ("title=", "title", ""),
        ("criteria=[{kind='isotherm', at_c=50}]", "criteria", [{"kind": "isotherm", "at_c": 50}]),
        ("title=1\nsource=2", "title", "1\nsource=2"),
        ("title=" + "[" * 5000, "title", "[" * 5000),
    ],
)
def test_an_assignment_is_split_into_key_and_value(text, key, value):
    assert parse_assignment(text) == (key, value)


@pytest.mark.parametrize("text", ["probe.gauge", "", "=18", "  =18"])
def test_what_is_no_assignment_is_refused(text):
    with pytest.raises(ScenarioError, match="KEY=VALUE"):
        parse_assignment(text)
