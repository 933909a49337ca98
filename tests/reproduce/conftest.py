"""A tiny project whose recipe runs in a moment."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.workspace import Example, git, write_dossier

_BENCH = """\
import sys, time
scale = float(sys.argv[2])
with open(sys.argv[1], "w") as file:
    file.write("arm,latency_s,ended_s\\n")
    for number in range(400):
        for arm, middle in (("slow", 0.03), ("fast", 0.01)):
            wobble = 1 + (number * 7919 % 97 - 48) / 500 + time.time_ns() % 1000 / 1e6
            file.write(f"{arm},{middle * wobble * scale:.9f},{number + 1}\\n")
"""


@pytest.fixture
def measured(once: Example, tmp_path: Path) -> Example:
    """A copy of the repository to break."""
    return once.copied(tmp_path / "measured")


@pytest.fixture(scope="session")
def once(tmp_path_factory: pytest.TempPathFactory) -> Example:
    """A repository with one dossier; its recipe measures the load, and nothing gives the file of the tool."""
    root = tmp_path_factory.mktemp("measured") / "repository"
    root.mkdir()
    git(root, "init", "--quiet", "--initial-branch=main")
    (root / "bench.py").write_text(_BENCH)
    git(root, "add", ".")
    git(root, "commit", "--quiet", "--message=Add what is measured")
    commit = git(root, "rev-parse", "HEAD")
    (root / "dossiers/demo").mkdir(parents=True)
    (root / "dossiers/demo/project.yaml").write_text(
        "schema: 1\nname: demo\ntitle: Demo\nsummary: A project to test with.\nowner: The testers\n"
    )
    write_dossier(root, "1.0", commit)
    found = Example(root, commit)
    found.replace(", gives: data/tool.json", "")
    found.replace("run: pytest bench --benchmark-json tool.json,", 'run: "mkdir -p there; cd there",')
    found.replace("command: load --output load.csv", "command: python3 ../bench.py load.csv 1")
    recipe(found, "python3 ../bench.py load.csv 1")
    git(root, "add", "--force", ".")
    git(root, "commit", "--quiet", "--message=Add a dossier")
    return found


def recipe(workspace: Example, command: str) -> None:
    """Let the last step run a command, on as many lines as it has; and let the dataset be measured by it."""
    text = workspace.text()
    head = re.split(r"    - \{?does: Measure the load", text)[0]
    lines = "".join(f"        {line}\n" for line in command.split("\n"))
    workspace.dossier.write_text(
        f"{head}    - does: Measure the load\n      run: |-\n{lines}      gives: data/load.csv\n      minutes: 1\n"
    )
