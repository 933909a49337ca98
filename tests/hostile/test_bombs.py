"""Files that are small on disk and large in memory: refused with a message, in seconds, below 1 GB."""

from __future__ import annotations

import base64
import gzip
import io
import json
import struct
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from mkdocs_dossiers.measure.limits import Limits
from tests.hostile.child import Outcome, check_bounds, dossier
from tests.workspace import RAW

MB = 1024**2
PYTEST = RAW / "pytest-benchmark-5.3.1-data.json"
HLOG = RAW / "hdrhistogram/hdrhistogram-java-2.1.11-tags.hlog"


def copy(query: str, file: Path, options: str) -> None:
    duckdb.connect().execute(f"COPY ({query}) TO '{file}' ({options})")


def grown(file: Path, head: bytes, part: bytes, times: int) -> None:
    """Gzip data of ``times`` parts, put together from members that were compressed once."""
    file.write_bytes(gzip.compress(head) + gzip.compress(part, 9) * times)


def gzip_of_rows(place: Path) -> Path:
    grown(place / "x.csv.gz", b"v\n", b"1\n" * (32 * MB), 40)
    return place / "x.csv.gz"


def gzip_of_spaces(place: Path) -> Path:
    grown(place / "x.csv.gz", b"v\n1\n", b" " * (64 * MB), 40)
    return place / "x.csv.gz"


def gzip_of_json(place: Path) -> Path:
    """The format is recognised, and its one value never ends."""
    head = PYTEST.read_bytes().rstrip()[:-1] + b', "more": "'
    grown(place / "x.json.gz", head, b"a" * (64 * MB), 30)
    return place / "x.json.gz"


def gzip_of_members(place: Path) -> Path:
    (place / "x.csv.gz").write_bytes(gzip.compress(b"v\n1\n") + gzip.compress(b"") * 200_000)
    return place / "x.csv.gz"


def zstd_of_rows(place: Path) -> Path:
    query = "SELECT repeat('1' || chr(10), 500000) AS v FROM range(400)"
    copy(query, place / "x.csv.zst", "FORMAT csv, QUOTE '', ESCAPE '', DELIMITER '\x1f', COMPRESSION zstd")
    return place / "x.csv.zst"


