"""The files other systems run us by: pre-commit, GitHub Actions, GitLab CI. Their scripts are really run here."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft7Validator

from mkdocs_dossiers.cli.main import cli
from tests.cli.running import SCHEMAS, branch, refute
from tests.cli.test_process import PLUGINS
from tests.workspace import Example

ROOT = Path(__file__).parents[2]
DOSSIER = Path(sys.executable).parent / "dossier"


def loaded(path: str) -> Any:
    return yaml.safe_load((ROOT / path).read_text())


def valid(document: Any, schema: str) -> list[str]:
    return [
        error.message
        for error in Draft7Validator(json.loads((SCHEMAS / schema).read_text())).iter_errors(document)
    ]


def installed(place: Path) -> None:
    """Put the command where a script expects what it installed."""
    (place / "bin").mkdir(parents=True)
    (place / "bin/dossier").symlink_to(DOSSIER)


def script(text: str, folder: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    environ = {
        "PATH": os.environ["PATH"],
        "HOME": str(folder),
        "PYTHONPATH": PLUGINS,
        **variables,
    }
    return subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", text],
        cwd=folder,
        env=environ,
        capture_output=True,
        text=True,
        check=False,
    )


class TestAction:
    def test_it_is_what_github_reads(self) -> None:
        assert valid(loaded("action.yml"), "github-action.json") == []
        assert valid({"name": "x", "runs": {"using": "composite"}}, "github-action.json") != []

    def test_inputs_reach_scripts_through_the_environment_only(self) -> None:
        for step in loaded("action.yml")["runs"]["steps"]:
            assert "${{" not in step.get("run", "")

    def test_every_input_and_output_is_used(self) -> None:
        text = (ROOT / "action.yml").read_text()
        for name in loaded("action.yml")["inputs"]:
            assert f"inputs.{name} }}}}" in text
        for name in loaded("action.yml")["outputs"]:
            assert f"printf '{name}=%s\\n'" in text

    def test_what_it_installs_with_is_locked(self) -> None:
        (install,) = (
            step["run"] for step in loaded("action.yml")["runs"]["steps"] if step.get("id") == "install"
        )
        assert "--require-hashes" in install
        assert re.search(r"^hatchling==", (ROOT / "requirements.lock").read_text(), re.MULTILINE)

    def run(
        self, workspace: Example, tmp_path: Path, **inputs: str
    ) -> tuple[subprocess.CompletedProcess[str], dict[str, str], str]:
        """The checking step, as the runner runs it: its outputs and its summary."""
        (step,) = (each for each in loaded("action.yml")["runs"]["steps"] if each.get("id") == "check")
        defaults = {name: each.get("default", "") for name, each in loaded("action.yml")["inputs"].items()}
        values = {**defaults, **{name.replace("_", "-"): value for name, value in inputs.items()}}
        variables = {
            name: values[re.fullmatch(r"\$\{\{ inputs\.([\w-]+) \}\}", text)[1]]  # type: ignore[index]
            for name, text in step["env"].items()
        }
        temporary = tmp_path / "runner temp"
        if not temporary.exists():
            installed(temporary / "dossier")
        done = script(
            step["run"],
            workspace.root,
            RUNNER_TEMP=str(temporary),
            GITHUB_OUTPUT=str(tmp_path / "output"),
            GITHUB_STEP_SUMMARY=str(tmp_path / "summary"),
            GITHUB_SERVER_URL="https://github.example.com",
            GITHUB_REPOSITORY="owner/name",
            GITHUB_SHA="0" * 40,
            **variables,
        )
        written = (tmp_path / "output").read_text() if (tmp_path / "output").exists() else ""
        summary = (tmp_path / "summary").read_text() if (tmp_path / "summary").exists() else ""
        return done, dict(line.split("=", 1) for line in written.splitlines()), summary

    def test_all_is_well(self, workspace: Example, tmp_path: Path) -> None:
        done, outputs, summary = self.run(workspace, tmp_path)
        assert done.returncode == 0, done.stderr
        assert done.stdout.splitlines()[-1].startswith("ok: 15 claims")
        assert summary.startswith("## Performance dossiers: ok")
        assert json.loads(Path(outputs["sarif"]).read_text())["version"] == "2.1.0"
        assert Path(outputs["junit"]).read_text().startswith("<?xml")
        assert Path(outputs["comment"]).read_text() == summary

    def test_a_pull_request_that_breaks_something(self, workspace: Example, tmp_path: Path) -> None:
        branch(workspace)
        line = refute(workspace)
        done, outputs, summary = self.run(
            workspace, tmp_path, base="main", strict="true", comment_file=str(tmp_path / "a comment.md")
        )
        assert done.returncode == 1
        assert f"::error file=dossiers/demo/1.0/dossier.yaml,line={line}," in done.stdout
        assert "### Verdicts that moved" in summary
        assert f"https://github.example.com/owner/name/blob/{'0' * 40}/dossiers/demo/1.0" in summary
        assert outputs["comment"] == str(tmp_path / "a comment.md")
        assert (tmp_path / "a comment.md").read_text() == summary

    def test_inputs_are_data(self, workspace: Example, tmp_path: Path) -> None:
        for value in ("$(touch hacked)", '"; touch hacked; "', "--help", "-x"):
            done, outputs, _ = self.run(workspace, tmp_path, base=value)
            assert done.returncode == 2
            assert outputs == {}
        assert not (workspace.root / "hacked").exists()

    def test_a_folder_that_is_none_stops_it(self, workspace: Example, tmp_path: Path) -> None:
        done, outputs, _ = self.run(workspace, tmp_path, path="nowhere")
        assert done.returncode == 2
        assert outputs == {}


class TestGitLab:
    def test_it_is_what_gitlab_reads(self) -> None:
        assert valid(loaded("ci/gitlab.yml"), "gitlab-ci.json") == []
        assert valid({"job": {"script": 1}}, "gitlab-ci.json") != []

    def run(self, workspace: Example, **variables: str) -> subprocess.CompletedProcess[str]:
        job = loaded("ci/gitlab.yml")["dossier-check"]
        if not (workspace.root / ".dossier").exists():
            installed(workspace.root / ".dossier")
        return script(
            "\n".join(job["script"]),
            workspace.root,
            CI_PROJECT_URL="https://gitlab.example.com/group/name",
            CI_COMMIT_SHA="0" * 40,
            **{**job["variables"], **variables},
        )

    def test_its_script(self, workspace: Example) -> None:
        branch(workspace)
        refute(workspace)
        done = self.run(workspace, CI_MERGE_REQUEST_DIFF_BASE_SHA="main")
        assert done.returncode == 1, done.stderr
        assert "verdict/refuted" in done.stdout
        assert (workspace.root / "dossiers.xml").read_text().startswith("<?xml")
        assert "### Verdicts that moved" in (workspace.root / "dossiers.md").read_text()

    def test_all_is_well(self, workspace: Example) -> None:
        done = self.run(workspace)
        assert done.returncode == 0, done.stderr
        assert (workspace.root / "dossiers.md").read_text().startswith("## Performance dossiers: ok")

    def test_what_it_writes_is_kept(self) -> None:
        artifacts = loaded("ci/gitlab.yml")["dossier-check"]["artifacts"]
        assert artifacts["paths"] == ["dossiers.md", "dossiers.xml"]
        assert artifacts["reports"] == {"junit": "dossiers.xml"}

    @pytest.mark.skipif(shutil.which("curl") is None, reason="no curl")
    def test_a_note_that_cannot_be_written_fails_nothing(self, workspace: Example) -> None:
        done = self.run(
            workspace,
            DOSSIER_TOKEN="secret",  # noqa: S106 - it opens nothing
            CI_MERGE_REQUEST_IID="1",
            CI_PROJECT_ID="1",
            CI_API_V4_URL="http://127.0.0.1:9",
        )
        assert done.returncode == 0
        assert "The note could not be written" in done.stderr
        assert "secret" not in done.stdout + done.stderr


class TestPages:
    """The files that publish a site."""

    def test_the_workflow_is_what_github_reads(self) -> None:
        workflow = loaded("ci/github-pages.yml")
        workflow["on"] = workflow.pop(True)  # YAML 1.1 reads the key as a truth
        assert valid(workflow, "github-workflow.json") == []
        assert valid({"on": "push", "jobs": {"x": {}}}, "github-workflow.json") != []

    def test_its_expressions_name_steps_there_are(self) -> None:
        text = (ROOT / "ci/github-pages.yml").read_text()
        for job in loaded("ci/github-pages.yml")["jobs"].values():
            said = {step.get("id") for step in job["steps"]}
            assert set(re.findall(r"steps\.(\w+)", json.dumps(job))) <= said
            for step in job["steps"]:
                assert "${{" not in step.get("run", "")
        assert set(re.findall(r"\$\{\{ (\w+)", text)) == {"steps"}

    def test_gitlab_reads_the_other(self) -> None:
        assert valid(loaded("ci/gitlab-pages.yml"), "gitlab-ci.json") == []

    @pytest.mark.parametrize("file", ["ci/github-pages.yml", "ci/gitlab-pages.yml"])
    def test_they_build_strictly_with_the_whole_history(self, file: str) -> None:
        text = (ROOT / file).read_text()
        assert "mkdocs build --strict" in text
        assert re.search(r"fetch-depth: 0|GIT_DEPTH: \"0\"", text)
        assert "SITE_URL" in text


class TestPreCommit:
    def test_every_hook_is_a_command_there_is(self) -> None:
        hooks = loaded(".pre-commit-hooks.yaml")
        assert [hook["id"] for hook in hooks] == ["dossier-check", "dossier-check-all"]
        for hook in hooks:
            assert {"id", "name", "entry", "language"} <= set(hook)
            command, *arguments = hook["entry"].split()
            assert command == "dossier"
            context = cli.make_context("dossier", arguments, resilient_parsing=True)
            assert cli.get_command(context, arguments[0]) is not None

    @pytest.mark.parametrize("path", ["dossiers/demo/project.yaml", "sub/dossiers/demo/1.0/data/x.csv"])
    def test_it_looks_at_dossiers(self, path: str) -> None:
        (hook, _) = loaded(".pre-commit-hooks.yaml")
        assert re.search(hook["files"], path)
        assert not re.search(hook["files"], "src/mydossiers.py")
