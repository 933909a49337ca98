"""Git, untouched by the settings of whoever runs this, with fixed names and dates."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path


class Git:
    """Git in one repository."""

    def __init__(self, folder: Path, date: str = "2000-01-01T00:00:00Z") -> None:
        self.folder = folder
        kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
        self._environment = kept | {
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_AUTHOR_NAME": "Somebody",
            "GIT_AUTHOR_EMAIL": "somebody@example.org",
            "GIT_COMMITTER_NAME": "Somebody",
            "GIT_COMMITTER_EMAIL": "somebody@example.org",
            "GIT_AUTHOR_DATE": date,
            "GIT_COMMITTER_DATE": date,
        }

    def __call__(self, *arguments: str) -> str:
        """What git prints. Raises subprocess.CalledProcessError."""
        done = subprocess.run(
            ["git", "-C", str(self.folder), *arguments],
            check=True,
            capture_output=True,
            text=True,
            errors="surrogateescape",
            env=self._environment,
        )
        return done.stdout

    def names(self, *arguments: str) -> list[str]:
        """The file names git prints, ended by NUL."""
        return [name for name in self(*arguments).split("\0") if name]
