"""``dossier check``: exit codes, the machine-readable report, and what arguments name."""

from __future__ import annotations

import json
from typing import Any

import pytest
from click.testing import CliRunner, Result

from mkdocs_dossiers.cli.main import cli
from tests.cli.running import doubt, refute
from tests.workspace import Example, commit_edits

PROBLEM = ["rule", "severity", "path", "line", "column", "message", "fix"]
VERDICT = ["claim", "verdict", "statistic", "value", "low", "high", "unit", "n"]


def run(*arguments: str) -> Result:
    result = CliRunner().invoke(cli, list(arguments))
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def check(workspace: Example, *arguments: str) -> Result:
    commit_edits(workspace.root)
    return run("check", "--root", str(workspace.root), *arguments)


def report(workspace: Example, *arguments: str) -> dict[str, Any]:
    loaded = json.loads(check(workspace, "--format", "json", *arguments).stdout, parse_constant=no_constant)
    assert isinstance(loaded, dict)
    return loaded


def no_constant(name: str) -> float:
    raise AssertionError(f"{name} is not JSON")


class TestExitCodes:
    def test_0_when_all_is_well(self, pristine: Example) -> None:
        assert check(pristine).exit_code == 0

    def test_1_when_problems_are_found(self, workspace: Example) -> None:
        workspace.replace("<= 20 ms", "<= 5 ms")
        assert check(workspace, "demo@1.0").exit_code == 1

    def test_warnings_alone_are_0_and_strictly_1(self, workspace: Example) -> None:
        doubt(workspace)
        assert check(workspace, "demo@1.0").exit_code == 0
        assert check(workspace, "demo@1.0", "--strict").exit_code == 1

    def test_information_alone_is_0_even_strictly(self, workspace: Example) -> None:
        workspace.replace("gives: data/load.csv, minutes: 1", "gives: data/load.csv")
        assert check(workspace, "demo@1.0", "--strict").exit_code == 0

    @pytest.mark.parametrize(
        "arguments",
        [
            ["--no-such-option"],
            ["--format", "yaml"],
            ["Not A Reference"],
            ["/etc"],
            ["--clone", "nonsense"],
            ["--clone", "url=/no/such/folder"],
        ],
    )
    def test_2_when_it_cannot_run(self, pristine: Example, arguments: list[str]) -> None:
        result = check(pristine, *arguments)
        assert result.exit_code == 2
        assert result.stdout == ""
        assert "Error: " in result.stderr

    def test_2_where_there_are_no_dossiers(self, tmp_path: Any) -> None:
        result = run("check", "--root", str(tmp_path))
        assert result.exit_code == 2
        assert "There is no folder dossiers/" in result.stderr


class TestJson:
    def test_its_keys_and_their_order_are_fixed(self, workspace: Example) -> None:
        refute(workspace)
        found = report(workspace, "demo@1.0")
        assert list(found) == ["ok", "counts", "problems", "verdicts"]
        assert list(found["counts"]) == ["projects", "dossiers", "claims", "datasets"]
        assert [list(problem) for problem in found["problems"]] == [PROBLEM]
        assert [list(verdict) for verdict in found["verdicts"]] == [VERDICT] * 5

    def test_a_sound_workspace(self, pristine: Example) -> None:
        found = report(pristine)
        assert found["ok"] is True
        assert found["problems"] == []
        assert found["counts"] == {"projects": 1, "dossiers": 3, "claims": 15, "datasets": 6}
        claims = [verdict["claim"] for verdict in found["verdicts"]]
        assert claims == sorted(claims)
        assert len(claims) == 15

    def test_a_verdict_holds_its_numbers(self, pristine: Example) -> None:
        (found,) = report(pristine, "demo@1.0/speedup")["verdicts"]
        assert (found["claim"], found["verdict"], found["statistic"]) == (
            "demo@1.0/speedup",
            "supported",
            "median",
        )
        assert (found["unit"], found["n"]) == ("x", 400)
        assert found["low"] < found["value"] < found["high"]

    def test_a_problem_holds_its_place(self, workspace: Example) -> None:
        line = refute(workspace)
        (found,) = report(workspace, "demo@1.0")["problems"]
        assert (found["rule"], found["severity"]) == ("verdict/refuted", "error")
        assert (found["path"], found["line"], found["column"]) == ("dossiers/demo/1.0/dossier.yaml", line, 12)

    def test_severities_are_three_words(self, workspace: Example) -> None:
        doubt(workspace)
        workspace.replace("gives: data/load.csv, minutes: 1", "gives: data/load.csv")
        refute(workspace)
        assert {problem["severity"] for problem in report(workspace, "demo@1.0")["problems"]} == {
            "error",
            "warning",
            "info",
        }

    def test_an_open_bound_is_null(self, workspace: Example) -> None:
        workspace.replace("statistic: p95", "statistic: p99.9")
        workspace.replace("95th percentile", "99.9th percentile")
        (found,) = report(workspace, "demo@1.0/fast-p95")["verdicts"]
        assert (found["verdict"], found["high"]) == ("inconclusive", None)

    def test_strictness_is_in_ok(self, workspace: Example) -> None:
        doubt(workspace)
        assert report(workspace, "demo@1.0")["ok"] is True
        assert report(workspace, "demo@1.0", "--strict")["ok"] is False

    def test_two_runs_are_the_same_bytes(self, pristine: Example) -> None:
        one, other = (check(pristine, "--format", "json").stdout_bytes for _ in range(2))
        assert one == other


