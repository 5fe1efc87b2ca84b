"""`lesionsim notebooks` copies the notebooks and never takes away what somebody wrote."""

from pathlib import Path

import pytest

import lesionsim.cli.notebooks
from lesionsim.cli import main

SHIPPED = {path.name: path.read_bytes() for path in (Path(__file__).parents[3] / "notebooks").glob("*.ipynb")}


@pytest.fixture
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_every_notebook_is_copied_byte_by_byte(here, capsys):
    assert main(["notebooks"]) == 0

    folder = here / "lesionsim-notebooks"
    assert SHIPPED
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == SHIPPED
    out, err = capsys.readouterr()
    assert all(name in out for name in SHIPPED)
    assert "jupyter lab lesionsim-notebooks" in out
    assert err == ""


def test_copying_again_changes_nothing_and_asks_nothing(here):
    assert main(["notebooks", "course"]) == 0
    assert main(["notebooks", "course"]) == 0
    assert {path.name for path in (here / "course").iterdir()} == set(SHIPPED)


def test_a_changed_notebook_is_replaced_only_when_forced(here, capsys):
    assert main(["notebooks", "course"]) == 0
    name = min(SHIPPED)
    mine = here / "course" / name
    mine.write_text("my answers")

    assert main(["notebooks", "course"]) == 2
    assert mine.read_text() == "my answers"
    told = capsys.readouterr().err
    assert name in told
    assert "--force" in told

    assert main(["notebooks", "course", "--force"]) == 0
    assert mine.read_bytes() == SHIPPED[name]
    assert name in capsys.readouterr().err


@pytest.mark.parametrize("folder", ["", "standing"])
def test_a_folder_that_cannot_be_is_told(folder, here, capsys):
    (here / "standing").write_text("a file")

    assert main(["notebooks", folder]) == 2
    assert "folder" in capsys.readouterr().err


def test_an_installation_without_notebooks_says_so(here, capsys, monkeypatch):
    monkeypatch.setattr(lesionsim.cli.notebooks, "files", lambda name: here / "lib" / "lesionsim")

    assert main(["notebooks"]) == 1
    assert "holds no notebooks" in capsys.readouterr().err


def test_an_installed_package_gives_its_own_notebooks(here, monkeypatch):
    package = here / "lib" / "lesionsim"
    (package / "notebooks").mkdir(parents=True)
    (package / "notebooks" / "07-one.ipynb").write_bytes(b"{}")
    (package / "notebooks" / "notes.txt").write_bytes(b"no notebook")
    monkeypatch.setattr(lesionsim.cli.notebooks, "files", lambda name: package)

    assert main(["notebooks", "course"]) == 0
    assert [path.name for path in (here / "course").iterdir()] == ["07-one.ipynb"]
