"""What a sentence says is what its claim computes: numbers, sides, statistics, and words that promise."""

from __future__ import annotations

import json
import time
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any, cast

import pytest

from mkdocs_dossiers.check.example import Replace, with_claim
from mkdocs_dossiers.check.profile import Profile
from mkdocs_dossiers.check.rule import Context
from mkdocs_dossiers.check.rules import (
    wording_absolute,
    wording_comparison,
    wording_computed,
    wording_direction,
    wording_equal,
    wording_extreme,
    wording_number,
    wording_praise,
    wording_precision,
    wording_scaling,
    wording_statistic,
    wording_unnamed,
)
from mkdocs_dossiers.check.wording.quantity import quantities
from mkdocs_dossiers.check.wording.statistics_in_words import named
from mkdocs_dossiers.model.dossier import Dossier
from mkdocs_dossiers.model.problem import Problem, Severity
from mkdocs_dossiers.model.reference import Reference
from mkdocs_dossiers.read.build import build_dossier
from mkdocs_dossiers.read.yaml_document import read_yaml_text
from tests.rules.trial import Trial, failing, found
from tests.rules.wording_sentences import SENTENCES

RULES: tuple[ModuleType, ...] = (
    wording_absolute,
    wording_comparison,
    wording_computed,
    wording_direction,
    wording_equal,
    wording_extreme,
    wording_number,
    wording_praise,
    wording_precision,
    wording_scaling,
    wording_statistic,
    wording_unnamed,
)
SAYS = "Sorting takes at most 5 µs at the median."
COMMAND = "bench --in-flight 16 --seconds 20 --orders 100000"


def dossier_with(claims: dict[str, Any], command: str = COMMAND, note: str | None = None) -> Dossier:
    """A dossier of two datasets, as its document declares it."""
    dataset = {"sha256": "0" * 64, "environment": "host", "command": command}
    if note is not None:
        dataset["note"] = note
    text = json.dumps(
        {
            "data": {name: {"file": f"data/{name}.csv", **dataset} for name in ("one", "two")},
            "claims": claims,
        },
        ensure_ascii=False,
    )
    document = read_yaml_text(text, "dossier.yaml")
    return build_dossier(Reference("p", "1"), Path(), "p/1", document, {})


def judge(sentence: str, fields: dict[str, Any]) -> list[Problem]:
    """Everything rules about wording find in one sentence."""
    fields = dict(fields)
    value, low, high = (fields.pop(key, None) for key in ("value", "low", "high"))
    command = fields.pop("command", COMMAND)
    claim = {"says": sentence, "metric": "latency", "statistic": "p99", **fields}
    if not {"ratio", "difference", "geometric-mean", "scaling"} & set(claim):
        claim["of"] = "one"
    dossier = dossier_with({"c": claim}, command)
    judgements = {}
    if value is not None:
        unit = dossier.claims["c"].holds.unit
        measurement = SimpleNamespace(value=value, low=low, high=high, unit=unit)
        judgements[dossier.claims["c"].reference] = SimpleNamespace(measurement=measurement)
    context = cast(
        "Context", SimpleNamespace(project=SimpleNamespace(counts=()), judgements=judgements, files={})
    )
    return [problem for rule in RULES for problem in rule.check(dossier, context)]


@pytest.mark.parametrize(
    ("sentence", "fields", "rules"), SENTENCES, ids=[sentence for sentence, _, _ in SENTENCES]
)
def test_what_a_sentence_is_refused_for(sentence: str, fields: dict[str, Any], rules: str) -> None:
    problems = judge(sentence, fields)
    assert {problem.rule for problem in problems} == set(rules.split()), [
        problem.message for problem in problems
    ]


def test_both_sides_of_an_equality_may_be_two_claims() -> None:
    claim = {
        "says": "The median latency of both is the same, within 5 %.",
        "metric": "latency",
        "statistic": "median",
        "ratio": {"of": "one", "to": "two"},
    }
    context = cast("Context", SimpleNamespace(project=SimpleNamespace(counts=()), judgements={}, files={}))
    upper, lower = {**claim, "holds": "<= 1.05 x"}, {**claim, "holds": ">= 0.95 x"}
    assert list(wording_equal.check(dossier_with({"a": upper, "b": lower}), context)) == []
    assert len(list(wording_equal.check(dossier_with({"a": upper}), context))) == 1
    assert len(list(wording_equal.check(dossier_with({"a": upper, "b": upper}), context))) == 2
    swapped = {**upper, "ratio": {"of": "two", "to": "one"}}
    assert list(wording_equal.check(dossier_with({"a": upper, "b": swapped}), context)) == []


