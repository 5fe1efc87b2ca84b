"""Every text of the room has its Spanish words."""

import ast
import re
from pathlib import Path

import pytest

import lesionsim
from lesionsim.texts.speaking import catalogue
from lesionsim.validate import conflicts, details, report, verdict
from lesionsim.validate.fates import WHAT
from lesionsim.validate.statements import STATEMENTS

ROOM = Path(lesionsim.__file__).parent
SPOKEN_IN = [*sorted((ROOM / "validate").glob("*.py")), ROOM / "plots/validation_forest.py", ROOM / "cli/validate.py"]
PLAIN = re.compile(r"[\d.,±\s]*(°C|mm|s|G|W/m/K|J/kg/K|S/m|%)?")  # numbers and units are the same in both languages
REFERENCE = re.compile(r"10\.\d{4,}/")


def texts():
    found = [*verdict.RULES, verdict.BEFOREHAND, report.TITLE, report.INTRODUCTION, report.COLUMNS_TOLD, *report.HEADS]
    found += [details.NOT_A_FIT, details.ELSEWHERE, details.BOILING, details.SCORES, details.SILENCE, *conflicts.HEADS]
    found += [words for *sides, _ in conflicts.QUESTIONS for words in sides]
    found += [words for pair in WHAT.values() for words in pair]
    for each in STATEMENTS:
        found += [each.says, each.short, each.words, each.note, each.uncounted]
        found += [words for condition in each.conditions for words in condition]
        found += [
            words for one in each.parameters for words in (one.name, one.source, *(end.words for end in one.ends))
        ]
    return found


def spoken_in_code():
    for path in SPOKEN_IN:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            called = isinstance(node, ast.Call) and getattr(node.func, "id", "") == "spoken"
            if called and isinstance(node.args[0], ast.Constant):
                yield node.args[0].value


@pytest.mark.parametrize("english", sorted({*texts(), *spoken_in_code()} - {""}))
def test_a_text_has_its_spanish_words(english):
    assert PLAIN.fullmatch(english) or REFERENCE.search(english) or english in catalogue("es")
