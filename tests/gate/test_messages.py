"""Messages an author mends a dossier from, without knowing the gate: each fix is followed to the letter."""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable

import pytest

from mkdocs_dossiers.model.problem import Problem
from mkdocs_dossiers.model.reference import Reference
from tests.workspace import Example, commit_edits, git, run_gate

V1 = Reference("demo", "1.0")
FOLDER = "dossiers/demo/1.0"


def problems(workspace: Example) -> dict[str, Problem]:
    return {problem.rule: problem for problem in run_gate(workspace.root, only=[V1]).problems}


def follow(workspace: Example, problem: Problem) -> None:
    """Do what a fix says, where it says it in words that can be copied."""
    lines = workspace.text().split("\n")
    command = re.search(r"git checkout [0-9a-f]{40} -- .*", problem.fix)
    key = re.search(r"(?:Add|Write) ([a-z0-9]+): ([^ ,.]+)", problem.fix)
    step = re.search(r"Add as the first step: (\{.*\})", problem.fix)
    near = re.search(r"Did you mean '?([^'?]+)'?\?", problem.fix)
    at = problem.line - 1
    if command:
        git(workspace.root, *shlex.split(command[0])[1:])
        return
    if step:
        lines.insert(at + 1, f"    - {step[1]}")
    elif near:
        found = re.match(r"[^\s,:{}]+", lines[at][problem.column - 1 :])
        assert found
        lines[at] = lines[at][: problem.column - 1] + near[1] + lines[at][problem.column - 1 + found.end() :]
    elif key and lines[at].lstrip().startswith(f"{key[1]}:"):
        lines[at] = f"{lines[at].partition(':')[0]}: {key[2]}"
    elif key:
        lines.insert(at + 1, f"    {key[1]}: {key[2]}")
    else:
        raise AssertionError(f"nothing to copy: {problem.fix}")
    workspace.dossier.write_text("\n".join(lines))


def mistype(workspace: Example) -> None:
    digest = re.search(r"sha256: (\w+)", workspace.text())
    assert digest
    other = "0" if digest[1][5] != "0" else "1"
    workspace.replace(digest[1], digest[1][:5] + other + digest[1][6:])


def remove(path: str) -> Callable[[Example], None]:
    return lambda workspace: (workspace.root / FOLDER / path).unlink()


def swap(old: str, new: str) -> Callable[[Example], None]:
    def breaking(workspace: Example) -> None:
        workspace.replace(old, new)

    return breaking


def no_checkout(workspace: Example) -> None:
    line = next(line for line in workspace.text().split("\n") if "does: Check out" in line)
    workspace.replace(f"{line}\n", "")


BROKEN = {
    "shape/unknown-key": swap(
        "    statistic: median\n    holds: <= 5 ms", "    statistik: median\n    holds: <= 5 ms"
    ),
    "statistics/series": swap("of: tool/test_sort", "of: tool/test_sorted"),
    "evidence/dataset": swap(
        "    of: load/fast\n    statistic: p95", "    of: laod/fast\n    statistic: p95"
    ),
    "integrity/sha256": mistype,
    "evidence/environment": remove("environments/host.json"),
    "evidence/raw-file": remove("data/load.csv"),
    "evidence/checkout": no_checkout,
    "evidence/statistic": swap("    statistic: p95\n", ""),
}


@pytest.mark.parametrize("rule", BROKEN)
def test_a_fix_that_is_followed_mends_it(workspace: Example, rule: str) -> None:
    BROKEN[rule](workspace)
    commit_edits(workspace.root)
    follow(workspace, problems(workspace)[rule])
    assert rule not in problems(workspace)


def test_everything_broken_at_once_is_mended_from_the_messages_alone(workspace: Example) -> None:
    for breaking in BROKEN.values():
        breaking(workspace)
    commit_edits(workspace.root)
    for _ in range(len(BROKEN) + 4):
        report = run_gate(workspace.root, only=[V1])
        if not report.problems:
            break
        follow(workspace, report.problems[0])
    assert report.problems == ()
    assert len(report.judgements) == 5


class TestWhatElseIsWrong:
    def test_an_environment_that_is_gone_hides_no_refuted_claim(self, workspace: Example) -> None:
        remove("environments/host.json")(workspace)
        swap("holds: <= 5 ms", "holds: <= 5 ns")(workspace)
        found = problems(workspace)
        assert {"evidence/environment", "verdict/refuted", "wording/number"} <= set(found)
        assert not run_gate(workspace.root, only=[V1]).judgements

    def test_one_file_that_is_gone_is_said_once(self, workspace: Example) -> None:
        remove("environments/host.json")(workspace)
        found = run_gate(workspace.root, only=[V1]).problems
        (problem,) = (problem for problem in found if problem.rule == "evidence/environment")
        assert "tool, load" in problem.message


@pytest.mark.parametrize(
    ("says", "fix"),
    [
        ("None of 0 requests takes 15 ms or longer.", "Say of how many it is: 400."),
        ("None of 5,000 requests takes 15 ms or longer.", "Say of how many it is: 400."),
        ("None of 400 requests takes 15 ms or longer.", ""),
        ("None of the 400 requests takes 15 ms or longer.", ""),
    ],
)
def test_of_how_many_things_none_was_lost(workspace: Example, says: str, fix: str) -> None:
    workspace.replace(
        "    says: At least 90 % of the fast arm's requests take 15 ms or less.\n"
        "    metric: latency\n    of: load/fast\n    statistic: share\n    within: <= 15 ms\n"
        '    holds: ">= 90 %"',
        f"    says: {says}\n    metric: latency\n    of: load/fast\n    statistic: count\n"
        '    within: ">= 15 s"\n    holds: <= 0 requests',
    )
    found = problems(workspace)
    assert ("wording/computed" in found) == bool(fix)
    assert not fix or found["wording/computed"].fix == fix


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("    statistic: p95\n", "   statistic: p95\n", "it is indented by 3, the line above by 4"),
        ("title: Version 1.0", "title: Version: 1.0", "the line holds ': ' twice"),
        ("title: Version 1.0", 'title: "Version 1.0', "quote is opened and not closed"),
        ("needs: [Linux]", "needs: [Linux", "opened and not closed"),
        ("title: Version 1.0", "title Version 1.0", "no colon behind it"),
        ("title: Version 1.0", 'title: "C:\\Users"', "begins no escape"),
        ("title: Version 1.0", "title: @home", "begin with this character"),
    ],
)
def test_yaml_is_explained_in_words(workspace: Example, old: str, new: str, message: str) -> None:
    workspace.replace(old, new)
    problem = problems(workspace)["shape/yaml"]
    assert message in problem.message
    assert "block mapping" not in problem.message


def test_a_digest_to_record_is_held_back_until_all_else_is_mended(workspace: Example) -> None:
    from mkdocs_dossiers.check.gate import run_gate as bare

    workspace.replace("title: Version 1.0", "title: Version one")
    workspace.replace("    statistic: p95\n", "")
    (problem,) = (each for each in bare(workspace.root, only=[V1]).problems if each.rule == "history/digest")
    assert "mend everything else first" in problem.fix
    assert "dossier.yaml" in problem.message
    workspace.replace(
        "    of: load/fast\n    holds: <= 20 ms", "    of: load/fast\n    statistic: p95\n    holds: <= 20 ms"
    )
    (problem,) = (each for each in bare(workspace.root, only=[V1]).problems if each.rule == "history/digest")
    assert "Or write in its place, under versions: " in problem.fix
