"""What is found in the labelled reports is what a person found."""

from __future__ import annotations

import pytest

from tests.intake.labels import REPORTS, excerpts, five
from tests.intake.scoring import score, together

ENOUGH = 0.9
"""Precision and recall a report nobody has seen has to reach."""


@pytest.mark.parametrize(("kind", "many"), [("development", 5), ("held-out", 5), ("second", 1), ("third", 2)])
def test_figures_of_public_reports_are_found_and_nothing_else(kind: str, many: int) -> None:
    scores = [score(labelled) for labelled in excerpts(kind)]
    assert len(scores) >= many
    whole = together(kind, scores)
    assert min(whole.precision, whole.recall) >= 0.98, (whole.missed, whole.wrong)
    for entry in scores:
        assert min(entry.precision, entry.recall) >= ENOUGH, (entry.name, entry.missed, entry.wrong)


@pytest.mark.parametrize("kind", ["development", "held-out"])
def test_roles_and_statistics_are_mostly_what_a_person_says(kind: str) -> None:
    right = together(kind, [score(labelled) for labelled in excerpts(kind)]).right
    assert sum(label.role == figure.role for label, figure in right) >= ENOUGH * len(right)
    assert sum(label.statistic == figure.statistic for label, figure in right) >= ENOUGH * len(right)


@pytest.mark.skipif(not REPORTS.is_dir(), reason="the five reports are not part of this repository")
def test_figures_of_the_five_reports_are_found() -> None:
    scores = [score(labelled) for labelled in five()]
    assert len(scores) == 5
    whole = together("five", scores)
    assert min(whole.precision, whole.recall) >= 0.98, (whole.missed, whole.wrong)
