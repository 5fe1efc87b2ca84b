"""Every wrong file and every wrong command line is refused in words: what was given, what is allowed, what to do."""

import os

import pytest
from regression.bad_scenarios import FILES, GOOD, TYPED

import lesionsim as ls
from lesionsim.cli import main


def test_there_are_many_and_each_is_another():
    assert len(FILES) + len(TYPED) >= 150
    assert len({bad.about for bad in FILES}) == len({bad.content for bad in FILES}) == len(FILES)


@pytest.mark.parametrize("bad", FILES, ids=[bad.about for bad in FILES])
def test_a_bad_file_is_refused_with_its_place_and_a_remedy(bad, tmp_path):
    path = tmp_path / "mine.toml"
    path.write_bytes(bad.content)

    with pytest.raises(ls.ScenarioError) as caught:
        ls.load(path)

    told = str(caught.value)
    assert told.startswith(str(path))
    for named in bad.named:
        assert named in told
    assert bad.remedy in told
    assert len(told) < 8000


@pytest.mark.parametrize(("words", "named", "remedy"), TYPED, ids=range(len(TYPED)))
def test_a_bad_command_line_ends_with_2_a_name_and_a_remedy(words, named, remedy, capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    code = main(words)

    out, err = capsys.readouterr()
    assert code == 2
    assert named in err
    assert remedy in err
    assert out == ""
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("bad", FILES[::12], ids=[bad.about for bad in FILES[::12]])
def test_a_bad_file_ends_every_command_with_2_and_nothing_written(bad, capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mine.toml").write_bytes(bad.content)

    for words in (["run", "mine.toml"], ["show", "mine.toml"], ["new", "other.toml", "--from", "mine.toml"]):
        assert main(words) == 2
        assert bad.named[0] in capsys.readouterr().err

    assert [each.name for each in tmp_path.iterdir()] == ["mine.toml"]


def test_the_good_file_behind_the_bad_ones_is_good(tmp_path):
    path = tmp_path / "mine.toml"
    path.write_text(GOOD, "utf-8")

    assert ls.load(path) == ls.load("lumbar-medial-branch")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="named pipes stand in folders only on POSIX")
def test_a_named_pipe_is_refused_at_once(tmp_path):
    """Opening it would wait for a writer that never comes."""
    os.mkfifo(tmp_path / "pipe.toml")

    with pytest.raises(ls.ScenarioError, match="a pipe or a device"):
        ls.load(tmp_path / "pipe.toml")


@pytest.mark.skipif(not os.path.exists("/dev/zero"), reason="only POSIX has it")
def test_a_device_that_never_ends_is_refused():
    with pytest.raises(ls.ScenarioError, match="a pipe or a device"):
        ls.load("/dev/zero")


def test_a_name_in_place_of_a_scenario_is_answered_in_words():
    with pytest.raises(ls.ScenarioError, match=r"'b1' is not a scenario; give one, such as ls\.load\(\"b1\"\)"):
        ls.change("b1", {"probe.gauge": 18})
