"""What is in the journal stays, and what is wrong with it is told."""

import io
import os
import subprocess
import sys
from errno import ENOSPC
from pathlib import Path

import pytest

from lesionsim.errors import ResultError, RunError
from lesionsim.sweep.running.journal import NAME, Journal, begin, go_on, read_contents, read_head, read_records
from lesionsim.sweep.running.record import checked, line_of

HEAD = {"lesionsim_sweep": 1, "rows": 6, "version": "0.1.0"}


def line(row: int, status: str = "ok", **more) -> bytes:
    return line_of({"row": row, "status": status, **more})


def written(folder: Path, *lines: bytes) -> Path:
    with begin(folder / NAME, HEAD) as journal:
        for each in lines:
            journal.append(each)
    return folder / NAME


def rows_in(folder: Path) -> list[int]:
    return [record["row"] for record in read_records(folder)]


def test_records_are_read_in_the_order_of_rows_with_those_missing_told(tmp_path):
    path = written(tmp_path, line(4, width_mm=0.1), line(0) + line(3, "failed"))
    assert list(read_records(tmp_path)) == [
        {"row": 0, "status": "ok"}, {"row": 3, "status": "failed"}, {"row": 4, "status": "ok", "width_mm": 0.1}
    ]  # fmt: skip
    contents = read_contents(path)
    assert list(contents.missing) == [1, 2, 5]
    assert contents.failed == 1
    assert read_head(tmp_path) == contents.head == HEAD


def test_of_a_row_that_is_there_twice_the_first_counts(tmp_path):
    path = written(tmp_path, line(2, width_mm=1.0), line(2, "failed", width_mm=2.0))
    assert [record["width_mm"] for record in read_records(tmp_path)] == [1.0]
    assert read_contents(path).failed == 0


def test_a_journal_cut_anywhere_keeps_all_whole_lines_and_is_gone_on_with(tmp_path):
    path = written(tmp_path, line(0), line(1), line(2))
    whole = path.read_bytes()
    ends = [place + 1 for place, byte in enumerate(whole) if byte == 10]
    for count in range(ends[0], len(whole) + 1):
        path.write_bytes(whole[:count])
        kept = sum(end <= count for end in ends) - 1
        contents = read_contents(path)
        assert list(contents.missing) == list(range(kept, 6))
        with go_on(path, contents) as journal:
            journal.append(line(5))
        assert rows_in(tmp_path) == [*range(kept), 5]


@pytest.mark.parametrize("torn", [b"\x00" * 5000, b"12345678 {", b'00000000 {"row":3}\n', b"\n\n\x00\n"])
def test_what_a_crash_leaves_at_the_end_is_dropped(tmp_path, torn):
    path = written(tmp_path, line(0), line(1))
    with path.open("ab") as file:
        file.write(torn)
    with go_on(path, read_contents(path)) as journal:
        journal.append(line(2))
    assert rows_in(tmp_path) == [0, 1, 2]
    assert path.read_bytes().endswith(line(1) + line(2))


def test_a_journal_that_is_damaged_in_the_middle_is_an_error_that_says_where(tmp_path):
    path = written(tmp_path, line(0), line(1), line(2))
    whole = path.read_bytes()
    first, second, third, _ = (place + 1 for place, byte in enumerate(whole) if byte == 10)
    for place in range(third - 1):  # the last line end joins the last two lines, which then are one torn line
        damaged = bytearray(whole)
        damaged[place] ^= 1
        path.write_bytes(damaged)
        with pytest.raises(ResultError) as caught:
            list(read_records(tmp_path))
        begins = max(each for each in (0, first, second) if each <= place)
        assert f"is damaged at byte {begins}:" in str(caught.value)


