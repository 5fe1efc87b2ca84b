"""The library's works: each stands once, has a record, and every reference that names it is written from it."""

import re

import pytest

from lesionsim.library.bibtex import bibtex, entry, escaped
from lesionsim.library.damage_models import DAMAGE
from lesionsim.library.electrical import ELECTRICAL
from lesionsim.library.probes import PROBES
from lesionsim.library.ranges import RANGES
from lesionsim.library.sources import BY_KEY, WORKS, told, works_in
from lesionsim.library.tissues import TISSUES

REFERENCES = {each.reference for each in (*TISSUES, *DAMAGE, *PROBES, *RANGES, *ELECTRICAL.values())}
NO_WORK = ("none", "habit of the field")


@pytest.mark.parametrize("work", WORKS, ids=lambda work: work.key)
def test_a_work_has_a_record_says_what_was_seen_and_stands_behind_a_number(work):
    assert work.authors
    assert work.title
    assert work.seen
    assert re.fullmatch(r"[a-z]+\d{0,4}", work.key)
    assert not work.doi or re.fullmatch(r"10\.\d{4,}/\S+", work.doi)
    assert work.doi or work.record or work.url or work.key in ("henriques1947", "wondergem1988", "lesionsim")
    assert any(work in works_in(reference) for reference in (*REFERENCES, told("{schutt2008}")))


def test_keys_short_names_and_dois_name_one_work_each():
    for names in (
        [each.key for each in WORKS],
        [each.short for each in WORKS],
        [each.doi for each in WORKS if each.doi],
    ):
        assert len(set(names)) == len(names)


@pytest.mark.parametrize("reference", sorted(REFERENCES))
def test_a_reference_names_its_works_or_says_that_there_is_none(reference):
    found = works_in(reference)

    assert bool(found) != reference.startswith(NO_WORK)
    assert all(work.named in reference or work.also in reference for work in found)
    for doi in re.findall(r"10\.\d{4,}/[^\s;:)]+", reference):
        assert doi.rstrip(",.") in {work.doi for work in found}


def test_a_doi_stands_in_the_table_alone():
    from pathlib import Path

    import lesionsim.library

    for path in Path(lesionsim.library.__file__).parent.glob("*.py"):
        if path.name != "sources.py":
            assert not re.findall(r'"[^"\n]*10\.\d{4,}/', path.read_text("utf-8").replace(">>>", "")), path.name


def parsed(text):
    """Read BibTeX by its braces, as strictly as BibTeX does."""
    entries = {}
    while text.strip():
        head = re.match(r"\s*@(\w+)\{(\w+),", text)
        end, depth = head.end(), 1
        while depth:
            depth += {"{": 1, "}": -1}.get(text[end], 0) if text[end - 1] != "\\" else 0
            end += 1
        fields = re.findall(r"^  (\w+) = \{(.*)\},?$", text[head.end() : end - 1], re.MULTILINE)
        entries[head[2]] = (head[1], dict(fields))
        text = text[end:]
    return entries


def test_every_work_is_one_entry_that_bibtex_can_read():
    text = bibtex(WORKS, {"gabriel1996": "conductivity (muscle & nerve)"})
    entries = parsed(text)

    assert list(entries) == [work.key for work in WORKS]
    assert text.isascii()
    for work in WORKS:
        kind, fields = entries[work.key]
        assert kind in ("article", "misc")
        assert fields.get("doi", "") == work.doi
        assert fields.get("year", "") == ("" if work.year is None else str(work.year))
        assert fields["title"].startswith("{")
        assert "journal" in fields or kind == "misc"
        assert fields["author"].count(" and ") == len(work.authors) - 1
    assert r"Behind: conductivity (muscle \& nerve)" in entries["gabriel1996"][1]["note"]


def test_a_group_of_authors_stays_whole_and_pages_are_a_span():
    assert "author = {{The lesionsim authors}}" in entry(BY_KEY["lesionsim"])
    assert "pages = {2271--2293}" in entry(BY_KEY["gabriel1996"])
    assert "Baumgartner, C. and others" in entry(BY_KEY["baumgartner2025"])


def test_letters_that_tex_would_take_for_commands_are_escaped():
    assert escaped("50 % & a_b # {x} $") == r"50 \% \& a\_b \# \{x\} \$"
    assert escaped("Müller, Šimek, ß, é") == r"""M{\"u}ller, {\v S}imek, {\ss}, {\'e}"""
    assert escaped("37 °C, m³") == r"37 {\textdegree}C, m\textsuperscript{3}"
    assert escaped("漢").isascii()
