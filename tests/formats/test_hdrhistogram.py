"""HdrHistogram: what its Java and Python libraries wrote, read again."""

from __future__ import annotations

import base64
import gzip
import itertools
import math
import re
import shutil
import subprocess
import sys
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from mkdocs_dossiers.measure import histogram_log
from mkdocs_dossiers.measure.format import formats
from mkdocs_dossiers.measure.histogram_log import buckets, unpacked
from mkdocs_dossiers.measure.inspection import NotReadable, inspect_file
from tests.formats import helpers
from tests.formats.helpers import check_found, cut, series

RAW = helpers.RAW / "hdrhistogram"


FILES = {
    "hdrhistogram-java-2.1.11-percentiles.hgrm": "hdrhistogram-percentiles",
    "hdrhistogram-java-2.1.11-percentiles.csv": "hdrhistogram-percentiles",
    "hdrhistogram-java-2.1.11-every-value.hgrm": "hdrhistogram-percentiles",
    "hdrhistogram-python-0.10.8-percentiles.hgrm": "hdrhistogram-percentiles",
    "hdrhistogram-java-2.1.11-tags.hlog": "hdrhistogram-log",
    "hdrhistogram-python-0.10.8-log.hlog": "hdrhistogram-log",
}


@pytest.mark.parametrize(("file", "name"), FILES.items())
def test_each_file_is_found_and_read_by_a_stock_duckdb(file: str, name: str, tmp_path: Path) -> None:
    place = RAW / file
    if name == "hdrhistogram-log":
        place = Path(shutil.copy(place, tmp_path / file))
        command = [sys.executable, "-m", "mkdocs_dossiers.measure.histogram_log", str(place)]
        done = subprocess.run(command, check=True, capture_output=True)
        (tmp_path / f"{file}.csv").write_bytes(done.stdout)
        assert "-- python -m mkdocs_dossiers.measure.histogram_log '" in formats()[name].sql(str(place), 0)
    check_found(place, name)


DISTRIBUTIONS = [file for file, name in FILES.items() if name == "hdrhistogram-percentiles"]


@pytest.mark.parametrize("file", DISTRIBUTIONS)
def test_percentiles_on_the_lines_are_those_printed(file: str) -> None:
    text = (RAW / file).read_text(encoding="utf-8")
    lines = re.findall(r"^ *([\d.]+)[ ,]+([01]\.\d+)[ ,]+(\d+)", text, re.MULTILINE)
    printed = {float(share): float(value) for value, share, _ in lines}
    one = series(RAW / file)["distribution", "time"]
    assert (one.kind, one.unit, one.n) == ("sample", None, int(lines[-1][2]))
    assert one.maximum == float(lines[-1][0])
    for share, value in ((0.9, one.p90), (0.95, one.p95), (0.99, one.p99)):
        assert printed.get(share, value) == value


def test_text_and_csv_of_one_histogram_are_read_alike() -> None:
    text, csv = (series(RAW / f"hdrhistogram-java-2.1.11-percentiles.{end}") for end in ("hgrm", "csv"))
    assert text == csv


def test_with_every_value_on_a_line_the_mean_is_nearly_the_printed_one() -> None:
    file = "hdrhistogram-java-2.1.11-every-value.hgrm"
    printed = float(re.findall(r"Mean +=\s+([\d.]+)", (RAW / file).read_text(encoding="utf-8"))[0])
    assert series(RAW / file)["distribution", "time"].mean == pytest.approx(printed, rel=1e-3)


def test_intervals_of_a_log_are_told_apart_by_tag() -> None:
    found = inspect_file(RAW / "hdrhistogram-java-2.1.11-tags.hlog")
    assert [(one.name, one.metric, one.n, one.maximum) for one in found.series] == [
        ("orders", "interval_max", 2, 1.861),
        ("orders", "time", 6000, 1860607),
        ("untagged", "interval_max", 2, 2.022),
        ("untagged", "time", 6000, 2022399),
    ]
    assert found.facts == {"date": "2026-11-21 08:33:20"}


