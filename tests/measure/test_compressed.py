"""Compressed raw files are read as what is in them."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from mkdocs_dossiers.measure.inspection import NotReadable, inspect_file
from tests.workspace import RAW

SOURCE = RAW / "pytest-benchmark-5.3.1-data.json"


def test_gzip_holds_the_same_series(tmp_path: Path) -> None:
    file = tmp_path / "a.json.gz"
    file.write_bytes(gzip.compress(SOURCE.read_bytes()))
    assert inspect_file(file).series == inspect_file(SOURCE).series


def test_the_name_must_say_how_it_is_compressed(tmp_path: Path) -> None:
    file = tmp_path / "a.json"
    file.write_bytes(gzip.compress(SOURCE.read_bytes()))
    with pytest.raises(NotReadable, match=r"name does not end in \.gz"):
        inspect_file(file)


def test_a_name_that_promises_gzip_without_it_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "a.json.gz"
    file.write_bytes(SOURCE.read_bytes())
    with pytest.raises(NotReadable, match="not compressed with gzip"):
        inspect_file(file)


def test_half_a_gzip_file_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "a.json.gz"
    whole = gzip.compress(SOURCE.read_bytes())
    file.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(NotReadable):
        inspect_file(file)
