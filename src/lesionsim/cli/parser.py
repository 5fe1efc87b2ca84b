"""The grammar of the command line, and what is said when words do not fit it."""

from __future__ import annotations

import argparse
import re
from collections.abc import Sequence
from typing import Any, NoReturn

from lesionsim.cli.diff import DIFF
from lesionsim.cli.export import EXPORT
from lesionsim.cli.figure import FIGURE
from lesionsim.cli.fit import FIT
from lesionsim.cli.inverse import INVERSE
from lesionsim.cli.languages import ABOUT as LANGUAGE
from lesionsim.cli.languages import OPTION, Formatter, translate
from lesionsim.cli.lecture import LECTURE
from lesionsim.cli.look import LIST, SHOW
from lesionsim.cli.new import NEW
from lesionsim.cli.notebooks import NOTEBOOKS
from lesionsim.cli.run import RUN
from lesionsim.cli.screen import say
from lesionsim.cli.sweep import SWEEP
from lesionsim.cli.validate import VALIDATE
from lesionsim.cli.verify import VERIFY
from lesionsim.errors import ScenarioError
from lesionsim.scenario.wording import nearest_phrase, shown
from lesionsim.texts import spoken

COMMANDS = (RUN, FIGURE, DIFF, SWEEP, INVERSE, FIT, EXPORT, LIST, SHOW, NEW, NOTEBOOKS, LECTURE, VERIFY, VALIDATE)
ABOUT = "How far does the heat of a radiofrequency needle go, and why? Educational, not for clinical planning."
EXAMPLES = """\
examples:
  lesionsim run                              the default: 20 G, 10 mm tip, 80 °C, 90 s
  lesionsim run --temperature 70 --gauge 18
  lesionsim figure lumbar-medial-branch --kind growth
  lesionsim diff medial-branch-70c-60s medial-branch-80c-90s
  lesionsim sweep mine.toml                  many runs with inputs varied
  lesionsim inverse b1 --goal width_mm=5.5 --vary temperature_c=60:95
  lesionsim list scenarios
  lesionsim show muscle
  lesionsim COMMAND --help                   options and examples of a command
"""


class Parser(argparse.ArgumentParser):
    """A parser that raises its complaints, so that they look like all others."""

    def error(self, message: str) -> NoReturn:
        """Raise a complaint, with the way to help."""
        raise ScenarioError(f"{in_words(message)}. See {self.prog} --help")

    def known_options(self) -> list[str]:
        """Return every option with its dashes."""
        return [word for action in self._actions for word in action.option_strings]

    def single_options(self) -> list[Sequence[str]]:
        """Return the spellings of each option that takes one value and so may come only once."""
        return [action.option_strings for action in self._actions if type(action) is argparse._StoreAction]


def in_words(message: str) -> str:
    """Turn the library's complaint into ours: "argument --x: is 3" becomes "--x is 3"."""
    message = re.sub(r"^argument (-\S+?)(/\S+)?: expected .*", r"\1 needs a value", message)
    message = re.sub(r"^argument (-\S+?)(/\S+)?: ignored explicit argument .*", r"\1 takes no value", message)
    message = re.sub(r"^argument ([^:]+): ", r"\1 ", message)
    message = re.sub(r"^the following arguments are required: (.*)", r"\1 is missing", message)
    return message.rstrip(".")


class Version(argparse.Action):
    """Print the version when asked, and only then look it up."""

    def __call__(self, parser: argparse.ArgumentParser, *rest: Any) -> NoReturn:
        from lesionsim import __version__

        say(f"lesionsim {__version__}")
        parser.exit()


def grammar() -> tuple[Parser, dict[str, Parser]]:
    """Return the parser, and that of each command."""
    whole = Parser(
        prog="lesionsim",
        description=spoken(ABOUT),
        epilog=spoken(EXAMPLES),
        formatter_class=Formatter,
        allow_abbrev=False,
    )
    whole.add_argument("--version", action=Version, nargs=0, help="print the version and stop")
    places = whole.add_subparsers(title="commands", metavar="COMMAND", dest="name")
    parsers: dict[str, Parser] = {}
    for command in COMMANDS:
        parser = places.add_parser(
            command.name,
            help=spoken(command.about),
            description=spoken(command.description),
            epilog=spoken(command.examples),
            formatter_class=Formatter,
            allow_abbrev=False,
        )
        command.add_options(parser)
        parser.set_defaults(obey=command.obey)
        parsers[command.name] = parser
    for each in (whole, *parsers.values()):
        each.add_argument(OPTION, metavar="CODE", help=LANGUAGE)
        translate(each)
    return whole, parsers


def parse(words: list[str]) -> argparse.Namespace:
    """Return what was typed, as options.

    Raises
    ------
    ScenarioError
        When a word does not fit; misspelt commands and options are told with the three nearest.
    """
    whole, parsers = grammar()
    if not words:
        whole.print_help()
        whole.exit()
    name = next((word for word in words if not word.startswith("-")), None)
    parser = whole if name is None else parsers.get(name, whole)
    check_options(words, parser)
    if name is not None and name not in parsers:
        raise ScenarioError(f"{shown(name)} is not a command{hint(name)}{nearest_phrase(name, parsers)}")
    options, unused = whole.parse_known_args(words)
    if unused:
        raise ScenarioError(too_many(unused[0], options.name))
    return options


def check_options(words: list[str], parser: Parser) -> None:
    """Refuse misspelt options before their values are taken for something else, and those that come twice."""
    known = parser.known_options()
    options = [word.partition("=")[0] for word in words[: words.index("--") if "--" in words else None]]
    for option in options:
        if option.startswith("-") and re.match(r"-+[a-zA-Z]", option) and option not in known:
            begun = [each for each in known if each.startswith(option)]
            near = nearest_phrase(option, begun or known)
            raise ScenarioError(f"{shown(option)} is not an option of {parser.prog}{near}. See {parser.prog} --help")
    for spellings in parser.single_options():
        given = [word for word in options if word in spellings]
        if len(given) > 1:
            raise ScenarioError(f"{' and '.join(dict.fromkeys(given))} is given {len(given)} times; give it once")


def hint(name: str) -> str:
    """Say what to write when a scenario stands in place of the command."""
    from lesionsim.library import names

    return f"; to run this scenario: lesionsim run {name}" if name in names("scenarios") else ""


def too_many(word: str, command: str) -> str:
    """Say that a word fits nowhere, and where it may belong."""
    from lesionsim.library import names

    if command == "new" and word in names("scenarios"):
        return f"{shown(word)} is one word too many; to start from this scenario: lesionsim new FILE.toml --from {word}"
    return f"{shown(word)} is one word too many. See lesionsim {command} --help"
