"""Removing any one piece of evidence from a claim makes the gate reject it, with one located message."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from mkdocs_dossiers.check.gate import Report
from mkdocs_dossiers.model.problem import Problem, Severity
from mkdocs_dossiers.model.reference import Reference
from tests.workspace import Example, git, run_gate

PATH = "dossiers/demo/1.0/dossier.yaml"
V1 = Reference("demo", "1.0")
ALL = frozenset({"sort-median", "fast-p95", "fast-rate", "fast-within", "speedup"})
LOAD = ALL - {"sort-median"}
TOOL = frozenset({"sort-median"})
P95 = frozenset({"fast-p95"})
WITHIN = frozenset({"fast-within"})
SPEEDUP = frozenset({"speedup"})

NOTHING_LEFT = {"coverage/no-claims", "coverage/no-such-reference"}

Break = Callable[[Example], None]


def swap(old: str, new: str) -> Break:
    return lambda workspace: void(workspace.replace(old, new))


def void(_: object) -> None:
    """What a replacement returns is not needed."""


def drop(*lines: str) -> Break:
    """Remove lines that stand once, or the last line of a unique context of several."""
    context = "\n".join(lines) + "\n"
    return swap(context, "\n".join(lines[:-1]) + "\n" if lines[:-1] else "")


def remove(path: str) -> Break:
    def breaking(workspace: Example) -> None:
        place = workspace.root / "dossiers/demo/1.0" / path
        shutil.rmtree(place) if place.is_dir() else place.unlink()

    return breaking


def unreferenced_commit(workspace: Example) -> None:
    """A commit in the repository that no branch or tag leads to, with content that is in none either."""
    tree = git(workspace.root, "rev-parse", "HEAD:dossiers")
    lost = git(workspace.root, "commit-tree", tree, "-m", "Lost")
    workspace.replace(workspace.commit, lost)


def no_dataset(workspace: Example) -> None:
    text = workspace.text()
    start, end = text.index("  tool:\n"), text.index("  load:\n")
    source = next(part for part in text[start:end].split("    source: ") if part.startswith("&source"))
    rest = (
        text[end:]
        .replace("    source: *source\n", f"    source: {source}")
        .replace("dossiers/demo/1.0/data/tool.json, ", "")
    )
    workspace.dossier.write_text(text[:start] + rest)
    (workspace.dossier.parent / "data/tool.json").unlink()
    workspace.replace(", gives: data/tool.json", "")


def no_recipe(workspace: Example) -> None:
    text = workspace.text()
    workspace.dossier.write_text(text[: text.index("reproduce:")])


def no_step(workspace: Example) -> None:
    lines = workspace.text().splitlines(keepends=True)
    workspace.dossier.write_text("".join(line for line in lines if "gives: data/tool.json" not in line))


def digest_of_another(workspace: Example) -> None:
    raw = (workspace.dossier.parent / "data/tool.json").read_bytes()
    workspace.replace(hashlib.sha256(raw).hexdigest(), "a" * 64)


def edited_file(workspace: Example) -> None:
    file = workspace.dossier.parent / "data/tool.json"
    file.write_text(file.read_text() + "\n")


def no_sha(name: str) -> Break:
    def breaking(workspace: Example) -> None:
        raw = (workspace.dossier.parent / "data" / name).read_bytes()
        workspace.replace(f"    sha256: {hashlib.sha256(raw).hexdigest()}\n", "")

    return breaking


def other_unit(workspace: Example) -> None:
    workspace.replace("take at most 20 ms", "take at most 20 MB")
    workspace.replace("<= 20 ms", "<= 20 MB")


TOOL_HEAD = ("    command: pytest bench --benchmark-json tool.json",)

# What is removed, which rule must say so, the text of the line it must point to, the claims that go with it.
TABLE: list[tuple[str, Break, str, str, frozenset[str]]] = [
    ("the dataset's entry", no_dataset, "evidence/dataset", "    of: tool/test_sort", TOOL),
    ("the data file", remove("data/tool.json"), "evidence/raw-file", "    file: data/tool.json", TOOL),
    ("the key file", drop("    file: data/load.csv"), "evidence/file", "  load:", ALL),
    (
        "the series",
        drop("    metric: time", "    of: tool/test_sort"),
        "evidence/dataset",
        "  sort-median:",
        TOOL,
    ),
    (
        "the dataset of a series",
        swap("of: tool/test_sort", "of: tol/test_sort"),
        "evidence/dataset",
        "    of: tol/test_sort",
        TOOL,
    ),
    (
        "the series in the file",
        swap("of: tool/test_sort", "of: tool/test_sorted"),
        "statistics/series",
        "    of: tool/test_sorted",
        TOOL,
    ),
    (
        "a side of the ratio",
        swap(", to: load/fast", ""),
        "shape/schema",
        "    ratio: {of: load/slow}",
        SPEEDUP,
    ),
    ("the digest", no_sha("tool.json"), "evidence/sha256", "  tool:", TOOL),
    ("the digest's digits", digest_of_another, "integrity/sha256", "    sha256: " + "a" * 64, TOOL),
    ("a byte of the file", edited_file, "integrity/sha256", "    sha256: ", TOOL),
    (
        "the commit",
        lambda workspace: void(workspace.replace("commit: &commit", "comit: &commit")),
        "commit/known",
        "subject: ",
        ALL,
    ),
    (
        "the commit's object",
        lambda workspace: void(workspace.replace(workspace.commit, "a" * 40)),
        "commit/known",
        "subject: ",
        ALL,
    ),
    ("what leads to the commit", unreferenced_commit, "commit/reachable", "subject: ", ALL),
    ("the repository", swap('repository: ".", ', ""), "commit/known", "subject: ", ALL),
    (
        "the environment",
        swap("    environment: host\n    command: load", "    command: load"),
        "evidence/environment",
        "  load:",
        LOAD,
    ),
    (
        "the environment's file",
        remove("environments/host.json"),
        "evidence/environment",
        "    environment: host",
        ALL,
    ),
    ("the command", drop("    command: load --output load.csv"), "evidence/command", "  load:", LOAD),
    (
        "the metric",
        drop("20 ms at the 95th percentile.", "    metric: latency"),
        "evidence/metric",
        "  fast-p95:",
        P95,
    ),
    (
        "the metric in the file",
        swap(
            "metric: latency\n    of: load/fast\n    statistic: p95",
            "metric: size\n    of: load/fast\n    statistic: p95",
        ),
        "statistics/metric",
        "    metric: size",
        P95,
    ),
    ("the statistic", drop("    statistic: p95"), "evidence/statistic", "  fast-p95:", P95),
    ("the limit", drop("    holds: <= 20 ms"), "evidence/limit", "  fast-p95:", P95),
    ("the number of the limit", swap("<= 20 ms", "<= ms"), "evidence/limit", "    holds: <= ms", P95),
    ("the comparison of the limit", swap("<= 20 ms", "20 ms"), "evidence/limit", "    holds: 20 ms", P95),
    ("the unit of the limit", swap("<= 20 ms", "<= 20"), "evidence/limit", "    holds: <= 20", P95),
    ("a known unit", swap("<= 20 ms", "<= 20 mss"), "evidence/limit", "    holds: <= 20 mss", P95),
    ("a unit that fits", other_unit, "statistics/unit", "    holds: <= 20 MB", P95),
    ("what a share is of", drop("    within: <= 15 ms"), "statistics/within", "    statistic: share", WITHIN),
    ("the recipe", no_recipe, "evidence/recipe", "schema: 1", ALL),
    ("the steps", no_step, "evidence/recipe", "  tool:", TOOL),
    ("what a step gives", swap(", gives: data/load.csv", ""), "evidence/recipe", "  load:", LOAD),
    ("the document of the claims", remove("dossier.yaml"), "shape/yaml", "", ALL),
]


def gate(workspace: Example) -> Report:
    return run_gate(workspace.root, only=[V1])


def rules_of(report: Report) -> list[str]:
    """The rules that found something, but for those that follow where no claim is left."""
    return [problem.rule for problem in report.problems if problem.rule not in NOTHING_LEFT]


def judged(report: Report, version: str = "1.0") -> set[str]:
    return {reference.claim or "" for reference in report.judgements if reference.version == version}


def line_of(workspace: Example, text: str) -> int:
    if not text:
        return 1
    lines = workspace.text().splitlines()
    return next(number for number, line in enumerate(lines, 1) if line.startswith(text))


def sound(problem: Problem) -> None:
    assert problem.message.endswith((".", "…"))
    assert problem.fix.strip()
    assert problem.column >= 1


SEVERAL = {  # where one thing removed leaves another without its use
    "the dataset's entry": {"evidence/dataset"},
    "the key file": {"evidence/file", "evidence/undeclared", "evidence/recipe"},
    "the environment's file": {"evidence/environment"},
    "the commit": {"commit/known", "shape/unknown-key"},
    "what leads to the commit": {"commit/reachable", "commit/clean"},
    "the recipe": {"evidence/recipe"},
    "the number of the limit": {"evidence/limit"},
    "the comparison of the limit": {"evidence/limit"},
    "the document of the claims": {"shape/yaml"},
}


@pytest.mark.parametrize(("what", "breaking", "rule", "line", "gone"), TABLE, ids=[row[0] for row in TABLE])
def test_without(
    workspace: Example, what: str, breaking: Break, rule: str, line: str, gone: frozenset[str]
) -> None:
    breaking(workspace)
    report = run_gate(workspace.root, only=[V1])
    problems = [problem for problem in report.problems if problem.rule not in NOTHING_LEFT]
    assert {problem.rule for problem in problems} == SEVERAL.get(what, {rule})
    assert len(problems) == 1 or what in SEVERAL
    first = next(problem for problem in problems if problem.rule == rule)
    assert first.path == PATH
    assert first.line == (line_of(workspace, line) if workspace.dossier.exists() else 1)
    for problem in problems:
        sound(problem)
    assert judged(report) == ALL - gone
    assert not report.ok()


def test_other_versions_stand(workspace: Example) -> None:
    workspace.replace(workspace.commit, "a" * 40)
    report = run_gate(workspace.root)
    assert judged(report) == set()
    # The tool's file is the same in all versions; which commit it is of is then in doubt for the later ones, too.
    assert judged(report, "1.1") >= LOAD
    assert judged(report, "1.2") >= LOAD


def test_the_words_name_the_claims_that_fall_with_a_dataset(workspace: Example) -> None:
    no_sha("load.csv")(workspace)
    (problem,) = gate(workspace).problems
    assert "fast-p95, fast-rate, fast-within, speedup rest on it" in problem.message


@pytest.mark.parametrize(
    ("breaking", "fix"),
    [
        (swap("of: tool/test_sort", "of: tol/test_sort"), "'tool/test_sort'"),
        (swap("of: tool/test_sort", "of: tool/test_sorted"), "tool/test_sort"),
        (remove("environments/host.json"), "git checkout"),
        (remove("data/tool.json"), "git checkout"),
        (no_sha("tool.json"), "sha256sum"),
    ],
)
def test_the_fix_says_what_to_do(workspace: Example, breaking: Break, fix: str) -> None:
    breaking(workspace)
    assert any(fix in problem.fix for problem in gate(workspace).problems)


def test_an_untracked_raw_file(workspace: Example) -> None:
    git(workspace.root, "rm", "--quiet", "--cached", "dossiers/demo/1.0/data/tool.json")
    (problem,) = gate(workspace).problems
    assert (problem.rule, problem.line) == ("evidence/tracked", workspace.line_of("file: data/tool.json"))
    assert "git add -f dossiers/demo/1.0/data/tool.json" in problem.fix


def test_in_a_draft_files_may_still_be_uncommitted(workspace: Example) -> None:
    git(workspace.root, "rm", "--quiet", "--cached", "dossiers/demo/1.2/data/tool.json")
    report = run_gate(workspace.root, only=[Reference("demo", "1.2")])
    assert [(problem.rule, problem.severity) for problem in report.problems] == [
        ("evidence/tracked", Severity.INFO)
    ]
    assert judged(report, "1.2") == ALL
    assert report.ok(strict=True)


@pytest.mark.parametrize("name", ["bad-run.json", ".hidden", "x y", "\x1b[2J", "two\nlines"])
def test_a_file_nobody_mentions(workspace: Example, name: str) -> None:
    (workspace.dossier.parent / "data" / name).write_text("{}")
    report = gate(workspace)
    assert set(rules_of(report)) - {"shape/file-name"} == {"evidence/undeclared"}
    assert workspace.line_of("data:") in {problem.line for problem in report.problems}
    assert judged(report) == set()


def test_a_link_in_place_of_a_raw_file(workspace: Example) -> None:
    file = workspace.dossier.parent / "data/tool.json"
    file.unlink()
    file.symlink_to("../../1.1/data/tool.json")
    report = gate(workspace)
    assert rules_of(report) == ["evidence/raw-file"]
    assert judged(report) == LOAD


@pytest.mark.parametrize("kind", ["gone", "link"])
def test_a_folder_of_raw_files_that_is_none(workspace: Example, kind: str) -> None:
    folder = workspace.dossier.parent / "data"
    if kind == "gone":
        shutil.rmtree(folder)
    else:
        folder.rename(folder.with_name("real"))
        folder.symlink_to("real")
    report = gate(workspace)
    raw = [problem for problem in report.problems if problem.rule == "evidence/raw-file"]
    assert [problem.line for problem in raw] == [
        workspace.line_of("file: data/tool.json"),
        workspace.line_of("file: data/load.csv"),
    ]
    assert judged(report) == set()


def rehash(workspace: Example, name: str, text: str) -> None:
    file = workspace.dossier.parent / "data" / name
    before = hashlib.sha256(file.read_bytes()).hexdigest()
    file.write_text(text)
    workspace.replace(before, hashlib.sha256(file.read_bytes()).hexdigest())


def test_a_sample_edited_by_hand_and_hashed_anew(workspace: Example) -> None:
    import json

    file = workspace.dossier.parent / "data/tool.json"
    native = json.loads(file.read_text())
    target = next(entry for entry in native["benchmarks"] if entry["name"] == "test_sort")
    target["stats"]["data"][3] *= 0.9
    rehash(workspace, "tool.json", json.dumps(native))
    report = gate(workspace)
    assert {problem.rule for problem in report.problems} == {"integrity/summary"}
    assert report.problems[0].line == workspace.line_of("file: data/tool.json")
    assert judged(report) == LOAD


def test_a_statistic_edited_by_hand_and_hashed_anew(workspace: Example) -> None:
    import json

    file = workspace.dossier.parent / "data/tool.json"
    native = json.loads(file.read_text())
    next(entry for entry in native["benchmarks"] if entry["name"] == "test_sort")["stats"]["median"] *= 0.9
    rehash(workspace, "tool.json", json.dumps(native))
    (problem,) = gate(workspace).problems
    assert problem.rule == "integrity/summary"
    assert "median of test_sort" in problem.message


@pytest.mark.parametrize("value", ["nan", "inf", "-inf"])
def test_a_sample_that_is_no_number(workspace: Example, value: str) -> None:
    text = (workspace.dossier.parent / "data/load.csv").read_text()
    rehash(workspace, "load.csv", text + f"fast,{value},9999\n")
    report = gate(workspace)
    assert "integrity/finite" in {problem.rule for problem in report.problems}
    assert judged(report) == TOOL


def test_a_half_written_raw_file(workspace: Example) -> None:
    text = (workspace.dossier.parent / "data/tool.json").read_text()
    rehash(workspace, "tool.json", text[: len(text) // 2])
    (problem,) = gate(workspace).problems
    assert (problem.rule, problem.line) == ("integrity/format", workspace.line_of("file: data/tool.json"))


def test_a_row_without_its_series(workspace: Example) -> None:
    text = (workspace.dossier.parent / "data/load.csv").read_text()
    rehash(workspace, "load.csv", text + ",0.01,9999\n")
    (problem,) = gate(workspace).problems
    assert (problem.rule, problem.line) == ("integrity/format", workspace.line_of("file: data/load.csv"))


def test_several_problems_are_all_reported(workspace: Example) -> None:
    no_sha("tool.json")(workspace)
    for breaking in (
        drop("    command: load --output load.csv"),
        drop("    statistic: p95"),
        swap(">= 2 x", ">= 2"),
        swap("title: Version 1.0", "titel: Version 1.0"),
    ):
        breaking(workspace)
    (workspace.dossier.parent / "data/more.json").write_text("{}")
    found = {problem.rule for problem in gate(workspace).problems}
    assert found >= {
        "evidence/sha256",
        "evidence/command",
        "evidence/statistic",
        "evidence/limit",
        "evidence/undeclared",
        "shape/unknown-key",
        "shape/schema",
    }


def test_the_raw_file_of_another_dossier_cannot_be_borrowed(workspace: Example) -> None:
    workspace.replace("    file: data/tool.json", "    file: ../1.1/data/tool.json")
    report = gate(workspace)
    assert workspace.line_of("../1.1/data") in {problem.line for problem in report.problems}
    assert "sort-median" not in judged(report)


@pytest.mark.parametrize(
    "file", ["/etc/hostname", "//etc/hostname", "data/../../../../bench.py", "data//tool.json"]
)
def test_no_file_outside_is_opened(workspace: Example, file: str) -> None:
    workspace.replace("    file: data/tool.json", f"    file: {file}")
    report = gate(workspace)
    examined = report.examined["demo@1.0"]
    assert "tool" not in examined.files
    assert "sort-median" not in judged(report)


def test_hashes_are_of_this_run(pristine: Example) -> None:
    report = run_gate(pristine.root, only=[V1])
    for dossier in report.workspace.dossiers:
        for name, raw in report.examined[str(dossier.reference)].files.items():
            content = Path(pristine.root / dossier.datasets[name].path).read_bytes()
            assert (raw.sha256, raw.size) == (hashlib.sha256(content).hexdigest(), len(content))
