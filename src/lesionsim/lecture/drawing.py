"""One figure of a lecture with all its files, and what the page needs of it."""

from __future__ import annotations

import base64
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple

import lesionsim
from lesionsim.lecture.plan import FILM, Item
from lesionsim.plots.animations import Animation
from lesionsim.plots.film_player import player
from lesionsim.plots.telling import Told, as_csv, caption_of, title_of
from lesionsim.texts import spoken

FILM_ENDINGS = (".gif", ".webp", ".html")
PICTURE_ENDINGS = (".png", ".svg")
PREVIEW_WIDE, PREVIEW_QUALITY = 1280, 80  # pixels, and of WebP


class Drawn(NamedTuple):
    """What the page needs of a figure: words, files to load, and the picture itself as a part of a page."""

    claim: str
    alt: str
    notes: str
    caption: str
    files: list[str]
    steps: list[str]
    shown: str


def draw(name: str, item: Item, results: dict[str, str], style: str, room: Path) -> Drawn:
    """Draw one figure of a lecture and write its files.

    Parameters
    ----------
    name : how its files begin
    item : what is drawn
    results : files of the runs, by their scenario
    style : "slide" or "paper"
    room : folder for the files
    """
    figure = getattr(lesionsim.plots, item.draw)(*subjects(item, results), style=style)
    if item.draw == FILM:
        return filmed(name, figure, room)
    found = lesionsim.plots.told(figure)
    endings = PICTURE_ENDINGS if item.vector else PICTURE_ENDINGS[:1]
    files = [lesionsim.plots.save(figure, room / f"{name}{ending}").name for ending in endings]
    files += written(name, found, room)
    claim, caption = title_of(figure), caption_of(figure)
    shown = preview(room / files[0], found.alt)
    return Drawn(claim, found.alt, found.notes, caption, files, stepped(name, item, figure, room), shown)


def subjects(item: Item, results: dict[str, str]) -> list[Any]:
    """Return what a figure is drawn from: results, or what runs on its own."""
    if item.made_by == "run":
        return [lesionsim.open_result(results[scenario]) for scenario in item.scenarios]
    if item.made_by == "myth":
        from lesionsim.lessons.myths import myths

        return [myths()[item.of].answer()]
    scenario = lesionsim.load(item.scenarios[0])
    function = getattr(lesionsim, item.made_by)
    return [function(scenario, item.of) if item.of else function(scenario)]


def filmed(name: str, film: Animation, room: Path) -> Drawn:
    """Write a film in every format that needs no other program."""
    files = [film.save(room / f"{name}{ending}").name for ending in FILM_ENDINGS]
    files += written(name, film.told, room)
    caption = " ".join(film.caption.split())
    return Drawn(film.title, film.told.alt, film.told.notes, caption, files, [], player(film, style=False))


def stepped(name: str, item: Item, figure: Any, room: Path) -> list[str]:
    """Write a figure step by step and blank, where it is to come so."""
    if not item.steps:
        return []
    plots = lesionsim.plots
    last = plots.layers(figure)
    files = [plots.save(plots.revealed(figure, step), room / f"{name}-{step}.png").name for step in range(1, last)]
    return [*files, plots.save(plots.blank(figure), room / f"{name}-blank.png").name]


def written(name: str, found: Told, room: Path) -> list[str]:
    """Write alt text, notes and table beside a figure; return the names of both files."""
    words = f"{spoken('Alt text')}:\n{found.alt}\n\n{spoken('Notes')}:\n{found.notes}\n"
    for ending, content in ((".txt", words), (".csv", as_csv(found.table))):
        (room / f"{name}{ending}").write_bytes(content.encode("utf-8"))
    return [f"{name}.txt", f"{name}.csv"]


def preview(picture: Path, alt: str) -> str:
    """Return a picture as a part of a page: small, and without any other file."""
    from html import escape

    from PIL import Image

    with Image.open(picture) as whole:
        wide, high = PREVIEW_WIDE, round(whole.height * PREVIEW_WIDE / whole.width)
        small = whole.convert("RGB").resize((wide, high), Image.Resampling.LANCZOS)
    stream = BytesIO()
    small.save(stream, "WEBP", quality=PREVIEW_QUALITY, method=4)
    data = base64.b64encode(stream.getvalue()).decode("ascii")
    return f'<img width="{wide}" height="{high}" alt="{escape(alt, quote=True)}" src="data:image/webp;base64,{data}">'
