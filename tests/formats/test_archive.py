"""ZIP archives of a result folder: read like the files in them, and refused where they could do harm."""

from __future__ import annotations

import json
import shutil
import stat
import subprocess
import zipfile
from collections.abc import Mapping
from pathlib import Path

import duckdb
import pytest

from mkdocs_dossiers.measure import archive
from mkdocs_dossiers.measure.format import formats
from mkdocs_dossiers.measure.inspection import NotReadable, inspect_file
from tests.formats.helpers import RAW, series

FOLDER = RAW / "criterion" / "criterion-0.3.6-folder.zip"
SAMPLE = {"iters": [1.0, 2.0], "times": [10.0, 22.0]}
NAME = {"full_id": "sum", "throughput": None}


def packed(file: Path, entries: Mapping[str, object]) -> Path:
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as out:
        for name, content in entries.items():
            out.writestr(name, content if isinstance(content, str) else json.dumps(content))
    return file


def test_every_benchmark_of_a_criterion_folder_is_a_series() -> None:
    found = series(FOLDER)
    assert {name for name, _ in found} == {"fib 20", "sum/1024", "sum/65536"}
    with zipfile.ZipFile(FOLDER) as whole:
        for name in ("fib 20", "sum/1024", "sum/65536"):
            sample = json.loads(whole.read(f"criterion/{name}/new/sample.json"))
            values = [time / count for time, count in zip(sample["times"], sample["iters"], strict=True)]
            one = found[name, "time"]
            assert (one.unit, one.n, one.minimum, one.maximum) == (
                "ns",
                len(values),
                min(values),
                max(values),
            )
            assert one.stated["mean"] == pytest.approx(one.mean, rel=1e-9)
            assert one.stated["median"] == pytest.approx(one.median, rel=1e-9)


def test_the_statement_says_how_to_unpack_and_then_runs_in_a_stock_duckdb(tmp_path: Path) -> None:
    file = tmp_path / "it's criterion.zip"
    shutil.copy(FOLDER, file)
    sql = formats()["criterion-folder"].sql(str(file), 1_000_000)
    quoted = str(file).replace("'", "''")
    assert f"-- unzip '{quoted}' -d '{quoted.removesuffix('.zip')}'" in sql
    subprocess.run(["unzip", "-q", file, "-d", file.with_suffix("")], check=True)
    query = f"SELECT series, count(*), max(weight), any_value(params) FROM ({sql}\n) WHERE kind = 'sample' GROUP BY ALL"
    rows = duckdb.connect().execute(f"{query} ORDER BY ALL").fetchall()
    assert [row[:2] for row in rows] == [("fib 20", 100), ("sum/1024", 20), ("sum/65536", 20)]
    assert rows[1][3] == {"sampling_mode": "Flat", "throughput": "1024 bytes"}


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("../new/sample.json", "leads out of it"),
        ("/tmp/new/sample.json", "leads out of it"),
        ("a//new/sample.json", "leads out of it"),
        ("a\\..\\new/sample.json", "leads out of it"),
        ("a\n/new/sample.json", "has no ordinary name"),
        ("a" * 300 + "/new/sample.json", "has no ordinary name"),
    ],
)
def test_names_that_lead_elsewhere_are_refused(name: str, reason: str, tmp_path: Path) -> None:
    file = packed(tmp_path / "bad.zip", {name: SAMPLE, "x/new/benchmark.json": NAME})
    with pytest.raises(NotReadable, match=reason):
        inspect_file(file)
    assert [entry.name for entry in tmp_path.iterdir()] == ["bad.zip"]


def test_links_are_refused(tmp_path: Path) -> None:
    link = zipfile.ZipInfo("x/new/sample.json")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(tmp_path / "bad.zip", "w") as out:
        out.writestr(link, "/etc/passwd")
    with pytest.raises(NotReadable, match="a link or a device"):
        inspect_file(tmp_path / "bad.zip")


def test_a_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    file = packed(
        tmp_path / "bomb.zip", {"x/new/sample.json": " " * 50_000_000, "x/new/benchmark.json": NAME}
    )
    assert file.stat().st_size < 100_000
    with pytest.raises(NotReadable, match="too large"):
        inspect_file(file)


def test_too_many_entries_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "ENTRIES", 3)
    file = packed(tmp_path / "many.zip", {f"{number}/new/sample.json": SAMPLE for number in range(4)})
    with pytest.raises(NotReadable, match="4 entries; 3 are allowed"):
        inspect_file(file)


def test_the_same_name_twice_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "twice.zip", "w") as out:
        out.writestr("x/new/sample.json", "{}")
        with pytest.warns(UserWarning, match="Duplicate name"):
            out.writestr("x/new/sample.json", "{}")
    with pytest.raises(NotReadable, match="is there twice"):
        inspect_file(tmp_path / "twice.zip")


@pytest.mark.parametrize(
    ("entries", "reason"),
    [
        ({"readme.json": {}}, "not a known format"),
        ({"x/new/sample.json": SAMPLE, "x/new/estimates.json": {}}, "No files found"),
        (
            {"x/new/sample.json": SAMPLE, "y/new/benchmark.json": NAME, "x/new/estimates.json": {}},
            "no benchmark.json beside",
        ),
        (
            {
                f"{name}/new/{part}.json": content
                for name in ("x", "y")
                for part, content in (("sample", SAMPLE), ("benchmark", NAME), ("estimates", {}))
            },
            "two benchmarks are called sum",
        ),
        (
            {
                "x/new/sample.json": SAMPLE | {"times": [1.0]},
                "x/new/benchmark.json": NAME,
                "x/new/estimates.json": {},
            },
            "2 iteration counts, but 1 times",
        ),
    ],
)
def test_a_folder_that_is_not_whole_is_refused(
    entries: Mapping[str, object], reason: str, tmp_path: Path
) -> None:
    with pytest.raises(NotReadable, match=reason) as refused:
        inspect_file(packed(tmp_path / "part.zip", entries))
    assert "/tmp/" not in refused.value.message


def test_the_name_says_what_it_is(tmp_path: Path) -> None:
    shutil.copy(FOLDER, tmp_path / "criterion.json")
    with pytest.raises(NotReadable, match=r"its name does not end in \.zip"):
        inspect_file(tmp_path / "criterion.json")


def test_a_folder_is_told_how_to_be_zipped(tmp_path: Path) -> None:
    (tmp_path / "criterion").mkdir()
    with pytest.raises(NotReadable, match="is a folder, not a regular file") as refused:
        inspect_file(tmp_path / "criterion")
    assert "zip -r" in refused.value.fix
