"""`lesionsim notebooks` copies the notebooks and never takes away what somebody wrote."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

import lesionsim.cli.notebooks
from lesionsim.cli import main

FOLDER = Path(__file__).parents[3] / "notebooks"
SHIPPED = {path.name: path.read_bytes() for ending in ("ipynb", "md") for path in FOLDER.glob(f"*.{ending}")}
NOTEBOOKS = [name for name in SHIPPED if name.endswith(".ipynb")]


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
    (package / "notebooks" / "goals.md").write_bytes(b"what for")
    (package / "notebooks" / "notes.txt").write_bytes(b"no notebook")
    monkeypatch.setattr(lesionsim.cli.notebooks, "files", lambda name: package)

    assert main(["notebooks", "course"]) == 0
    assert sorted(path.name for path in (here / "course").iterdir()) == ["07-one.ipynb", "goals.md"]


def cells(notebook, kind):
    return ["".join(cell["source"]) for cell in notebook["cells"] if cell["cell_type"] == kind]


def test_in_spanish_the_words_are_spanish_and_the_code_is_the_same_but_for_the_language(here, capsys):
    assert main(["notebooks", "curso", "--language", "es"]) == 0

    out = capsys.readouterr().out
    assert "Para abrirlos" in out
    for name in NOTEBOOKS:
        english, spanish = (json.loads(content) for content in (SHIPPED[name], (here / "curso" / name).read_bytes()))
        words = list(zip(cells(english, "markdown"), cells(spanish, "markdown"), strict=True))
        code = [text.replace('; ls.use_language("es")', "") for text in cells(spanish, "code")]
        assert all(one != other for one, other in words), name
        assert code == cells(english, "code"), name
        assert "\n".join(cells(spanish, "code")).count('ls.use_language("es")') == 1, name
        assert [cell["id"] for cell in spanish["cells"]] == [cell["id"] for cell in english["cells"]]


def test_a_spanish_copy_speaks_spanish(here, capsys):
    main(["notebooks", "curso", "--language", "es"])
    first = cells(json.loads((here / "curso" / min(NOTEBOOKS)).read_bytes()), "code")[0]
    program = first + '\nprint(lessons.ask("width"))'

    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=here)
    assert "Primero en papel:" in done.stdout


def test_the_same_copy_has_the_same_bytes(here):
    main(["notebooks", "one", "--language", "es"])
    main(["notebooks", "two", "--language", "es"])

    for name in SHIPPED:
        assert (here / "one" / name).read_bytes() == (here / "two" / name).read_bytes()


@pytest.fixture
def jupyter(monkeypatch):
    """What is called in place of JupyterLab, which is there."""
    called = []
    monkeypatch.setattr(lesionsim.cli.notebooks, "find_spec", lambda name: name)
    monkeypatch.setattr(subprocess, "call", lambda command: called.append(command) or 0)
    return called


def test_opening_starts_jupyterlab_in_the_folder(here, capsys, jupyter):
    assert main(["notebooks", "course", "--open"]) == 0

    assert jupyter == [[sys.executable, "-m", "jupyterlab", "course"]]
    assert "until you stop it" in capsys.readouterr().out


def test_stopping_jupyterlab_is_no_failure(here, monkeypatch, jupyter):
    def stopped(command):
        raise KeyboardInterrupt

    monkeypatch.setattr(subprocess, "call", stopped)
    assert main(["notebooks", "course", "--open"]) == 0


def test_a_jupyterlab_that_fails_is_a_failure(here, monkeypatch, jupyter):
    monkeypatch.setattr(subprocess, "call", lambda command: -11)

    assert main(["notebooks", "course", "--open"]) == 1


def test_without_jupyterlab_opening_says_how_to_get_it(here, capsys, monkeypatch):
    monkeypatch.setattr(lesionsim.cli.notebooks, "find_spec", lambda name: None)

    assert main(["notebooks", "course", "--open"]) == 0
    assert "pip install jupyterlab, then: jupyter lab course" in capsys.readouterr().out


def test_without_opening_nothing_is_started(here, capsys, jupyter):
    assert main(["notebooks", "course"]) == 0

    assert jupyter == []
    assert "To open them: jupyter lab course" in capsys.readouterr().out
