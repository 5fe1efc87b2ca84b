"""The catalogue is whole: a Spanish pair for every text that is spoken, each once, with the same fields, no other."""

import ast
import collections
import json
import re
import shlex
import string
from pathlib import Path

import pytest
from unit.texts.spoken_texts import constants, spoken_texts, trees

from lesionsim.cli.parser import COMMANDS, grammar
from lesionsim.plots.swept import NAMES, SILENT, UNITS
from lesionsim.scenario import Scenario
from lesionsim.scenario.fields import slots_of
from lesionsim.texts.speaking import catalogue_files

FILES = catalogue_files()
PAIRS = [(name, pair["en"], pair["es"]) for name, pairs in FILES.items() for pair in pairs]
SAME = {  # words that are alike in both languages, and names
    "error", "id", "retina", "metal", "ohm", "normal", "CEM43", "CEM43 {minutes} min ({convention})",
    "Arrhenius {tissue}{omega}", "Cosman 2014: 2 min", "Cosman 2014: 3 min", "factor", "nominal",
    "Retina (Welch-Polhamus)",
}  # fmt: skip
OF_ARGPARSE = {"positional arguments", "options", "show this help message and exit"}
NOTEBOOKS = Path(__file__).parents[3] / "notebooks"


def cells():
    """Return the cells of words of every notebook."""
    found = set()
    for path in NOTEBOOKS.glob("*.ipynb"):
        for cell in json.loads(path.read_text("utf-8"))["cells"]:
            source = cell["source"]
            found.add(source if isinstance(source, str) else "".join(source))
    return found


def words_of_keys(noun=Scenario, seen=()):
    """Return the words from which names of keys are made: of every field of every part of a scenario."""
    found = set()
    for slot in slots_of(noun):
        suffix = next((end for end, _ in UNITS if slot.name.endswith(end)), "")
        found |= {slot.name, slot.name.replace("_", " "), slot.name.removesuffix(suffix).replace("_", " ")}
        for part in slot.nouns or ():
            if part not in seen:
                within = words_of_keys(part, (*seen, noun, part))
                found |= within | {f"{slot.name} {words}" for words in within}
    return found


def shapes():
    """Return a pattern for every text in the code into which values are put as it stands there."""
    joined = (node for tree in trees().values() for node in ast.walk(tree) if isinstance(node, ast.JoinedStr))
    parts = ([part.value if isinstance(part, ast.Constant) else None for part in each.values] for each in joined)
    patterns = {"".join(".+" if part is None else re.escape(part) for part in each) for each in parts}
    return [re.compile(pattern) for pattern in patterns if len(re.findall(r"[^\W\d_]{3,}", pattern)) > 0]


def is_within(text, wholes):
    """Tell whether a text stands in another one, between words."""
    return any(text in whole and re.search(rf"(?<!\w){re.escape(text)}(?!\w)", whole) for whole in wholes)


def names_of(text):
    """Return the fields of a text with what stands after their colons."""
    return sorted((field, form or "") for _, field, form, _ in string.Formatter().parse(text) if field)


def texts_of_help():
    """Return every text that help shows."""
    whole, parsers = grammar()
    texts = {text for command in COMMANDS for text in (command.about, command.description, command.examples)}
    for parser in (whole, *parsers.values()):
        texts |= {action.help for action in parser._actions if action.help} | {parser.epilog, parser.description}
        texts |= {group.title for group in parser._action_groups if group.title}
    return texts


def test_every_text_that_is_spoken_has_a_spanish_pair():
    known = {english for _, english, _ in PAIRS}

    assert {text: file for text, file in spoken_texts().items() if text not in known} == {}


def test_every_text_stands_in_one_file_once():
    places = collections.defaultdict(list)
    for name, english, _ in PAIRS:
        places[english].append(name)

    assert {english: names for english, names in places.items() if len(names) > 1} == {}


def test_no_pair_is_left_over():
    notebooks, code = cells(), constants()
    used = code | notebooks | OF_ARGPARSE | words_of_keys() | texts_of_help() | set(NAMES) | set(SILENT)
    left = {english: name for name, english, _ in PAIRS if english not in used and not is_within(english, used)}
    patterns = shapes() if left else []
    amounts = {english for english in left if re.match(r"[\d.]+ ", english) and english.partition(" ")[2] in used}
    made = {english for english in left if any(pattern.fullmatch(english) for pattern in patterns)}

    assert {english: name for english, name in left.items() if english not in amounts | made} == {}


@pytest.mark.parametrize("name", FILES)
def test_a_pair_has_the_same_fields_written_in_the_same_form(name):
    formats = [(pair["en"], pair["es"]) for pair in FILES[name] if not name.startswith("notebooks-")]

    assert [pair for pair in formats if "{" in pair[0] and names_of(pair[0]) != names_of(pair[1])] == []


@pytest.mark.parametrize("name", FILES)
def test_a_pair_is_translated_and_keeps_its_ends(name):
    for pair in FILES[name]:
        english, spanish = pair["en"], pair["es"]
        words = re.sub(r"\{[^}]*\}", "", english)
        assert pair.keys() == {"en", "es"}
        assert spanish.strip()
        assert english != spanish or english in SAME or not re.search(r"[^\W\d_]{3,}", words), english
        assert [english[: len(english) - len(english.lstrip())], english[len(english.rstrip()) :]] == [
            spanish[: len(spanish) - len(spanish.lstrip())], spanish[len(spanish.rstrip()) :]
        ]  # fmt: skip


def commands_in(text):
    """Return the commands and options that an example shows, without names of files and what is said of them."""
    lines = (line.strip() for line in text.split("\n"))
    typed = [re.split(r"\s{2,}", line)[0].rstrip("\\") for line in lines if line.startswith("lesionsim")]
    return [[word for word in shlex.split(each) if word.startswith(("-", "lesionsim"))] for each in typed]


def test_examples_show_the_same_commands_in_both_languages():
    pairs = {english: spanish for _, english, spanish in PAIRS}
    for command in COMMANDS:
        assert commands_in(pairs[command.examples]) == commands_in(command.examples)


def test_lines_of_help_fit_the_screen_in_spanish_too():
    pairs = {english: spanish for _, english, spanish in PAIRS}
    texts = [pairs[text] for command in COMMANDS for text in (command.description, command.examples)]

    assert [line for text in texts for line in text.split("\n") if len(line) > 120] == []
