"""The page of a lecture: everything in it, nothing asked for."""

import re
from html.parser import HTMLParser

import pytest

import lesionsim as ls
from lesionsim.lecture.drawing import Drawn
from lesionsim.lecture.page import page
from lesionsim.lecture.plan import Item, Part, numbered

ITEMS = (
    Item("map", "How far does the heat go?", "lesion_map"),
    Item("film", "What does growing look like?", "animation"),
)
DRAWN = Drawn("5 < 6 mm & more", 'an "alt" text', "First.\n\nSecond <b>.", "a caption",
              ["01-map.png", "01-map.txt", "01-map.csv"], ["01-map-1.png", "01-map-blank.png"],
              '<img alt="x" src="data:image/webp;base64,AA">')  # fmt: skip


class Reader(HTMLParser):
    """Reads a page: its tags with their attributes, and that they are closed."""

    OPEN = ("meta", "img", "input", "br", "hr", "link", "wbr")

    def __init__(self):
        super().__init__()
        self.tags, self.stack = [], []

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag not in self.OPEN:
            self.stack.append(tag)

    def handle_endtag(self, tag):
        assert self.stack.pop() == tag


def read(text):
    reader = Reader()
    reader.feed(text)
    reader.close()
    assert reader.stack == []
    return reader.tags


@pytest.fixture
def text():
    items = numbered((Part("One", ITEMS),))
    return page((Part("One", ITEMS),), items, dict.fromkeys(items, DRAWN))


def test_every_tag_is_closed_and_words_are_escaped(text):
    read(text)

    assert "5 &lt; 6 mm &amp; more" in text
    assert "Second &lt;b&gt;." in text


def test_contents_lead_to_figures_and_files_are_linked(text):
    tags = read(text)
    every = [attrs["id"] for _, attrs in tags if "id" in attrs]
    ids = set(every)
    links = [attrs["href"] for tag, attrs in tags if tag == "a"]

    assert len(every) == len(ids)
    assert {link[1:] for link in links if link.startswith("#")} <= ids
    assert {"01-map.png", "01-map.txt", "01-map.csv", "01-map-1.png", "01-map-blank.png"} <= set(links)


def test_the_page_asks_for_nothing_and_forbids_it(text):
    tags = read(text)

    assert not [tag for tag, _ in tags if tag in ("link", "iframe", "object", "embed", "base")]
    assert all(attrs["src"].startswith("data:") for _, attrs in tags if "src" in attrs)
    assert not re.search(r"url\(|@import", text)
    policy = next(attrs for tag, attrs in tags if attrs.get("http-equiv") == "Content-Security-Policy")
    assert "default-src 'none'" in policy["content"]


def test_the_page_says_what_it_is_for_and_where_numbers_come_from(text):
    assert text.count("Educational, not for clinical planning") >= 2
    assert text.count("<html") == text.count("<body") == 1
    assert "Where do the numbers come from?" in text
    assert '<meta name="viewport" content="width=device-width,initial-scale=1">' in text


def test_a_question_that_is_the_claim_stands_once():
    items = numbered((Part("One", ITEMS[:1]),))
    told = page((Part("One", ITEMS[:1]),), items, {"01-map": DRAWN._replace(claim=ITEMS[0].question)})

    assert '<p class="claim">' not in told


def test_the_page_speaks_spanish():
    items = numbered((Part("Nerve and bone", ITEMS),))
    with ls.language("es"):
        told = page((Part("Nerve and bone", ITEMS),), items, dict.fromkeys(items, DRAWN))

    assert '<html lang="es">' in told
    for words in ("Nervio y hueso", "¿Hasta dónde llega el calor?", "Contenido", "Notas", "paso 1", "muda", "tabla"):
        assert words in told
