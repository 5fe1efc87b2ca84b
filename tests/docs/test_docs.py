"""The pages build without a warning, need no network, say what they are for, and leave nothing out."""

import json
import re
import subprocess
import sys
import tempfile
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urldefrag

import pytest

import lesionsim as ls
from lesionsim import library
from lesionsim.cli.kinds import KINDS
from lesionsim.cli.parser import COMMANDS
from lesionsim.library.sources import WORKS
from lesionsim.result.schema import EVERYWHERE
from lesionsim.sweep.design.names import SHORT, rules

ROOT = Path(__file__).parents[2]
PLAIN_QUOTES = str.maketrans("‘’“”", "''\"\"")
OUTSIDE = re.compile(r"(https?:)?//")
LOADING = {"script": "src", "img": "src", "iframe": "src", "link": "href", "source": "src", "object": "data"}
NOT_LOADED = {"canonical", "next", "prev", "index", "search", "author"}  # kinds of <link> that only point


class Page(HTMLParser):
    """What one page loads, where it points, which anchors it has, and its words."""

    def __init__(self, path: Path):
        super().__init__()
        self.loaded: list[str] = []
        self.targets: list[str] = []
        self.anchors: set[str] = set()
        self.pictures: list[dict[str, str]] = []
        self.words = ""
        self.feed(path.read_text("utf-8"))

    def handle_starttag(self, tag, attrs):
        named = {name: value or "" for name, value in attrs}
        self.anchors |= {named[name] for name in ("id", "name") if name in named}
        if tag in LOADING and LOADING[tag] in named and named.get("rel", "") not in NOT_LOADED:
            self.loaded.append(named[LOADING[tag]])
        if tag == "a" and "href" in named:
            self.targets.append(named["href"])
        if tag == "img":
            self.pictures.append(named)

    def handle_data(self, data):
        self.words += data


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    folder = tmp_path_factory.mktemp("site") / "html"
    words = [sys.executable, str(ROOT / "docs" / "build.py"), "--fast", "--out", str(folder)]
    done = subprocess.run(words, capture_output=True, text=True, encoding="utf-8", timeout=600, check=False)
    assert done.returncode == 0, done.stderr[-4000:]
    return folder


@pytest.fixture(scope="module")
def pages(site):
    found = {path.relative_to(site).as_posix(): Page(path) for path in sorted(site.rglob("*.html"))}
    assert len(found) > 40
    return found


def words_of(pages, name):
    return " ".join(unescape(pages[name].words).translate(PLAIN_QUOTES).split())


def test_every_page_says_what_it_is_not_for(pages):
    assert [name for name, page in pages.items() if ls.DISCLAIMER not in page.words] == []


def test_no_page_asks_anything_of_the_network(site, pages):
    assert {name: each for name, page in pages.items() for each in page.loaded if OUTSIDE.match(each)} == {}
    for path in site.rglob("*.css"):
        assert not re.findall(r"(?:url\(|@import)\s*['\"]?(?:https?:)?//", path.read_text("utf-8")), path.name


def test_every_link_and_picture_leads_somewhere(site, pages):
    lost = []
    for name, page in pages.items():
        for target in [*page.targets, *page.loaded]:
            where, anchor = urldefrag(target)
            if re.match(r"[a-z]+:|//|#$", target) or target == "#":
                continue
            file = (site / name).parent / unquote(where.partition("?")[0]) if where else site / name
            known = pages.get(file.resolve().relative_to(site.resolve()).as_posix()) if file.exists() else None
            if not file.exists() or (anchor and known and unquote(anchor) not in known.anchors):
                lost.append(f"{name}: {target}")
    assert lost == []


def test_every_picture_has_words_for_those_who_cannot_see_it(pages):
    for name, page in pages.items():
        assert all(picture.get("alt") for picture in page.pictures), name


def test_equations_are_drawn_by_the_browser_itself(site, pages):
    theory = (site / "theory.html").read_text("utf-8")

    assert theory.count("<math") > 40
    assert not re.findall(r"\$\$|\\frac|\\begin", pages["theory.html"].words)
    assert not re.search(r"MathJax|katex", theory)


