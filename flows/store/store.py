"""The Parquet store: a result to its files, and files back to rows. The only door to pyarrow.

`OUT/<table>/<release_id>.parquet`, each written whole; `OUT/state/<release_id>.json` last, as the commit. A quarantined
release keeps its row in releases/ and its findings; files of its other tables from an earlier, readable version are
removed, so that nobody queries numbers of a document that is no longer there.
"""

from __future__ import annotations

import dataclasses
import hashlib
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Context, Decimal
from functools import cache
from importlib.abc import MetaPathFinder
from typing import Any
from unicodedata import category

import pyarrow as pa
import pyarrow.parquet as pq

from flows.pipeline.result import Result
from flows.pipeline.settings import UsageError
from flows.store.contract import RELEASE_TABLES, STRUCTS, TABLES, ColumnSpec
from flows.store.folders import Folder
from flows.store.highlights import contradicted_lines, facts_to_highlights
from flows.store.state import State, drop_state, read_state, write_state
from glossary.proposing.curation import proposals_to_text, text_to_proposals
from glossary.proposing.proposals import Proposal
from parsers.errors import TaiyakuError
from parsers.records import DocumentSummary, Fact, Reading, Release, Source

DECIMAL = pa.decimal128(38, 6)
SIX_PLACES = Decimal("0.000001")
WIDE = Context(prec=60)
MADE_OF = b"taiyaku.made_of"
RECORDS: dict[str, type[Any]] = {"releases": Release, "readings": Reading, "facts": Fact}
"""Tables that are read back as records."""
TYPES: dict[str, pa.DataType] = {
    "string": pa.string(),
    "bool": pa.bool_(),
    "int32": pa.int32(),
    "double": pa.float64(),
    "date": pa.date32(),
    "decimal": DECIMAL,
    "strings": pa.list_(pa.string()),
    "bbox": pa.list_(pa.float64(), 4),
}


def write_result(folder: Folder, result: Result, content: str, read: str = "", drop: str = "") -> State:
    """Writes every file of a release and commits it; `content` and `read` are the digests of its documents, `drop` what the drop is
    called (flows/store/state.py).

    Its caller holds the release (`Folder.locked`). All files are made before the first of the last version goes: until then an
    error leaves that one as it was. Returns the state that was committed. Raises OutputError where the folder cannot be
    written: a release without a state is normalized anew by the next run.
    """
    release_id = result.release.release_id
    files: dict[str, bytes | None] = {}
    for name in RELEASE_TABLES:
        left_out = result.release.status == "quarantined" and name not in ("releases", "findings")
        files[f"{name}/{release_id}.parquet"] = None if left_out else records_to_parquet(name, _records(result, name), release_id)
    written = tuple((name, len(data), hashlib.sha256(data).hexdigest()) for name, data in files.items() if data is not None)
    files[f"proposals/{release_id}.tsv"] = proposals_to_text(result.proposals).encode("utf-8", "replace") if result.proposals else None
    drop_state(folder, release_id)
    folder.replace(files)
    state = State.of(
        result.release,
        drop,
        content,
        read,
        written,
        findings=len(result.findings),
        highlights=facts_to_highlights(result.release, result.facts),
        suspects=contradicted_lines(result.readings, result.checks),
    )
    write_state(folder, state)
    return state


def withdraw(folder: Folder, release_id: str) -> None:
    """Removes a release, its commit first. Its caller holds the release."""
    drop_state(folder, release_id)
    for name in (*(f"{table}/{release_id}.parquet" for table in RELEASE_TABLES), f"proposals/{release_id}.tsv", f"state/{release_id}.log"):
        folder.remove(name)


class WithoutPandas(MetaPathFinder):
    """Finds no pandas: pyarrow imports it wherever it is installed, half a second for what nobody here asks for."""

    def find_spec(self, fullname: str, path: object = None, target: object = None) -> None:
        if fullname == "pandas":
            raise ImportError(fullname)


