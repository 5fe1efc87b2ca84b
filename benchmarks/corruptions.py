"""Ways in which files get damaged."""

import json
import random
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import xarray as xr

import lesionsim as ls
from lesionsim.scenario import to_toml

BLOCKS = (1, 16, 512, 4096, 65536)
Damage = Callable[[bytes, bytes, random.Random], bytes]


def cut(whole: bytes, _: bytes, chance: random.Random) -> bytes:
    """Cut at a random length."""
    return whole[: chance.randrange(len(whole))]


def cut_a_little(whole: bytes, _: bytes, chance: random.Random) -> bytes:
    """Lose some of the last bytes."""
    return whole[: -chance.randint(1, 200)]


def flip(whole: bytes, _: bytes, chance: random.Random) -> bytes:
    """Turn one bit over."""
    content = bytearray(whole)
    content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
    return bytes(content)


def flip_near_an_end(whole: bytes, _: bytes, chance: random.Random) -> bytes:
    """Turn one bit over in the header or in the checksum."""
    content = bytearray(whole)
    content[chance.choice((1, -1)) * chance.randrange(1, 100)] ^= 1 << chance.randrange(8)
    return bytes(content)


def zero(whole: bytes, _: bytes, chance: random.Random) -> bytes:
    """Fill a block with zeros."""
    size = chance.choice(BLOCKS)
    start = chance.randrange(len(whole) - size)
    return whole[:start] + bytes(size) + whole[start + size :]


def swap(whole: bytes, _: bytes, chance: random.Random) -> bytes:
    """Exchange two neighbouring blocks."""
    size = chance.choice(BLOCKS)
    a = chance.randrange(len(whole) - 2 * size)
    b, c = a + size, a + 2 * size
    return whole[:a] + whole[b:c] + whole[a:b] + whole[c:]


def append(whole: bytes, other: bytes, chance: random.Random) -> bytes:
    """Add something behind the end."""
    return whole + chance.choice((b"\n", b"\0", chance.randbytes(1000), whole, other, other[-92:]))


def insert(whole: bytes, _: bytes, chance: random.Random) -> bytes:
    """Add a byte somewhere."""
    start = chance.randrange(len(whole))
    return whole[:start] + chance.randbytes(1) + whole[start:]


def drop(whole: bytes, _: bytes, chance: random.Random) -> bytes:
    """Lose a block somewhere."""
    size = chance.choice(BLOCKS)
    start = chance.randrange(len(whole) - size)
    return whole[:start] + whole[start + size :]


def join(whole: bytes, other: bytes, chance: random.Random) -> bytes:
    """Take the beginning of one result and the end of another."""
    place = chance.randrange(100, len(whole) - 92)
    return whole[:place] + other[place:]


def as_text(whole: bytes, _: bytes, chance: random.Random) -> bytes:
    """Change the ends of lines, as careless transfers do."""
    return whole.replace(b"\n", b"\r\n") if chance.random() < 0.5 else whole.replace(b"\r\n", b"\n").rstrip()


def change_text(whole: bytes, _: bytes, chance: random.Random) -> bytes:
    """Change one letter of the text inside; results without readable text lose it to a bit."""
    place = whole.find(b"clinical planning")
    content = bytearray(whole)
    content[place + chance.randrange(17)] ^= 1
    return bytes(content)


DAMAGES: tuple[Damage, ...] = (
    cut, flip, zero, swap, append, insert, drop, join, cut_a_little, flip_near_an_end, as_text, change_text,
)  # fmt: skip


def spoilt(way: Damage | bytes, whole: bytes, other: bytes, chance: random.Random) -> bytes:
    """Return a file that differs from the whole one."""
    if isinstance(way, bytes):
        return way
    content = whole
    while content in (whole, other):
        content = way(whole, other, chance)
    return content


def foreign(folder: Path) -> list[bytes]:
    """Return files of other programs, and other files of lesionsim."""
    data = xr.Dataset({"a": ("x", [1.0])}, attrs={"schema": "lesionsim-result-1"})
    data.to_netcdf(folder / "foreign.nc", engine="h5netcdf")
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("a.txt", "text")
    scenario = to_toml(ls.load("b1")).encode()
    pictures = [b"\x89PNG\r\n\x1a\n" + bytes(100), b"%PDF-1.4\n", b"<?xml version='1.0'?><svg/>"]
    texts = [b"", b"time_s,t1_c\n0,37\n", json.dumps({"scenario": "b1"}).encode(), scenario, bytes(5000)]
    return [(folder / "foreign.nc").read_bytes(), stream.getvalue(), *pictures, *texts]
