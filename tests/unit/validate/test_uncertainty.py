"""Numbers with their errors, parameters moved alone, and how they are taken together."""

import math

import pytest

from lesionsim.errors import RunError
from lesionsim.scenario import Isotherm
from lesionsim.validate import runs as runs_room
from lesionsim.validate.parameters import End, Parameter, moved
from lesionsim.validate.reading import NOTHING, Reader, Value, growth, less, times
from lesionsim.validate.runs import Runs
from lesionsim.validate.setting import Setting, scenario_of
from lesionsim.validate.statement import ORDERING
from lesionsim.validate.uncertainty import answer, summed, together

GAUGE = Parameter("gauge", (End("22 G", (("gauge", 22),)), End("16 G", (("gauge", 16),))), "here", "ASSUMED")


def of_setting(number):
    """Ask for a number that follows from the setting alone."""
    return lambda reader: [Value(number(reader.setting()), 0.1)]


def test_a_growth_carries_the_errors_of_both_numbers():
    assert growth(Value(4.0, 0.04), Value(5.0, 0.0)) == pytest.approx((25.0, 1.25))
    assert growth(Value(4.0, 0.0), Value(5.0, 0.05)) == pytest.approx((25.0, 1.25))
    assert math.isnan(growth(NOTHING, Value(5.0)).value)


def test_differences_and_products_carry_errors_in_quadrature():
    assert less(Value(5.0, 0.3), Value(3.0, 0.4)) == pytest.approx((2.0, 0.5))
    assert times(Value(2.0, 0.06), Value(5.0, 0.2), by=2.0) == pytest.approx((20.0, 1.0))


def test_configurations_are_averaged_and_of_an_ordering_the_smallest_step_is_taken(statement):
    values = [Value(1.0, 0.1), Value(3.0, 0.3), NOTHING]

    assert summed(statement(), values) == pytest.approx((2.0, 0.2))
    assert summed(statement(kind=ORDERING), values) == Value(1.0, 0.1)
    assert math.isnan(summed(statement(), [NOTHING]).value)


def test_each_parameter_moves_alone_and_moves_add_in_quadrature(statement):
    tip = moved("tip", "tip_mm", "mm", 6.0)
    asked = statement(ask=of_setting(lambda setting: setting.gauge + setting.tip_mm), parameters=(GAUGE, tip))

    found = answer(Runs(), asked)

    assert found.central == Value(30.0, 0.1)
    assert [one.values for one in found.influences] == [(32.0, 26.0), (26.0,)]
    assert (found.down, found.up) == pytest.approx((math.hypot(4, 4), 2.0))
    assert found.interval == pytest.approx((30 - math.hypot(4, 4, 0.1), 30 + math.hypot(2, 0.1)))
    assert [one.parameter.name for one in found.strongest()] == ["gauge", "tip"]


def test_both_ends_on_one_side_move_it_to_that_side_alone(statement):
    for ends, moves in (((11.0, 12.0), (0.0, 2.0)), ((9.0, 7.0), (3.0, 0.0))):
        tip = moved("tip", "tip_mm", "mm", *ends)
        asked = statement(ask=of_setting(lambda setting: setting.tip_mm), parameters=(tip,))

        found = answer(Runs(), asked)

        assert together(found.influences, found.central.value) == pytest.approx(moves)


def test_a_configuration_that_fails_at_an_end_is_left_out_before_and_after(statement):
    def numbers(reader):
        thick = reader.setting().gauge == 16
        return [Value(1.0 + thick), NOTHING if thick else Value(9.0)]

    found = answer(Runs(), statement(ask=numbers, parameters=(GAUGE,)))

    assert found.central.value == 5.0
    assert found.influences[0].values == (5.0, 6.0)  # and not the mean of the one that is left


def test_what_the_paper_varied_wins_over_what_is_shifted():
    reader = Reader(Runs(), Setting(), Isotherm(50), (("gauge", 16), ("tissue.perfusion_per_s", 0.01)))

    setting = reader.setting(gauge=22)

    assert setting.gauge == 22
    assert scenario_of(setting).tissue.perfusion_per_s == 0.01


def test_a_bench_has_no_blood_unless_a_change_brings_it():
    for name in ("muscle", "liver"):
        assert scenario_of(Setting(tissue=name)).tissue.perfusion_per_s == 0


def test_equal_runs_are_run_once_and_failed_ones_are_told(monkeypatch):
    asked = []

    def simulated(scenario):
        asked.append(scenario)
        raise RunError("tissue boils; it is too hot")

    monkeypatch.setattr(runs_room, "simulate", simulated)
    runs = Runs()

    assert [runs.lesion(Setting(), Isotherm(at_c)) for at_c in (50, 60, 50)] == [None, None, None]
    assert len(asked) == 1
    assert list(runs.failed.values()) == ["tissue boils"]


def test_numbers_that_are_no_lesion_s_get_their_error_from_a_coarser_grid():
    from lesionsim.validate.quantities import barred

    reader = Reader(Runs(), Setting(bars=True), Isotherm(50))

    assert barred(reader, lambda ask: 3.0 + ask.setting().coarse) == Value(3.0, 1.0)
    assert barred(reader._replace(base=Setting()), lambda ask: 3.0) == Value(3.0, 0.0)
    assert scenario_of(Setting(coarse=True)).numerics.growth > scenario_of(Setting()).numerics.growth