def test_the_note_of_a_dataset_backs_a_condition() -> None:
    claim = {"says": "p99 is at most 3 ms with 64 clients.", "metric": "latency", "of": "one"}
    context = cast("Context", SimpleNamespace(project=SimpleNamespace(counts=()), judgements={}, files={}))
    full = {"c": {**claim, "statistic": "p99", "holds": "<= 3 ms"}}
    assert len(list(wording_number.check(dossier_with(full), context))) == 1
    noted = dossier_with(full, note="Sixty-four clients, each waiting for its answer.")
    assert list(wording_number.check(noted, context)) == []


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("0.6 seconds", 0.6, "s"),
        ("3ms", 3, "ms"),
        ("3 µs", 3, "us"),
        ("half a second", 0.5, "s"),
        ("a minute and a half", 1.5, "min"),
        ("a hundred thousand orders", 100_000, "count"),
        ("one hundred and twenty-five orders", 125, "count"),
        ("a dozen clients", 12, "count"),
        ("10k", 10_000, ""),
        ("2.5M orders/s", 2_500_000, "count/s"),
        ("10 000 orders", 10_000, "count"),
        ("1,446x", 1446, "x"),
        ("5×", 5, "x"),
        ("x5", 5, "x"),
        ("5-fold", 5, "x"),
        ("tenfold", 10, "x"),
        ("three times faster", 3, "x"),
        ("twice", 2, "x"),
        ("two orders of magnitude", 100, "x"),
        ("one third of", 1 / 3, "part"),
        ("two thirds of", 2 / 3, "part"),
        ("1/4 of", 0.25, "part"),
        ("99.9 %", 99.9, "%"),
        ("ninety percent", 90, "%"),
        ("three nines", 99.9, "%"),
        ("1 in 1,000", 0.1, "%"),
        ("one request in a hundred", 1, "%"),
        ("nine out of ten", 90, "%"),
        ("100 Gbps", 100, "Gbit/s"),
        ("64 KB/s", 64, "kB/s"),
        ("600 acknowledged orders per second", 600, "count/s"),
        ("sub-millisecond", 1, "ms"),
        ("single-digit milliseconds", 10, "ms"),
        ("1e6 rows", 1e6, "count"),
    ],
)
def test_numbers_as_people_write_them(text: str, value: float, unit: str) -> None:
    (number,) = quantities(text)
    assert number.value == pytest.approx(value)
    assert number.unit == unit


@pytest.mark.parametrize(
    "text",
    [
        "gRPC2 and HTTP/2 over IPv6",
        "x86-64, arm64, c5.4xlarge, H100",
        "Python 3.11 and PostgreSQL 17 on Zen 4",
        "v1.2.3, version 2.0.0, release 2026.11.1",
        "on 2026-11-21 at 10:15, November 21, 2026, or in 2026",
        "SHA-256 and UTF-8 on 64-bit",
        "phase 3 on port 8080, see #12",
        "tool/test_sum[100] and `--size 5`",
        "Llama 3 8B",
        "one order after another",
        "the first and the second",
        "double precision",
        "https://example.org/3ms",
    ],
)
def test_names_count_nothing(text: str) -> None:
    assert quantities(text) == ()


@pytest.mark.parametrize(
    ("text", "percentile"),
    [
        ("p99", 99),
        ("P99.9", 99.9),
        ("p999", 99.9),
        ("99th percentile", 99),
        ("99.99th-percentile", 99.99),
        ("99%ile", 99),
        ("0.99 quantile", 99),
        ("ninety-ninth percentile", 99),
        ("at the 95th", 95),
    ],
)
def test_percentiles_as_people_write_them(text: str, percentile: float) -> None:
    (one,) = named(text)
    assert one.percentile == percentile


def test_the_place_is_that_of_the_word(trial: Trial) -> None:
    report = trial(Replace(SAYS, "Sorting takes at most 7 µs at the median."))
    (problem,) = report.problems
    line = (trial.root / problem.path).read_text().splitlines()[problem.line - 1]
    assert line[problem.column - 1 :].startswith("7 µs")
    assert problem.rule == "wording/number"
    assert "demo@1.0/sort-median" not in {str(reference) for reference in report.judgements}


