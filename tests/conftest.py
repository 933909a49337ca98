"""Fixtures shared by all tests."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.workspace import Example, git, make_workspace

if TYPE_CHECKING:
    from playwright.sync_api import Browser

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session", autouse=True)
def _measured_once(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """What one test measured is not measured again by the others of this run, in whatever process."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base
    before = os.environ.get("DOSSIER_CACHE")
    os.environ["DOSSIER_CACHE"] = str(shared / "measured")
    yield
    if before is None:
        del os.environ["DOSSIER_CACHE"]
    else:
        os.environ["DOSSIER_CACHE"] = before


@pytest.fixture(scope="session")
def pristine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Example]:
    """The sound workspace, made once; tests only read it."""
    made = make_workspace(tmp_path_factory.mktemp("pristine") / "workspace")
    files = made.files()
    yield made
    assert made.files() == files, "a test wrote into the workspace that all share"
    assert git(made.root, "status", "--porcelain") == ""


@pytest.fixture
def workspace(pristine: Example, tmp_path: Path) -> Example:
    """A copy of the sound workspace to break."""
    return pristine.copied(tmp_path / "workspace")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests of a process."""
    from playwright.sync_api import sync_playwright

    if not CHROMIUM:
        pytest.skip("no Chromium: install it, or name it in CHROMIUM")
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield running
        running.close()
