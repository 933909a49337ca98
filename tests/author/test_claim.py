"""Claims proposed from data: what is proposed holds in the gate, and the next limit does not."""

from __future__ import annotations

import hashlib
import json
import math
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from mkdocs_dossiers.author.adopt import as_entry
from mkdocs_dossiers.author.propose import Asked, NothingToPropose, Proposal, Proposed, propose
from mkdocs_dossiers.author.tight import tighter, tightest
from mkdocs_dossiers.check.gate import Report
from mkdocs_dossiers.cli.main import cli
from mkdocs_dossiers.model.dossier import Dossier, SeriesReference
from mkdocs_dossiers.model.measurement import Verdict
from mkdocs_dossiers.model.problem import Severity
from mkdocs_dossiers.model.reference import Reference
from mkdocs_dossiers.read.assertion import parse_assertion
from mkdocs_dossiers.read.tree import read_workspace
from tests.workspace import RAW, Example, run_gate

DRAFT = "dossiers/demo/1.2/dossier.yaml"


def dossier_of(root: Path, version: str = "1.2") -> Dossier:
    workspace, problems = read_workspace(root)
    assert problems == []
    return next(each for each in workspace.dossiers if each.version == version)


def proposed(root: Path, **asked: Any) -> Proposed:
    return propose(dossier_of(root), (), Asked(**asked))


def series(text: str) -> SeriesReference:
    dataset, _, name = text.partition("/")
    return SeriesReference(dataset, name or None)


def latencies(found: Proposed) -> list[Proposal]:
    return [each for each in found.proposals if each.claim.metric == "latency"]


def paste(root: Path, claims: dict[str, Any]) -> Report:
    """The gate over the draft with claims of these."""
    file = root / DRAFT
    document = yaml.safe_load(file.read_text())
    document["claims"] = claims
    file.write_text(yaml.safe_dump(document, sort_keys=False))
    return run_gate(root, only=[Reference("demo", "1.2")])


def verdicts(report: Report) -> dict[str, Verdict]:
    return {str(reference.claim): found.verdict for reference, found in report.judgements.items()}


ASKED: list[dict[str, Any]] = [
    {},
    {"statistics": ("mean", "max", "cv"), "op": ">=", "digits": 1, "of": series("load/slow")},
    {"digits": 3, "confidence": 0.99, "of": series("tool/test_sort")},
    {"of": series("load/fast"), "within": parse_assertion("<= 15 ms")},
    {"of": series("load/fast"), "statistics": ("count",), "within": parse_assertion("> 15 ms")},
    {"of": series("load/slow"), "to": series("load/fast"), "statistics": ("median",)},
    {"of": series("load/fast"), "to": series("load/slow"), "statistics": ("mean",)},
]


@pytest.mark.parametrize("asked", ASKED, ids=lambda asked: " ".join(asked) or "everything")
def test_what_is_proposed_is_supported_and_the_next_limit_is_not(
    workspace: Example, asked: dict[str, Any]
) -> None:
    found = proposed(workspace.root, **asked)
    assert found.proposals
    alone = asked.get("to") is not None
    existing = yaml.safe_load((workspace.root / DRAFT).read_text())["claims"] if alone else {}
    for group in [[each] for each in found.proposals] if alone else [list(found.proposals)]:
        report = paste(workspace.root, existing | {each.claim.id: as_entry(each.claim) for each in group})
        names = {each.claim.id for each in group}
        assert {
            name: verdict for name, verdict in verdicts(report).items() if name in names
        } == dict.fromkeys(names, Verdict.SUPPORTED)
        assert [each for each in report.problems if each.severity is Severity.ERROR] == []
        closer = {
            each.claim.id: as_entry(replace(each.claim, holds=each.fails)) for each in group if each.fails
        }
        assert closer
        found_closer = verdicts(paste(workspace.root, existing | closer))
        assert [name for name in closer if found_closer[name] is Verdict.SUPPORTED] == []


