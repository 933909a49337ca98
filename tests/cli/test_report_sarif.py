"""SARIF: valid by its own schema, every rule described, fingerprints that outlive moved lines."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import Any

from jsonschema import Draft4Validator, FormatChecker

from mkdocs_dossiers.check.rule import rules
from tests.cli.running import HOSTILE, SCHEMAS, doubt, found, output, refute
from tests.workspace import Example


@lru_cache(maxsize=1)
def schema() -> Draft4Validator:
    return Draft4Validator(
        json.loads((SCHEMAS / "sarif-2.1.0.json").read_text()), format_checker=FormatChecker()
    )


def sarif(workspace: Example, *arguments: str) -> dict[str, Any]:
    """The one run, from a log that its schema accepts."""
    log = json.loads(output(workspace, "sarif", *arguments))
    assert [error.message for error in schema().iter_errors(log)] == []
    (run,) = log["runs"]
    assert isinstance(run, dict)
    return run


def fingerprints(run: dict[str, Any]) -> list[str]:
    return [next(iter(result["partialFingerprints"].values())) for result in run["results"]]


def broken(workspace: Example) -> None:
    refute(workspace)
    workspace.replace("of: tool/test_sort", "of: toool/test_sort")
    workspace.replace('repository: "."', "repository: https://example.org/x")
    workspace.replace("gives: data/load.csv, minutes: 1", "gives: data/load.csv")
    doubt(workspace)


def test_the_schema_can_say_no() -> None:
    assert not schema().is_valid({"version": "2.1.0"})
    assert not schema().is_valid({"version": "2.1.0", "runs": [{"tool": {"driver": {}}}]})


def test_a_sound_workspace_has_rules_and_no_failures(pristine: Example) -> None:
    run = sarif(pristine)
    assert {result["level"] for result in run["results"]} <= {"note"}
    assert run["invocations"] == [{"executionSuccessful": True, "exitCode": 0}]
    listed = {rule["id"]: rule for rule in run["tool"]["driver"]["rules"]}
    for rule, _ in rules():
        assert listed[rule.slug]["shortDescription"]["text"] == rule.because
        assert listed[rule.slug]["help"]["text"] == rule.fix
    assert list(listed) == sorted(listed)


def test_every_problem_is_a_result_with_its_region(workspace: Example) -> None:
    broken(workspace)
    run = sarif(workspace, "demo@1.0")
    problems = found(workspace, "demo@1.0")["problems"]
    levels = {"error": "error", "warning": "warning", "info": "note"}
    assert {levels[problem["severity"]] for problem in problems} == {"error", "warning", "note"}
    assert len(run["results"]) == len(problems)
    for result, problem in zip(run["results"], problems, strict=True):
        place = result["locations"][0]["physicalLocation"]
        assert result["ruleId"] == problem["rule"]
        assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == problem["rule"]
        assert result["level"] == levels[problem["severity"]]
        assert place["artifactLocation"]["uri"] == problem["path"]
        assert place["region"] == {"startLine": problem["line"], "startColumn": problem["column"]}
    assert run["invocations"][0]["exitCode"] == 1


def test_fingerprints_outlive_moved_lines(workspace: Example) -> None:
    broken(workspace)
    before = fingerprints(sarif(workspace, "demo@1.0"))
    assert len(set(before)) == len(before)
    workspace.dossier.write_text("# one\n# two\n# three\n" + workspace.text())
    assert fingerprints(sarif(workspace, "demo@1.0")) == before
    workspace.replace("of: toool/test_sort", "of: tooool/test_sort")
    assert len(set(fingerprints(sarif(workspace, "demo@1.0"))) ^ set(before)) == 2


def test_all_of_many_are_there(workspace: Example) -> None:
    workspace.dossier.write_text(
        workspace.text() + "".join(f"unknown-{number}: 1\n" for number in range(2000))
    )
    run = sarif(workspace, "demo@1.0")
    assert sum(result["ruleId"] == "shape/unknown-key" for result in run["results"]) == 2000
    assert len(set(fingerprints(run))) == len(run["results"])


def test_hostile_text_and_paths_stay_what_they_are(workspace: Example) -> None:
    text = HOSTILE.replace('"', "'")
    workspace.replace("of: tool/test_sort", f'of: "tool/{text}"')
    place = workspace.root / "dossiers/demo/1.0/reproductions/a b#?%é"
    place.mkdir(parents=True)
    (place / "reproduction.yaml").write_text("[")
    uris = {
        result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
        for result in sarif(workspace, "demo@1.0")["results"]
    }
    assert "dossiers/demo/1.0/reproductions/a%20b%23%3F%25%C3%A9/reproduction.yaml" in uris
