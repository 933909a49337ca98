"""What a claim's page says is established, and what is not: from the data, not by rote."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mkdocs_dossiers.check.gate import Report
from mkdocs_dossiers.model.reference import Reference
from mkdocs_dossiers.pages.address import Addresses
from mkdocs_dossiers.pages.established import established, not_established
from mkdocs_dossiers.pages.link import Link, chain
from mkdocs_dossiers.pages.view import ClaimRow, View
from mkdocs_dossiers.pages.why import why
from tests.gates import run_gate
from tests.workspace import Example


@pytest.fixture(scope="module")
def report(pristine: Example) -> Report:
    return run_gate(pristine.root, pages=True)


def links(report: Report, claim: str) -> list[Link]:
    view, reference = View(report, Addresses()), Reference("demo", "1.0", claim)
    dossier = report.dossier(reference)
    return chain(view, dossier, ClaimRow(dossier, report.claim(reference), report.judgements[reference]))


def test_the_deciding_end_of_the_interval_is_named(report: Report) -> None:
    assert "even the lower end of the interval" in why(links(report, "speedup")[0].row)
    assert "even the upper end of the interval" in why(links(report, "fast-p95")[0].row)


def test_what_the_numbers_show(report: Report) -> None:
    text = " ".join(established(links(report, "fast-p95"), verified=True))
    assert "the p95 of latency in load/fast is" in text
    assert "400 samples" in text
    assert "95 % confidence" in text
    assert "git saw it checked out unchanged" in text
    assert "commit" not in " ".join(established(links(report, "fast-p95"), verified=False))


def test_what_they_do_not(report: Report) -> None:
    p95 = " ".join(not_established(links(report, "fast-p95"), verified=True))
    assert "about 20 of 400 samples lie there" in p95
    assert "No percentile above the p99 could be bounded by 400 samples" in p95
    assert "closed load" in p95
    assert "both sides" not in p95
    speedup = not_established(links(report, "speedup"), verified=True, newer="1.1")
    assert any("version 1.1 measured the claim again" in sentence for sentence in speedup)
    assert any("Other statistics of the two sides" in sentence for sentence in speedup)
    assert not any("not found in any repository" in sentence for sentence in speedup)


def test_sentences_follow_the_dossier(report: Report) -> None:
    (link,) = links(report, "fast-p95")
    plain = not_established([link], verified=False)
    assert any("states no conditions" in sentence for sentence in plain)
    assert any("not found in any repository" in sentence for sentence in plain)
    claim = replace(link.row.claim, context="One client.")
    known = replace(
        link,
        row=replace(link.row, claim=claim),
        dataset=replace(link.dataset, load="open", failed="None failed.", seconds=20.0),
    )
    told = " ".join(not_established([known], verified=True))
    assert "20 s were measured" in told
    assert "states no conditions" not in told
    assert "closed load" not in told
    assert "failed" not in told