def test_pages_advise_nobody(pages):
    for name, page in pages.items():
        assert not re.search(r"\brecommended (?:temperature|setting|time|for)", page.words, re.IGNORECASE), name


def test_the_four_sections_stand_on_the_first_page(pages):
    assert {"learn.html", "do.html", "understand.html", "look-up.html", "gallery.html"} <= set(
        pages["index.html"].targets
    )


def test_every_command_and_option_is_in_the_reference(pages):
    from lesionsim.cli.parser import grammar

    words = words_of(pages, "commands.html")
    for command in COMMANDS:
        assert f"lesionsim {command.name}" in words
    for parser in grammar()[1].values():
        assert all(option in words for option in parser.known_options())


def test_every_key_and_every_variable_is_in_the_reference(pages):
    keys = words_of(pages, "keys.html")
    for key in rules():
        last = re.sub(r"\[0\]", "", key).rpartition(".")[2]
        assert last in keys or key in SHORT or last == "kind", key
    schema = words_of(pages, "result-schema.html")
    assert all(f"{name} " in schema for name in EVERYWHERE)


def test_every_public_name_has_its_docstring(site):
    documented = "".join(path.read_text("utf-8") for path in site.glob("api-*.html"))
    for name in set(ls.__all__) - {"plots", "library", "lessons", "DISCLAIMER", "__version__"}:
        assert f'id="lesionsim.{name}"' in documented or f".{name}" in documented, name
    assert 'id="lesionsim.plots.lesion_map"' in documented
    assert "Return the cards of every number behind" in documented


@pytest.mark.parametrize("kind", ["tissues", "damage", "probes"])
def test_every_entry_of_the_library_stands_in_the_catalogue(pages, kind):
    words = words_of(pages, f"catalogue-{kind}.html")
    assert all(name in words for name in library.names(kind))
    assert "how sure" in words


def test_every_work_stands_in_the_bibliography_and_cards_link_to_it(pages):
    assert {work.key for work in WORKS} <= pages["works.html"].anchors
    assert "works.html#gabriel1996" in pages["catalogue-tissues.html"].targets
    assert all(work.doi in words_of(pages, "works.html") for work in WORKS)


def test_every_notebook_and_every_decision_is_a_page(pages):
    for path in (ROOT / "notebooks").glob("*.ipynb"):
        first = "".join(json.loads(path.read_text("utf-8"))["cells"][0]["source"])
        title = re.search(r"^# (.+)$", first, re.MULTILINE)[1].strip("*_ ").translate(PLAIN_QUOTES)
        assert f"notebooks/{path.stem}.html" in pages
        assert " ".join(title.split()) in words_of(pages, "learn.html")
    for path in (ROOT / "docs" / "decisions").glob("0*.md"):
        assert f"decisions/{path.stem}.html" in pages


def test_the_gallery_shows_each_figure_with_the_command_that_draws_it(site, pages):
    from importlib import util

    place = ROOT / "docs" / "making" / "gallery.py"
    spec = util.spec_from_file_location("gallery", place)
    gallery = util.module_from_spec(spec)
    spec.loader.exec_module(gallery)

    words = words_of(pages, "gallery.html")
    assert set(gallery.FEW) < set(KINDS)
    for name in gallery.FEW:
        assert f"lesionsim {' '.join(gallery.command_of(name))}" in words
    shown = [Path(each["src"]).stem for each in pages["gallery.html"].pictures]
    assert shown == [name for name in KINDS if name in gallery.FEW] + list(gallery.OF_SWEEPS)
    for name, kind in KINDS.items():
        scenario = ls.load(gallery.command_of(name)[1])
        assert scenario.source == "rf" or not kind.needs_current
        assert scenario.nerve is not None or not kind.needs_nerve


def test_the_page_of_verification_is_the_certificate(pages):
    words = words_of(pages, "verification.html")
    assert "Verdict: every case passed" in words
    assert "lesionsim verify --out proof" in words


def test_pages_speak_of_the_project_alone(pages):
    for name, page in pages.items():
        for place in (str(ROOT), tempfile.gettempdir(), "localhost"):
            assert place not in page.words, (name, place)
