"""``dossier cache``: what it says of what is kept, and that the gate keeps it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from mkdocs_dossiers.cache.store import FILE
from mkdocs_dossiers.cli.main import cli
from tests.workspace import Example


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a cache that is not there yet."""
    folder = tmp_path / "kept"
    monkeypatch.setenv("DOSSIER_CACHE", str(folder))
    return folder


def dossier(*arguments: str) -> Result:
    return CliRunner().invoke(cli, arguments)


def entries() -> int:
    return int(json.loads(dossier("cache", "--format", "json").stdout)["entries"])


def test_nothing_is_kept_yet(kept: Path) -> None:
    assert dossier("cache").stdout == f"Nothing is kept yet in {kept / FILE}\n"
    assert dossier("cache", "prune", "1MB").exit_code == 0
    assert dossier("cache", "clear").exit_code == 0
    assert not kept.exists()


def test_the_gate_keeps_what_it_measured(pristine: Example, kept: Path) -> None:
    first = dossier("check", "--root", str(pristine.root), "--format", "json")
    assert first.exit_code == 0, first.output
    assert entries() > 10
    assert dossier("check", "--root", str(pristine.root), "--format", "json").stdout == first.stdout
    assert f"in {kept / FILE}" in dossier("cache").stdout
    pruned = dossier("cache", "prune", "20 kB")
    assert "entries removed" in pruned.stderr
    assert 0 < entries() < 10
    assert "is empty" in dossier("cache", "clear").stderr
    assert entries() == 0


@pytest.mark.parametrize("option", ["--no-cache", "--profile=audit"])
def test_who_doubts_measures_anew(pristine: Example, kept: Path, option: str) -> None:
    assert dossier("check", "--root", str(pristine.root), option).exit_code in (0, 1)
    assert not kept.exists()


def test_a_broken_cache_changes_nothing(pristine: Example, kept: Path) -> None:
    sound = dossier("check", "--root", str(pristine.root), "--no-cache", "--format", "json")
    kept.mkdir()
    (kept / FILE).write_bytes(b"not a database, but long enough to look like one" * 40)
    shown = dossier("cache")
    assert shown.exit_code == 2
    assert "Remove it with `dossier cache clear`." in shown.stderr
    assert dossier("check", "--root", str(pristine.root), "--format", "json").stdout == sound.stdout
    assert entries() > 10


@pytest.mark.parametrize("size", ["", "much", "-1MB", "1e3", "1TB", "9" * 20])
def test_what_is_no_size(kept: Path, size: str) -> None:
    answer = dossier("cache", "prune", "--", size)
    assert answer.exit_code == 2
    assert "100MB" in answer.stderr


def test_off_is_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DOSSIER_CACHE", "off")
    answer = dossier("cache")
    assert answer.exit_code == 2
    assert "DOSSIER_CACHE is off" in answer.stderr