def test_of_several_damaged_lines_the_first_is_told(tmp_path):
    path = written(tmp_path, line(0), line(1), line(2), line(3))
    first = path.read_bytes().index(line(1))
    path.write_bytes(path.read_bytes().replace(b'"row":1', b'"row":7').replace(b'"row":2', b'"row":8'))
    with pytest.raises(ResultError, match=f"is damaged at byte {first}:"):
        list(read_records(tmp_path))


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"something else\n", "is no journal of a sweep, or its head is damaged"),
        (checked(b'{"row":1}'), "is no journal of a sweep"),
        (checked(b'{"lesionsim_sweep":2,"version":"9.0"}'), r"written by a later lesionsim \(9.0\)"),
        (checked(b"3"), "is no journal of a sweep"),
        (checked(b'{"lesionsim_sweep":1,"rows":"two"}'), "has a head that no lesionsim wrote"),
        (checked(b'{"lesionsim_sweep":1,"rows":-1}') + line(0), "has a head that no lesionsim wrote"),
        (checked(b'{"lesionsim_sweep":1,"rows":2}') + line(2), "holds what is no row of its sweep"),
        (checked(b'{"lesionsim_sweep":1,"rows":2}') + checked(b'{"width_mm":2}'), "holds what is no row of its sweep"),
    ],
)
def test_what_is_no_journal_is_told(tmp_path, content, told):
    (tmp_path / NAME).write_bytes(content)
    with pytest.raises(ResultError, match=told):
        list(read_records(tmp_path))


def test_a_folder_without_a_journal_is_told(tmp_path):
    for read in (read_head, lambda folder: list(read_records(folder))):
        with pytest.raises(ResultError, match="holds no sweep"):
            read(tmp_path)
    (tmp_path / NAME).write_bytes(b"")
    assert read_contents(tmp_path / NAME) is None
    with pytest.raises(ResultError, match="holds no sweep"):
        list(read_records(tmp_path))


class Disk(io.FileIO):
    """A disk with little room left."""

    room = 10**9

    def write(self, content):
        if not self.room:
            raise OSError(ENOSPC, os.strerror(ENOSPC))
        count = min(self.room, len(content))
        self.room -= count
        return super().write(bytes(content)[:count])


def test_a_disk_that_fills_up_leaves_a_whole_journal_and_says_what_to_do(tmp_path):
    path = written(tmp_path, line(0))
    disk = Disk(path, "r+")
    disk.seek(0, os.SEEK_END)
    with Journal(disk, path, disk.tell()) as journal:
        disk.room = len(line(1)) + 5
        journal.append(line(1))
        with pytest.raises(RunError, match=r"No space left on device\. Rows .* safe in it: make room, .* --resume"):
            journal.append(line(2) + line(3))
        disk.room = 10**9
        journal.append(line(4))
    assert path.read_bytes().endswith(line(1) + line(4))
    assert rows_in(tmp_path) == [0, 1, 4]


def test_a_disk_that_takes_a_little_at_a_time_gets_everything(tmp_path):
    class Slow(io.FileIO):
        def write(self, content):
            return super().write(bytes(content)[:3])

    with Journal(Slow(tmp_path / NAME, "w"), tmp_path / NAME) as journal:
        journal.append(checked(b'{"lesionsim_sweep":1,"rows":2}') + line(1))
    assert rows_in(tmp_path) == [1]


def test_a_disk_that_takes_nothing_is_no_endless_loop(tmp_path):
    class Full(io.FileIO):
        def write(self, content):
            return 0

    journal = Journal(Full(tmp_path / NAME, "w"), tmp_path / NAME)
    with journal, pytest.raises(RunError, match="nothing more can be written"):
        journal.append(line(1))


def test_a_limit_on_the_size_of_files_is_told_like_a_full_disk(tmp_path):
    pytest.importorskip("resource", reason="this system knows no such limit")
    written(tmp_path, line(0))
    script = (
        "import resource, sys; from pathlib import Path; from lesionsim.sweep.running.journal import *\n"
        "from lesionsim.errors import RunError\n"
        "path = Path(sys.argv[1]); journal = go_on(path, read_contents(path))\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (path.stat().st_size + 300, resource.RLIM_INFINITY))\n"
        "try:\n"
        "    while True: journal.append(sys.argv[2].encode() + b'\\n')\n"
        "except RunError as error: print(error)\n"
    )
    command = [sys.executable, "-c", script, str(tmp_path / NAME), line(3).decode().strip()]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert "make room, then go on with --resume" in done.stdout, done.stderr
    assert rows_in(tmp_path) == [0, 3]
    assert (tmp_path / NAME).read_bytes().endswith(line(3))


def test_a_folder_that_takes_no_journal_is_told(tmp_path):
    (tmp_path / NAME).mkdir()
    with pytest.raises(RunError, match="cannot be written"):
        begin(tmp_path / NAME, HEAD)


def test_lines_are_in_the_file_as_soon_as_they_are_added(tmp_path):
    with begin(tmp_path / NAME, HEAD) as journal:
        journal.append(line(1))
        assert rows_in(tmp_path) == [1]
