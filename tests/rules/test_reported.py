"""What the evidence of a claim says about a figure of a report."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from mkdocs_dossiers.check.example import with_reported
from mkdocs_dossiers.check.reported import incomparable, inconsistent, reached
from mkdocs_dossiers.model.dossier import Claim
from mkdocs_dossiers.model.measurement import Judgement, Verdict
from mkdocs_dossiers.model.reference import Reference
from mkdocs_dossiers.model.reported import ReportedFigure, State
from tests.rules.trial import Trial, failing

CLAIM = Reference("demo", "1.0", "sort-median")


@pytest.fixture(scope="module")
def judged(base: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Claim, Judgement]:
    """``<= 5 us`` at the median, as if 4 µs [3.9, 4.1] had been measured."""
    report = Trial(base, tmp_path_factory.mktemp("reported"))()
    (dossier,) = report.workspace.dossiers
    judgement = report.judgements[CLAIM]
    measured = replace(judgement.measurement, value=4.0, low=3.9, high=4.1)
    return dossier.claims["sort-median"], replace(judgement, measurement=measured)


def figure(
    value: float | tuple[float, float],
    state: State = State.BACKED,
    op: str | None = None,
    unit: str | None = "us",
    statistic: str | None = None,
) -> ReportedFigure:
    return ReportedFigure(1, None, "x", None, statistic, op, value, unit, "measured", state, CLAIM, None)


@pytest.mark.parametrize(
    ("value", "op", "backed", "contradicted"),
    [
        (4.0, None, True, False),
        (6.0, None, True, True),  # better than reported: backed, and still another number
        (3.0, None, False, True),
        (5.0, "<", True, False),
        (3.0, "<", False, True),
        ((3.5, 4.5), None, True, False),
        ((1.0, 2.0), None, False, True),
    ],
)
def test_a_state_has_to_go_with_what_was_measured(
    judged: tuple[Claim, Judgement],
    value: float | tuple[float, float],
    op: str | None,
    backed: bool,
    contradicted: bool,
) -> None:
    for state, fits in ((State.BACKED, backed), (State.CONTRADICTED, contradicted)):
        assert (inconsistent(figure(value, state, op), *judged, ()) is None) is fits, state
    assert inconsistent(figure(value, State.NONE, op), *judged, ()) is None


def test_things_counted_are_alike_on_another_system(judged: tuple[Claim, Judgement]) -> None:
    claim = replace(judged[0], holds=replace(judged[0].holds, unit="orders/s"), statistic="rate")
    rate = figure(4, unit="1/s")
    assert incomparable(rate, claim, ()) is not None
    assert incomparable(rate, claim, (), counted=True) is None
    assert incomparable(figure(4, unit="ms"), claim, (), counted=True) is not None
    assert incomparable(figure(4, unit="transactions"), claim, (), counted=True) is not None


@pytest.mark.parametrize(
    ("value", "unit", "as_good"),
    [(5.0, "us", True), (4.0, "us", None), (3.0, "us", False), ((2.0, 4.2), "us", True), (0.0005, "s", True)],
)
def test_a_figure_is_reached_by_the_whole_interval(
    judged: tuple[Claim, Judgement], value: float | tuple[float, float], unit: str, as_good: bool | None
) -> None:
    claim, judgement = judged
    assert reached(figure(value, op="<", unit=unit), claim, judgement, ()) is as_good
    upward = replace(claim, holds=replace(claim.holds, op=">="))
    opposite = None if as_good is None else not as_good
    if not isinstance(value, tuple):
        assert reached(figure(value, op=">", unit=unit), upward, judgement, ()) is opposite


def test_a_unit_is_converted(judged: tuple[Claim, Judgement]) -> None:
    assert inconsistent(figure(0.004, unit="ms"), *judged, ()) is None
    assert inconsistent(figure(0.003, unit="ms"), *judged, ()) is not None


@pytest.mark.parametrize("verdict", [Verdict.REFUTED, Verdict.INCONCLUSIVE])
def test_nothing_is_backed_by_a_claim_that_does_not_hold(
    judged: tuple[Claim, Judgement], verdict: Verdict
) -> None:
    claim, judgement = judged
    why = inconsistent(figure(4.0), claim, replace(judgement, verdict=verdict), ())
    assert why == f"The claim is {verdict.value}."


def test_only_what_is_of_one_kind_is_compared(judged: tuple[Claim, Judgement]) -> None:
    claim, _ = judged
    assert incomparable(figure(4, unit="ns"), claim, ()) is None
    assert incomparable(figure(4, unit="ns", statistic="median"), claim, ()) is None
    for other in (
        figure(4, unit="MB"),
        figure(4, unit=None),
        figure(4, statistic="p99"),
        figure(4, unit="USD"),
    ):
        assert incomparable(other, claim, ()) is not None


@pytest.mark.parametrize(
    ("state", "system", "rule"),
    [
        ("instead: [sort-median]", "Another sorter", ""),
        ("instead: [sort-median]", "", "reported/system"),
        ("instead: [sort-mean]", "Another sorter", "reported/claim"),
        ("statistic: p99, instead: [sort-median]", "Another sorter", "reported/comparable"),
        ("state: contradicted, claim: demo@1.0/sort-median", "Another sorter", "reported/system"),
        ('state: contradicted by the report, reason: "No.", instead: [sort-median]', "Another sorter", ""),
    ],
)
def test_what_was_measured_on_another_system_backs_nothing(
    trial: Trial, state: str, system: str, rule: str
) -> None:
    found = {
        slug for slug in failing(trial(*with_reported(state, system=system))) if slug.startswith("reported/")
    }
    assert found == ({rule} if rule else set())


@pytest.mark.parametrize(
    ("state", "fails"),
    [
        ("state: no evidence", False),
        ("state: backed", True),
        ("state: withdrawn", True),
        ("state: withdrawn, reason: A typo.", False),
        ("state: contradicted by the report", True),
        ("state: no evidence, claim: demo@1.0/sort-median", True),
        ("state: backed, claim: other@1.0/sort-median", True),
    ],
)
def test_a_state_says_what_it_needs(trial: Trial, state: str, fails: bool) -> None:
    report = trial(*with_reported(state))
    assert ("reported/claim" in failing(report)) is fails
    assert CLAIM in report.judgements
