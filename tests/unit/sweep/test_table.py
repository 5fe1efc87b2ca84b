"""The table of a sweep: a line for each row and criterion, the same in CSV and Parquet, whatever the values are."""

import csv
import importlib.util
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq
import pytest

import lesionsim as ls
from lesionsim.errors import ResultError, RunError
from lesionsim.lesion.measures import Lesion
from lesionsim.sweep.design.design import make_design
from lesionsim.sweep.running.options import Options
from lesionsim.sweep.running.row import run_row
from lesionsim.sweep.tables import folders, table
from lesionsim.sweep.tables.columns import columns_of, layout_of

SPEC = importlib.util.spec_from_file_location("made_up", Path(__file__).with_name("made_up.py"))
made_up = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(made_up)

VARY = {"temperature_c": {"low": 50, "high": 90}}


def written(folder, layout, records):
    made_up.journal(folder, layout, records)
    return folders.write_tables(folder, layout)


def in_csv(folder):
    with (folder / "rows.csv").open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_csv_and_parquet_hold_the_same_numbers_to_the_bit(tmp_path):
    layout = made_up.layout(VARY, kind="sobol", samples=64)
    records = [made_up.record(layout, row) for row in range(64)]
    written(tmp_path, layout, records)

    found, lines = pq.read_table(tmp_path / "rows.parquet"), in_csv(tmp_path)
    assert found.column_names == list(lines[0])
    for name, read in (("width_mm", float), ("temperature_c", float), ("power_w", float), ("row", int)):
        assert found[name].to_pylist() == [read(line[name]) for line in lines]
    assert found["width_mm"].to_pylist() == [each["lesions"][0]["width_mm"] for each in records]
    assert found["temperature_c"].to_pylist() == [layout.design.values(row)["temperature_c"] for row in range(64)]


def test_lines_are_sorted_by_row_whatever_the_order_in_which_rows_were_done(tmp_path):
    layout = made_up.layout(VARY, samples=30)
    written(
        tmp_path, layout, [made_up.record(layout, row) for row in np.random.default_rng(1).permutation(30).tolist()]
    )
    assert [int(line["row"]) for line in in_csv(tmp_path)] == list(range(30))


def test_a_failed_row_is_a_line_under_each_criterion_with_its_reason(tmp_path):
    layout = made_up.layout(VARY, Options(criteria=("all",)), samples=3)
    reason = 'it said "no", and\nthen, nothing'
    written(tmp_path, layout, [made_up.record(layout, 0), made_up.failed(layout, 1, reason), made_up.record(layout, 2)])

    lines = [line for line in in_csv(tmp_path) if line["row"] == "1"]
    assert [line["criterion"] for line in lines] == [each.label for each in ls.load("b1").criteria]
    assert {line["reason"] for line in lines} == {reason}
    assert {line["width_mm"] for line in lines} == {""}
    assert float(lines[0]["temperature_c"]) == 70.0
    assert pq.read_table(tmp_path / "rows.parquet")["width_mm"].null_count == 2


def test_every_measure_of_a_run_has_a_column():
    scenario = ls.load("lumbar-medial-branch")
    names = {each.name for each in columns_of(make_design(scenario, {"source": ["held", "rf"]}), Options())}
    row = run_row(scenario, Options(), 0)
    assert set(row) - {"lesions"} <= names
    assert set(row["lesions"][0]) <= names
    assert set(Lesion.__dataclass_fields__) <= names
    assert {"impedance_ohm", "voltage_v", "charge_balance_error"} <= names


def test_a_measure_without_a_column_is_refused_and_not_lost_silently(tmp_path):
    layout = made_up.layout(VARY, samples=2)
    with pytest.raises(ResultError, match="row 1 holds colour, for which there is no column"):
        written(tmp_path, layout, [made_up.record(layout, 0), made_up.record(layout, 1, colour="red")])
    assert not (tmp_path / "rows.csv").exists()


def test_columns_of_nerve_current_and_bars_are_there_only_where_rows_may_have_them():
    held = {each.name for each in layout_of(make_design(ls.load("b1"), {"gauge": [18]}), Options()).columns}
    assert not {"nerve_covered_mm", "impedance_ohm"} & held
    assert {"width_mm_error", "energy_balance_error"} <= held
    bare = layout_of(make_design(ls.load("b1"), {"gauge": [18]}), Options(error_bars="none")).columns
    assert [each.name for each in bare if each.name.endswith("_error")] == ["energy_balance_error"]


def test_units_meanings_and_the_disclaimer_go_with_the_table(tmp_path):
    layout = made_up.layout(VARY, samples=2)
    written(tmp_path, layout, [made_up.record(layout, row) for row in range(2)])

    schema = pq.read_schema(tmp_path / "rows.parquet")
    assert schema.field("volume_mm3").metadata[b"units"].decode() == "mm³"
    assert schema.metadata[b"disclaimer"].decode() == ls.DISCLAIMER
    with (tmp_path / "columns.csv").open(newline="", encoding="utf-8") as file:
        told = {line["column"]: line for line in csv.DictReader(file)}
    assert list(told) == schema.names
    assert told["temperature_c"]["unit"] == "°C"
    assert all(line["meaning"] for line in told.values())


def test_words_and_whole_numbers_stay_what_they_are(tmp_path):
    layout = made_up.layout({"source": ["held", "rf"], "gauge": [18, 22]}, scenario="lumbar-medial-branch-rf")
    written(tmp_path, layout, [made_up.record(layout, row) for row in range(4)])
    found = pq.read_table(tmp_path / "rows.parquet")
    assert found["source"].to_pylist() == ["held", "held", "rf", "rf"]
    assert found["gauge"].to_pylist() == [18, 22, 18, 22]
    assert str(found.schema.field("gauge").type) == "int64"


def test_many_rows_are_written_a_few_thousand_at_a_time(monkeypatch):
    layout = made_up.layout(VARY, samples=10)
    monkeypatch.setattr(table, "LINES_AT_ONCE", 4)
    sizes = [len(lines["row"]) for lines in table.chunks((made_up.record(layout, row) for row in range(10)), layout)]
    assert sizes == [4, 4, 2]


def test_tables_that_cannot_be_written_leave_those_of_before_and_the_journal(tmp_path, monkeypatch):
    layout = made_up.layout(VARY, samples=2)
    written(tmp_path, layout, [made_up.record(layout, row) for row in range(2)])
    before = (tmp_path / "rows.csv").read_bytes()

    def full(*given):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(table, "write_csv", full)
    with pytest.raises(RunError, match=r"No space left on device\. Rows that are done are safe in rows\.journal"):
        folders.write_tables(tmp_path, layout)
    assert (tmp_path / "rows.csv").read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir() if path.is_dir()) == []
