"""What a run says: how sure each size is, what moves it more, and how much of the nerve is covered."""

import dataclasses
import json
import math

import pytest

import lesionsim as ls
from lesionsim.cli import main
from lesionsim.cli.report import answer, how_sure, ideas, nerve_sentence, table
from lesionsim.lesion.bars import with_error
from lesionsim.lesion.nerve import nerve_coverage


@pytest.fixture(scope="module")
def teaching():
    return ls.simulate(ls.load("lumbar-medial-branch"))


@pytest.fixture(scope="module")
def lesions(teaching):
    return ls.measures(teaching)


def without_errors(lesion):
    names = [field.name for field in dataclasses.fields(lesion) if field.name.endswith("_error")]
    return dataclasses.replace(lesion, **dict.fromkeys(names, math.nan))


def none(lesion):
    sizes = ("width_mm", "length_mm", "ahead_of_tip_mm", "behind_tip_mm", "volume_mm3")
    return dataclasses.replace(lesion, **dict.fromkeys(sizes, 0.0))


def test_every_width_carries_its_error_bar_and_the_sentence_says_what_it_means(lesions):
    told = answer(ls.load("lumbar-medial-branch"), lesions)

    assert told.count(" ± ") == 2 * len(lesions)
    assert "± is numerical only; the criterion changes the width from 3.0 to 8.0 mm." in told
    assert told.index("numerical only") < told.index("width mm")


def test_an_error_bar_is_the_lesion_s_own_rounded_up(lesions):
    lesion = dataclasses.replace(lesions[0], width_mm=6.312, width_mm_error=0.0211)

    assert "6.31 ± 0.03" in table([lesion])


def test_results_without_error_bars_say_nothing_about_them(lesions):
    told = answer(ls.load("lumbar-medial-branch"), [without_errors(lesion) for lesion in lesions])

    assert "±" not in told
    assert "nan" not in told
    assert "The criterion changes the width from 3.0 to 8.0 mm." in told


def test_one_criterion_alone_has_no_range(lesions):
    assert how_sure(lesions[:1]) == "± is numerical only."
    assert how_sure([without_errors(lesions[0])]) == ""


def test_criteria_without_lesion_belong_to_the_range(lesions):
    assert how_sure([none(lesions[0]), lesions[1]]).endswith("from no lesion to 5.0 mm.")
    assert how_sure([none(lesions[0]), none(lesions[1])]) == ""


def test_a_lesion_that_is_cut_off_is_more_than_its_width(lesions):
    cut = dataclasses.replace(lesions[4], reaches_outer_wall=True)

    assert "from 5.5 to more than 8.0 mm" in how_sure([lesions[0], cut])


def test_the_columns_of_the_table_stand_in_line(lesions):
    rows = table([*lesions, none(lesions[0])]).splitlines()

    assert len({len(row) for row in rows}) == 1


def test_a_scenario_without_nerve_says_nothing_about_one(b1):
    assert nerve_sentence(b1, None) == ""


def test_the_covered_part_of_the_nerve_is_told(capsys, tmp_path):
    nerve = 'nerve={kind="straight", offset_mm=1.5}'
    words = ["run", "lumbar-medial-branch", "--set", nerve, "--out", str(tmp_path)]

    assert main(words) == 0
    scenario = ls.load(tmp_path / "scenario.toml")
    found = nerve_coverage(ls.simulate(scenario))
    out = capsys.readouterr().out
    assert 0 < found.covered_mm < found.length_mm
    assert f"covers {with_error(found.covered_mm, found.covered_mm_error)} mm" in out
    told = json.loads((tmp_path / "summary.json").read_text("utf-8"))["lesions"][0]
    assert told["nerve_covered_mm"] == found.covered_mm
    assert told["nerve_covered_mm_error"] == found.covered_mm_error


def test_a_nerve_out_of_reach_is_told_with_its_distance(capsys, tmp_path):
    nerve = 'nerve={kind="straight", offset_mm=6}'
    scenario = ls.change(ls.load("lumbar-medial-branch"), {"nerve": {"kind": "straight", "offset_mm": 6}})
    assert main(["run", "--set", nerve, "--out", str(tmp_path)]) == 0

    found = nerve_coverage(ls.simulate(scenario))
    assert found.gap_mm == pytest.approx(6 - 0.5 - 5.52 / 2, abs=0.02)
    assert f"and stays {found.gap_mm:.2f} mm away from it" in capsys.readouterr().out


def test_measured_traces_are_read_before_the_run_and_drawn_after_it(capsys, tmp_path, monkeypatch):
    from lesionsim import plots

    drawn = []
    original = plots.traces
    monkeypatch.setattr(plots, "traces", lambda *given, **named: drawn.append(named) or original(*given, **named))
    file = tmp_path / "probe.csv"
    file.write_text("time_s,tip_c\n0,37\n10,80\n90,80\n", "utf-8")

    assert main(["run", "b1", "--measured", str(file), "--out", str(tmp_path / "out")]) == 0
    assert drawn == [{"measured": str(file)}]
    assert main(["run", "b1", "--out", str(tmp_path / "plain")]) == 0
    plain, over = ((tmp_path / name / "traces.png").read_bytes() for name in ("plain", "out"))
    assert plain != over


@pytest.mark.parametrize(
    ("typed", "told"), [("--measured absent.csv", "absent.csv"), ("--json --measured absent.csv", "add --out DIR")]
)
def test_measured_traces_that_cannot_be_drawn_are_told_before_the_run(typed, told, capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("lesionsim.cli.run.computed", lambda *_: pytest.fail("this must be told before the run"))

    assert main(["run", "b1", *typed.split()]) == 2
    assert told in capsys.readouterr().err
    assert not list(tmp_path.iterdir())


def test_more_time_is_asked_for_only_where_the_tip_cannot_be_hotter(lesions):
    for hot, option in ((37, "--temperature"), (95, "--temperature"), (100, "--hold")):
        scenario = ls.change(ls.load("lumbar-medial-branch"), {"protocol.steps[0].at_c": hot})
        assert [idea.option for idea in ideas(scenario, none(lesions[0]))] == [option]


def test_a_nerve_in_a_lesion_that_is_cut_off_is_covered_over_more_than_what_is_seen(b1):
    assert "covers more than 3.00 ± 0.10 mm of the nerve" in nerve_sentence(b1, [(3.0, 0.1)], cut_off=True)
    assert "covers 3.00 ± 0.10 mm of the nerve" in nerve_sentence(b1, [(3.0, 0.1)])
