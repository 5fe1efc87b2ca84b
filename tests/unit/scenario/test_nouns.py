"""What the parts of a scenario tell about themselves."""

import dataclasses

import pytest

from lesionsim import library
from lesionsim.scenario import (
    GAUGE_DIAMETERS_MM,
    Cooldown,
    Hold,
    Linear,
    Probe,
    Protocol,
    Ramp,
    Table,
    heat_and_hold,
    tree,
    value_at,
)


def test_a_protocol_knows_its_times_and_its_highest_temperature():
    steps = (Ramp(to_c=70, duration_s=10), Hold(at_c=80, duration_s=60), Cooldown(duration_s=30))
    protocol = Protocol(steps=(*steps, Hold(at_c=75, duration_s=20), Cooldown(duration_s=5)))

    assert protocol.duration_s == 125
    assert protocol.hold_s == 80
    assert protocol.set_c == 80
    assert protocol.end_of_hold_s == 120


def test_a_protocol_without_a_hold_ends_heating_with_its_last_ramp():
    protocol = Protocol(steps=(Ramp(to_c=70, duration_s=10), Cooldown(duration_s=30)))

    assert (protocol.hold_s, protocol.end_of_hold_s, protocol.set_c) == (0, 10, 70)


def test_the_usual_protocol_leaves_out_steps_of_no_length():
    assert heat_and_hold(80, 90).steps == (Hold(at_c=80, duration_s=90),)
    assert len(heat_and_hold(80, 90, ramp_s=10, cooldown_s=30).steps) == 3


def test_thinner_needles_have_larger_gauges():
    diameters = [GAUGE_DIAMETERS_MM[gauge] for gauge in sorted(GAUGE_DIAMETERS_MM)]

    assert diameters == sorted(diameters, reverse=True)
    assert Probe(gauge=20).radius_mm == 0.454
    assert Probe(diameter_mm=0.907).radius_mm == 0.4535


def test_a_line_and_a_table_give_values_between_and_beyond():
    line = Linear(value=0.5, at_c=37, slope_per_c=0.01)
    table = Table(temperature_c=(20, 40, 90), value=(0.4, 0.5, 0.6))

    assert value_at(0.49, 80) == 0.49
    assert value_at(line, 37) == 0.5
    assert value_at(line, 57) == pytest.approx(0.6)
    assert [value_at(table, t) for t in (0, 20, 90, 110)] == [0.4, 0.4, 0.6, 0.6]
    assert value_at(table, 30) == pytest.approx(0.45)
    assert value_at(table, 65) == pytest.approx(0.55)


def test_the_outer_wall_is_at_start_temperature_unless_told():
    scenario = library.scenario("ex-vivo-21c")

    assert scenario.outer_wall_c == 21
    assert library.change(scenario, {"domain.outer_wall_c": 30}).outer_wall_c == 30


def test_nouns_are_frozen_and_hashable():
    scenario = library.scenario()

    with pytest.raises(dataclasses.FrozenInstanceError):
        scenario.name = "other"
    assert len({scenario, library.change(scenario, {})}) == 1


def test_lists_and_whole_numbers_become_tuples_and_floats():
    table = Table(temperature_c=[20, 90], value=[1, 2])

    assert table.temperature_c == (20.0, 90.0)
    assert type(table.value[0]) is float


@pytest.mark.parametrize(
    ("noun", "line"),
    [
        (Probe(gauge=20), "20 G probe, 10 mm bare tip"),
        (Probe(diameter_mm=0.907), "0.907 mm thick probe, 10 mm bare tip"),
        (Hold(at_c=80, duration_s=90), "hold 80 °C for 90 s"),
        (Ramp(to_c=80, duration_s=12.5), "ramp to 80 °C in 12.5 s"),
        (heat_and_hold(80, 90, cooldown_s=30), "hold 80 °C for 90 s, then cool down for 30 s"),
    ],
)
def test_a_noun_prints_as_one_line(noun, line):
    assert str(noun) == line


def test_a_tree_shows_fields_with_units_and_lists_below_their_name():
    lines = tree(library.scenario()).splitlines()

    assert lines[0] == "Scenario"
    assert any(line.startswith("  start_c") and line.endswith("37 °C") for line in lines)
    assert "    Arrhenius liver" in lines


def test_an_interactive_prompt_gets_the_tree():
    class Printer:
        def text(self, words):
            self.words = words

    printer = Printer()
    library.scenario()._repr_pretty_(printer, False)

    assert printer.words == tree(library.scenario())
