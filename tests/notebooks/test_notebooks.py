"""Every notebook runs, asks before it answers, says what holds, and is committed clean, in two languages."""

import ast
import json
import re
from pathlib import Path

import nbformat
import pytest

import lesionsim as ls
from lesionsim.lessons.registry import all_exercises
from lesionsim.texts import language, spoken

NOTEBOOKS = sorted((Path(__file__).parents[2] / "notebooks").glob("*.ipynb"))
MOST_LINES_OF_CELL, MOST_LINES_OF_CODE, MOST_LINES_DEFINED = 15, 120, 5
ASKED = re.compile(r'lessons\.ask\("([\w-]+)"\)')
CHECKED = re.compile(r'lessons\.check\(\s*"([\w-]+)"')
SHOWN = ("image/png", "text/html", "text/plain")

each_notebook = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)


def read(path):
    return nbformat.read(path, as_version=4)


def cells(path, kind):
    return [cell for cell in read(path).cells if cell.cell_type == kind]


def text_of(path):
    return " ".join(" ".join(cell.source for cell in cells(path, "markdown")).split())


def lines(source):
    return [line for line in source.splitlines() if line.strip()]


def test_there_are_twelve_notebooks_or_more():
    assert len(NOTEBOOKS) >= 12
    assert [path.stem[:2] for path in NOTEBOOKS] == [f"{number:02d}" for number in range(1, len(NOTEBOOKS) + 1)]


@each_notebook
def test_a_notebook_is_committed_without_outputs_in_a_format_that_all_can_read(path):
    notebook = read(path)

    nbformat.validate(notebook)
    assert (notebook.nbformat, notebook.nbformat_minor) == (4, 5)
    assert all(not cell.outputs and cell.execution_count is None for cell in cells(path, "code"))
    assert all(not cell.metadata for cell in notebook.cells)
    assert set(notebook.metadata) == {"kernelspec", "language_info"}
    assert set(notebook.metadata.language_info) == {"name"}


@each_notebook
def test_the_same_notebook_is_the_same_file(path):
    written = path.read_bytes()

    assert (
        written.decode("utf-8") == json.dumps(json.loads(written), indent=1, ensure_ascii=False, sort_keys=True) + "\n"
    )
    ids = [cell.id for cell in read(path).cells]
    assert len(set(ids)) == len(ids)
    assert all(re.fullmatch(r"[a-z][a-z0-9-]+", each) for each in ids)  # words, not the random ids of an editor


@each_notebook
def test_cells_and_code_stay_short(path):
    for cell in read(path).cells:
        assert len(lines(cell.source)) <= MOST_LINES_OF_CELL, cell.id
    code = [cell.source for cell in cells(path, "code")]
    assert sum(len(lines(source)) for source in code) <= MOST_LINES_OF_CODE
    for node in ast.walk(ast.parse("\n".join(code))):
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            assert node.end_lineno - node.lineno + 1 <= MOST_LINES_DEFINED, node.name


@each_notebook
def test_the_quick_switch_stands_in_the_first_code_cell_and_is_on(path):
    assert re.search(r"^quick = True\b", cells(path, "code")[0].source, re.MULTILINE)


@each_notebook
def test_the_first_cell_asks_and_the_last_answers_and_tells_its_limits(path):
    first, *_, last = read(path).cells

    assert (first.cell_type, last.cell_type) == ("markdown", "markdown")
    assert "?" in first.source
    assert re.search(r"^## The answer", last.source)
    assert "What limits this answer" in last.source
    assert ls.DISCLAIMER in first.source
    assert ls.DISCLAIMER in last.source


@each_notebook
def test_a_notebook_holds_three_exercises_or_more(path):
    asked = ASKED.findall("\n".join(cell.source for cell in cells(path, "code")))
    words = [cell.source for cell in cells(path, "markdown") if "exercises" in cell.source.splitlines()[0]]
    numbered = [re.findall(r"^(\d)\. ", each, re.MULTILINE) for each in words]

    assert len(asked) >= 3
    assert numbered in ([], [["1", "2", "3"]])