class TestArguments:
    @pytest.mark.parametrize(
        ("what", "claims"),
        [
            ("demo", 15),
            ("demo@1.0", 5),
            ("demo@1.0/speedup", 1),
            ("dossiers", 15),
            (".", 15),
            ("dossiers/demo", 15),
            ("dossiers/demo/project.yaml", 15),
            ("dossiers/demo/1.0", 5),
            ("dossiers/demo/1.0/", 5),
            ("dossiers/demo/1.0/dossier.yaml", 5),
            ("dossiers/demo/1.0/data/tool.json", 5),
            ("dossiers/demo/1.0/environments/host.json", 5),
            ("dossiers/demo/../demo/1.1", 5),
        ],
    )
    def test_a_reference_or_a_path(
        self, pristine: Example, what: str, claims: int, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.chdir(pristine.root)
        result = run("check", "--format", "json", what)
        assert result.exit_code == 0
        assert json.loads(result.stdout)["counts"]["claims"] == claims

    def test_several(self, pristine: Example) -> None:
        assert report(pristine, "demo@1.0", "demo@1.1/speedup")["counts"]["claims"] == 6

    def test_from_a_folder_further_down(self, pristine: Example, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.chdir(pristine.root / "dossiers/demo/1.0/data")
        assert json.loads(run("check", "--format", "json").stdout)["counts"]["claims"] == 15
        assert json.loads(run("check", "--format", "json", "..").stdout)["counts"]["claims"] == 5

    def test_through_a_link(self, pristine: Example, tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
        (tmp_path / "link").symlink_to(pristine.root)
        monkeypatch.chdir(tmp_path / "link")
        assert run("check", "dossiers/demo/1.0").exit_code == 0

    @pytest.mark.parametrize("what", ["other", "demo@9.9", "demo@1.0/nope"])
    def test_what_is_not_there_is_a_problem(self, pristine: Example, what: str) -> None:
        result = check(pristine, what)
        assert result.exit_code == 1
        assert f"There is no {what}." in result.stdout
        assert "Traceback" not in result.output

    @pytest.mark.parametrize("file", ["reported.yaml", "notes.txt"])
    def test_another_file_of_a_project_means_the_project(self, workspace: Example, file: str) -> None:
        path = workspace.root / "dossiers/demo" / file
        path.write_text("schema: 1\n")
        result = check(workspace, str(path))
        assert "There is no demo@" not in result.stdout

    def test_a_clone_verifies_a_foreign_commit(self, workspace: Example, pristine: Example) -> None:
        workspace.replace('repository: "."', "repository: https://example.org/x")
        found = report(workspace, "demo@1.0", "--clone", f"https://example.org/x={pristine.root}")
        assert found["problems"] == []


class TestText:
    def test_a_problem_shows_its_line_and_what_to_do(self, workspace: Example) -> None:
        line = workspace.replace("    statistic: p95", "    statistics: p95")
        text = check(workspace, "demo@1.0").stdout
        assert f"dossiers/demo/1.0/dossier.yaml:{line}:5: error [shape/unknown-key]" in text
        assert f"{line} |     statistics: p95" in text
        assert "fix: Did you mean 'statistic'?" in text

    def test_the_sum_is_the_last_line(self, pristine: Example) -> None:
        last = check(pristine).stdout.splitlines()[-1]
        assert last.startswith("ok: 15 claims recomputed from 6 raw files in 3 dossiers of 1 project by ")
        assert last.endswith(" rules")

    def test_verdicts_are_listed(self, pristine: Example) -> None:
        assert "supported    demo@1.0/fast-p95" in check(pristine).stdout

    def test_nothing_for_people_is_on_stdout_with_json(self, pristine: Example) -> None:
        result = check(pristine, "--format", "json")
        json.loads(result.stdout)
        assert result.stderr == ""

    def test_there_is_no_colour_where_there_is_no_terminal(self, workspace: Example) -> None:
        workspace.replace("<= 20 ms", "<= 5 ms")
        assert "\x1b" not in check(workspace, "demo@1.0").output
