"""autocannon: what 7.15 and 9.0 printed as JSON, read again."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from mkdocs_dossiers.measure.inspection import NotReadable, inspect_file
from tests.formats import helpers
from tests.formats.helpers import check_found, series

RAW = helpers.RAW / "autocannon"
FILES = {
    "autocannon-7.15.0-3-seconds.json": "autocannon",
    "autocannon-9.0.0-3-seconds.json": "autocannon",
    "autocannon-9.0.0-errors.json": "autocannon",
    "autocannon-9.0.0-rate.json": "autocannon",
}


@pytest.mark.parametrize(("file", "name"), FILES.items())
def test_each_file_is_found_and_read_by_a_stock_duckdb(file: str, name: str) -> None:
    check_found(RAW / file, name)


@pytest.mark.parametrize("file", FILES)
def test_statistics_are_read_as_written(file: str) -> None:
    written = json.loads((RAW / file).read_text())
    found = series(RAW / file)
    time = found[written["url"], "time"]
    latency = written["latency"]
    assert (time.kind, time.unit, time.n) == ("summary", "ms", latency["totalCount"])
    assert (time.mean, time.maximum, time.p90, time.p99) == tuple(
        latency[key] for key in ("mean", "max", "p90", "p99")
    )
    assert (time.stated["p97.5"], time.stated["p99.99"]) == (latency["p97_5"], latency["p99_99"])
    assert "min" not in time.stated
    rate = found[written["url"], "requests_per_second"]
    assert (rate.unit, rate.n, rate.minimum) == ("request/s", written["samples"], written["requests"]["min"])
    assert found[written["url"], "bytes_per_second"].mean == written["throughput"]["mean"]
    assert found[written["url"], "non2xx"].median == written["non2xx"]
    assert inspect_file(RAW / file).facts == {
        "date": written["start"],
        "failed": str(written["errors"] + written["non2xx"]),
    }


@pytest.mark.parametrize("file", FILES)
def test_a_file_cut_short_is_refused(file: str, tmp_path: Path) -> None:
    (tmp_path / file).write_text((RAW / file).read_text().strip()[:-2])
    with pytest.raises(NotReadable):
        inspect_file(tmp_path / file)
