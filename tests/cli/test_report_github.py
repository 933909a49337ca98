"""Workflow commands: what GitHub would read back is what the report says."""

from __future__ import annotations

import re
from pathlib import Path

from mkdocs_dossiers.cli.output.report_github import _data, _property
from tests.cli.running import HOSTILE, check, doubt, found, output, refute
from tests.workspace import Example, git

COMMAND = re.compile(r"::(error|warning|notice) ([^:]*)::(.*)")


def commands(text: str) -> list[tuple[str, dict[str, str], str]]:
    """The commands in a log, decoded as the runner does it (``ActionCommand.cs`` of github.com/actions/runner)."""
    read = []
    for line in text.splitlines():
        match = COMMAND.fullmatch(line)
        if match is None:
            assert "::" not in line
            continue
        properties = dict(each.split("=", 1) for each in match[2].split(","))
        for name, value in properties.items():
            for code, char in (("%3A", ":"), ("%2C", ","), ("%0D", "\r"), ("%0A", "\n"), ("%25", "%")):
                value = value.replace(code, char)  # noqa: PLW2901 - one after the other
            properties[name] = value
        data = match[3]
        for code, char in (("%0D", "\r"), ("%0A", "\n"), ("%25", "%")):
            data = data.replace(code, char)
        read.append((match[1], properties, data))
    return read


def broken(workspace: Example) -> None:
    refute(workspace)
    workspace.replace('repository: "."', "repository: https://example.org/x")
    doubt(workspace)


def test_every_problem_is_a_command_with_its_place(workspace: Example) -> None:
    broken(workspace)
    read = commands(output(workspace, "github", "demo@1.0"))
    problems = found(workspace, "demo@1.0")["problems"]
    assert len(read) == len(problems) >= 3
    words = {"error": "error", "warning": "warning", "info": "notice"}
    for problem in problems:
        place = {
            "file": problem["path"],
            "line": str(problem["line"]),
            "col": str(problem["column"]),
            "title": problem["rule"],
        }
        assert (words[problem["severity"]], place, f"{problem['message']}\nFix: {problem['fix']}") in read
    assert [word for word, _, _ in read] == sorted(
        (word for word, _, _ in read), key=["error", "warning", "notice"].index
    )


def test_hostile_text_begins_no_command_of_its_own(workspace: Example) -> None:
    text = HOSTILE.replace('"', "'")
    workspace.replace("of: tool/test_sort", f'of: "tool/{text}\\n::error::owned\\n/x"')
    printed = output(workspace, "github", "demo@1.0")
    assert sum(line.startswith("::") for line in printed.splitlines()) == len(commands(printed))
    assert not any(line.startswith("::error::owned") for line in printed.splitlines())


def test_escaping() -> None:
    assert _data("100 %\r\n::x,y") == "100 %25%0D%0A::x,y"
    assert _property("a:b,c%\n") == "a%3Ab%2Cc%25%0A"
    assert _data("\x1b[31m\u202e") == "\\x1b[31m\\x202e"


def test_many_of_one_rule_are_counted(workspace: Example) -> None:
    workspace.dossier.write_text(workspace.text() + "".join(f"unknown-{number}: 1\n" for number in range(30)))
    read = commands(output(workspace, "github", "demo@1.0"))
    assert sum(properties["title"] == "shape/unknown-key" for _, properties, _ in read) == 11
    assert read[-1][0] == "notice"
    assert read[-1][2].startswith("20 more of shape/unknown-key")


def test_paths_are_those_of_the_repository(workspace: Example) -> None:
    broken(workspace)
    (workspace.root / "sub").mkdir()
    git(workspace.root, "mv", "dossiers", "sub/dossiers")
    inner = Example(Path(workspace.root / "sub"), workspace.commit)
    files = {properties["file"] for _, properties, _ in commands(output(inner, "github", "demo@1.0"))}
    assert "sub/dossiers/demo/1.0/dossier.yaml" in files


def test_exit_codes_and_the_sum(pristine: Example) -> None:
    result = check(pristine, "--format", "github")
    assert result.exit_code == 0
    *notices, last = result.stdout.splitlines()
    assert all(line.startswith("::notice ") for line in notices)
    assert last.startswith("ok: 15 claims recomputed from 6 raw files in 3 dossiers of 1 project")
