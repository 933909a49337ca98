"""A repository with a draft nobody has measured for yet, and the author's commands in this process."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from mkdocs_dossiers.cli.main import cli
from tests.workspace import ENVIRONMENT, RAW, git

TOOL = RAW / "pytest-benchmark-5.3.1-data.json"

_DOSSIER = """\
# A dossier with an author's words in it.
schema: 1
version: "1.0"
status: draft  # until it is measured
date: {today}
title: Sums of numbers
subject:
  repository: "."
  commit: {commit}  # the measured one
data: {{}}  # none yet
# What it says.
claims:
  sum-median:
    says: A sum takes at most 5 ms at the median.
    metric: latency
    of: sum/sum
    statistic: median
    holds: <= 5 ms
reproduce:
  needs: [Linux]
  steps:
    - {{does: Check out the measured commit, run: git checkout {commit}}}
    - {{does: Measure, run: sh bench.sh, gives: data/sum.csv, minutes: 1}}
"""
_BENCH = "echo latency_s > out.csv\nfor i in $(seq 1 200); do echo 0.00$((i % 7 + 1)) >> out.csv; done\necho measured\n"


@dataclass
class Desk:
    """Where an author works."""

    root: Path
    commit: str

    @property
    def folder(self) -> Path:
        """The dossier's folder."""
        return self.root / "dossiers/sums/1.0"

    @property
    def text(self) -> str:
        """The dossier's document."""
        return (self.folder / "dossier.yaml").read_text()

    def write(self, text: str) -> None:
        """Another document."""
        (self.folder / "dossier.yaml").write_text(text)

    def replace(self, old: str, new: str) -> None:
        """Another text in the document."""
        assert old in self.text
        self.write(self.text.replace(old, new))

    def evidence(self) -> dict[str, bytes]:
        """Every file below ``dossiers/``."""
        files = sorted((self.root / "dossiers").rglob("*"))
        return {file.relative_to(self.root).as_posix(): file.read_bytes() for file in files if file.is_file()}

    def run(self, *arguments: str) -> Result:
        """A command; whatever happens, it is no traceback."""
        name, *rest = arguments
        result = CliRunner().invoke(cli, [name, "--root", str(self.root), *rest])
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        return result

    def record(self, *arguments: str, name: str = "sum") -> Result:
        """``dossier record`` in the repository."""
        return self.run("record", "--cwd", str(self.root), "sums@1.0", name, *arguments)

    def measured(self) -> Result:
        """The draft's one dataset, measured."""
        result = self.record("--metric", "latency=latency_s:s", "--", "sh", "bench.sh")
        assert result.exit_code == 0, result.output
        return result


@pytest.fixture(scope="session")
def made_desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    root = tmp_path_factory.mktemp("desk") / "work"
    root.mkdir()
    git(root, "init", "--quiet", "--initial-branch=main")
    (root / "bench.sh").write_text(_BENCH)
    (root / ".gitignore").write_text("*.tmp\n")
    git(root, "add", ".")
    git(root, "commit", "--quiet", "--message=Add what is measured")
    commit = git(root, "rev-parse", "HEAD")
    (root / "dossiers/sums/1.0").mkdir(parents=True)
    (root / "dossiers/sums/project.yaml").write_text(
        "schema: 1\nname: sums\ntitle: Sums\nsummary: Adds numbers.\nowner: The testers\n"
    )
    (root / "dossiers/sums/1.0/dossier.yaml").write_text(
        _DOSSIER.format(commit=commit, today=datetime.now(UTC).date())
    )
    return Desk(root, commit)


@pytest.fixture
def desk(made_desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    """A copy to work at, on a machine that is described already: describing one takes a second."""
    shutil.copytree(made_desk.root, tmp_path / "work")
    document = json.loads(ENVIRONMENT.read_text())

    def captured(folder: Path, *, salt: str) -> dict[str, object]:
        assert folder.is_dir()
        assert salt == "sums"
        found: dict[str, object] = json.loads(json.dumps(document))
        return found

    monkeypatch.setattr("mkdocs_dossiers.environment.document.capture", captured)
    yield Desk(tmp_path / "work", made_desk.commit)
    assert not (tmp_path / "work/.git/dossier/journal.json").exists(), "a journal was left"


@pytest.fixture
def capture_differs(monkeypatch: pytest.MonkeyPatch) -> Callable[[str, str, object], None]:
    """Let the next capture find another value in a field."""

    def differ(section: str, field: str, value: object) -> None:
        document = json.loads(ENVIRONMENT.read_text())
        document["fields"][section][field] = {"value": value, "source": "a test"}
        monkeypatch.setattr("mkdocs_dossiers.environment.document.capture", lambda *_, **__: document)

    return differ
