"""Numbers, units, operators, ranges, roles and places, in several languages."""

from __future__ import annotations

import ftfy.bad_codecs
import pytest

from mkdocs_dossiers.intake.numbers import parse
from tests.intake.taking import figures, only, taken

ftfy.bad_codecs.ok()


@pytest.mark.parametrize(
    ("text", "comma", "value"),
    [
        ("1,234.5", False, 1234.5),
        ("1.234,5", True, 1234.5),
        ("1 234,5", True, 1234.5),
        ("1\u202f234,5", True, 1234.5),
        ("1'234.5", False, 1234.5),
        ("1.234.567", True, 1234567),
        ("1,234", False, 1234),
        ("1,234", True, 1.234),
        ("1.234", False, 1.234),
        ("1.234", True, 1234),
        ("0.123", True, 0.123),
        ("12,5", False, 12.5),
        ("1,00,000", False, 100000),
        (".5", False, 0.5),
    ],
)
def test_a_number_has_one_value_in_each_way_of_writing(text: str, comma: bool, value: float) -> None:
    assert parse(text, comma) == value


@pytest.mark.parametrize(
    ("text", "value", "unit", "op"),
    [
        ("Latency is 3.5 ms now.", 3.5, "ms", None),
        ("The queue took ≤ 8 000 ms.", 8000, "ms", "<="),
        ("Die Latenz liegt unter 20 ms.", 20, "ms", "<"),
        ("Latencia de hasta 20 ms en carga.", 20, "ms", "<="),
        ("La latence est d'au plus 20 ms.", 20, "ms", "<="),
        ("Durchsatz bis zu 12.000 Anfragen/s, im Mittel 8,5 ms.", 12000, "requests/s", "<="),
        ("It answers in 10–20 ms.", (10, 20), "ms", None),
        ("It answers in 10 to 20 ms.", (10, 20), "ms", None),
        ("Это в 3,4 раза быстрее.", 3.4, "x", None),
        ("延迟约 47 纳秒。", 47, "ns", "~"),
        ("处理 2100 万次/秒。", 21_000_000, "1/s", None),
        ("We reach 100K+ tx/s.", 100_000, "transactions/s", ">="),
        ("Sistem obdela 100K+ transakcij/sekundo.", 100_000, "transactions/s", ">="),
        ("It is 1,446x faster.", 1446, "x", None),
        ("Der Dienst ist **3,5-mal schneller**: nur noch 2,5 ms.", 3.5, "x", None),
        ("✅ Latencia < 200ms: superado", 200, "ms", "<"),
        ("日志吞吐量: 1,256.94 日志/秒", 1256.94, "logs/s", None),
        ("It is a 3-fold speedup.", 3, "x", None),
        ("Uma melhoria de 12,5 % no total, 1,5 s antes.", 12.5, "%", None),
        ("Sub-3ms latency.", 3, "ms", "<"),
        ("It costs $2,500/month.", 2500, "USD/month", None),
        ("Le cache prend 1,39 Mo, soit 2,5 ms.", 1.39, "MB", None),
        ("5 million requests/s", 5_000_000, "requests/s", None),
        ("It varies between 5 ms and 7 ms.", (5, 7), "ms", None),
        ("Varia entre 2061ms e 2594ms.", (2061, 2594), "ms", None),
        ("Zwischen 5 und 7 ms.", (5, 7), "ms", None),
        ("It takes 5 ms and 7 ms.", 5, "ms", None),
        ("We measured 3 times faster answers.", 3, "x", None),
    ],
)
def test_a_sentence_states_a_figure(text: str, value: object, unit: str, op: str | None) -> None:
    assert figures(text)[0] == (value, unit, op)


@pytest.mark.parametrize(
    "text",
    [
        "Date: 2024-12-19, 14:55 UTC",
        "Am 19.12.2024 um 14:55 Uhr gemessen.",
        "Version 2.3.1 of Python 3.12",
        "Phase 3: done in week 2 of sprint 14.",
        "Effort: 10-14 hours of work, 2-3 days.",
        "Durée estimée : 3 semaines",
        "预计时间: 5 分钟",
        "85% complete, 100% COMPLETED SUCCESSFULLY",
        "Rated 9.5/10, and 17/18 people agree.",
        "The server has 8 cores, 32GB RAM and runs at 3.42 GHz on port 8080.",
        "See issue #1234 and `retry_ms=500` in config/v2.yaml.",
        "1. First of 3 steps",
        "## Latency below 5 ms",
        "https://example.com/5ms/10x",
        "```python\nsleep(5)  # 5 ms\n```",
        "Os testes foram executados **5 vezes**.",
        "Each test was repeated 5 times.",
        "Atualização: 2025-01-XX",
    ],
)
def test_what_measures_nothing_is_no_figure(text: str) -> None:
    assert figures(text) == []


def test_a_table_gives_subject_unit_role_and_statistic() -> None:
    found = taken("""
        | Metric | Target | Achieved | Improvement |
        |---|---|---|---|
        | Order latency | <5 ms | **2.5 ms** | -50% |
        | Sustained rate | 900 orders/s | 1,000+ | 11% |

        | Endpoint | Mean (µs) | p99 (µs) | Req/s |
        |---|--:|--:|--:|
        | /health | 15 | 45 | 1,200 |
    """).figures
    assert [(figure.subject, figure.value, figure.unit, figure.role.value) for figure in found[:6]] == [
        ("Order latency", 5, "ms", "target"),
        ("Order latency", 2.5, "ms", "measured"),
        ("Order latency", -50, "%", "ratio"),
        ("Sustained rate", 900, "orders/s", "target"),
        ("Sustained rate", 1000, "orders/s", "measured"),
        ("Sustained rate", 11, "%", "ratio"),
    ]
    assert [(figure.value, figure.unit, figure.statistic) for figure in found[6:]] == [
        (15, "µs", "mean"),
        (45, "µs", "p99"),
        (1200, "requests/s", None),
    ]


def test_lines_and_columns_are_those_of_the_file() -> None:
    figure = only("# Title\r\n\r\n- **Latency** of `ack`: **2.78ms**\r\n")
    line = "- **Latency** of `ack`: **2.78ms**"
    assert (figure.line, figure.column) == (3, line.index("2.78") + 1)


@pytest.mark.parametrize("encoding", ["mac_roman", "sloppy-windows-1252"])
def test_an_encoding_that_was_misread_is_read_right_and_columns_stay(encoding: str) -> None:
    text = "- ✅ Latency → 2.78 µs\n- ✅ Status: 5 × faster – really\n"
    broken = text.encode().decode(encoding)
    assert "→" not in broken
    found = taken(broken).figures
    assert [(figure.value, figure.unit) for figure in found] == [(2.78, "µs"), (5.0, "x")]
    assert broken.splitlines()[0][found[0].column - 1 :].startswith("2.78")


def test_several_languages_in_one_report() -> None:
    found = figures("""
        - Average latency: 1.5 ms
        - Durchschnittliche Latenz: 1.5 ms
        - Latencia media: 1.5 ms
        - Среднее время: 1.5 мс
        - 平均延迟: 1.5 毫秒
        - Povprečna latenca: 1.5 ms
    """)
    assert found == [(1.5, "ms", None)] * 6


def test_decimal_commas_are_told_from_the_whole_report() -> None:
    assert figures("Zeit: 4,35s\n\nRouten: 100.000\n") == [(4.35, "s", None), (100000, None, None)]
    assert figures("Time: 4.35s\n\nRoutes: 100,000\n") == [(4.35, "s", None), (100000, None, None)]
