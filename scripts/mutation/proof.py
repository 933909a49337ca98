"""Ways to prove that damage which nothing was said about does no harm. Each gives its reason, or None."""

from __future__ import annotations

import yaml

from mkdocs_dossiers.model.measurement import Verdict
from mutation.case import Case


def shows_the_same(case: Case) -> str | None:
    """Nothing a reader sees is otherwise."""
    if case.same_pages:
        return "Every value, interval, verdict and page is the same, but for the digest of the raw file."
    return None


def says_the_same(case: Case) -> str | None:
    """The document holds the same data, in other words of YAML."""
    before, after = case.document()
    try:
        same: bool = yaml.safe_load(before) == yaml.safe_load(after)
    except yaml.YAMLError:
        return None
    return "The document holds the same data; only its YAML is written otherwise." if same else None


def is_supported(case: Case) -> str | None:
    """What is claimed now is another statement, sentence and assertion alike, and the evidence supports it."""
    if _all_supported(case):
        return "The claim says something else, in its sentence too, and its evidence supports that."
    return None


def is_repeated(case: Case) -> str | None:
    """The same statement under two names."""
    if _all_supported(case):
        return "The same sentence and assertion stand twice, each supported by the same evidence."
    return None


def _all_supported(case: Case) -> bool:
    """Whether every claim of the dossier is supported, and none of those there were is gone."""
    own = f"{case.reference}/"
    before, now = (
        {str(name): found.verdict for name, found in report.judgements.items() if str(name).startswith(own)}
        for report in (case.sound.report, case.report)
    )
    return set(before) <= set(now) and all(verdict is Verdict.SUPPORTED for verdict in now.values())


def same_series(case: Case) -> str | None:
    """The same samples under another name of their series."""
    before, now = (
        {
            str(name): (found.verdict, found.measurement.value, found.measurement.n)
            for name, found in report.judgements.items()
        }
        for report in (case.sound.report, case.report)
    )
    if before == now and case.report.ok():
        return "The file holds one series, which the claim's name without a series means too; every number is the same."
    return None


def is_weaker(case: Case) -> str | None:
    """The same value held to less, which the claim's page prints."""
    values = {
        reference: (found.verdict, found.measurement.value)
        for reference, found in case.report.judgements.items()
    }
    before = {
        reference: (found.verdict, found.measurement.value)
        for reference, found in case.sound.report.judgements.items()
    }
    if values == before and case.report.ok():
        return "The claim asks for less confidence, which its page prints; value and verdict are the same."
    return None


def same_content(case: Case) -> str | None:
    """The commit that is named now holds exactly the files of the one that was measured."""
    was, now = (
        next(
            found.subject.commit
            for found in report.workspace.dossiers
            if str(found.reference) == case.reference and found.subject is not None
        )
        for report in (case.sound.report, case.report)
    )
    own = case.report.histories.own
    one, other = own.commit(was), own.commit(now)
    if one is not None and other is not None and one.tree == other.tree and other.reached_from is not None:
        return "The commit that is named has the content of the one that was measured, and lasts."
    return None
