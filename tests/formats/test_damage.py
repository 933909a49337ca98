"""Every format, with its smallest raw file cut short or with bytes changed: a message, or the samples that are there.

Nothing here may end in a traceback. A file cut short is refused where the format has an end mark; where it has
none, a cut at the end of a line gives the samples before it, and any other cut is refused.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

import pytest

from mkdocs_dossiers.measure.engine import Engine
from mkdocs_dossiers.measure.failure import CannotMeasure
from mkdocs_dossiers.measure.format import FormatError, formats
from mkdocs_dossiers.measure.inspection import NotReadable, inspect_file
from mkdocs_dossiers.measure.reading import Reading, read
from tests.formats.helpers import RAW

FORMATS = sorted(set(formats()) - {"csv", "ndjson", "parquet"})
OPEN_END = {
    "apachebench-gnuplot",
    "cargo-criterion",
    "criterion-csv",
    "fio-log",
    "gatling",
    "hdrhistogram-log",
    "jmeter",
    "k6",
    "perf-stat",
    "pgbench-log",
    "redis-benchmark",
    "vegeta-csv",
    "vegeta-json",
}
"""Formats without an end mark: cut between two lines, a file looks whole."""


@cache
def smallest() -> dict[str, Path]:
    """The smallest raw file of each format."""
    found: dict[str, Path] = {}
    files = [file for file in RAW.rglob("*") if file.is_file() and file.suffix != ".md"]
    for file in sorted(files, key=lambda file: (file.stat().st_size, file.name)):
        try:
            found.setdefault(str(inspect_file(file).format), file)
        except NotReadable:
            continue  # files that are refused on purpose have tests of their own
    return found


def outcomes(folder: Path, name: str, variants: Sequence[bytes]) -> Iterator[Reading | None]:
    """What the gate reads of each variant of a file; None where there is a message."""
    places = [folder / str(number) / name for number in range(len(variants))]
    for place, content in zip(places, variants, strict=True):
        place.parent.mkdir()
        place.write_bytes(content)
    with Engine(places) as engine:
        for place, content in zip(places, variants, strict=True):
            try:
                yield read(engine, place.parent, name, len(content), "data")
            except FormatError as error:
                check_message(error.message, error.fix)
                yield None
            except CannotMeasure as error:
                check_message(error.failure.message, error.failure.fix)
                yield None


def check_message(message: str, fix: str) -> None:
    assert message.endswith(".")
    assert fix.endswith(".")


def test_every_format_has_read_a_real_file() -> None:
    assert smallest().keys() == set(FORMATS)


@pytest.mark.parametrize("name", FORMATS)
def test_a_file_cut_short(name: str, tmp_path: Path) -> None:
    file = smallest()[name]
    content = file.read_bytes()
    ends = [place + 1 for place, byte in enumerate(content[:-1]) if byte == ord("\n")]
    places = {len(content) * share // 10 for share in range(10)} | set(ends[:: len(ends) // 10 + 1])
    variants = [content, *(content[:place] for place in sorted(places))]
    whole, *cut = outcomes(tmp_path, file.name, variants)
    assert whole is not None
    for kept, found in zip(variants[1:], cut, strict=True):
        if found is not None and found.series != whole.series:
            assert name in OPEN_END, f"{found.format.name} reads {len(kept)} of {len(content)} bytes"
            assert kept.endswith(b"\n")


@pytest.mark.parametrize("name", FORMATS)
def test_changed_bytes(name: str, tmp_path: Path) -> None:
    file = smallest()[name]
    content = file.read_bytes()
    chance = random.Random(name)
    variants = []
    for _ in range(8):
        damaged = bytearray(content)
        for _ in range(chance.choice((1, 4))):
            damaged[chance.randrange(len(damaged))] = chance.randrange(256)
        variants.append(bytes(damaged))
    assert len(list(outcomes(tmp_path, file.name, variants))) == len(variants)
