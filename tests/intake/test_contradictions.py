"""Each kind of contradiction, and a report like it that does not contradict itself."""

from __future__ import annotations

import pytest

from tests.intake.labels import REPORTS, five
from tests.intake.taking import reasons

STATUS = """
| Metric | Previous | Target | Achieved | Status |
|---|---|---|---|---|
| Scan rate | ~1/sec | 100+/sec | {} | ✅ Exceeded |
"""
IMPROVEMENT = """
| Metric | Target | Achieved | Improvement |
|---|---|---|---|
| Success | >99% | 99.8% | {} |
| Latency | <5 s | 2.3 s | -54% |
"""
SPEEDUP = """
| What | Before | After | Speedup |
|---|---|---|---|
| parse | 1140.42 MB/s | 1421.13 MB/s | {} |
"""
LATENCIES = """
## Latency

- Average: 1.10 ms
- P50: 1.05 ms
- P99: {} ms
- Max: 2.78 ms
"""
SAMPLES = """
# Report

## Results

- Total requests: {}

### Latency

- P50: 1.05 ms
- P99: 2.78 ms
- Max: 2.78 ms
"""
LINEAR = """
| Users | Throughput |
|---|---|
| 10 | 850 req/s |
| 50 | 3,900 req/s |
| 200 | {} req/s |

{}
"""
TOTALS = """
| Batch | Registration Time | Nodes/Second |
|---|---|---|
| 500 nodes | 68.5s | {} |
"""
RUN = """
- Requests: 10,000
- Duration: 20.0s
- Rate: {} req/s
"""
COSTS = """
- Peak throughput: 4,250 TPS

| Metric | Ours | Theirs |
|---|---|---|
| Cost per TPS | {} | $2.50 |
| Total cost | $3,700/month | $8,200/month |
"""
RANGE = """
We sustain 679-907 orders/sec.

- Sequential: 907 orders/sec
- Concurrent: {} orders/sec
- Sustained: 679 orders/sec
"""
PEAK = """
- Peak throughput: {} TPS

| Week | Average TPS | Peak TPS |
|---|---|---|
| 1 | 1,200 | 1,450 |
| 2 | 4,250 | 5,200 |
"""
MILESTONE = """
| Milestone | Status |
|---|---|
| 1k orders/sec | ✓ Achieved |

- Sequential: {} orders/sec
- Sustained: 679 orders/sec
"""
WITHIN = """
| Operation | Result | vs standard |
|---|---|---|
| Detect | 692 ns | 1,446x faster |
| Check | 1.8 ns | {} faster |

All is 1000-2000x faster than the standard asks.
"""
ALL = """
All targets were met.

| Metric | Target | Actual |
|---|---|---|
| Memory | <35MB | {} |
"""
TWICE = """
## Plan

| Metric | Target |
|---|---|
| Ack latency | 5 ms |

## Result

| Metric | Target | Actual |
|---|---|---|
| Ack latency | {} | 4 ms |
"""
RESTATED = """
| Metric | Target | Achieved |
|---|---|---|
| Trade latency | <50 ms | 29 ms |
| Memory usage | <50 MB | 45 MB |
| Capital support | $5,000 | $100 |

| Criterion | Target | Achieved |
|---|---|---|
| Latency | <50 ms | 29 ms |
| Memory | <50 MB | 45 MB |
| Capital | {} | $100 |
"""
GROWN = """
- Capital: tested with $100 at most ({} increase from the last phase)

| Metric | Previous | Achieved |
|---|---|---|
| Capital support | $20 | $100 |

- Capital limits went from $20 → $100.
"""
REDUCED = """
- Arrays are allocated beforehand ({} reduction in allocation overhead).

## Results

- Memory allocation reduction: 50%
"""

