"""``dossier diff``: two versions, two commits, a dossier and its reproduction."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from click.testing import CliRunner, Result

from mkdocs_dossiers.cli.main import cli
from tests.cli.running import HOSTILE, commit, refute
from tests.cli.test_trace import keys_of
from tests.workspace import Example, git, write_reproduction

SCHEMA = json.loads(Path("schema/difference.schema.json").read_text(encoding="utf-8"))
TEAM = "2026-11-21-platform-team"


def diff(workspace: Example, *arguments: str) -> Result:
    result = CliRunner().invoke(cli, ["diff", "--root", str(workspace.root), *arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def found(workspace: Example, *arguments: str) -> dict[str, Any]:
    result = diff(workspace, *arguments, "--format", "json")
    assert result.exit_code == 0, result.stderr
    loaded = json.loads(result.stdout)
    assert isinstance(loaded, dict)
    jsonschema.validate(loaded, SCHEMA, jsonschema.Draft202012Validator)
    return loaded


def test_every_key_is_documented(pristine: Example) -> None:
    text = Path("docs/audit.md").read_text(encoding="utf-8")
    every = keys_of(found(pristine, "demo@1.0", TEAM)) | keys_of(found(pristine, "demo@1.0", "1.1"))
    assert not [key for key in every - {"field", "title", "path"} if f"`{key}`" not in text]


def claims_of(entry: dict[str, Any]) -> dict[str, Any]:
    return {claim["claim"]: claim for claim in entry["claims"]}


@pytest.mark.parametrize("second", ["demo@1.1", "1.1"])
def test_two_versions(pristine: Example, second: str) -> None:
    (entry,) = found(pristine, "demo@1.0", second)["dossiers"]
    claims = claims_of(entry)
    assert claims["sort-median"]["what"] == "same"
    assert claims["sort-median"]["movement"]["word"] == "not compared"
    assert "same raw files" in claims["sort-median"]["movement"]["reason"]
    assert claims["fast-p95"]["what"] == "changed"
    assert claims["fast-p95"]["movement"]["word"] in ("cannot tell", "did not move")
    assert claims["fast-p95"]["movement"]["low"] < 0 < claims["fast-p95"]["movement"]["high"]
    assert [each["dataset"] for each in entry["data"]] == ["tool", "load"]
    assert entry["environments"][0]["same"] is True
    assert entry["recipe"] == []
    assert entry["commit"]["files"] == []


def test_a_dossier_and_a_slower_reproduction(workspace: Example) -> None:
    folder = workspace.root / "dossiers/demo/1.1"
    write_reproduction(workspace.root, "1.1", workspace.commit, scale=3.0)
    assert (folder / "reproductions" / TEAM).is_dir()
    commit(workspace)
    (entry,) = found(workspace, "demo@1.1", TEAM)["dossiers"]
    claims = claims_of(entry)
    assert "sort-median" in claims
    assert claims["sort-median"]["what"] == "gone"
    slower = claims["fast-p95"]
    assert slower["before"]["verdict"] == "supported"
    assert slower["after"]["verdict"] == "not reproduced"
    assert slower["movement"]["word"] == "moved"
    assert slower["movement"]["better"] is False
    assert slower["movement"]["low"] > 100
    assert claims["speedup"]["after"]["verdict"] == "reproduced"
    (pair,) = entry["environments"]
    assert [each["field"] for each in pair["material"]] == ["cpu.model"]
    text = diff(workspace, "demo@1.1", f"demo@1.1/reproductions/{TEAM}").stdout
    assert "not reproduced: " in text
    assert "Another Processor 9000" in text


def test_two_commits(workspace: Example) -> None:
    refute(workspace)
    workspace.replace("does: Measure the load", "does: Measure the load twice")
    commit(workspace, "Claim more")
    result = found(workspace, "HEAD~1", "HEAD")
    (entry,) = result["dossiers"]
    claims = claims_of(entry)
    assert entry["before"] == "demo@1.0 at HEAD~1"
    assert claims["fast-p95"]["before"]["verdict"] == "supported"
    assert claims["fast-p95"]["after"]["verdict"] == "refuted"
    assert {each["key"] for each in claims["fast-p95"]["changed"]} == {"says", "holds"}
    assert claims["speedup"]["what"] == "same"
    assert "twice" in entry["recipe"][0]["after"]
    text = diff(workspace, "HEAD~1", "HEAD").stdout
    assert "refuted" in text
    assert "<= 20 ms → <= 5 ms" in text


def test_a_dossier_that_came_with_a_commit(workspace: Example) -> None:
    git(workspace.root, "rm", "-r", "--quiet", "dossiers/demo/1.2")
    commit(workspace, "Remove the draft")
    result = found(workspace, "HEAD", "HEAD~1")
    assert [each["dossier"] for each in result["added"]] == ["demo@1.2"]
    assert len(result["added"][0]["claims"]) == 5
    result = found(workspace, "HEAD~1", "HEAD")
    assert [each["dossier"] for each in result["gone"]] == ["demo@1.2"]


def test_nothing_is_checked_out_and_nothing_differs(workspace: Example) -> None:
    (workspace.root / "bench.py").write_text("print('not committed')\n")
    text = diff(workspace, "HEAD", "main").stdout
    assert text == "No dossier differs between HEAD and main.\n"
    assert (workspace.root / "bench.py").read_text() == "print('not committed')\n"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("demo@1.0", "1.7"), "Did you mean 1."),
        (("demo@9.9", "1.1"), "There is no demo@9.9."),
        (("demo@1.0", "other@1.1"), "two projects"),
        (("--", "--output=x", "HEAD"), "not the name of a branch"),
        (("main", "no-such-branch"), "knows no branch, tag or commit 'no-such-branch'"),
        (("demo@1.0", "../../etc"), "neither a version"),
        (("main", "a\x1b[31m"), "not the name of a branch"),
    ],
)
def test_what_is_not_there(pristine: Example, arguments: tuple[str, ...], said: str) -> None:
    result = diff(pristine, *arguments)
    assert result.exit_code == 2
    assert said in result.stderr
    assert result.stdout == ""
    assert "\x1b" not in result.stderr


def test_hostile_text_stays_text(workspace: Example) -> None:
    file = workspace.root / "dossiers/demo/1.1/dossier.yaml"
    text = "Requests of the fast arm take at most 20 ms at the 95th percentile."
    file.write_text(file.read_text().replace(text, f"'{HOSTILE.replace(chr(39), '')}'"))
    assert "<script>" in diff(workspace, "demo@1.0", "1.1").stdout
    comment = diff(workspace, "demo@1.0", "1.1", "--format", "markdown").stdout
    assert "<script" not in comment
    assert "@everyone" not in comment
    assert "alert" in comment


def test_what_cannot_be_read(workspace: Example) -> None:
    workspace.dossier.write_text("version: [")
    result = diff(workspace, "demo@1.0", "1.1")
    assert result.exit_code == 2
    assert "demo@1.0 cannot be read" in result.stderr


def test_outside_a_repository(workspace: Example, tmp_path: Path) -> None:
    (tmp_path / "plain/dossiers").mkdir(parents=True)
    result = CliRunner().invoke(cli, ["diff", "--root", str(tmp_path / "plain"), "main", "HEAD"])
    assert result.exit_code == 2
    assert "not a git repository" in result.stderr
