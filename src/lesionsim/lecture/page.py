"""The page of a lecture: everything in one file, for a projector, a desk and a phone; it asks for nothing else."""

from __future__ import annotations

from html import escape
from pathlib import PurePath

import lesionsim
from lesionsim.disclaimer import DISCLAIMER
from lesionsim.lecture.drawing import Drawn
from lesionsim.lecture.plan import CURRENT, HELD, Item, Part
from lesionsim.library.card_html import tables
from lesionsim.plots.film_player import STYLE as FILM_STYLE
from lesionsim.texts import in_use, spoken

STYLE = """
:root{color-scheme:light}
*{box-sizing:border-box}
body{font:1.05rem/1.5 system-ui,-apple-system,"Segoe UI",sans-serif;color:#1a1a1a;background:#fff;margin:0;
overflow-wrap:anywhere}
main,header,footer{max-width:62rem;margin:0 auto;padding:0 1rem}
header{padding-top:1rem}
h1{font-size:clamp(1.5rem,5vw,2.1rem);line-height:1.2;margin:.4rem 0}
h2{font-size:clamp(1.3rem,4.4vw,1.7rem);line-height:1.25;margin:2.6rem 0 .4rem;border-top:3px solid #00429d;
padding-top:.6rem}
h3{font-size:1.2rem;line-height:1.3;margin:0 0 .2rem}
article{margin:1.8rem 0 2.4rem;scroll-margin-top:.5rem}
.claim{font-weight:600;margin:.2rem 0 .6rem}
img{display:block;width:100%;height:auto;border:1px solid #d0d0d0}
.wide{overflow-x:auto}
@media (max-width:44rem){.wide img,.wide .film img{width:44rem;max-width:none}
.wide .film .controls{position:sticky;left:0;max-width:calc(100vw - 2rem)}}
.caption{color:#404040;font-size:.92rem;margin:.4rem 0}
.disclaimer{font-weight:700}
a{color:#00429d}
nav ol{columns:2 17rem;padding-left:1.4rem}
nav li{padding:.28rem 0;break-inside:avoid}
details{margin:.5rem 0;border:1px solid #d0d0d0;border-radius:.4rem}
summary{cursor:pointer;padding:.6rem .8rem;font-weight:600}
details>div{padding:0 .8rem .6rem;overflow-x:auto}
.files{display:flex;flex-wrap:wrap;gap:.4rem;list-style:none;padding:0;margin:.6rem 0 0}
.files a{display:block;padding:.5rem .75rem;border:1px solid #00429d;border-radius:.4rem;text-decoration:none;
min-width:2.75rem;text-align:center}
a:focus-visible,summary:focus-visible,.wide:focus-visible{outline:3px solid #b8431a;outline-offset:2px}
table{border-collapse:collapse;font-size:.92rem}
td,th{border:1px solid #c8c8c8;padding:.3rem .5rem;text-align:left;vertical-align:top}
footer{padding-bottom:2rem}
@media print{nav,article details,.files,.controls{display:none}article{break-inside:avoid}}
"""
PAGE = """<!DOCTYPE html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none';img-src data:;\
style-src 'unsafe-inline';script-src 'unsafe-inline'">
<title>{title}</title>
<style>{style}</style>
</head>
<body>
<header><h1>{title}</h1><p class="disclaimer">{disclaimer}</p><p>{about}</p></header>
<main>
<nav aria-label="{contents}"><details><summary>{contents}</summary><div>{links}</div></details></nav>
{parts}
{cards}
</main>
<footer><p class="disclaimer">{disclaimer}</p></footer>
</body>
</html>
"""
ABOUT = (
    "Each figure answers a question from the numbers of the model. Choose PNG for slides and SVG for print; notes tell "
    "how to read a figure, the table has its numbers, steps reveal it bit by bit, blank is for exams."
)


