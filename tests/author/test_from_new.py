"""From a draft that `dossier new` wrote to a published one, by commands alone: no document is edited by hand."""

from __future__ import annotations

import yaml

from mkdocs_dossiers.check.gate import run_gate
from mkdocs_dossiers.model.measurement import Verdict
from mkdocs_dossiers.model.reference import Reference
from tests.author.conftest import Desk
from tests.workspace import git

METRIC = ("--metric", "latency=latency_s:s")
BENCH = ("--", "sh", "bench.sh")
NEXT = "sums@2.0"


def begun(desk: Desk, *more: str) -> None:
    result = desk.run("new", NEXT, *more)
    assert result.exit_code == 0, result.output


def recorded(desk: Desk, *arguments: str, name: str = "sum") -> str:
    result = desk.run("record", "--cwd", str(desk.root), NEXT, name, *arguments)
    assert result.exit_code == 0, result.output
    return result.stderr


def text(desk: Desk) -> str:
    return (desk.root / "dossiers/sums/2.0/dossier.yaml").read_text()


def test_without_a_version_before(desk: Desk) -> None:
    begun(desk, "--bare")
    said = recorded(desk, *METRIC, *BENCH)
    assert "The recipe got a step that gives it" in said
    steps = yaml.safe_load(text(desk))["reproduce"]["steps"]
    assert steps[-1] == {"does": "Measure sum", "run": "sh bench.sh", "gives": "data/sum.csv", "minutes": 1}
    assert desk.run("claim", NEXT, "--write", "sum-median").exit_code == 0
    git(desk.root, "add", "dossiers/sums/2.0", "dossiers/sums/project.yaml")
    report = run_gate(desk.root, only=[Reference("sums", "2.0")])
    assert [each.rule for each in report.problems if each.severity.value == "error"] == []
    result = desk.run("publish", NEXT)
    assert result.exit_code == 0, result.output
    assert "\nstatus: published\n" in text(desk)


def test_a_step_of_a_tool_that_prints_says_where_to(desk: Desk) -> None:
    begun(desk, "--bare")
    recorded(desk, *METRIC, "--output", "-", "--", "sh", "-c", "sh bench.sh >&2; cat out.csv; rm out.csv")
    steps = yaml.safe_load(text(desk))["reproduce"]["steps"]
    assert steps[-1]["run"].endswith(f" > {steps[-1]['gives'].removeprefix('data/')}")


def test_with_the_claims_of_the_version_before(desk: Desk) -> None:
    desk.measured()
    begun(desk)
    (desk.root / "out.csv").unlink()
    said = recorded(desk, "--", "sh", "-c", "sh bench.sh; echo 0.001 >> out.csv")
    assert "note: The dossier is about" not in said
    entry = yaml.safe_load(text(desk))["data"]["sum"]
    assert entry["columns"] == {"metrics": {"latency": {"column": "latency_s", "unit": "s"}}}
    assert entry["sha256"]
    git(desk.root, "add", "dossiers/sums/2.0", "dossiers/sums/project.yaml")
    report = run_gate(desk.root, only=[Reference("sums", "2.0")])
    assert [found.verdict for found in report.judgements.values()] == [Verdict.SUPPORTED]
    assert desk.run("record", "--cwd", str(desk.root), NEXT, "sum", *BENCH).exit_code == 1, (
        "it is measured now"
    )


def test_the_commit_follows_while_only_dossiers_are_committed(desk: Desk) -> None:
    begun(desk, "--bare")
    git(desk.root, "add", "dossiers")
    git(desk.root, "commit", "--quiet", "--message=Begin a dossier")
    head = git(desk.root, "rev-parse", "HEAD")
    said = recorded(desk, *METRIC, *BENCH)
    assert f"The dossier is about commit {head[:12]} now" in said
    found = yaml.safe_load(text(desk))
    assert found["subject"]["commit"] == head
    assert found["reproduce"]["steps"][0]["run"] == f"git checkout {head}"
    assert desk.commit not in text(desk)


def test_it_does_not_follow_when_something_else_was_committed(desk: Desk) -> None:
    begun(desk, "--bare")
    (desk.root / "bench.sh").write_text("echo other\n")
    git(desk.root, "commit", "--all", "--quiet", "--message=Another benchmark")
    result = desk.run("record", "--cwd", str(desk.root), NEXT, "sum", *METRIC, *BENCH)
    assert result.exit_code == 1
    assert "--set-commit" in result.stderr


def test_it_does_not_follow_once_something_is_measured(desk: Desk) -> None:
    begun(desk, "--bare")
    recorded(desk, *METRIC, *BENCH)
    git(desk.root, "add", "dossiers")
    git(desk.root, "commit", "--quiet", "--message=One dataset")
    result = desk.run("record", "--cwd", str(desk.root), NEXT, "again", *METRIC, *BENCH)
    assert result.exit_code == 1
    assert "git worktree add" in result.stderr


def test_a_dossier_begun_before_the_first_commit(desk: Desk) -> None:
    git(desk.root, "update-ref", "-d", "HEAD")
    begun(desk, "--bare")
    assert "git checkout COMMIT" in text(desk)
    git(desk.root, "add", "bench.sh", ".gitignore")
    git(desk.root, "commit", "--quiet", "--message=First")
    head = git(desk.root, "rev-parse", "HEAD")
    recorded(desk, *METRIC, *BENCH)
    found = yaml.safe_load(text(desk))
    assert found["subject"]["commit"] == head
    assert found["reproduce"]["steps"][0]["run"] == f"git checkout {head}"