def test_the_sentences_say_what_is_claimed(workspace: Example) -> None:
    claims = {
        each.claim.id: as_entry(each.claim)
        for asked in ASKED[:1] + ASKED[3:]
        for each in proposed(workspace.root, **asked).proposals
    }
    report = paste(workspace.root, claims)
    lines = (workspace.root / DRAFT).read_text().splitlines()
    told = [
        (each.message, lines[each.line - 1]) for each in report.problems if each.rule.startswith("wording/")
    ]
    assert told == []


def test_what_is_proposed_of_which_metric(workspace: Example) -> None:
    found = proposed(workspace.root)
    of = {(str(each.claim.of), each.claim.metric): each.claim.statistic for each in found.proposals}
    assert of["load/fast", "ended"] == "rate", "points in time have a rate, and no median"
    assert of["tool/test_sort", "time"] in ("median", "p95", "p99")
    few = [each for each in found.left_out if each.statistic == "p99.9"]
    assert few
    assert all("too few to bound it from above" in each.why for each in few)


def test_columns_that_grow_are_points_in_time_without_saying_so(workspace: Example) -> None:
    file = workspace.root / DRAFT
    file.write_text(file.read_text().replace(", moments: true", ""))
    document = yaml.safe_load(file.read_text())
    del document["claims"]["fast-rate"]
    file.write_text(yaml.safe_dump(document))
    found = proposed(workspace.root, of=series("load/fast"))
    assert {each.claim.metric: each.claim.statistic for each in found.proposals}["ended"] == "rate"


def test_a_comparison_is_held_with_those_the_dossier_has(workspace: Example) -> None:
    asked = {"of": series("load/slow"), "to": series("load/fast"), "digits": 6, "statistics": ("median",)}
    (beside,) = latencies(proposed(workspace.root, **asked))
    file = workspace.root / DRAFT
    document = yaml.safe_load(file.read_text())
    del document["claims"]["speedup"]
    file.write_text(yaml.safe_dump(document))
    (alone,) = latencies(proposed(workspace.root, **asked))
    assert alone.measurement.confidence == 0.95
    assert beside.claim.holds.number <= alone.claim.holds.number


def test_a_tool_that_kept_no_samples(workspace: Example) -> None:
    file = workspace.root / "dossiers/demo/1.2/data/tool.json"
    shutil.copy(RAW / "pytest-benchmark-5.3.1-stats-only.json", file)
    document = workspace.root / DRAFT
    old = yaml.safe_load(document.read_text())["data"]["tool"]["sha256"]
    document.write_text(document.read_text().replace(old, hashlib.sha256(file.read_bytes()).hexdigest()))
    found = proposed(workspace.root, of=series("tool"))
    assert found.proposals
    assert not any(each.measurement.interval for each in found.proposals)
    report = paste(workspace.root, {each.claim.id: as_entry(each.claim) for each in found.proposals})
    assert set(verdicts(report).values()) == {Verdict.SUPPORTED}


def test_a_raw_file_that_was_changed_is_not_measured(workspace: Example) -> None:
    (workspace.root / "dossiers/demo/1.2/data/load.csv").write_text("x\n")
    found = proposed(workspace.root)
    assert [(each.of, each.why) for each in found.left_out if each.of == "load"] == [
        ("load", "The raw file is not the one with the declared digest.")
    ]
    assert {each.claim.of.dataset for each in found.proposals} == {"tool"}


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ({"of": series("lod")}, "Did you mean load?"),
        ({"of": series("load/fats")}, "Did you mean fast?"),
        ({"of": series("load/fast"), "to": series("tol/x")}, "Did you mean tool?"),
    ],
)
def test_what_is_not_there(workspace: Example, asked: dict[str, Any], says: str) -> None:
    with pytest.raises(NothingToPropose) as nothing:
        proposed(workspace.root, **asked)
    assert nothing.value.fix == says