def page(found: tuple[Part, ...], items: dict[str, Item], drawn: dict[str, Drawn]) -> str:
    """Return the page of a lecture.

    Parameters
    ----------
    found : all parts in order
    items : all figures by the name of their files, in order
    drawn : what came out, by the same names
    """
    names = iter(items)
    sections = [(part, [next(names) for _ in part.items]) for part in found]
    return PAGE.format(
        language=in_use(), title=escape(spoken("How far does the heat go? Figures for a lecture")),
        style=FILM_STYLE + STYLE, disclaimer=escape(spoken(DISCLAIMER)), about=escape(spoken(ABOUT)),
        contents=escape(spoken("Contents")), links="".join(links_of(*each, items) for each in sections),
        parts="\n".join(part_of(*each, items, drawn) for each in sections), cards=cards(),
    )  # fmt: skip


def links_of(part: Part, names: list[str], items: dict[str, Item]) -> str:
    """Return the contents of one part."""
    lines = "".join(f'<li><a href="#{name}">{escape(spoken(items[name].question))}</a></li>' for name in names)
    first = int(names[0].partition("-")[0])
    return f'<h3>{escape(spoken(part.title))}</h3><ol start="{first}">{lines}</ol>'


def part_of(part: Part, names: list[str], items: dict[str, Item], drawn: dict[str, Drawn]) -> str:
    """Return one part with its figures."""
    figures = "\n".join(figure_of(name, items[name], drawn[name]) for name in names)
    return f"<section><h2>{escape(spoken(part.title))}</h2>\n{figures}</section>"


def figure_of(name: str, item: Item, drawn: Drawn) -> str:
    """Return one figure: question, claim, picture, caption, notes, files."""
    question, claim = spoken(item.question), drawn.claim
    where = f'<div class="wide" role="region" tabindex="0" aria-label="{escape(question, quote=True)}">'
    told = f'<p class="claim">{escape(claim)}</p>' if claim and claim != question else ""
    caption = f'<p class="caption">{escape(drawn.caption)}</p>' if drawn.caption else ""
    notes = "".join(f"<p>{escape(each)}</p>" for each in drawn.notes.split("\n\n") if each.strip())
    return (
        f'<article id="{name}"><h3>{escape(question)}</h3>{told}\n'
        f"{where}{drawn.shown}</div>\n{caption}"
        f"<details><summary>{escape(spoken('Notes'))}</summary><div>{notes}</div></details>{downloads(drawn)}</article>"
    )


def downloads(drawn: Drawn) -> str:
    """Return the links to the files of a figure."""
    words = {".txt": spoken("notes"), ".csv": spoken("table"), ".html": spoken("player")}
    whole = [(each, words.get(PurePath(each).suffix, PurePath(each).suffix[1:].upper())) for each in drawn.files]
    parts = [(each, spoken("blank") if each.endswith("-blank.png") else spoken("step {number}", number=number))
             for number, each in enumerate(drawn.steps, 1)]  # fmt: skip
    links = "".join(
        f'<li><a href="{escape(each, quote=True)}" download>{escape(text)}</a></li>' for each, text in [*whole, *parts]
    )
    return f'<ul class="files" aria-label="{escape(spoken("files"), quote=True)}">{links}</ul>'


def cards() -> str:
    """Return the cards of all parameters of the two scenarios that the lecture is about."""
    parts = [
        f"<details><summary>{escape(name)}</summary><div>{card_of(name)}</div></details>" for name in (HELD, CURRENT)
    ]
    return f"<section><h2>{escape(spoken('Where do the numbers come from?'))}</h2>{''.join(parts)}</section>"


def card_of(scenario: str) -> str:
    """Return the cards of one scenario; what can be linked to in them gets the scenario's name, to be unique."""
    told = tables(lesionsim.cards(lesionsim.load(scenario)))
    return told.replace(' id="', f' id="{scenario}-').replace(' href="#', f' href="#{scenario}-')
