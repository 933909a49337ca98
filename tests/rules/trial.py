"""The sound dossier of the rules' examples, edited and held against the gate."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from mkdocs_dossiers.check.example import APPROVED, Edit
from mkdocs_dossiers.check.gate import Report
from mkdocs_dossiers.check.profile import Profile
from mkdocs_dossiers.model.problem import Severity
from mkdocs_dossiers.model.reference import Reference
from tests.gates import run_gate
from tests.rules.examples import write_example


class Trial:
    """Edits of the sound dossier, and the gate over them. ``root`` is the repository of the last one."""

    def __init__(self, base: Path, folder: Path) -> None:
        self.base, self.folder, self.root = base, folder, folder

    def write(self, *edits: Edit) -> Path:
        """The edited dossier, committed, in a repository of its own."""
        self.root = self.folder / f"trial-{len(list(self.folder.iterdir()))}"
        write_example(self.base, self.root, edits)
        return self.root

    def __call__(
        self, *edits: Edit, profile: Profile = Profile.PUBLISH, today: date = APPROVED, only: str = ""
    ) -> Report:
        self.write(*edits)
        return self.again(profile, today, only)

    def again(self, profile: Profile = Profile.PUBLISH, today: date = APPROVED, only: str = "") -> Report:
        """The gate once more, over what is in the repository now."""
        wanted = [found for text in only.split() if (found := Reference.parse(text))]
        return run_gate(self.root, only=wanted, profile=profile, today=today, pages=True)


def found(report: Report) -> list[tuple[str, Severity]]:
    """The rules that found something, each with its severity."""
    return [(problem.rule, problem.severity) for problem in report.problems]


def failing(report: Report) -> set[str]:
    """The rules whose findings are errors, but for what follows where no claim is left."""
    return {
        problem.rule
        for problem in report.problems
        if problem.severity is Severity.ERROR and problem.rule != "coverage/no-claims"
    }
