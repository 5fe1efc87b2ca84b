"""The house keeps its own rules: imports, style, types, sizes."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCE = sorted((ROOT / "src" / "lesionsim").rglob("*.py"))


def run(*command: str) -> subprocess.CompletedProcess[str]:
    return python("-m", *command)


def python(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300, check=False)


def test_imports_go_one_way():
    script = "from importlinter.cli import lint_imports; raise SystemExit(lint_imports(no_cache=True))"
    done = python("-c", script)
    assert done.returncode == 0, done.stdout


def test_ruff_finds_nothing():
    done = run("ruff", "check", ".")
    assert done.returncode == 0, done.stdout


def test_code_is_formatted():
    done = run("ruff", "format", "--check", ".")
    assert done.returncode == 0, done.stdout


def test_types_are_right():
    done = run("mypy")
    assert done.returncode == 0, done.stdout


def functions(path: Path) -> list[ast.FunctionDef]:
    return [node for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.FunctionDef)]


def code_lines(node: ast.FunctionDef) -> int:
    first = node.body[0]
    docstring = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant)
    return node.end_lineno - node.lineno + 1 - (first.end_lineno - first.lineno + 1 if docstring else 0)


@pytest.mark.parametrize("path", SOURCE, ids=lambda path: str(path.relative_to(ROOT)))
def test_rooms_stay_small(path):
    assert path.read_text("utf-8").count("\n") <= 300
    for node in functions(path):
        assert code_lines(node) <= 40, node.name
        assert len(node.args.args) + len(node.args.kwonlyargs) <= 8, node.name


@pytest.mark.parametrize("path", SOURCE, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_public_function_says_what_it_does(path):
    for node in functions(path):
        if not node.name.startswith("_") and not nested(path, node):
            assert ast.get_docstring(node), node.name


def nested(path: Path, wanted: ast.FunctionDef) -> bool:
    outer = [node for node in functions(path) if node is not wanted]
    return any(node.lineno < wanted.lineno <= node.end_lineno for node in outer)


def test_importing_loads_nothing_heavy():
    script = (
        "import sys, lesionsim; lesionsim.load('b1'); "
        "heavy = {'numpy', 'scipy', 'numba', 'xarray', 'matplotlib', 'pandas'} & set(sys.modules); "
        "assert not heavy, heavy"
    )
    done = python("-c", script)
    assert done.returncode == 0, done.stderr


def test_the_readme_has_no_gap_left():
    assert not re.findall(r"\b[A-Z]+_LINES?\b", (ROOT / "README.md").read_text("utf-8"))


def test_the_continuous_check_is_the_readme_s_test_command():
    command = (ROOT / ".ci" / "run").read_text("utf-8").strip().splitlines()[-1]
    assert command in (ROOT / "README.md").read_text("utf-8")