def test_a_name_that_cannot_be_shown_is_left_out(workspace: Example) -> None:
    file = workspace.root / "dossiers/demo/1.2/data/load.csv"
    old = hashlib.sha256(file.read_bytes()).hexdigest()
    file.write_text(file.read_text().replace("slow,", "\u202eslow\x9b,"))
    document = workspace.root / DRAFT
    document.write_text(document.read_text().replace(old, hashlib.sha256(file.read_bytes()).hexdigest()))
    found = proposed(workspace.root, of=series("load"))
    assert {each.claim.of.series for each in found.proposals} == {"fast"}
    assert "characters that nobody sees" in found.left_out[-1].why
    run = CliRunner().invoke(cli, ["claim", "demo@1.2", "load", "--root", str(workspace.root)])
    assert run.exit_code == 0
    assert "\x9b" not in run.stdout
    assert "\u202e" not in run.stdout


def test_what_does_not_fit_is_left_out_with_the_reason(workspace: Example) -> None:
    found = proposed(workspace.root, of=series("load/fast"), to=series("tool/none"))
    assert not found.proposals
    assert "holds no series 'none'" in found.left_out[0].why


class TestLimits:
    @pytest.mark.parametrize(
        ("op", "end", "digits", "limit", "next_one"),
        [
            ("<=", 2.84, 2, "<= 2.9 ms", "<= 2.8 ms"),
            ("<=", 2.9, 2, "<= 2.9 ms", "<= 2.8 ms"),
            ("<=", 9.91, 2, "<= 10 ms", "<= 9.9 ms"),
            ("<=", 10.2, 2, "<= 11 ms", "<= 10 ms"),
            ("<=", 1234.0, 2, "<= 1300 ms", "<= 1200 ms"),
            ("<=", 0.000123, 2, "<= 0.00013 ms", "<= 0.00012 ms"),
            ("<=", 0.0, 2, "<= 0 ms", "<= -1 ms"),
            ("<=", -2.84, 2, "<= -2.8 ms", "<= -2.9 ms"),
            (">=", 2.84, 2, ">= 2.8 ms", ">= 2.9 ms"),
            (">=", 9.99, 2, ">= 9.9 ms", ">= 10 ms"),
            (">=", 99.7, 3, ">= 99.7 ms", ">= 99.8 ms"),
            (">=", 1e22, 1, f">= 1{'0' * 22} ms", f">= 2{'0' * 22} ms"),
        ],
    )
    def test_round_numbers(self, op: str, end: float, digits: int, limit: str, next_one: str) -> None:
        found = tightest(op, end, "ms", digits)
        assert found.written == limit
        assert tighter(found, digits).written == next_one

    @pytest.mark.parametrize(
        ("end", "limit", "next_one"),
        [
            (5.0, "<= 5 x", "<= 4 x"),
            (10.0, "<= 10 x", "<= 9 x"),
            (1234.0, "<= 1300 x", "<= 1200 x"),
            (0.0, "<= 0 x", "<= -1 x"),
        ],
    )
    def test_things_counted(self, end: float, limit: str, next_one: str) -> None:
        found = tightest("<=", end, "x", 2, whole=True)
        assert (found.written, tighter(found, 2, whole=True).written) == (limit, next_one)

    @given(
        st.sampled_from(["<=", ">="]),
        st.floats(-1e12, 1e12, allow_nan=False).filter(lambda number: number == 0 or abs(number) > 1e-12),
        st.integers(1, 6),
    )
    @settings(max_examples=200, deadline=None)
    def test_the_end_keeps_the_limit_and_not_the_next(self, op: str, end: float, digits: int) -> None:
        limit = tightest(op, end, "ms", digits)
        assert limit.holds(end)
        assert not tighter(limit, digits).holds(end)
        assert parse_assertion(limit.written) == limit
        assert math.isclose(limit.number, end, rel_tol=10.0 ** (1 - digits), abs_tol=0)


