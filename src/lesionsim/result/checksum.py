"""The seal at the end of a result's file: a checksum of every byte before it.

Programs for netCDF ignore what follows the end of the data, and in a zip file the seal is the archive's comment. So any
program can read the file, and lesionsim notices when one byte has changed.
"""

import hashlib
import re

MARK = b"\nlesionsim sha256 "
LENGTH = len(MARK) + 64 + 1
BLANK = MARK + b"0" * 64 + b"\n"
SEAL = re.compile(re.escape(MARK) + rb"[0-9a-f]{64}\n")


def seal_of(content: bytes) -> bytes:
    """Return the seal of a file's content.

    >>> seal_of(b"data")[:26]
    b'\\nlesionsim sha256 3a6eb079'
    """
    return MARK + hashlib.sha256(content).hexdigest().encode() + b"\n"


def has_seal(content: bytes) -> bool:
    """Tell whether a file ends in a seal, right or wrong."""
    return SEAL.fullmatch(content[-LENGTH:]) is not None


def is_intact(content: bytes) -> bool:
    """Tell whether a file ends in the seal of everything before it.

    >>> is_intact(b"data" + seal_of(b"data")), is_intact(b"date" + seal_of(b"data"))
    (True, False)
    """
    return content[-LENGTH:] == seal_of(content[:-LENGTH])
