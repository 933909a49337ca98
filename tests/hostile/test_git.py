"""What a stranger can write into a repository for git to find."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from mkdocs_dossiers.cli.main import cli
from tests.hostile.sound import V1, reported
from tests.workspace import Example, commit_edits, git, keep_records

OPTIONS = ["--upload-pack=touch HACKED", "-oProxyCommand=touch HACKED", "--output=HACKED", "-"]
NO_COMMITS = [*OPTIONS, "HEAD", "main", ":/x", "@{-1}", "A" * 40, "^HEAD", "a..b", "\u0430" * 40]
NO_REPOSITORIES = [
    *OPTIONS, "ext::sh -c 'touch HACKED'", "fd::17", "file:///etc", "ssh://-oProxyCommand=touch/x",
    "git@-oProxyCommand=x:y", "https://example.org/x --upload-pack=y", "http://[::1", "\\\\host\\x",
]  # fmt: skip


def unharmed(workspace: Example) -> None:
    assert not list(workspace.root.rglob("HACKED*"))
    assert not list(Path.cwd().glob("HACKED*"))


@pytest.mark.parametrize("commit", NO_COMMITS)
def test_a_commit_that_is_an_option_or_a_revision(workspace: Example, commit: str) -> None:
    line = workspace.replace(f"&commit {workspace.commit}", f"&commit {json.dumps(commit)}")
    report = reported(workspace.root, V1)
    assert line in {problem.line for problem in report.problems}
    assert not report.judgements
    unharmed(workspace)


@pytest.mark.parametrize("repository", NO_REPOSITORIES)
def test_a_repository_that_is_an_option_or_a_program(workspace: Example, repository: str) -> None:
    line = workspace.replace('repository: "."', f"repository: {json.dumps(repository)}")
    report = reported(workspace.root, V1)
    assert ("commit/repository", line) in {(problem.rule, problem.line) for problem in report.problems}
    assert not report.judgements
    unharmed(workspace)


@pytest.mark.parametrize("key", ["tree", "tag"])
@pytest.mark.parametrize("value", OPTIONS)
def test_a_tree_or_tag_that_is_an_option(workspace: Example, key: str, value: str) -> None:
    workspace.replace('{repository: "."', f'{{{key}: {json.dumps(value)}, repository: "."')
    assert not reported(workspace.root, V1).ok()
    unharmed(workspace)


@pytest.mark.parametrize("ref", [*OPTIONS, "HEAD --output=HACKED", "\0", "x" * 10_000, "main:dossiers"])
def test_a_base_that_is_an_option(workspace: Example, ref: str) -> None:
    found = CliRunner().invoke(cli, ["check", "--root", str(workspace.root), f"--base={ref}"])
    assert found.exit_code == 2
    assert len(found.stderr) < 600
    unharmed(workspace)


def test_attributes_and_settings_below_the_dossiers_run_nothing(workspace: Example) -> None:
    """Filters, external diffs, monitors, hooks: git takes them from its own settings only, not from a checkout."""
    program = workspace.root / "run.sh"
    program.write_text(f"#!/bin/sh\ntouch {workspace.root}/HACKED\ncat\n")
    program.chmod(0o755)
    (workspace.root / "dossiers/.gitattributes").write_text("* filter=evil diff=evil merge=evil ident\n")
    settings = "\n".join(
        [
            f"[core]\n\tfsmonitor = {program}\n\tpager = {program}\n\thooksPath = {program.parent}",
            f'[filter "evil"]\n\tclean = {program}\n\tsmudge = {program}\n\tprocess = {program}',
            f'[diff "evil"]\n\tcommand = {program}\n\ttextconv = {program}\n',
        ]
    )
    (workspace.root / "dossiers/.gitconfig").write_text(settings)
    data = workspace.dossier.parent / "data"
    for place in (data / "nested.git", workspace.root / "dossiers/demo/nested"):
        git(workspace.root, "init", "--quiet", "--bare", str(place))
        with (place / "config").open("a") as file:
            file.write(settings)
    (workspace.root / ".gitmodules").write_text(
        '[submodule "x"]\n\tpath = dossiers/demo/x\n\turl = ext::sh -c touch% HACKED\n\tupdate = !touch HACKED\n'
    )
    git(workspace.root, "add", "--force", ".gitmodules", "dossiers/.gitattributes", "dossiers/.gitconfig")
    git(workspace.root, "commit", "--quiet", "--message=Attributes")
    (data / ".git").write_text("gitdir: nested.git\n")
    reported(workspace.root)
    check = ["check", "--root", str(workspace.root), "--format", "markdown", "--base"]
    for base in ("HEAD", "HEAD~1"):
        assert CliRunner().invoke(cli, [*check, base]).exit_code in (0, 1)
    unharmed(workspace)


def test_names_of_tags_and_branches_and_subjects_reach_no_terminal_raw(workspace: Example) -> None:
    """Git takes almost any character in them."""
    subject = "evil\u202etext\x1b[2J" + "x" * 5000
    git(workspace.root, "commit", "--quiet", "--allow-empty", f"--message={subject}")
    commit = git(workspace.root, "rev-parse", "HEAD")
    for name in ("v1\u202egpj.1", "v1;id", "v1`id`", "v1<script>", "v1|x", "v1$(id)"):
        git(workspace.root, "tag", name, commit)
    git(workspace.root, "branch", "--move", "main\u202eniam")
    tree = git(workspace.root, "rev-parse", f"{workspace.commit}^{{tree}}")
    text = workspace.text().replace(workspace.commit, commit)
    workspace.dossier.write_text(text.replace(tree, git(workspace.root, "rev-parse", f"{commit}^{{tree}}")))
    keep_records(workspace.root)
    commit_edits(workspace.root)
    found = CliRunner().invoke(cli, ["trace", "demo@1.0/fast-p95", "--root", str(workspace.root)])
    assert "evil\\x202etext\\x1b[2J" in found.stdout
    texts = [found.output]
    for form in ("text", "markdown", "github"):
        report = ["check", "--root", str(workspace.root), "--format", form]
        texts.append(CliRunner().invoke(cli, report).output)
    for text in texts:
        assert "\u202e" not in text
        assert "\x1b[2J" not in text
