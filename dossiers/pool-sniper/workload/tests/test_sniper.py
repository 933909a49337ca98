"""The market, the strategy, the three ways to read, and each measurement, very small."""

from __future__ import annotations

import asyncio
import csv
from collections import Counter
from pathlib import Path

import aiohttp
import flood
import footprint
import groups
import pytest
import reads
import trades

from pool_sniper.market import POOLS, Event, Market
from pool_sniper.running import running_feed
from pool_sniper.strategy import Strategy


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(newline="") as file:
        return list(csv.DictReader(file))


def at(price: float, number: int = 1) -> Event:
    return Event(number, 7, price, 0)


def test_the_same_seed_makes_the_same_market() -> None:
    first, second = Market(seed=3), Market(seed=3)
    made = [(first.next(), second.next()) for _ in range(1000)]
    assert all((one.number, one.pool, one.price) == (other.number, other.pool, other.price) for one, other in made)
    assert {one.pool for one, _ in made[:POOLS]} == set(range(POOLS))


def test_an_event_survives_its_encoding() -> None:
    event = Market().next()
    assert Event.decoded(event.encoded()) == event


def test_only_far_prices_are_signals() -> None:
    strategy = Strategy()
    assert strategy.see(at(100.0)) is None
    assert strategy.see(at(101.0)) is None
    cheap = strategy.see(at(97.0))
    assert cheap is not None
    assert (cheap.side, cheap.price) == ("buy", 97.0)
    assert strategy.see(at(97.0)) is None
    dear = strategy.see(at(100.0))
    assert dear is not None
    assert dear.side == "sell"


@pytest.mark.parametrize("path", ["/price/50", "/price/-1", "/price/x", "/price/٣"])
def test_there_are_no_other_pools(feed: str, path: str) -> None:
    async def status() -> int:
        async with aiohttp.ClientSession(feed) as session, session.get(path) as answer:
            return answer.status

    assert asyncio.run(status()) == 404


@pytest.mark.parametrize("trade", [{}, {"pool": 50, "side": "buy"}, {"pool": 1, "side": "hold"}])
def test_other_trades_are_refused(feed: str, trade: dict[str, object]) -> None:
    async def status() -> int:
        async with aiohttp.ClientSession(feed) as session, session.post("/trades", json=trade) as answer:
            return answer.status

    assert asyncio.run(status()) == 400


@pytest.fixture(scope="module")
def feed():
    with running_feed() as url:
        yield url


def test_reads(tmp_path: Path) -> None:
    assert reads.main(["--rounds", "100", "--output", str(tmp_path / "reads.csv")]) == 0
    found = rows(tmp_path / "reads.csv")
    assert Counter(row["way"] for row in found) == {"http": 100, "websocket": 100, "cache": 100}
    blocks = [found[place]["way"] for place in range(0, 300, 50)]
    assert blocks == ["http", "websocket", "cache", "cache", "websocket", "http"]
    assert all(float(row["latency_s"]) > 0 and 0 < float(row["age_s"]) < 5 for row in found)


def test_trades(tmp_path: Path) -> None:
    assert trades.main(["--seconds", "1", "--output", str(tmp_path / "trades.csv")]) == 0
    found = rows(tmp_path / "trades.csv")
    assert found
    assert all(0 < float(row["latency_s"]) < 1 for row in found)


def test_flood(tmp_path: Path) -> None:
    assert flood.main(["--events", "500", "--output", str(tmp_path / "flood.csv")]) == 0
    found = rows(tmp_path / "flood.csv")
    assert [int(row["number"]) for row in found] == list(range(1, 501))
    assert any(row["signal"] == "1" for row in found)


def test_groups(tmp_path: Path) -> None:
    assert groups.main(["--turns", "2", "--events", "100", "--output", str(tmp_path / "groups.csv")]) == 0
    found = rows(tmp_path / "groups.csv")
    assert [row["together"] for row in found] == ["1", "16", "16", "1"]
    assert all(float(row["events_per_s"]) > 0 for row in found)


def test_a_message_may_hold_several_events() -> None:
    market = Market()
    events = [market.next() for _ in range(3)]
    assert Event.all_decoded("\n".join(event.encoded() for event in events)) == events


def test_a_changed_market_is_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(flood, "Market", lambda: Market(seed=2))
    assert flood.main(["--events", "500", "--output", str(tmp_path / "flood.csv")]) == 1


def test_footprint(tmp_path: Path) -> None:
    output = tmp_path / "footprint.txt"
    assert footprint.main(["--runs", "2", "--seconds", "0.3", "--output", str(output)]) == 0
    assert output.read_text().count("Maximum resident set size") == 2
