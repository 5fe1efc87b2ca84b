"""From the plan to the files: every scenario is run once, and processes draw side by side."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import lesionsim
from lesionsim.errors import ScenarioError
from lesionsim.lecture.crew import Crew
from lesionsim.lecture.folder import check_folder, put_into_place
from lesionsim.lecture.plan import SLOW, Item, Part, numbered, parts
from lesionsim.scenario.wording import shown
from lesionsim.sweep.running.runner import workers_from
from lesionsim.texts import in_use

PAGE = "index.html"
STYLES = ("slide", "paper")


def nobody(done: int, count: int) -> None:
    """Tell nobody how far it is."""


def make_lecture(
    folder: str | os.PathLike[str],
    style: str = "slide",
    force: bool = False,
    workers: int | None = None,
    heard: Callable[[int, int], object] = nobody,
) -> Path:
    """Make a whole lecture: all figures in a teaching order, films, tables, notes, and a page that shows them.

    Files appear together or not at all; the same version of the program gives the same bytes. Texts are in the language
    in use.

    Parameters
    ----------
    folder : new or empty, or with an earlier lecture, which is replaced
    style : "slide" or "paper"
    force : whether to go on where the folder holds anything else, or a file of the lecture was changed; other files
        stay where they are
    workers : processes that draw; as many as there are processors when left out
    heard : called with the number of figures that are drawn and that of all

    Returns
    -------
    Path of the page

    Raises
    ------
    ScenarioError
        When the style does not exist, or the folder holds something else.
    RunError
        When a figure cannot be drawn.
    ResultError
        When the folder cannot be written to.
    """
    if style not in STYLES:
        raise ScenarioError(f'style is {shown(style)}; must be "slide" or "paper".')
    most = workers_from(workers)
    target = Path(folder)
    check_folder(target, force)
    found = parts()
    items = numbered(found)
    with tempfile.TemporaryDirectory(prefix="lesionsim-lecture-") as place:
        room = Path(place) / "files"
        room.mkdir()
        with Crew(min(most, len(items))) as crew:
            results = computed(items, Path(place))
            tasks = [task_of(name, item, results, style, room) for name, item in slow_first(items)]
            drawn = crew.run(tasks, lambda done: heard(done, len(tasks)))
        write_page(room, found, items, drawn)
        return put_into_place(room, target, PAGE)


def computed(items: dict[str, Item], place: Path) -> dict[str, str]:
    """Run every scenario of which results are drawn, once, and return the files of the results by scenario."""
    names = dict.fromkeys(name for item in items.values() if item.made_by == "run" for name in item.scenarios)
    return {name: str(lesionsim.save_result(lesionsim.simulate(lesionsim.load(name)), place / f"{name}.nc"))
            for name in names}  # fmt: skip


def slow_first(items: dict[str, Item]) -> list[tuple[str, Item]]:
    """Return what takes long before the rest."""
    return sorted(items.items(), key=lambda each: (each[1].made_by not in SLOW, not each[1].steps))


def task_of(name: str, item: Item, results: dict[str, str], style: str, room: Path) -> dict[str, Any]:
    """Return what a process has to know to draw a figure."""
    return {"name": name, "item": item._asdict(), "results": results, "style": style, "room": str(room),
            "language": in_use()}  # fmt: skip


def write_page(room: Path, found: tuple[Part, ...], items: dict[str, Item], drawn: dict[str, dict[str, Any]]) -> None:
    """Write the page that shows everything."""
    from lesionsim.lecture.drawing import Drawn
    from lesionsim.lecture.page import page

    content = page(found, items, {name: Drawn(**each) for name, each in drawn.items()})
    (room / PAGE).write_bytes(content.encode("utf-8"))
