"""A copy of the repository to damage, and to bring back to what it was."""

from __future__ import annotations

import shutil
from pathlib import Path

from mutation.git import Git

FOLDER = "dossiers"
_HEADS = ("+++ ", "--- ")


class Place:
    """A clone in ``folder`` with the dossiers as they lie in the working tree of ``source``, committed.

    ``root`` is the folder that holds ``dossiers/``. ``base`` is the commit everything is brought back to,
    ``day`` its date, such as 2026-11-21.
    """

    def __init__(self, source: Path, folder: Path) -> None:
        outside = Git(source)
        top = Path(outside("rev-parse", "--show-toplevel").strip())
        outside("clone", "--quiet", "--shared", str(top), str(folder))
        date = outside("log", "-1", "--format=%cI").strip()
        self.git = Git(folder, date)
        self.git("config", "core.hooksPath", "/dev/null")
        self.git("config", "core.autocrlf", "false")
        self.git("config", "gc.auto", "0")
        self.top = folder
        self.root = folder / source.resolve().relative_to(top.resolve())
        self.inside = (self.root / FOLDER).relative_to(folder).as_posix()
        self._overlay(source, outside)
        self.base = self.git("rev-parse", "HEAD").strip()
        self.day = date[:10]
        self.commits = self.git("rev-list", "--max-count=2000", "HEAD").split()

    def _overlay(self, source: Path, outside: Git) -> None:
        """What lies in the working tree of the source: changed and new files too."""
        wanted = outside.names("ls-files", "-z", "--cached", "--others", "--exclude-standard", "--", FOLDER)
        shutil.rmtree(self.root / FOLDER, ignore_errors=True)
        for name in wanted:
            if (source / name).is_file():
                target = self.root / name
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(source / name, target, follow_symlinks=False)
        if self.git("status", "--porcelain", "--", self.inside):
            self.commit("The dossiers as they lie in the working tree")

    def commit(self, message: str = "Edit") -> None:
        """Commit everything below the dossiers; nothing when nothing changed."""
        self.git("add", "--all", "--force", "--", self.inside)
        if self.git("diff", "--cached", "--name-only"):
            self.git("commit", "--quiet", "--no-verify", f"--message={message}")

    def restore(self) -> None:
        """Bring everything back."""
        self.git("reset", "--quiet", "--hard", self.base)
        self.git("clean", "--quiet", "-ffdx", "--", self.inside)

    def changed(self) -> frozenset[str]:
        """Paths below the dossiers that are not as in the base, relative to ``root``; committed or not."""
        known = self.git.names("diff", "--name-only", "-z", "--no-renames", self.base, "--", self.inside)
        new = self.git.names(
            "ls-files", "-z", "--others", "--exclude-standard", "--full-name", "--", self.inside
        )
        cut = len(self.inside) - len(FOLDER)
        return frozenset(name[cut:] for name in (*known, *new))

    def diff(self, lines: int = 6, width: int = 160) -> str:
        """What differs from the base, of each file only the first lines."""
        self.git("add", "--all", "--force", "--intent-to-add", "--", self.inside)
        text = self.git("diff", "--no-ext-diff", "--unified=0", self.base, "--", self.inside)
        shown: list[str] = []
        for file in text.split("diff --git ")[1:]:
            heading, *rest = file.splitlines()
            changed = [
                line[:width] for line in rest if line.startswith(("+", "-")) and line[:4] not in _HEADS
            ]
            more = [f"… {len(changed) - lines} more lines"] if len(changed) > lines else []
            shown += [heading.rpartition(" b/")[2], *changed[:lines], *more]
        return "\n".join(shown)

    def dangling(self, tree: str, parent: str) -> str:
        """A commit nothing leads to."""
        return self.git("commit-tree", tree, "-p", parent, "-m", "Nothing leads here").strip()
