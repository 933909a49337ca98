"""The worked examples of "How verdicts are made": the site's own numbers, and arithmetic that is right."""

from __future__ import annotations

import json
import re

import pytest

from mkdocs_dossiers.check.gate import Report
from mkdocs_dossiers.measure.interval import student
from mkdocs_dossiers.pages.address import Addresses
from mkdocs_dossiers.pages.kinds.verdicts import verdicts
from mkdocs_dossiers.pages.view import View
from mkdocs_dossiers.pages.worked import Worked, examples
from tests.gates import run_gate
from tests.workspace import Example


@pytest.fixture(scope="module")
def report(pristine: Example) -> Report:
    return run_gate(pristine.root, pages=True)


@pytest.fixture(scope="module")
def found(report: Report) -> dict[str, Worked]:
    return examples(View(report, Addresses()))


def numbers(text: str) -> list[float]:
    return [float(word.replace(",", "")) for word in re.findall(r"\d[\d,]*(?:\.\d+)?", text)]


def test_there_is_one_of_each_kind_that_is_claimed(found: dict[str, Worked]) -> None:
    assert set(found) == {"percentile", "rate", "share", "ratio"}
    assert {example.row.dossier.version for example in found.values()} == {"1.1"}  # the newest that is shown
    assert found["ratio"].address == "demo/1.1/claims/speedup.md"


def test_the_named_samples_are_the_interval(found: dict[str, Worked], pristine: Example) -> None:
    example = found["percentile"]
    claim, measured = example.row.claim, example.row.judgement.measurement
    assert claim.id == "sort-median"
    low, high = (int(number) for number in re.findall(r"[Ss]ample number (\d+)", example.steps[1]))
    document = json.loads((pristine.root / "dossiers/demo/1.1/data/tool.json").read_text())
    (bench,) = (entry for entry in document["benchmarks"] if entry["name"] == "test_sort")
    samples = sorted(value * 1000 for value in bench["stats"]["data"])
    assert len(samples) == measured.n
    assert samples[low - 1] == pytest.approx(measured.low)
    assert samples[high - 1] == pytest.approx(measured.high)


def test_the_rates_arithmetic(found: dict[str, Worked]) -> None:
    example = found["rate"]
    measured = example.row.judgement.measurement
    critical, _, error, half = numbers(example.steps[1])[1:5]
    assert critical == pytest.approx(student(20, 0.95), abs=1e-4)
    assert half == pytest.approx(critical * error, rel=1e-3)
    assert measured.value is not None
    assert measured.low == pytest.approx(measured.value - half, rel=1e-3)


def test_the_ratios_arithmetic(found: dict[str, Worked]) -> None:
    steps = found["ratio"].steps
    above, below, ratio = numbers(steps[2])
    assert ratio == pytest.approx(above / below, rel=1e-4)
    a, b, c, d, low, high = numbers(steps[3])
    assert low == pytest.approx(a / b, rel=1e-4)
    assert high == pytest.approx(c / d, rel=1e-4)


def test_the_shares_count(found: dict[str, Worked]) -> None:
    inside, n, *_, share = numbers(found["share"].steps[0])
    assert share == pytest.approx(100 * inside / n, rel=1e-5)


def test_the_page_says_where_there_is_none(report: Report) -> None:
    text = verdicts(View(report, Addresses())).markdown
    assert text.count("**Worked example**") == 4
    for what in ("a mean", "a coefficient of variation", "a difference", "a geometric mean", "scaling"):
        assert f"No claim on this site is about {what}, so there is no example." in text
    assert "4 claims were measured again" in text
    assert "demo/1.1/claims/speedup.md" in text
