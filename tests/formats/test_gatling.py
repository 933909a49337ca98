"""Gatling: the logs that versions 3.3 and 3.5 wrote, read again; the binary ones of 3.14 are told apart."""

from __future__ import annotations

import statistics
from pathlib import Path

import pytest

from mkdocs_dossiers.measure.format import formats
from mkdocs_dossiers.measure.inspection import NotReadable, inspect_file
from tests.formats import helpers
from tests.formats.helpers import check_found, cut, series

RAW = helpers.RAW / "gatling"
FILES = {
    "gatling-3.3.1-simulation.log": "gatling",
    "gatling-3.5.1-simulation.log": "gatling",
}


@pytest.mark.parametrize(("file", "name"), FILES.items())
def test_each_file_is_found_and_read_by_a_stock_duckdb(file: str, name: str) -> None:
    check_found(RAW / file, name)


@pytest.mark.parametrize(
    ("file", "start"), [("gatling-3.3.1-simulation.log", 4), ("gatling-3.5.1-simulation.log", 3)]
)
def test_every_request_is_a_sample(file: str, start: int) -> None:
    lines = (RAW / file).read_text(encoding="utf-8").splitlines()
    words = [line.split("\t") for line in lines if line.startswith("REQUEST\t")]
    times: dict[str, list[int]] = {}
    for word in words:
        times.setdefault(word[start - 1], []).append(int(word[start + 1]) - int(word[start]))
    found = series(RAW / file)
    assert {name for name, _ in found} == times.keys()
    for name, values in times.items():
        one = found[name, "time"]
        assert (one.n, one.unit, one.kind) == (len(values), "ms", "sample")
        assert (one.minimum, one.median, one.maximum) == (min(values), statistics.median(values), max(values))


def test_facts_and_loop() -> None:
    assert inspect_file(RAW / "gatling-3.5.1-simulation.log").facts == {
        "tool": "Gatling 3.5.1",
        "date": "2021-03-30 13:21:19.263",
        "failed": "0",
    }
    assert formats()["gatling"].loop is None


def test_failed_requests_are_samples_and_counted(tmp_path: Path) -> None:
    text = (RAW / "gatling-3.5.1-simulation.log").read_text(encoding="utf-8")
    file = tmp_path / "simulation.log"
    file.write_text(text.replace("\tOK\n", "\tKO\tstatus.find.is(200), but actually found 500\n", 3))
    one = series(file)["request_1", "failed"]
    assert (one.n, one.unit, round((one.mean or 0) * (one.n or 0))) == (220, "x", 3)
    assert inspect_file(file).facts["failed"] == "3"


def test_the_binary_log_says_what_it_is() -> None:
    with pytest.raises(NotReadable, match=r"binary simulation\.log of Gatling 3\.14\.3"):
        inspect_file(RAW / "gatling-3.14.3-binary-simulation.log")


@pytest.mark.parametrize(("file", "kept"), [(f, k) for f in FILES for k in (0, 0.301, 0.9)])
def test_a_truncated_file_is_refused(tmp_path: Path, file: str, kept: float) -> None:
    with pytest.raises(NotReadable):
        inspect_file(cut(RAW / file, tmp_path, kept))