@each_notebook
def test_every_answer_comes_after_its_question_a_guess_and_a_reason(path):
    code = "\n".join(cell.source for cell in cells(path, "code"))
    asked, checked = ASKED.findall(code), CHECKED.findall(code)

    assert asked
    assert [name for name in asked if name in checked] == checked  # others are checked in a loop
    assert set(asked) <= set(all_exercises())
    for name in checked:
        assert code.find(f'lessons.ask("{name}")') < code.find(f'lessons.check("{name}"'), name
    assert code.find("lessons.ask(") < code.find("simulate(") or "simulate(" not in code


@each_notebook
def test_every_cell_of_words_has_a_spanish_one(path):
    with language("es"):
        for cell in cells(path, "markdown"):
            assert spoken(cell.source) != cell.source, cell.id
            assert spoken(cell.source).count("\n- ") == cell.source.count("\n- "), cell.id
            assert (spoken(ls.DISCLAIMER) in spoken(cell.source)) == (ls.DISCLAIMER in cell.source), cell.id


@each_notebook
def test_the_numbers_of_the_spanish_cells_are_those_of_the_english(path):
    number = re.compile(r"\d+(?:\.\d+)?")
    with language("es"):
        for cell in cells(path, "markdown"):
            assert sorted(number.findall(spoken(cell.source))) == sorted(number.findall(cell.source)), cell.id


@each_notebook
def test_a_notebook_runs_from_top_to_bottom_without_errors_and_warnings(path, run_notebook):
    for cell in run_notebook(path).cells:
        for output in cell.get("outputs", []):
            assert output.output_type != "error", f"{cell.id}: {output.evalue}"
            assert output.get("name") != "stderr", f"{cell.id}: {output.text}"


@each_notebook
def test_a_notebook_shows_pictures_and_words_that_any_page_can_show(path, run_notebook):
    shown = [output.data for cell in run_notebook(path).cells for output in cell.get("outputs", []) if "data" in output]

    assert any("image/png" in data for data in shown)
    assert all(any(kind in data for kind in SHOWN) for data in shown)
    assert all("image/png" in data for data in shown if any("widget" in kind for kind in data))


@each_notebook
def test_every_exercise_is_told_in_full(path, run_notebook):
    for cell in run_notebook(path).cells:
        if cell.cell_type == "code" and CHECKED.search(cell.source):
            told = "".join(output.get("data", {}).get("text/plain", "") for output in cell.outputs)
            assert "Why:" in told, f"{cell.id}: {told}"


def test_explore_shows_its_picture_with_ipywidgets_and_without(tmp_path, run_notebook):
    code = ("import lesionsim as ls", "ls.explore()", 'import sys; sys.modules["ipywidgets"] = None', "ls.explore()")
    made = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(each) for each in code])
    nbformat.write(made, tmp_path / "explore.ipynb")

    shown = [cell.outputs[0].data for cell in run_notebook(tmp_path / "explore.ipynb").cells if cell.outputs]
    kinds = [{kind for kind in data if kind.startswith(("image", "text/html", "application"))} for data in shown]
    assert kinds == [{"image/png", "application/vnd.jupyter.widget-view+json"}, {"image/png", "text/html"}]
    assert shown[0]["text/plain"] == shown[1]["text/plain"]


@pytest.fixture(scope="module")
def heat():
    """The scenario of the first four notebooks, and its run."""
    scenario = ls.load("lumbar-medial-branch")
    return scenario, ls.simulate(scenario)


def notebook(number):
    return next(path for path in NOTEBOOKS if path.stem.startswith(number))


