"""Parameter cards as one page that asks nothing of the network."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from ..disclaimer import DISCLAIMER
from ..texts import in_use, spoken
from .card_text import heading, note_told, own_words, reason_of, record, span, told_value
from .parameters import MEANINGS, Parameter, Part, grade
from .sources import Work, works_in

if TYPE_CHECKING:
    from .parameter_cards import Cards

STYLE = """
.lesionsim-cards{font:16px/1.45 system-ui,-apple-system,"Segoe UI",sans-serif;color:#1b1b1b;background:#fff;
max-width:72rem}
.lesionsim-cards .warn{border-left:.3rem solid #b54a00;padding:.3rem .7rem;background:#fff4ea;color:#1b1b1b}
.lesionsim-cards table{border-collapse:collapse;width:100%;margin:.3rem 0 1.4rem}
.lesionsim-cards th,.lesionsim-cards td{text-align:left;vertical-align:top;padding:.4rem .6rem;
border-bottom:1px solid #c9c9c9}
.lesionsim-cards th{font-size:.85rem;color:#484848}
.lesionsim-cards .key{display:block;font:.78rem ui-monospace,monospace;color:#595959;overflow-wrap:anywhere}
.lesionsim-cards td:first-child{width:19%}
.lesionsim-cards .value{font-weight:600}
.lesionsim-cards .note{display:block;font-size:.85rem;color:#484848}
.lesionsim-cards .sure{display:inline-block;border:1px solid #666;border-radius:.7rem;padding:0 .5rem;
font-size:.85rem;background:#fff}
.lesionsim-cards .firm{border-color:#0b6b3a;color:#0b6b3a}
.lesionsim-cards .weak{border-color:#a33c00;color:#a33c00}
.lesionsim-cards a{color:#0a4fa3}
@media (max-width:46rem){
.lesionsim-cards thead{display:none}
.lesionsim-cards tr{display:block;border:1px solid #c9c9c9;border-radius:.4rem;margin:.6rem 0;padding:.2rem 0}
.lesionsim-cards td{display:block;border:0;padding:.15rem .7rem}
.lesionsim-cards td[data-label]:before{content:attr(data-label) ": ";color:#595959;font-size:.85rem}
}
"""
FIRM = ("verified", "defined", "numerical")
WEAK = ("from memory", "assumed", "no source given")
COLUMNS = ("number", "value", "range", "holds at", "source", "how sure")


def page(cards: Cards) -> str:
    """Return the whole page, in ASCII, so that no screen or file can garble it."""
    title = spoken("Parameter cards: {name}", name=cards.name)
    head = (
        f'<!DOCTYPE html>\n<html lang="{in_use()}"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width,initial-scale=1"><title>{escape(title)}</title></head>'
    )
    body = f'{head}<body style="margin:1rem auto;padding:0 1rem;max-width:72rem">{tables(cards)}</body></html>\n'
    return body.encode("ascii", "xmlcharrefreplace").decode("ascii")


def tables(cards: Cards) -> str:
    """Return the cards without a page around them, as a notebook shows them."""
    places = {work: number for number, work in enumerate(cards.works, start=1)}
    title = spoken("Parameter cards: {name}", name=cards.name)
    whole = [
        f'<div class="lesionsim-cards"><style>{STYLE}</style><h1>{escape(title)}</h1>',
        f"<p>{escape(spoken(cards.title))}</p>" if cards.title else "",
        f'<p class="warn">{escape(spoken(DISCLAIMER))}</p>',
        *(part_table(part, places) for part in cards.parts),
        legend(cards),
        sources(places),
        "</div>",
    ]
    return "\n".join(filter(None, whole))


def part_table(part: Part, places: dict[Work, int]) -> str:
    """Return the table of one part."""
    head = "".join(f'<th scope="col">{escape(spoken(name))}</th>' for name in COLUMNS)
    rows = "\n".join(row(each, places) for each in part.parameters)
    return f"<h2>{escape(heading(part))}</h2><table><thead><tr>{head}</tr></thead><tbody>\n{rows}\n</tbody></table>"


def row(parameter: Parameter, places: dict[Work, int]) -> str:
    """Return the row of one number."""
    key = escape(parameter.key).replace(".", ".<wbr>").replace("_", "_<wbr>")
    name = f"{escape(spoken(parameter.name))}<span class='key'>{key}</span>"
    note = f"<span class='note'>{escape(note_told(parameter.note))}</span>" if parameter.note else ""
    cells = (
        name,
        f"<span class='value'>{escape(told_value(parameter))}</span>{note}",
        range_cell(parameter, places),
        escape(note_told(parameter.holds_at)),
        cited(parameter.reference, parameter.confidence, places),
        chip(parameter.confidence),
    )
    named = zip(COLUMNS, cells, strict=True)
    return "<tr>" + "".join(cell(column, content) for column, content in named) + "</tr>"


def cell(column: str, content: str) -> str:
    """Return one cell; on a narrow screen it carries the name of its column."""
    if not content:
        return "<td></td>"
    label = "" if column == "number" else f' data-label="{escape(spoken(column), quote=True)}"'
    return f"<td{label}>{content}</td>"


def range_cell(parameter: Parameter, places: dict[Work, int]) -> str:
    """Return the range of a number with its source."""
    spread = parameter.spread
    if spread is None:
        return ""
    note = f"<span class='note'>{escape(note_told(spread.note))}</span>" if spread.note else ""
    source = cited(spread.reference, spread.confidence, places)
    between = " " if source.startswith("<a") or not source else "; "
    return f"{escape(span(spread))}{between}{source} {chip(spread.confidence)}{note}"


def cited(reference: str, confidence: str, places: dict[Work, int]) -> str:
    """Return links to the works that a reference names, or its own words where it names none."""
    named = [work for work in works_in(reference) if work in places]
    if not named:
        return escape(own_words(reference, confidence))
    return " ".join(f'<a href="#{work.key}">[{places[work]}]</a>' for work in named)


def chip(confidence: str) -> str:
    """Return how sure a number is, firm or weak by colour and always in words."""
    words = grade(confidence)
    kind = "firm" if words in FIRM else "weak" if words in WEAK else ""
    reason = reason_of(confidence)
    detail = f"<span class='note'>{escape(note_told(reason))}</span>" if reason else ""
    return f"<span class='sure {kind}'>{escape(spoken(words))}</span>{detail}"


def legend(cards: Cards) -> str:
    """Return what the words for how sure a number is mean."""
    met = {each.grade for each in cards.parameters}
    met |= {grade(each.spread.confidence) for each in cards.parameters if each.spread}
    rows = "".join(
        f"<dt><b>{escape(spoken(word))}</b></dt><dd>{escape(note_told(meaning))}</dd>"
        for word, meaning in MEANINGS.items()
        if word in met
    )
    return f"<h2>{escape(spoken('How sure'))}</h2><dl>{rows}</dl>"


def sources(places: dict[Work, int]) -> str:
    """Return the numbered list of works, each with a link to its DOI."""
    if not places:
        return ""
    rows = "".join(f'<li id="{work.key}">{linked(work)}</li>' for work in places)
    return f"<h2>{escape(spoken('Sources'))}</h2><ol>{rows}</ol>"


def linked(work: Work) -> str:
    """Return the record of a work, with a link where there is one."""
    told = escape(record(work))
    place = f"doi {work.doi}" if work.doi else work.url
    link = f"https://doi.org/{work.doi}" if work.doi else work.url
    return told.replace(escape(place), f'<a href="{escape(link)}">{escape(place)}</a>') if place else told
