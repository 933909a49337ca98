"""Ways to get a claim through that must not work, each refused by the rule that is meant for it."""

from __future__ import annotations

import hashlib
import json
import shutil
import time
from pathlib import Path

import pytest

from mkdocs_dossiers.check.gate import Report
from mkdocs_dossiers.measure.inspection import NotReadable, inspect_file
from mkdocs_dossiers.model.reference import Reference
from tests.workspace import Example, git, run_gate

V1 = Reference("demo", "1.0")


def refused(workspace: Example, rule: str, reference: Reference = V1) -> Report:
    report = run_gate(workspace.root, only=[reference])
    assert rule in {problem.rule for problem in report.problems}
    assert not report.ok()
    return report


@pytest.mark.parametrize("commit", ['"' + "0" * 40 + '\\n"', '"' + "0" * 41 + '"', '"HEAD"', '"-x"'])
def test_a_commit_that_is_nearly_one(workspace: Example, commit: str) -> None:
    workspace.replace(workspace.commit, commit)
    report = run_gate(workspace.root, only=[V1])
    assert not report.ok()
    assert not report.judgements


@pytest.mark.parametrize("repository", ["./", "..", "/", "file:///tmp/x", "ext::sh -c x", "--upload-pack=x"])
def test_a_repository_that_is_neither_this_one_nor_a_url(workspace: Example, repository: str) -> None:
    workspace.replace('repository: "."', f"repository: {json.dumps(repository)}")
    report = refused(workspace, "commit/repository")
    assert not report.judgements


def test_a_project_cannot_count_milliseconds(workspace: Example) -> None:
    project = workspace.root / "dossiers/demo/project.yaml"
    project.write_text(project.read_text() + "counts: [ms, us]\n")
    workspace.replace("holds: <= 20 ms", "holds: <= 20 us")
    report = run_gate(workspace.root, only=[Reference("demo", "1.0", "fast-p95")])
    assert not report.ok()


def test_a_rate_of_latencies(workspace: Example) -> None:
    workspace.replace("metric: ended", "metric: latency")
    refused(workspace, "statistics/rate")


def test_samples_that_are_missing_are_not_samples(workspace: Example) -> None:
    file = workspace.dossier.parent / "data/tool.json"
    before = hashlib.sha256(file.read_bytes()).hexdigest()
    raw = json.loads(file.read_text())
    for benchmark in raw["benchmarks"]:
        benchmark["stats"]["data"] += [None] * 1000
    file.write_text(json.dumps(raw))
    workspace.replace(before, hashlib.sha256(file.read_bytes()).hexdigest())
    refused(workspace, "integrity/finite")


def test_one_file_as_two_datasets(workspace: Example) -> None:
    text = workspace.text()
    block = text[text.index("  tool:\n") : text.index("  load:\n")]
    workspace.dossier.write_text(
        text.replace("  load:\n", block.replace("  tool:", "  again:") + "  load:\n", 1)
    )
    refused(workspace, "integrity/same-file")


def test_old_data_for_new_code(workspace: Example) -> None:
    (workspace.root / "bench.py").write_text("print('changed')\n")
    git(workspace.root, "commit", "--quiet", "--all", "--message=Change what is measured")
    new = git(workspace.root, "rev-parse", "HEAD")
    target = workspace.root / "dossiers/demo/2.0"
    shutil.copytree(workspace.dossier.parent, target)
    file = target / "dossier.yaml"
    file.write_text(file.read_text().replace(workspace.commit, new).replace('"1.0"', '"2.0"'))
    git(workspace.root, "add", "--force", ".")
    refused(workspace, "integrity/same-file", Reference("demo"))


def test_an_environment_nobody_committed(workspace: Example) -> None:
    folder = workspace.dossier.parent / "environments"
    shutil.copy(folder / "host.json", folder / "other.json")
    text = workspace.text().replace("environment: host", "environment: other")
    workspace.dossier.write_text(text)
    refused(workspace, "evidence/tracked")


def test_comments_that_make_a_pattern_slow(tmp_path: Path) -> None:
    file = tmp_path / "x.xml"
    file.write_text("<!---->" * 5000 + "!")
    start = time.process_time()
    with pytest.raises(NotReadable):
        inspect_file(file)
    assert time.process_time() - start < 3


def test_a_file_name_that_is_not_text(workspace: Example) -> None:
    from mkdocs_dossiers.cli.output import report_json, report_text

    (workspace.dossier.parent / "data" / b"\xff.json".decode("utf-8", "surrogateescape")).write_text("{}")
    report = refused(workspace, "evidence/undeclared")
    report_json.render(report, strict=False).encode()
    report_text.render(report, strict=False).encode()


@pytest.mark.parametrize("value", ["5", "true", "1.5", "{}", "host name", "null"])
def test_a_disclosure_of_another_form(workspace: Example, value: str) -> None:
    workspace.replace("discloses: [host name]", f"discloses: {value}")
    refused(workspace, "privacy/host-name") if value == "null" else refused(workspace, "shape/schema")