# What the Python library (hdrhistogram 0.10.8) says of each interval: count, maximum, p50 and p99.
INTERVALS = {
    "hdrhistogram-java-2.1.11-tags.hlog": [
        (3000, 2022399, 163199, 636415),
        (3000, 1860607, 161151, 657919),
        (3000, 1096703, 165247, 647167),
        (3000, 1326079, 163967, 617983),
    ],
    "hdrhistogram-python-0.10.8-log.hlog": [
        (2000, 18923519, 3209215, 10027007),
        (2000, 19267583, 3315711, 9576447),
        (2000, 14245887, 3235839, 10436607),
        (2000, 19005439, 3266559, 10444799),
        (2000, 15564799, 3321855, 9994239),
    ],
}


@pytest.mark.parametrize("file", INTERVALS)
def test_histograms_are_decoded_as_the_library_decodes_them(file: str) -> None:
    payloads = re.findall(r"HIST\S+", (RAW / file).read_text(encoding="utf-8"))
    found = []
    for payload in payloads:
        bins = list(buckets(unpacked(base64.b64decode(payload))))
        upto = list(itertools.accumulate(count for _, count in bins))
        ranks = [math.ceil(share * upto[-1]) for share in (0.5, 0.99)]
        p50, p99 = (next(bins[i][0] for i, n in enumerate(upto) if n >= rank) for rank in ranks)
        found.append((upto[-1], bins[-1][0], p50, p99))
    assert found == INTERVALS[file]


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda data: data[:4] + b"\0\0\0\1" + data[8:], "no whole compressed histogram"),
        (lambda data: b"\0\0\0\0" + data[4:], "no whole compressed histogram"),
        (lambda data: data[:8] + b"\0" * (len(data) - 8), "decompress"),
        (lambda data: data[:4], "requires a buffer"),
    ],
)
def test_a_damaged_histogram_is_refused(
    change: Callable[[bytes], bytes], reason: str, tmp_path: Path
) -> None:
    text = (RAW / "hdrhistogram-java-2.1.11-tags.hlog").read_text(encoding="utf-8")
    payload = re.findall(r"HIST\S+", text)[1]
    damaged = base64.b64encode(change(base64.b64decode(payload))).decode()
    file = tmp_path / "damaged.hlog"
    file.write_text(text.replace(payload, damaged), encoding="utf-8")
    with pytest.raises(NotReadable, match=f"The histogram of interval 2 cannot be decoded: .*{reason}"):
        inspect_file(file)


def test_a_histogram_that_grows_too_large_is_refused() -> None:
    data = zlib.compress(b"\0" * 100_000_000)
    payload = b"\x1c\x84\x93\x14" + len(data).to_bytes(4, "big") + data
    with pytest.raises(ValueError, match="too large"):
        unpacked(payload)


def test_a_log_that_unpacks_to_too_much_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(histogram_log, "COUNTS", 100)
    monkeypatch.setattr(histogram_log, "COUNTS_PER_CHARACTER", 0)
    with pytest.raises(NotReadable, match="unpacks to far more than it holds, from interval 1 on"):
        inspect_file(RAW / "hdrhistogram-java-2.1.11-tags.hlog")


def test_a_compressed_log_is_read_alike(tmp_path: Path) -> None:
    file = RAW / "hdrhistogram-java-2.1.11-tags.hlog"
    (tmp_path / "log.hlog.gz").write_bytes(gzip.compress(file.read_bytes()))
    assert inspect_file(tmp_path / "log.hlog.gz").series == inspect_file(file).series


def test_the_length_checked_in_a_log_is_that_of_the_compressed_histogram() -> None:
    text = (RAW / "hdrhistogram-java-2.1.11-tags.hlog").read_text(encoding="utf-8")
    for line in re.findall(r"HIST\S+", text):
        payload = base64.b64decode(line)
        assert int.from_bytes(payload[4:8], "big") == len(payload) - 8
        assert zlib.decompress(payload[8:])


@pytest.mark.parametrize(("file", "kept"), [(f, k) for f in FILES for k in (0, 0.5, 0.95)])
def test_a_truncated_file_is_refused(tmp_path: Path, file: str, kept: float) -> None:
    with pytest.raises(NotReadable):
        inspect_file(cut(RAW / file, tmp_path, kept))
