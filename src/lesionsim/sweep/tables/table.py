"""The tidy table of a sweep: one line for each row and criterion, as Parquet and as CSV; memory stays small."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lesionsim.disclaimer import DISCLAIMER
from lesionsim.errors import ResultError
from lesionsim.sweep.running.record import Record
from lesionsim.sweep.tables.columns import NOT_IN_TABLES, Column, Layout

if TYPE_CHECKING:
    import pyarrow as pa

PARQUET, CSV, COLUMNS = "rows.parquet", "rows.csv", "columns.csv"
LINES_AT_ONCE = 4096
Lines = dict[str, list[Any]]  # of each column, its values


def chunks(records: Iterable[Record], layout: Layout) -> Iterator[Lines]:
    """Yield the lines of records, some thousands at once, by column.

    Raises
    ------
    ResultError
        When a record holds a measure that has no column.
    """
    known = {each.name for each in layout.columns}.union(NOT_IN_TABLES)
    lines: Lines = {each.name: [] for each in layout.columns}
    for record in records:
        check_known(record, known)
        add_lines(lines, record, layout)
        if len(lines["row"]) >= LINES_AT_ONCE:
            yield lines
            lines = {each.name: [] for each in layout.columns}
    yield lines


def check_known(record: Record, known: set[str]) -> None:
    """Refuse what would be lost silently."""
    for part in (record, record["values"], *record.get("lesions", ())):
        if strange := [name for name in part.keys() - known if part[name] is not None]:
            told = f"row {record['row']} holds {', '.join(sorted(strange))}, for which there is no column"
            raise ResultError(f"{told}. The sweep was made with another version of lesionsim; read it with that one")


def add_lines(lines: Lines, record: Record, layout: Layout) -> None:
    """Add the lines of a record; one that failed has its line under each criterion, without measures."""
    for lesion in record.get("lesions") or [{"criterion": label} for label in layout.labels]:
        parts = {"record": record, "values": record["values"], "lesion": lesion}
        for name, sort, _, _, place in layout.columns:
            value = parts[place].get(name)
            lines[name].append(value if sort != "text" or value is None else str(value))


def write_parquet(path: Path, records: Iterable[Record], layout: Layout) -> None:
    """Write the table as Parquet; units and meanings stand beside each column's name in the file."""
    from pyarrow import RecordBatch, parquet

    schema = schema_of(layout)
    with parquet.ParquetWriter(path, schema, compression="zstd") as writer:
        for lines in chunks(records, layout):
            writer.write_batch(RecordBatch.from_pydict(lines, schema=schema))


def write_csv(path: Path, source: Path) -> None:
    """Write the table of a Parquet file as CSV; numbers keep every bit, what is missing is left empty."""
    import pyarrow.csv
    from pyarrow import parquet

    with parquet.ParquetFile(source) as table, path.open("wb") as file:
        schema = table.schema_arrow
        file.write(in_csv(schema.names).encode())
        how = pyarrow.csv.WriteOptions(include_header=False, quoting_style="needed")
        with pyarrow.csv.CSVWriter(file, schema, write_options=how) as writer:
            for batch in table.iter_batches(LINES_AT_ONCE):
                writer.write_batch(batch)


def write_columns(path: Path, layout: Layout) -> None:
    """Write what each column means, as CSV."""
    told = [in_csv((each.name, each.units, each.about)) for each in layout.columns]
    path.write_bytes("".join([in_csv(("column", "unit", "meaning")), *told]).encode())


def in_csv(words: Iterable[str]) -> str:
    """Return one line of CSV.

    >>> in_csv(["gauge", "criteria[0].at_c", 'a "b", c'])
    'gauge,criteria[0].at_c,"a ""b"", c"\\n'
    """
    lines: list[str] = []
    csv.writer(Written(lines.append), lineterminator="\n").writerow(words)
    return lines[0]


class Written:
    """Takes what is written."""

    def __init__(self, write: Callable[[str], Any]) -> None:
        self.write = write


def schema_of(layout: Layout) -> pa.Schema:
    """Return the columns as Parquet knows them."""
    import pyarrow as pa

    sorts = {"number": pa.float64(), "whole": pa.int64(), "flag": pa.bool_(), "text": pa.string()}
    columns = [pa.field(each.name, sorts[each.sort], metadata=about(each)) for each in layout.columns]
    return pa.schema(columns, {"disclaimer": DISCLAIMER, "design_sha256": layout.design.sha256})


def about(column: Column) -> dict[bytes | str, bytes | str]:
    """Return unit and meaning of a column."""
    return {"units": column.units, "long_name": column.about}