def zip_of_spaces(place: Path) -> Path:
    with zipfile.ZipFile(place / "x.zip", "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        archive.writestr("x/new/sample.json", b" " * (200 * MB))
    return place / "x.zip"


def zip_in_a_zip(place: Path) -> Path:
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("x/new/sample.json", b" " * (20 * MB))
    with zipfile.ZipFile(place / "x.zip", "w") as archive:
        archive.writestr("x/new/sample.json", inner.getvalue())
    return place / "x.zip"


def zip_that_overlaps(place: Path) -> Path:
    """Two hundred entries of the directory that all lead to one body of 10 MB."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("000/new/sample.json", b"0" * (10 * MB))
    raw = file.getvalue()
    start = raw.index(b"PK\x01\x02")
    end = raw.index(b"PK\x05\x06")
    entry = raw[start:end]
    entries = b"".join(entry.replace(b"000/", b"%03d/" % number) for number in range(200))
    tail = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, 200, 200, len(entries), start, 0)
    (place / "x.zip").write_bytes(raw[:start] + entries + tail)
    return place / "x.zip"


def parquet_of_one_value(place: Path) -> Path:
    """A dictionary with one entry: run lengths make rows almost free."""
    query = "SELECT 1 AS v FROM range(5000000)"
    copy(query, place / "x.parquet", "FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 5000000")
    return place / "x.parquet"


def parquet_of_a_billion(place: Path) -> Path:
    """As above, and the metadata of its row groups repeated: a thousand million rows in a few pages."""
    part = place / "part.parquet"
    copy("SELECT 1::INTEGER AS v FROM range(5000000)", part, "FORMAT parquet, ROW_GROUP_SIZE 5000000")
    raw = part.read_bytes()
    length = int.from_bytes(raw[-8:-4], "little")
    meta = raw[-8 - length : -8]
    # Thrift's compact form of num_rows = 5,000,000 as a zigzag number, made a hundred times larger.
    old, new = _varint(2 * 5_000_000), _varint(2 * 999_999_999)
    meta = meta.replace(old, new)
    file = place / "x.parquet"
    file.write_bytes(raw[: -8 - length] + meta + len(meta).to_bytes(4, "little") + b"PAR1")
    return file


def _varint(number: int) -> bytes:
    found = b""
    while number >= 0x80:
        found += bytes([number & 0x7F | 0x80])
        number >>= 7
    return found + bytes([number])


def parquet_of_text(place: Path) -> Path:
    query = "SELECT 1 AS v, repeat('a', 1000000) AS t FROM range(1000)"
    copy(query, place / "x.parquet", "FORMAT parquet, COMPRESSION zstd")
    return place / "x.parquet"


def parquet_of_columns(place: Path) -> Path:
    copy(
        f"SELECT {', '.join(f'1 AS c{number}' for number in range(4000))}",
        place / "x.parquet",
        "FORMAT parquet",
    )
    return place / "x.parquet"


def json_of_keys(place: Path) -> Path:
    (place / "x.json").write_text(
        "{" + ", ".join(f'"k{number}": {number}' for number in range(1_000_000)) + "}"
    )
    return place / "x.json"


def json_of_keys_in_a_format(place: Path) -> Path:
    native = json.loads(PYTEST.read_text())
    native["more"] = {f"k{number}": number for number in range(100_000)}
    (place / "x.json").write_text(json.dumps(native))
    return place / "x.json"


def json_of_one_text(place: Path) -> Path:
    (place / "x.json").write_bytes(b'{"a": "' + b"x" * 100_000_000 + b'"}')
    return place / "x.json"


def json_of_depth(place: Path) -> Path:
    (place / "x.json").write_bytes(b"[" * 10_000 + b"]" * 10_000)
    return place / "x.json"


def json_of_depth_in_a_format(place: Path) -> Path:
    deep = PYTEST.read_text().replace('"data": [', f'"data": {"[" * 10_000}{"]" * 10_000}, "was": [')
    (place / "x.json").write_text(deep)
    return place / "x.json"


def ndjson_of_depth(place: Path) -> Path:
    (place / "x.ndjson").write_bytes(b'{"a": ' * 10_000 + b"1" + b"}" * 10_000 + b"\n")
    return place / "x.ndjson"


def ndjson_of_keys(place: Path) -> Path:
    (place / "x.ndjson").write_text(
        "{" + ", ".join(f'"k{number}": {number}' for number in range(20_000)) + "}\n"
    )
    return place / "x.ndjson"


def ndjson_of_other_keys(place: Path) -> Path:
    (place / "x.ndjson").write_text("".join(f'{{"k{number}": {number}}}\n' for number in range(20_000)))
    return place / "x.ndjson"


def csv_of_columns(place: Path) -> Path:
    names = ",".join(f"c{number}" for number in range(20_000))
    (place / "x.csv").write_text(f"{names}\n{','.join('1' for _ in range(20_000))}\n")
    return place / "x.csv"


def csv_without_lines(place: Path) -> Path:
    (place / "x.csv").write_bytes(b"v\n" + b"1" * 4_000_000 + b"\n")
    return place / "x.csv"


def csv_of_quotes(place: Path) -> Path:
    (place / "x.csv").write_bytes(b'v\n"' + b'""\n' * 5_000_000)
    return place / "x.csv"


def histograms(place: Path) -> Path:
    """Intervals whose counts are ones, compressed to almost nothing."""
    text = HLOG.read_text()
    payload = text[text.index("HIST") :].split()[0]
    packed = base64.b64decode(payload)
    head = zlib.decompress(packed[8:])[:40]
    data = head[:4] + (15 * MB).to_bytes(4, "big") + head[8:] + b"\x02" * (15 * MB)
    squeezed = zlib.compress(data, 9)
    bomb = base64.b64encode(packed[:4] + len(squeezed).to_bytes(4, "big") + squeezed).decode()
    (place / "x.hlog").write_text(text.replace(payload, bomb))
    return place / "x.hlog"


REFUSED = [
    gzip_of_rows, gzip_of_spaces, gzip_of_json, gzip_of_members, zstd_of_rows, zip_of_spaces, zip_in_a_zip,
    zip_that_overlaps,
    parquet_of_one_value, parquet_of_a_billion, parquet_of_columns, json_of_keys, json_of_one_text, json_of_depth,
    json_of_depth_in_a_format, ndjson_of_depth, ndjson_of_keys, ndjson_of_other_keys, csv_of_columns, csv_without_lines,
    csv_of_quotes, histograms,
]  # fmt: skip


@pytest.mark.parametrize("bomb", REFUSED, ids=lambda bomb: bomb.__name__)
def test_a_bomb_is_refused(
    bomb: Callable[[Path], Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = bomb(tmp_path)
    found = inspected(file, tmp_path, monkeypatch)
    check_bounds(found)
    assert found.code == 1
    assert found.stderr.startswith(f"{file}: ")
    assert "  fix: " in found.stderr
    assert len(found.stderr) < 1500


@pytest.mark.parametrize("bomb", [parquet_of_text, json_of_keys_in_a_format], ids=lambda bomb: bomb.__name__)
def test_what_is_only_large_is_read(
    bomb: Callable[[Path], Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = inspected(bomb(tmp_path), tmp_path, monkeypatch)
    assert found.code == 0, found.said
    assert found.seconds < 8
    assert found.megabytes < 1000


def inspected(file: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Outcome:
    """``dossier inspect``, and that it leaves nothing in its temporary folder."""
    (folder / "tmp").mkdir()
    monkeypatch.setenv("TMPDIR", str(folder / "tmp"))
    found = dossier("inspect", file)
    assert list((folder / "tmp").iterdir()) == []
    return found


def test_twenty_thousand_series_are_listed(tmp_path: Path) -> None:
    file = tmp_path / "x.csv"
    file.write_text("arm,v\n" + "".join(f"arm number {number},{number}\n" for number in range(20_000)))
    found = dossier("inspect", file, "--metric", "latency=v:ms", "--series", "arm", "--format", "json")
    assert len(json.loads(found.stdout)["series"]) == 20_000
    assert found.seconds < 8
    assert found.megabytes < 1000


def test_more_values_than_are_read_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from mkdocs_dossiers.measure import samples
    from mkdocs_dossiers.measure.inspection import NotReadable, inspect_file

    file = tmp_path / "x.csv"
    file.write_text("v\n" + "".join(f"{number}\n" for number in range(1000)))
    monkeypatch.setattr(samples, "MOST_ROWS", 1000)
    assert inspect_file(file).series[0].n == 1000
    monkeypatch.setattr(samples, "MOST_ROWS", 999)
    with pytest.raises(NotReadable, match="more than 999 values"):
        inspect_file(file)


def test_what_takes_too_much_memory_is_told_so() -> None:
    from mkdocs_dossiers.measure.engine import Engine
    from mkdocs_dossiers.measure.failure import CannotMeasure

    with (
        Engine([], Limits(50_000_000)) as engine,
        pytest.raises(CannotMeasure, match="more than the 50 MB of memory"),
    ):
        engine.rows("SELECT length(string_agg(i, ',' ORDER BY hash(i))) FROM range(20_000_000) AS t(i)")
