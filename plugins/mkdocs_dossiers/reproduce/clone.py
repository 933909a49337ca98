"""A fresh clone at the measured commit."""

from __future__ import annotations

from pathlib import Path

from git import Git, GitCommandError

from mkdocs_dossiers.reproduce.plan import CannotReproduce, Plan
from mkdocs_dossiers.reproduce.script import HOME, OUT, SOURCE, TEMPORARY

_SAFE = {"GIT_TERMINAL_PROMPT": "0", "GIT_ALLOW_PROTOCOL": "https:ssh:file"}


def prepare(plan: Plan, work: Path) -> None:
    """Make the folders of a run in an empty one, with the measured commit checked out. Raises
    :class:`CannotReproduce`.
    """
    for name in (HOME, TEMPORARY, OUT):
        (work / name).mkdir()
    git = Git(str(work))
    git.update_environment(**_SAFE)
    try:
        git.clone("--quiet", "--no-checkout", "--no-hardlinks", "--", plan.source, str(work / SOURCE))
        inner = Git(str(work / SOURCE))
        inner.update_environment(**_SAFE)
        inner.checkout("--quiet", "--detach", plan.commit)
    except GitCommandError as error:
        lines = [line.strip() for line in str(error.stderr).strip(" '").splitlines() if line.strip()]
        raise CannotReproduce(f"The measured commit cannot be cloned: {' '.join(lines[:2])[:300]}") from None
