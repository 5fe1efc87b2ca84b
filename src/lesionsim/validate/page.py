"""A page as headings, sentences, lists and tables, and how it becomes Markdown or HTML."""

from __future__ import annotations

import html
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from lesionsim.texts import in_use

STYLE = """\
body{font:16px/1.5 system-ui,sans-serif;max-width:75rem;margin:2rem auto;padding:0 1rem;color:#1a1a1a;background:#fff}
table{border-collapse:collapse;font-size:.9rem}th,td{border:1px solid #8c8c8c;padding:.25rem .5rem;text-align:left;
vertical-align:top}th{background:#eee}img{max-width:100%}div{overflow-x:auto}a{color:#00429d}"""


class Bullets(NamedTuple):
    """A list of sentences."""

    sentences: tuple[str, ...]


class Grid(NamedTuple):
    """A table: what its columns are, and its rows of words."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


class Image(NamedTuple):
    """A picture in the folder of the page, with its words for those who do not see it."""

    file: str
    words: str


class Chapter(NamedTuple):
    """A heading and what stands below it."""

    heading: str
    parts: tuple[str | Bullets | Grid | Image, ...]


def grid(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> Grid:
    """Return a table."""
    return Grid(tuple(heads), tuple(tuple(row) for row in rows))


def markdown(title: str, chapters: Sequence[Chapter]) -> str:
    """Return a page in Markdown.

    >>> print(markdown("Lesions", [Chapter("Widths", ("In mm.", grid(["22 G"], [["5.5 | 6"]])))]))
    # Lesions
    <BLANKLINE>
    ## Widths
    <BLANKLINE>
    In mm.
    <BLANKLINE>
    | 22 G |
    | --- |
    | 5.5 \\| 6 |
    <BLANKLINE>
    """
    parts = [f"# {title}"]
    for chapter in chapters:
        parts += [f"## {chapter.heading}"] if chapter.heading else []
        parts += [part_in_markdown(part) for part in chapter.parts]
    return "\n\n".join(parts) + "\n"


def part_in_markdown(part: str | Bullets | Grid | Image) -> str:
    """Return one part of a page in Markdown."""
    if isinstance(part, Bullets):
        return "\n".join(f"* {sentence}" for sentence in part.sentences)
    if isinstance(part, Grid):
        lines = [part.heads, ["---"] * len(part.heads), *part.rows]
        return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |" for cells in lines)
    return f"![{part.words}]({part.file})" if isinstance(part, Image) else part


def in_html(title: str, chapters: Sequence[Chapter]) -> str:
    """Return a page in HTML that asks for nothing from outside but its picture beside it."""
    parts = [f"<h1>{html.escape(title)}</h1>"]
    for chapter in chapters:
        parts += [f"<h2>{html.escape(chapter.heading)}</h2>"] if chapter.heading else []
        parts += [part_in_html(part) for part in chapter.parts]
    body = "\n".join(parts)
    head = f'<meta charset="utf-8">\n<title>{html.escape(title)}</title>\n<style>{STYLE}</style>'
    return f'<!doctype html>\n<html lang="{in_use()}">\n<head>\n{head}\n</head>\n<body>\n{body}\n</body>\n</html>\n'


def part_in_html(part: str | Bullets | Grid | Image) -> str:
    """Return one part of a page in HTML."""
    if isinstance(part, Bullets):
        return "<ul>\n" + "\n".join(f"<li>{words_in_html(each)}</li>" for each in part.sentences) + "\n</ul>"
    if isinstance(part, Image):
        return f'<p><img src="{html.escape(part.file)}" alt="{html.escape(part.words)}"></p>'
    if isinstance(part, str):
        return f"<p>{words_in_html(part)}</p>"
    lines = [row_in_html(part.heads, "th"), *(row_in_html(row, "td") for row in part.rows)]
    return "<div><table>\n" + "\n".join(lines) + "\n</table></div>"


def row_in_html(cells: Sequence[str], kind: str) -> str:
    """Return one row of a table in HTML."""
    return "<tr>" + "".join(f"<{kind}>{words_in_html(cell)}</{kind}>" for cell in cells) + "</tr>"


def words_in_html(text: str) -> str:
    """Return words of a page in HTML; addresses become links, and text between two asterisks bold.

    >>> words_in_html("**miss**: width < 5 mm, https://doi.org/10.1/x")
    '<b>miss</b>: width &lt; 5 mm, <a href="https://doi.org/10.1/x">https://doi.org/10.1/x</a>'
    """
    pieces = html.escape(text, quote=False).split("**")
    bold = "".join(f"<b>{piece}</b>" if number % 2 else piece for number, piece in enumerate(pieces))
    return " ".join(linked(word) for word in bold.split(" "))


def linked(word: str) -> str:
    """Return a word, as a link where it is an address."""
    if not word.startswith(("https://", "http://")):
        return word
    address = word.rstrip(".,;")
    return f'<a href="{address.replace(chr(34), "%22")}">{address}</a>{word[len(address) :]}'