def without_pandas() -> None:
    """For processes of our own, before they read or write."""
    if "pandas" not in sys.modules and not any(isinstance(finder, WithoutPandas) for finder in sys.meta_path):
        sys.meta_path.insert(0, WithoutPandas())


def read_proposals(folder: Folder, release_id: str | None = None) -> Iterator[Proposal]:
    """What the numbers of every release (or of one) teach, release by release; raises TableError for a file that is not ours."""
    for name in folder.names("proposals") if release_id is None else [f"{release_id}.tsv"]:
        if name.endswith(".tsv") and (data := folder.read(f"proposals/{name}")) is not None:
            for proposal in text_to_proposals(data.decode("utf-8", "replace"), f"{folder.address}/proposals/{name}"):
                yield replace(proposal, releases=(name.removesuffix(".tsv"),))


def _records(result: Result, name: str) -> Sequence[Any]:
    return (result.release,) if name == "releases" else getattr(result, name)


def records_to_parquet(name: str, records: Sequence[Any], release_id: str = "", *, made_of: str = "") -> bytes:
    """The bytes of a Parquet file with one row a record; equal records give equal bytes. made_of: kept in the schema's metadata."""
    table = records_to_table(name, records, release_id)
    return _table_to_bytes(table.replace_schema_metadata(table.schema.metadata | {MADE_OF: made_of.encode()}) if made_of else table)


def facts_to_parquet(rows: Sequence[dict[str, Any]]) -> bytes:
    """The bytes of a Parquet file of facts of several releases, each with the day of its announcement in a last column."""
    day = pa.field("announced_on", pa.date32(), metadata={"description": "day of the release that prints it"})
    return _table_to_bytes(pa.Table.from_pylist(rows, schema=table_schema("facts").append(day)))


def _table_to_bytes(table: pa.Table) -> bytes:
    sink = pa.BufferOutputStream()
    pq.write_table(table, sink, compression="zstd", write_statistics=True, store_schema=True, version="2.6")
    data: bytes = sink.getvalue().to_pybytes()
    return data


def records_to_table(name: str, records: Sequence[Any], release_id: str) -> pa.Table:
    """One column a field, typed and described; findings get the release_id that their record does not carry."""
    schema = table_schema(name)
    columns = TABLES[name]
    arrays = []
    for column, field in zip(columns, schema, strict=True):
        if name == "findings" and column.name == "release_id":
            values: list[Any] = [release_id] * len(records)
        else:
            values = [getattr(record, column.name) for record in records]
        arrays.append(_values_to_array(values, column, field.type))
    return pa.Table.from_arrays(arrays, schema=schema)


def _values_to_array(values: list[Any], column: ColumnSpec, kind: pa.DataType) -> pa.Array:
    if column.type == "decimal":
        values = [None if value is None else _six_places(value) for value in values]
    elif column.type in STRUCTS:
        names = [inner.name for inner in STRUCTS[column.type]]
        values = [[{name: getattr(record, name) for name in names} for record in records] for records in values]
    elif column.type == "string":
        values = [value if value is None or value.isascii() else value.encode("utf-8", "replace").decode() for value in values]
    return pa.array(values, type=kind)


def _six_places(value: Decimal) -> Decimal:
    """The number as the column can hold it; quotients of checks (an expected percentage) lose digits beyond the sixth place."""
    exponent = value.as_tuple().exponent
    return value if isinstance(exponent, int) and exponent >= -6 else value.quantize(SIX_PLACES, context=WIDE)


@cache
def table_schema(name: str) -> pa.Schema:
    """The Arrow schema of a table; the meaning of each column is its field's `description`."""
    fields = [pa.field(column.name, _arrow_type(column), metadata={"description": column.meaning}) for column in TABLES[name]]
    return pa.schema(fields, metadata={"taiyaku.table": name})


