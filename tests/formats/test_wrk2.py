"""wrk2: what wrk2 wrote, read again."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from mkdocs_dossiers.measure.format import formats
from mkdocs_dossiers.measure.inspection import NotReadable, inspect_file
from tests.formats import helpers
from tests.formats.helpers import check_found, cut, series

RAW = helpers.RAW / "wrk2"


FILES = {
    "wrk2-4.0.0-latency.txt": "wrk2",
    "wrk2-4.0.0-uncorrected.txt": "wrk2",
    "wrk2-4.0.0-plain.txt": "wrk2",
}


@pytest.mark.parametrize(("file", "name"), FILES.items())
def test_each_file_is_found_and_read_by_a_stock_duckdb(file: str, name: str) -> None:
    check_found(RAW / file, name)


def spectrum(file: str) -> list[list[tuple[float, float, int]]]:
    blocks = (RAW / file).read_text(encoding="utf-8").split("Detailed Percentile spectrum:")[1:]
    line = re.compile(r"^ +([\d.]+) +([01]\.\d+) +(\d+) +(?:[\d.]+|inf)$", re.MULTILINE)
    return [[(float(v), float(p), int(n)) for v, p, n in line.findall(block)] for block in blocks]


@pytest.mark.parametrize("file", ["wrk2-4.0.0-latency.txt", "wrk2-4.0.0-uncorrected.txt"])
def test_percentiles_of_the_weighted_rows_are_those_printed(file: str) -> None:
    found = {metric: one for (_, metric), one in series(RAW / file).items()}
    for metric, lines in zip(("time", "time_uncorrected"), spectrum(file), strict=False):
        one, printed = found[metric], {share: value for value, share, _ in lines}
        assert (one.kind, one.unit, one.n) == ("sample", "ms", lines[-1][2])
        assert (one.minimum, one.maximum) == (lines[0][0], lines[-1][0])
        assert (one.p90, one.p95) == (printed[0.9], printed[0.95])


def test_the_mean_of_the_bins_is_an_upper_bound_of_the_printed_one() -> None:
    text = (RAW / "wrk2-4.0.0-latency.txt").read_text(encoding="utf-8")
    printed = float(re.findall(r"#\[Mean +=\s+([\d.]+)", text)[0])
    mean = next(
        one.mean for (_, metric), one in series(RAW / "wrk2-4.0.0-latency.txt").items() if metric == "time"
    )
    assert mean is not None
    assert printed <= mean < printed * 1.05


def test_without_latency_there_are_only_statistics() -> None:
    kinds = {one.kind for one in series(RAW / "wrk2-4.0.0-plain.txt").values()}
    assert kinds == {"summary"}
    assert formats()["wrk2"].loop == "open"


@pytest.mark.parametrize(("file", "kept"), [(f, k) for f in FILES for k in (0, 0.3, 0.9)])
def test_a_truncated_file_is_refused(tmp_path: Path, file: str, kept: float) -> None:
    with pytest.raises(NotReadable):
        inspect_file(cut(RAW / file, tmp_path, kept))
