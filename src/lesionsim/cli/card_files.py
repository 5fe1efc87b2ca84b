"""Parameter cards in a file beside a picture, or on the screen."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from lesionsim.cli.folder import check_file, write_all
from lesionsim.cli.screen import say, tell
from lesionsim.errors import ScenarioError
from lesionsim.scenario.wording import listed, nearest_phrase, shown
from lesionsim.texts import spoken

if TYPE_CHECKING:
    from lesionsim.library.parameter_cards import Cards
    from lesionsim.scenario import Scenario

FORMATS = {"text": ".txt", "html": ".html", "bibtex": ".bib"}
WORDS = "also write every number behind it with its source, range and how sure it is: .txt, .html or .bib"


def cards_file(typed: str | None) -> Path | None:
    """Return the file that cards go to, None where none is wanted; what stands in the way is told before any work.

    Raises
    ------
    ScenarioError
        When the suffix is none of these, or no file can be written there.
    """
    if typed is None:
        return None
    target = Path(typed)
    if target.suffix.lower() not in FORMATS.values():
        raise ScenarioError(f"--cards is {shown(typed)}; must end in {listed(tuple(FORMATS.values()))}")
    check_file(target)
    if target.exists():
        tell(spoken("{file} will be replaced", file=target))
    return target


def write_cards(scenario: Scenario, target: Path | None) -> None:
    """Write the cards of everything behind a scenario's result, and say where they are, if they are wanted."""
    if target is None:
        return
    from lesionsim.library.parameter_cards import cards

    content = cards(scenario).written(target.suffix.lower()).encode()
    write_all(target.parent, {target.name: lambda path: path.write_bytes(content)})
    say(spoken("Cards: {file}", file=target))


def told_as(cards: Cards, name: str) -> str:
    """Return cards in a format: text, html or bibtex."""
    return cards.written(FORMATS[name]).rstrip("\n")


def check_format(name: str) -> None:
    """Refuse a format that does not exist."""
    if name not in FORMATS:
        raise ScenarioError(
            f"--format is {shown(name)}; must be {listed(tuple(FORMATS))}{nearest_phrase(name, FORMATS)}"
        )
