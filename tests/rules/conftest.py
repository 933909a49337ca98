"""The sound dossier, made once for all tests of rules."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.rules.examples import write_base
from tests.rules.trial import Trial


@pytest.fixture(scope="session")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The repository with the sound dossier, not committed yet."""
    root = tmp_path_factory.mktemp("base") / "repository"
    write_base(root)
    return root


@pytest.fixture
def trial(base: Path, tmp_path: Path) -> Trial:
    """The gate over edits of it."""
    return Trial(base, tmp_path)