def _arrow_type(column: ColumnSpec) -> pa.DataType:
    if column.type in STRUCTS:
        return pa.list_(pa.struct([pa.field(inner.name, TYPES[inner.type], metadata={"description": inner.meaning}) for inner in STRUCTS[column.type]]))
    return TYPES[column.type]


def read_rows(folder: Folder, name: str, release_id: str, columns: Sequence[str] | None = None) -> list[dict[str, Any]]:
    """The rows of one table of a release as dictionaries; none where it has no such file."""
    data = folder.read(f"{name}/{release_id}.parquet")
    if data is None:
        return []
    rows: list[dict[str, Any]] = _bytes_to_table(data, f"{name}/{release_id}.parquet", columns).to_pylist()
    return rows


def is_release_id(text: str) -> bool:
    """Whether a release may be called so: never by what leads out of the folder of a table, or is no text.

    >>> [is_release_id(text) for text in ("iij-2004-02-12", "index", "../state/x", "..", "", "a\\ud800")]
    [True, True, False, False, False, False]
    """
    return text.strip(" .") != "" and not any(character in "/\\" or category(character) in ("Cc", "Cs") for character in text)


def find_release(folder: Folder, release_id: str) -> dict[str, Any]:
    """The release's row. Raises UsageError that names what can be shown."""
    rows = read_rows(folder, "releases", release_id) if is_release_id(release_id) else []
    if rows and read_state(folder, release_id):
        return rows[0]
    known = [name.removesuffix(".json") for name in folder.names("state") if name.endswith(".json")]
    choices = f"there are {', '.join(known[:20])}{' ...' if len(known) > 20 else ''}" if known else "nothing was written there yet; run taiyaku run"
    raise UsageError(f"{release_id} is not in {folder.address}: {choices}")


class DamagedTable(TaiyakuError):
    """A file of the data set is no longer what was written."""


def _bytes_to_table(data: bytes, file: str, columns: Sequence[str] | None = None) -> pa.Table:
    # Small tables: threads of their own gain nothing, and a pool that ends while Python does can abort the process.
    try:
        return _parquet_to_table(data, columns)
    except (pa.ArrowException, OSError) as error:
        raise DamagedTable(f"{file}: damaged ({str(error).splitlines()[0]}); taiyaku verify finds all such files, the next run makes them anew") from error


def _parquet_to_table(data: bytes, columns: Sequence[str] | None) -> pa.Table:
    return pq.ParquetFile(pa.BufferReader(data), pre_buffer=False).read(columns=list(columns) if columns else None, use_threads=False)


def read_records(folder: Folder, name: str, release_id: str) -> list[Any]:
    """The same rows as the records they were written from (parsers/records.py)."""
    data = folder.read(f"{name}/{release_id}.parquet")
    if data is None:
        return []
    make, table = RECORDS[name], _bytes_to_table(data, f"{name}/{release_id}.parquet")
    fields = [field.name for field in dataclasses.fields(make)]
    return [make(*values) for values in zip(*(_column_to_fields(column, table.column(column)) for column in fields), strict=True)]


def _column_to_fields(name: str, column: pa.ChunkedArray) -> list[Any]:
    values: list[Any] = column.to_pylist()
    if name == "documents":
        return [tuple(DocumentSummary(**one | {"languages": tuple(one["languages"])}) for one in documents) for documents in values]
    if name == "sources":
        return [tuple(Source(**one | {"bbox": tuple(one["bbox"]) if one["bbox"] else None}) for one in sources) for sources in values]
    return [None if value is None else tuple(value) for value in values] if pa.types.is_nested(column.type) else values


def read_made_of(folder: Folder, file: str) -> str | None:
    """What a file was made of, as its metadata says; None where there is no such file or it cannot be read."""
    data = folder.read(file)
    if data is None:
        return None
    try:
        metadata = pq.read_schema(pa.BufferReader(data)).metadata or {}
    except pa.ArrowInvalid:
        return None
    return str(metadata.get(MADE_OF, b"").decode())
