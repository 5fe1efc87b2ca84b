"""A lecture's files come into place together, and nobody else's are lost."""

import json

import pytest

import lesionsim as ls
from lesionsim.errors import ResultError
from lesionsim.lecture.folder import check_folder, put_into_place


@pytest.fixture
def room(tmp_path):
    def make(**files):
        place = tmp_path / "room"
        place.mkdir(exist_ok=True)
        for old in place.iterdir():
            old.unlink()
        for name, content in {"index": "page", **files}.items():
            (place / f"{name}.html").write_text(content, encoding="utf-8")
        return place

    return make


def names(folder):
    return sorted(each.name for each in folder.iterdir())


def test_a_folder_that_is_new_or_empty_may_be_used(tmp_path):
    check_folder(tmp_path / "new", force=False)
    check_folder(tmp_path, force=False)


def test_all_files_arrive_with_a_list_of_their_fingerprints(tmp_path, room):
    page = put_into_place(room(a="A"), tmp_path / "deep" / "lecture", "index.html")

    assert page.read_text("utf-8") == "page"
    assert names(page.parent) == ["a.html", "files.json", "index.html"]
    assert set(json.loads((page.parent / "files.json").read_text("utf-8"))["files"]) == {"a.html", "index.html"}


def test_an_earlier_lecture_is_replaced_and_what_it_no_longer_has_goes(tmp_path, room):
    folder = tmp_path / "lecture"
    put_into_place(room(a="A", b="B"), folder, "index.html")
    check_folder(folder, force=False)
    put_into_place(room(a="new"), folder, "index.html")

    assert names(folder) == ["a.html", "files.json", "index.html"]
    assert (folder / "a.html").read_text("utf-8") == "new"


def test_other_content_is_refused_by_name_unless_forced_and_stays_then(tmp_path, room):
    folder = tmp_path / "lecture"
    folder.mkdir()
    (folder / "thesis.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(ls.ScenarioError, match=r"thesis\.txt.*--force"):
        check_folder(folder, force=False)
    check_folder(folder, force=True)
    put_into_place(room(a="A"), folder, "index.html")

    assert (folder / "thesis.txt").read_text("utf-8") == "mine"
    with pytest.raises(ls.ScenarioError, match=r"thesis\.txt"):
        check_folder(folder, force=False)


def test_a_changed_file_of_a_lecture_is_refused_and_kept_where_no_new_one_comes(tmp_path, room):
    folder = tmp_path / "lecture"
    put_into_place(room(a="A", b="B"), folder, "index.html")
    (folder / "b.html").write_text("my notes", encoding="utf-8")
    with pytest.raises(ls.ScenarioError, match=r"was changed since: b\.html"):
        check_folder(folder, force=False)
    put_into_place(room(a="A"), folder, "index.html")

    assert (folder / "b.html").read_text("utf-8") == "my notes"


def test_a_folder_with_another_list_is_no_lecture(tmp_path):
    for content in ("{}", "no json", '{"made_by": "me", "files": {"x.txt": ""}}', "[]", '{"made_by": 1}'):
        (tmp_path / "files.json").write_text(content, encoding="utf-8")
        (tmp_path / "x.txt").write_text("x", encoding="utf-8")
        with pytest.raises(ls.ScenarioError, match=r"x\.txt"):
            check_folder(tmp_path, force=False)


def test_many_strangers_are_counted(tmp_path):
    for number in range(9):
        (tmp_path / f"{number}.txt").write_text("x", encoding="utf-8")
    with pytest.raises(ls.ScenarioError, match="and 5 more"):
        check_folder(tmp_path, force=False)


def test_a_file_in_the_place_of_the_folder_is_told(tmp_path):
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(ls.ScenarioError, match="is a file"):
        check_folder(tmp_path / "file", force=True)
    with pytest.raises(ls.ScenarioError, match="folder"):
        check_folder(tmp_path / ("x" * 5000), force=False)


def test_a_full_disk_changes_nothing(tmp_path, room, monkeypatch):
    folder = tmp_path / "lecture"
    put_into_place(room(a="A"), folder, "index.html")
    before = {each.name: each.read_bytes() for each in folder.iterdir()}

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("lesionsim.lecture.folder.shutil.copyfile", full)
    for place in (folder, tmp_path / "other"):
        with pytest.raises(ResultError, match="No space left"):
            put_into_place(room(a="B", c="C"), place, "index.html")

    assert {each.name: each.read_bytes() for each in folder.iterdir()} == before
    assert not (tmp_path / "other").exists()
