"""iperf3: what 3.12 wrote with -J, read again."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from mkdocs_dossiers.measure.inspection import NotReadable, inspect_file
from tests.formats import helpers
from tests.formats.helpers import check_found, series

RAW = helpers.RAW / "iperf3"
FILES = {
    "iperf3-3.12-tcp.json": "iperf3",
    "iperf3-3.12-tcp-reverse-2-streams-omit.json": "iperf3",
    "iperf3-3.12-udp.json": "iperf3",
    "iperf3-3.9-tcp.json": "iperf3",
    "iperf3-3.18-tcp.json": "iperf3",
    "iperf3-3.18-tcp-bidirectional.json": "iperf3",
    "iperf3-3.18-udp.json": "iperf3",
}


@pytest.mark.parametrize(("file", "name"), FILES.items())
def test_each_file_is_found_and_read_by_a_stock_duckdb(file: str, name: str) -> None:
    check_found(RAW / file, name)


@pytest.mark.parametrize(
    ("file", "name", "warmups"),
    [("tcp", "TCP", 0), ("tcp-reverse-2-streams-omit", "TCP reverse", 1), ("udp", "UDP", 0)],
)
def test_every_interval_is_a_sample_and_omitted_ones_are_warm_up(file: str, name: str, warmups: int) -> None:
    written = json.loads((RAW / f"iperf3-3.12-{file}.json").read_text())
    values = [one["sum"]["bits_per_second"] for one in written["intervals"] if not one["sum"]["omitted"]]
    found = series(RAW / f"iperf3-3.12-{file}.json")
    one = found[name, "bits_per_second"]
    assert (one.n, one.warmups, one.unit) == (len(values), warmups, "bit/s")
    assert (one.minimum, one.maximum) == (min(values), max(values))
    assert one.mean == pytest.approx(sum(values) / len(values))
    total = found[name, "bits_per_second_received"]
    assert total.median == written["end"]["sum_received"]["bits_per_second"]


def test_what_only_one_protocol_has() -> None:
    tcp, udp = series(RAW / "iperf3-3.12-tcp.json"), series(RAW / "iperf3-3.12-udp.json")
    assert (tcp["TCP", "rtt"].unit, tcp["TCP", "rtt"].maximum) == ("us", 175)
    assert tcp["TCP", "retransmits"].maximum == 4
    assert udp["UDP", "packets"].median == 191
    assert udp["UDP", "lost"].median == 0


def test_facts() -> None:
    facts = inspect_file(RAW / "iperf3-3.12-tcp.json").facts
    assert facts == {"tool": "iperf3 3.12", "host": "bench", "date": "2026-11-21T08:37:05Z"}


def test_a_test_that_failed_is_refused() -> None:
    with pytest.raises(NotReadable, match="unable to connect to server"):
        inspect_file(RAW / "iperf3-3.12-refused.json")


@pytest.mark.parametrize("file", FILES)
def test_a_file_cut_short_is_refused(file: str, tmp_path: Path) -> None:
    (tmp_path / file).write_text((RAW / file).read_text().strip()[:-2])
    with pytest.raises(NotReadable):
        inspect_file(tmp_path / file)


def test_both_directions_of_a_bidirectional_test() -> None:
    document = json.loads((RAW / "iperf3-3.18-tcp-bidirectional.json").read_text())
    found = series(RAW / "iperf3-3.18-tcp-bidirectional.json")
    for name, key in (("TCP", "sum"), ("TCP reverse", "sum_bidir_reverse")):
        values = [interval[key]["bits_per_second"] for interval in document["intervals"]]
        one = found[name, "bits_per_second"]
        assert (one.n, one.minimum, one.maximum) == (len(values), min(values), max(values))
    received = document["end"]["sum_received_bidir_reverse"]["bits_per_second"]
    assert found["TCP reverse", "bits_per_second_received"].mean == received