KINDS = [
    (STATUS, "0.98 events/sec", "120 events/sec", (4,)),
    (STATUS, "99 events/sec", "~95 events/sec", (4,)),
    (ALL, "45MB", "30MB", (2, 6)),
    (IMPROVEMENT, "-0.2%", "+0.8%", (4,)),
    (SPEEDUP, "1.45x", "1.25x", (4,)),
    ("Latency: 300 ms → 50 ms ({} faster)", "10x", "6x", (1,)),
    ("Mean: 35.60 ms ({})", "0.356 s", "0.0356 s", (1,)),
    (TWICE, "3 ms", "5 ms", (6, 12)),
    (PEAK, "4,250", "5,200", (2, 7)),
    (RANGE, "609", "800", (2, 5)),
    (MILESTONE, "946", "1,020", (4, 6)),
    (WITHIN, "549,450x", "1,200x", (5, 7)),
    (LATENCIES, "2.99", "2.50", (6, 7)),
    (LATENCIES, "0.95", "1.06", (5, 6)),
    (SAMPLES, "13,977", "90", (6, 11, 12)),
    (TOTALS, "9.3 nodes/s", "7.3 nodes/s", (4,)),
    (RUN, "700", "500", (2, 3, 4)),
    (COSTS, "$0.08", "$0.87", (2, 6, 7)),
    (RESTATED, "$1,000+", "$5,000", (6, 12)),
    (GROWN, "2x", "5x", (2, 6, 8)),
    (GROWN, "2x", "4x", (2, 6, 8)),
    (REDUCED, "70%", "50%", (2, 6)),
]


@pytest.mark.parametrize(("text", "wrong", "sound", "lines"), KINDS)
def test_what_cannot_both_be_true_is_told_and_nothing_else(
    text: str, wrong: str, sound: str, lines: tuple[int, ...]
) -> None:
    found = reasons(text.format(wrong))
    assert [entry for entry, _ in found] == [lines], found
    assert all(str(line) in found[0][1] for line in lines)
    assert reasons(text.format(sound)) == []


@pytest.mark.parametrize(
    ("rate", "sentence", "contradicts"),
    [
        ("4,100", "Perfect linear scaling from 10-200 users.", True),
        ("16,500", "Perfect linear scaling from 10-200 users.", False),
        ("4,100", "No linear scaling from 10-200 users.", False),
        ("4,100", "Linear scaling from 10-50 users.", False),
    ],
)
def test_linear_is_held_against_the_table(rate: str, sentence: str, contradicts: bool) -> None:
    found = reasons(LINEAR.format(rate, sentence))
    assert bool(found) is contradicts, found
    if contradicts:
        assert "Linear would be 17,000" in found[0][1]


def test_what_rounding_explains_is_no_contradiction() -> None:
    assert reasons(IMPROVEMENT.format("+1%")) == []
    assert reasons(SPEEDUP.format("1.2x")) == []
    assert reasons(SPEEDUP.format("25%")) == []
    assert reasons(STATUS.format("~99.6 events/sec").replace("100+", "~100")) == []


def test_other_things_may_have_other_targets_and_factors() -> None:
    other = RESTATED.format("$1,000+")
    assert reasons(other.replace("| Memory | <50 MB", "| Memory | <60 MB")) == []  # not the same table again
    assert reasons(other.replace("| Capital |", "| Trade size |")) == []
    assert reasons(other.replace("$100 |\n\n", "$200 |\n\n")) == []
    assert reasons(GROWN.format("2x").replace("Capital: tested", "Trades: tested")) == []
    assert reasons(GROWN.format("2x").replace("increase", "faster")) == []
    for quantity in ("latency", "disk allocation"):
        assert reasons(REDUCED.format("70%").replace("Memory allocation", quantity)) == []
    assert reasons(REDUCED.format("70%").replace("allocation", "latency")) == []
    assert reasons(REDUCED.format("70%") + "- Allocation reduction: 20%\n") == []


def test_a_mark_that_admits_the_miss_is_no_contradiction() -> None:
    assert reasons(STATUS.format("0.98 events/sec").replace("✅ Exceeded", "⚠️ missed")) == []


KNOWN = {
    "deai": [(16,), (25, 41), (27, 231, 234), (59, 62, 71)],
    "orders": [(6, 213), (7, 243), (245, 252, 254)],
    "sniperforge": [
        (9, 59, 60, 61, 62, 125, 126),
        (45, 62, 68, 103, 158),
        (59,),
        (61,),
        (62,),
        (62, 126),
        (125,),
        (126,),
    ],
    "tallyio": [(6, 18, 20, 21)],
    "a1betting": [(21, 67)],
}
"""What a person found in the five reports that arithmetic can show, by line."""


@pytest.mark.skipif(not REPORTS.is_dir(), reason="the five reports are not part of this repository")
def test_the_five_reports_contradict_themselves_where_a_person_says() -> None:
    for labelled in five():
        assert [lines for lines, _ in reasons(labelled.text)] == KNOWN[labelled.name], labelled.name
