"""A workspace of one version: these tests ask the gate often."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.hostile.places import make_small
from tests.workspace import Example


@pytest.fixture(scope="session")
def pristine(tmp_path_factory: pytest.TempPathFactory) -> Example:
    """The sound workspace, made once."""
    return make_small(tmp_path_factory.mktemp("small") / "workspace")


@pytest.fixture
def workspace(pristine: Example, tmp_path: Path) -> Example:
    """A copy of it to break."""
    return pristine.copied(tmp_path / "workspace")
