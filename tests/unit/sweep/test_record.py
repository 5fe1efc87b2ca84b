"""Records keep every bit, and their lines notice one that is wrong."""

import hashlib
import json
import math

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

import lesionsim as ls
from lesionsim.scenario.writing import table_from
from lesionsim.sweep.design.design import make_design
from lesionsim.sweep.running.record import (
    Hashes,
    begun,
    line_of,
    read_line,
    row_and_status,
    scenario_sha256,
    unfinished,
)


@given(st.floats(), st.text())
def test_numbers_and_words_come_back_as_they_were(number, word):
    record = {"row": 3, "status": "ok", "width_mm": number, "reason": word}
    back = read_line(line_of(record))
    assert back["reason"] == word
    assert back["width_mm"] == number or (math.isnan(number) and math.isnan(back["width_mm"]))


def test_a_line_is_one_line_whatever_the_reason():
    assert line_of({"row": 1, "reason": "two\nlines\r\u2028 and more"}).count(b"\n") == 1


def test_numbers_of_numpy_are_written_as_numbers():
    record = {"row": np.int64(3), "a": np.float64(0.1), "b": np.bool_(True), "c": np.arange(2)}
    assert read_line(line_of(record)) == {"row": 3, "a": 0.1, "b": True, "c": [0, 1]}


def test_every_flipped_bit_is_noticed():
    line = line_of({"row": 17, "status": "ok", "width_mm": 5.0423})
    for place in range(len(line)):
        for bit in range(8):
            wrong = bytearray(line)
            wrong[place] ^= 1 << bit
            assert read_line(bytes(wrong)) is None


def test_every_cut_line_is_noticed():
    line = line_of({"row": 17, "status": "ok"})
    assert [read_line(line[:count]) for count in range(len(line))] == [None] * len(line)


def test_row_and_status_are_read_without_the_rest():
    design = make_design(ls.load("b1"), {"gauge": [18, 20]})
    line = line_of(unfinished(design, 1, "time limit", "too slow"))
    assert row_and_status(line[9:]) == (1, "time limit")
    assert row_and_status(b'{"row":1,"status":"splendid"}') is None
    assert row_and_status(b'{"status":"ok","row":1}') is None


def test_the_hash_of_a_scenario_is_that_of_its_table():
    for scenario in map(ls.load, ("b1", "b3-bone", "lumbar-medial-branch-rf", "lumbar-bone")):
        text = json.dumps(table_from(scenario), sort_keys=True, separators=(",", ":"))
        assert scenario_sha256(scenario) == hashlib.sha256(text.encode()).hexdigest()


def test_hashes_of_many_scenarios_are_those_of_each_alone():
    vary = {"temperature_c": [70, 80], "tissue.perfusion_per_s": [0.0, 0.01], "nerve.offset_mm": [1, 2]}
    design = make_design(ls.load("lumbar-medial-branch"), vary)
    hashes = Hashes()
    scenarios = [*map(design.scenario_at, range(8)), ls.load("b1"), ls.load("b3-bone"), design.scenario_at(0)]
    many = [hashes.of(scenario) for scenario in scenarios]
    assert many == [scenario_sha256(scenario) for scenario in scenarios]
    assert len(set(many)) == 10


def test_a_record_begins_with_row_status_reason_hash_and_values():
    design = make_design(ls.load("b1"), {"gauge": [18, 20], "temperature_c": [70]})
    record = begun(design, 1, "ok", sha256=scenario_sha256(design.scenario_at(1)))
    assert list(record) == ["row", "status", "reason", "scenario_sha256", "values"]
    assert record["values"] == {"gauge": 20, "temperature_c": 70}


def test_a_row_without_a_scenario_has_no_hash():
    design = make_design(ls.load("b1"), {"temperature_c": [120]})
    assert unfinished(design, 0, "worker died", "twice")["scenario_sha256"] == ""