class TestCommand:
    def run(self, root: Path, *arguments: str) -> tuple[int, str, str]:
        found = CliRunner().invoke(cli, ["claim", "demo@1.2", *arguments, "--root", str(root)])
        return found.exit_code, found.stdout, found.stderr

    def test_text(self, workspace: Example) -> None:
        code, out, _ = self.run(workspace.root, "tool/test_sort")
        assert code == 0
        assert out.startswith("tool/test_sort, time\n  test-sort-median  median  ")
        assert " holds, " in out
        assert "taken from the data after looking at them" in out
        assert out.rstrip().endswith("--write test-sort-median")

    def test_yaml_is_a_section_to_paste(self, workspace: Example) -> None:
        code, out, _ = self.run(workspace.root, "tool/test_sort", "--statistic", "median", "--format", "yaml")
        assert code == 0
        claims = yaml.safe_load(out)["claims"]
        assert claims["test-sort-median"]["context"].endswith("after looking at it.")
        assert "# Proposed from the data, after looking at them" in out
        assert verdicts(paste(workspace.root, claims)) == {"test-sort-median": Verdict.SUPPORTED}

    def test_json(self, workspace: Example) -> None:
        code, out, _ = self.run(workspace.root, "tool", "--format", "json")
        assert code == 0
        found = json.loads(out)
        first = found["proposals"][0]
        assert first["low"] <= first["value"] <= first["high"]
        assert first["after_looking"] is True
        assert {"of", "metric", "statistic", "why"} == set(found["left_out"][0])

    def test_written_in_place(self, workspace: Example) -> None:
        file = workspace.root / DRAFT
        before, files = file.read_text(), workspace.files()
        code, out, err = self.run(workspace.root, "tool/test_sort", "--write", "test-sort-median")
        assert (code, out) == (0, "")
        assert "test-sort-median written" in err
        after = file.read_text()
        start = after.index("  # Proposed from the data")
        end = after.index("reproduce:\n")
        assert after[:start] + after[end:] == before
        report = run_gate(workspace.root, only=[Reference("demo", "1.2")])
        assert verdicts(report)["test-sort-median"] is Verdict.SUPPORTED
        assert workspace.files() == files

    def test_a_second_time_it_has_another_name(self, workspace: Example) -> None:
        for name in ("test-sort-median", "test-sort-median-2"):
            assert self.run(workspace.root, "tool/test_sort", "--write", name)[0] == 0

    @pytest.mark.parametrize(
        ("arguments", "says"),
        [
            (("tool", "--write", "test-sort-medain"), "Did you mean test-sort-median?"),
            (("--to", "load/fast"), "name it first"),
            (("load/fast", "--within", "10"), "write a limit such as"),
            (("load/fast", "--statistic", "share"), "needs --within"),
            (("load/fast", "--statistic", "medain"), "Did you mean median?"),
            (("load/\x1b[31m",), "holds no series"),
        ],
    )
    def test_what_cannot_be_done(self, workspace: Example, arguments: tuple[str, ...], says: str) -> None:
        before = (workspace.root / DRAFT).read_text()
        code, _, err = self.run(workspace.root, *arguments)
        assert code == 2
        assert says in err
        assert "\x1b" not in err
        assert (workspace.root / DRAFT).read_text() == before

    def test_a_published_dossier_is_not_written_to(self, workspace: Example) -> None:
        found = CliRunner().invoke(
            cli, ["claim", "demo@1.0", "tool", "--write", "test-sort-median", "--root", str(workspace.root)]
        )
        assert found.exit_code == 2
        assert "is published, and never changes" in found.stderr

    def test_a_dossier_without_data(self, workspace: Example) -> None:
        assert CliRunner().invoke(cli, ["new", "demo@3", "--root", str(workspace.root)]).exit_code == 0
        found = CliRunner().invoke(cli, ["claim", "demo@3", "--root", str(workspace.root)])
        assert found.exit_code == 2
        assert "Measure first: dossier record demo@3 NAME -- COMMAND" in found.stderr