def test_the_numbers_of_the_first_notebook_hold(heat):
    (scenario, result), text = heat, text_of(notebook("01-"))
    lesion = ls.measure(result)
    widths = [each.width_mm for each in ls.measures(result)]
    probe, thick = scenario.probe, ls.change(scenario, {"probe.gauge": 16})
    wider = ls.measure(ls.simulate(thick)).width_mm / lesion.width_mm
    thicker = thick.probe.outer_diameter_mm / probe.outer_diameter_mm
    beside_c = [ls.temperature_at(result, r_mm=probe.radius_mm + far, z_mm=5, time_s=90) for far in (1, 10)]

    assert f"{lesion.width_mm:.1f} mm wide and {lesion.length_mm:.1f} mm long" in text
    assert f"{lesion.width_mm / 2 - probe.radius_mm:.1f} mm to each side of the needle" in text
    assert f"{lesion.ahead_of_tip_mm:.1f} mm ahead of the tip" in text
    assert text.count(f"from {min(widths):.1f} mm") == 1
    assert f"from {min(widths):.1f} to {max(widths):.1f} mm" in text
    assert f"only {wider:.1f} times as wide" in text
    assert f"{thicker:.1f} times as thick" in text
    assert f"itself is {probe.outer_diameter_mm:.1f} mm thick" in text
    assert f"reaches {beside_c[0]:.0f} °C" in text
    assert f"it is {beside_c[1]:.1f} °C there" in text
    assert 0.005 <= lesion.width_mm_error < 0.1  # "a few hundredths of a millimetre"


def test_the_numbers_of_the_second_notebook_hold(heat):
    text, values = text_of(notebook("02-")), answers("half-way", "second-minute", "twice-the-time", "without-blood")
    half, minute, twice, blood = values

    assert f"there after {half.value:.0f} s" in text
    assert f"{minute.value:.0f} % wider than one by the liver rule and {minute.numbers['isotherm']:.0f} %" in text
    assert f"Twice the time makes {twice.value:.2f} times the width" in text
    assert f"the lesion is {blood.value:.1f} % wider" in text
    assert f"{half.numbers['spread_mm']:.1f} mm after 90 s" in text
    assert f"about every {blood.numbers['minutes']:.0f} minutes" in text


def test_the_numbers_of_the_third_notebook_hold(heat):
    text = text_of(notebook("03-"))
    lethal, rules, warm, off = answers("ninety-seconds", "widest-rule", "warm-but-alive", "after-switch-off")

    assert f"at {lethal.value:.1f} °C by the liver rule" in text
    assert f"{lethal.numbers['skin']:.1f} °C by that for skin" in text
    assert f"{lethal.numbers['artery']:.0f} °C by that for arteries" in text
    assert f"leaves {rules.numbers['least_mm']:.1f} mm (60 °C isotherm) to {rules.numbers['most_mm']:.1f} mm" in text
    assert f"{warm.value:.1f} mm were warmer" in text
    assert f"grows by {off.value:.0f} % after switch-off" in text
    assert off.numbers["peak"] < 0.5  # "does not grow"


def test_the_numbers_of_the_fourth_notebook_hold(heat):
    text = text_of(notebook("04-"))
    needle, hotter, tip, same = answers("thinnest-to-thickest", "sixty-to-ninety", "longer-tip", "same-width")
    scenario, _ = heat
    one, three = (
        ls.measure(ls.simulate(ls.change(scenario, {"protocol.steps[0].duration_s": held}))).width_mm
        for held in (60, 180)
    )

    assert f"gets {hotter.value:.1f} times as wide" in text
    assert f"from one to three minutes {three / one:.1f} times" in text
    assert f"from 22 to 16 G {needle.value:.1f} times" in text
    assert f"{100 * (needle.value - 1):.0f} %" in text
    assert f"{tip.numbers['length_mm']:.1f} mm longer and {tip.value:.1f} mm wider" in text
    assert f"at {same.value:.0f} °C makes the width" in text


def answers(*names):
    """Return what the model answers to exercises."""
    from lesionsim.lessons.exercise import computed

    return [computed(all_exercises()[name]) for name in names]


@pytest.mark.parametrize("number", ["01-", "02-", "03-", "04-"])
def test_finer_cells_hardly_change_the_answers(heat, number):
    scenario, result = heat
    finer = {"numerics.growth": 0.125, "numerics.first_cell_mm": 0.0375}
    first = cells(notebook(number), "code")[0].source

    assert "False: finer cells; the answer hardly changes" in first
    assert all(f'"{key}": {value}' in first for key, value in finer.items())
    width_mm = ls.measure(ls.simulate(ls.change(scenario, finer))).width_mm
    assert width_mm == pytest.approx(ls.measure(result).width_mm, abs=0.05)
