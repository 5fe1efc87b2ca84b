"""A scenario written as TOML and read again is the same scenario."""

import pickle
from itertools import pairwise

import pytest

from lesionsim import library
from lesionsim.scenario import commented_toml, from_toml, to_toml


@pytest.mark.parametrize("name", library.names("scenarios"))
def test_every_library_scenario_survives_files_and_pickling(name):
    scenario = library.scenario(name)

    assert from_toml(to_toml(scenario)) == scenario
    assert from_toml(commented_toml(scenario)) == scenario
    assert pickle.loads(pickle.dumps(scenario)) == scenario  # noqa: S301 our own bytes


def test_whole_numbers_are_stored_as_the_floats_that_a_file_gives_back():
    written = to_toml(library.change(library.scenario(), {"protocol.steps[0].at_c": 75}))

    assert "at_c = 75.0" in written


def test_the_commented_file_explains_every_key_that_it_sets():
    lines = [line for line in commented_toml(library.scenario()).splitlines() if line]

    for before, line in pairwise(lines):
        if " = " in line and not line.startswith(("#", "kind")):
            assert before.startswith("#"), line
