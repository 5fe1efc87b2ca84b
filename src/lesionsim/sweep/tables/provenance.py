"""What became of a sweep, in one small file: how many rows, how fast, and by which it can be made again."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from lesionsim.disclaimer import DISCLAIMER
from lesionsim.sweep.running.frames import OK, STATUSES
from lesionsim.sweep.running.head import Head
from lesionsim.sweep.running.record import Record
from lesionsim.sweep.tables.columns import Layout

FILE = "sweep.json"
REASONS = 5
LONGEST_REASON = 300


@dataclass
class Tally:
    """How many rows there are of each status, and why those that are not ok are not."""

    statuses: Counter[str] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)

    def add(self, record: Record) -> None:
        """Count one record."""
        self.statuses[record["status"]] += 1
        if record["status"] != OK:
            self.reasons[record["reason"][:LONGEST_REASON]] += 1

    @property
    def done(self) -> int:
        """How many rows there are, ok or not."""
        return sum(self.statuses.values())

    @property
    def failed(self) -> int:
        """How many rows are not ok."""
        return self.done - self.statuses[OK]

    def in_words(self) -> str:
        """Say how many rows there are of each status.

        >>> tally = Tally()
        >>> for status in ("ok", "ok", "time limit"):
        ...     tally.add({"status": status, "reason": "the row took longer than the time limit of 1 s"})
        >>> tally.in_words()
        '2 ok, 1 time limit'
        """
        return ", ".join(f"{self.statuses[status]} {status}" for status in STATUSES if self.statuses[status])


@dataclass(frozen=True)
class Session:
    """One time that a sweep was worked on: when it began, how many rows it made, and how long that took."""

    began: str
    rows: int
    wall_s: float
    where: str

    @property
    def rate(self) -> float:
        """Rows per second."""
        return self.rows / self.wall_s if self.wall_s > 0 else 0.0


def told(layout: Layout, head: Head, tally: Tally, sessions: list[dict[str, Any]]) -> dict[str, Any]:
    """Return what is told of a sweep, as plain values."""
    design = layout.design
    return {
        "title": design.title,
        "kind": design.kind,
        "scenario": design.scenario.name,
        "keys": list(design.keys),
        "samples": design.samples,
        "seed": design.seed,
        "rows": len(design),
        "done": tally.done,
        **{status.replace(" ", "_"): tally.statuses[status] for status in STATUSES},
        "reasons": dict(tally.reasons.most_common(REASONS)),
        "criteria": list(layout.labels),
        "options": layout.options.table,
        "design_sha256": design.sha256,
        "version": head["version"],
        "versions": head["versions"],
        "sessions": sessions,
        "wall_s": sum(each["wall_s"] for each in sessions),
        "disclaimer": DISCLAIMER,
    }


def sessions_with(folder: Path, sha256: str, session: Session | None) -> list[dict[str, Any]]:
    """Return the sessions of a sweep so far, and a new one."""
    new = [] if session is None else [{**vars(session), "rows_per_s": session.rate}]
    try:
        before = json.loads((folder / FILE).read_text("utf-8"))
        return [*before["sessions"], *new] if before["design_sha256"] == sha256 else new
    except (OSError, ValueError, KeyError, TypeError):
        return new


def write(path: Path, content: dict[str, Any]) -> None:
    """Write what is told of a sweep."""
    path.write_text(json.dumps(content, indent=2, ensure_ascii=False, allow_nan=False) + "\n", "utf-8")
