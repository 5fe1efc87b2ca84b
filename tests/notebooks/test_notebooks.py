"""Every notebook runs, says what holds, and is committed clean."""

import ast
import json
import re
from pathlib import Path

import nbformat
import pytest

import lesionsim as ls

NOTEBOOKS = sorted((Path(__file__).parents[2] / "notebooks").glob("*.ipynb"))
MOST_LINES_OF_CELL, MOST_LINES_OF_CODE, MOST_LINES_DEFINED = 15, 120, 5

each_notebook = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)


def read(path):
    return nbformat.read(path, as_version=4)


def cells(path, kind):
    return [cell for cell in read(path).cells if cell.cell_type == kind]


def text_of(path):
    return " ".join(" ".join(cell.source for cell in cells(path, "markdown")).split())


def lines(source):
    return [line for line in source.splitlines() if line.strip()]


def test_there_is_a_notebook():
    assert NOTEBOOKS


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
def test_a_notebook_ends_with_three_exercises(path):
    exercises = next(cell.source for cell in cells(path, "markdown") if "exercises" in cell.source.splitlines()[0])

    assert re.findall(r"^(\d)\. ", exercises, re.MULTILINE) == ["1", "2", "3"]


@each_notebook
def test_every_guess_is_made_before_the_run_that_answers_it(path):
    guessed = [(cell.source.find("guess_mm ="), cell.source) for cell in cells(path, "code")]
    first = next(number for number, (place, _) in enumerate(guessed) if place >= 0)

    assert not any("simulate(" in source for _, source in guessed[: first + 1])
    for place, source in guessed:
        assert "simulate(" not in source or place < source.find("simulate(")


@each_notebook
def test_a_notebook_runs_from_top_to_bottom_without_errors_and_warnings(path, run_notebook):
    for cell in run_notebook(path).cells:
        for output in cell.get("outputs", []):
            assert output.output_type != "error", f"{cell.id}: {output.evalue}"
            assert output.get("name") != "stderr", f"{cell.id}: {output.text}"


@each_notebook
def test_a_notebook_shows_pictures_that_any_page_can_show(path, run_notebook):
    shown = [output for cell in run_notebook(path).cells for output in cell.get("outputs", []) if "data" in output]

    assert shown
    assert all("image/png" in output.data for output in shown)


@each_notebook
def test_every_code_cell_that_is_no_guess_answers(path, run_notebook):
    for cell in run_notebook(path).cells:
        if cell.cell_type == "code" and not re.fullmatch(r"\w*guess_mm = .*", cell.source):
            assert cell.outputs, cell.id


def printed(notebook, cell_id):
    cell = next(cell for cell in notebook.cells if cell.id == cell_id)
    return "".join(output.text for output in cell.outputs if output.output_type == "stream")


@pytest.fixture(scope="module")
def heat():
    """The first notebook, and what the library computes for it."""
    path = next(path for path in NOTEBOOKS if path.stem.startswith("01-"))
    scenario = ls.load("lumbar-medial-branch")
    return path, scenario, ls.simulate(scenario)


def test_the_numbers_of_the_first_notebook_hold(heat):
    path, scenario, result = heat
    text, lesion = text_of(path), ls.measure(result)
    widths = [each.width_mm for each in ls.measures(result)]
    probe, thick = scenario.probe, ls.change(scenario, {"probe.gauge": 16})
    wider = ls.measure(ls.simulate(thick)).width_mm / lesion.width_mm
    thicker = thick.probe.outer_diameter_mm / probe.outer_diameter_mm
    beside_c = [ls.temperature_at(result, r_mm=probe.radius_mm + far, z_mm=5, time_s=90) for far in (1, 10)]

    assert f"{lesion.width_mm:.1f} mm wide and {lesion.length_mm:.1f} mm long" in text
    assert f"{lesion.width_mm / 2 - probe.radius_mm:.1f} mm to each side of the needle" in text
    assert text.count(f"from {min(widths):.1f} mm") == 1
    assert f"from {min(widths):.1f} to {max(widths):.1f} mm" in text
    assert f"only {wider:.1f} times as wide" in text
    assert text.count(f"{thicker:.1f} times as") == 3
    assert f"itself is {probe.outer_diameter_mm:.1f} mm thick" in text
    assert f"reaches {beside_c[0]:.0f} °C" in text
    assert f"it is {beside_c[1]:.1f} °C there" in text
    assert 0.005 <= lesion.width_mm_error < 0.1  # "a few hundredths of a millimetre"


def test_the_protocol_of_the_first_notebook_is_that_of_its_scenario(heat):
    path, scenario, _ = heat
    text = text_of(path)

    assert f"{scenario.probe.tip_length_mm:g} mm long, is held at {scenario.protocol.set_c:g} °C" in text
    assert f"for {scenario.protocol.hold_s:g} s" in text
    assert f"the body is at {scenario.start_c:g} °C" in text


def test_the_first_notebook_tells_how_good_a_guess_was(heat, run_notebook):
    path, *_ = heat

    assert "You guessed 6.0 mm; computed: 5.5 mm. Too wide by 9%: very close." in printed(run_notebook(path), "run")
    assert "Too wide by 42%: not close." in printed(run_notebook(path), "change")


def test_finer_cells_hardly_change_the_answer_of_the_first_notebook(heat):
    path, scenario, result = heat
    finer = {"numerics.growth": 0.125, "numerics.first_cell_mm": 0.0375}
    first = cells(path, "code")[0].source

    assert "False: finer cells; the answer hardly changes" in first
    assert all(f'"{key}": {value}' in first for key, value in finer.items())
    width_mm = ls.measure(ls.simulate(ls.change(scenario, finer))).width_mm
    assert width_mm == pytest.approx(ls.measure(result).width_mm, abs=0.05)
    assert f"{width_mm:.1f} mm wide" in text_of(path)
