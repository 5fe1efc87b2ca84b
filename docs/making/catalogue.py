"""The catalogue: the cards of everything in the library, and the works behind them."""

from __future__ import annotations

from lesionsim.library import names
from lesionsim.library.card_html import linked, tables
from lesionsim.library.parameter_cards import cards, cards_of_entry
from lesionsim.library.sources import WORKS

KINDS = {"tissues": "Tissues", "damage": "Damage models", "probes": "Needles"}


def catalogue_pages() -> dict[str, str]:
    """Return a page of cards for each kind of entry, one for a scenario as an example, and the works."""
    pages = {f"catalogue-{kind}.md": kind_page(kind, title) for kind, title in KINDS.items()}
    pages["catalogue-scenario.md"] = page("Cards of a scenario", SCENARIO, tables(cards("lumbar-medial-branch-rf")))
    pages["works.md"] = works_page()
    return pages


SCENARIO = (
    "Everything behind one run: `lesionsim show lumbar-medial-branch-rf --format html` writes it, and "
    "`lesionsim figure ... --cards cards.html` does so for a figure."
)


def kind_page(kind: str, title: str) -> str:
    """Return the cards of all entries of one kind."""
    blocks = [f"## {name}\n\n{raw(tables(cards_of_entry(name)))}" for name in names(kind)]
    said = "From `lesionsim show NAME --format html`; as BibTeX: `lesionsim show NAME --format bibtex`."
    return "\n\n".join([f"# {title}", said, *blocks]) + "\n"


def page(title: str, said: str, html: str) -> str:
    """Return a page with one set of cards."""
    return f"# {title}\n\n{said}\n\n{raw(html)}\n"


def raw(html: str) -> str:
    """Return cards below a heading of the page, without headings of their own."""
    start, end = html.index("<h1>"), html.index("</h1>") + len("</h1>")
    body = html[:start] + html[end:]
    body = body.replace("<h2>", '<p class="part"><strong>').replace("</h2>", "</strong></p>")
    body = body.replace('id="', 'data-work="').replace('<a href="#', '<a href="works.html#')
    return f"```{{raw}} html\n{body}\n```"


def works_page() -> str:
    """Return the bibliography."""
    rows = "\n".join(f'<dt id="{work.key}"><code>{work.key}</code></dt><dd>{linked(work)}</dd>' for work in WORKS)
    said = (
        "Every work behind a number of the library, and what of it was seen. In a file: `lesionsim figure ... --cards "
        "works.bib` holds those behind one figure."
    )
    return f"# Works\n\n{said}\n\n```{{raw}} html\n<dl>\n{rows}\n</dl>\n```\n"