def test_the_place_in_a_folded_text(trial: Trial) -> None:
    folded = ">-\n      Sorting takes at most 5 µs at the median, 5 µs being the limit,\n      and 7 µs is another."
    report = trial(Replace(SAYS, folded))
    problem = report.problems[0]
    line = (trial.root / problem.path).read_text().splitlines()[problem.line - 1]
    assert line == "      and 7 µs is another."
    assert line[problem.column - 1 :].startswith("7 µs")


@pytest.mark.parametrize(
    "written",
    [
        '"Sorting takes at most \\u0037 µs at the median."',
        '"Sorting takes at\n      most 7\n      µs at the median."',
        "'Sorting takes at most 7 µs at the median.'",
    ],
)
def test_the_place_is_never_outside_the_value(trial: Trial, written: str) -> None:
    report = trial(Replace(SAYS, written))
    (problem,) = report.problems
    lines = (trial.root / problem.path).read_text().splitlines()
    first = next(number for number, line in enumerate(lines, 1) if "says:" in line)
    assert first <= problem.line <= first + written.count("\n")
    assert 1 <= problem.column <= len(lines[problem.line - 1])


def test_a_bold_number_is_refused_though_the_limit_holds(trial: Trial) -> None:
    modest = "takes at least 3x as long as summing ten"
    report = trial(Replace(modest, "takes 100x as long as summing ten, always"))
    assert failing(report) == {"wording/computed", "wording/absolute"}
    alone = trial(Replace(modest, "takes 100x as long as summing ten"))
    (problem,) = alone.problems
    assert problem.rule == "wording/computed"
    assert "4.1" in problem.message


def test_a_claim_that_falls_by_its_sentence_is_not_among_the_verdicts(trial: Trial) -> None:
    report = trial(Replace("takes at least 3x as long as summing ten", "takes 100x as long as summing ten"))
    assert [str(reference) for reference in report.judgements] == ["demo@1.0/sort-median"]
    assert report.counts["claims"] == 1


def test_a_wrong_sentence_does_not_hide_a_refuted_claim(trial: Trial) -> None:
    report = trial(Replace(SAYS, "Sorting takes at most 7 µs."), Replace("holds: <= 5 us", "holds: <= 3 us"))
    assert failing(report) == {"wording/number", "wording/unnamed", "verdict/refuted"}


def test_what_was_computed_may_be_said_rounded(trial: Trial) -> None:
    for said in ("4.1x", "4x", "4.10x"):
        report = trial(Replace("takes at least 3x as long", f"takes {said} as long"))
        assert found(report) == [], said


def test_a_draft_is_only_advised(trial: Trial) -> None:
    report = trial(
        Replace(SAYS, "Sorting takes at most 7 µs."), Replace("status: published", "status: draft")
    )
    assert {severity for _, severity in found(report)} == {Severity.INFO}
    assert {rule for rule, _ in found(report)} == {"wording/number", "wording/unnamed"}


def test_praise_warns_and_an_audit_refuses(trial: Trial) -> None:
    praised = Replace("title: Sorting and summing", "title: Blazing fast sorting")
    assert found(trial(praised)) == [("wording/praise", Severity.WARNING)]
    assert found(trial.again(Profile.AUDIT))[0] == ("wording/praise", Severity.ERROR)


@pytest.mark.parametrize(
    "text",
    [
        "a " * 200,
        "one hundred and " * 25,
        "x" * 400,
        "9" * 400,
        "9," * 200,
        "1." * 200,
        "-" * 400,
        "no " * 133,
        "half " * 80,
        "a-b_c." * 66 + "!",
        "1e999 ms",
        "0/0 of the time",
        "99999999999999999999999999 trillion trillion orders",
        "at the " * 57 + "9",
        "as fast as " * 36,
        "up to " * 66,
        "(" * 400,
        "1/0 of",
        "\u0661\u0662 ms, ²³ ms, ½ ms, Ⅻ ms",
        "𝟏𝟎 ms",
    ],
)
def test_hostile_sentences_end_soon(text: str) -> None:
    began = time.monotonic()
    judge(text, {"holds": "<= 3 ms"})
    judge(text, {"holds": ">= 3 x", "statistic": "median", "ratio": {"of": "one", "to": "two"}, "value": 3.5})
    assert time.monotonic() - began < 2


def test_a_claim_that_also_is_a_condition(trial: Trial) -> None:
    """A number that could be the result counts as a condition only beside the limit."""
    report = trial(
        with_claim(
            "beside",
            "says: Half of the sorts take at most 20 s.",
            "metric: time",
            "of: tool/test_sort",
            "statistic: median",
            "holds: <= 5 us",
            "context: Measured for 20 s.",
        )
    )
    assert failing(report) == {"wording/number"}
