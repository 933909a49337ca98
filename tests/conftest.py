"""Fixtures shared by all tests."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.workspace import Example, make_workspace


@pytest.fixture(scope="session")
def pristine(tmp_path_factory: pytest.TempPathFactory) -> Example:
    """The sound workspace, made once; tests only read it."""
    return make_workspace(tmp_path_factory.mktemp("pristine") / "workspace")


@pytest.fixture
def workspace(pristine: Example, tmp_path: Path) -> Example:
    """A copy of the sound workspace to break."""
    shutil.copytree(pristine.root, tmp_path / "workspace", symlinks=True)
    return Example(tmp_path / "workspace", pristine.commit)
