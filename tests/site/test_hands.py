"""Several processes make one site, and it is the one a single process makes."""

from __future__ import annotations

import logging
import os
import signal
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, cast

import pytest

from mkdocs_dossiers.plugin import hands, plugin
from mkdocs_dossiers.plugin.kept import Entry
from tests.site.building import build_site
from tests.site.test_kept import tree
from tests.workspace import Example

FILES = [f"page {number}" for number in range(300)]
LINUX = sys.platform.startswith("linux")
log = logging.getLogger("mkdocs.plugins.dossiers")


class Bench:
    """Stands for a workshop: it notes where each file was made, and does to some of them what is asked."""

    def __init__(self, folder: Path, odd: dict[str, Any] | None = None) -> None:
        self.folder, self.odd, self.here = folder, odd or {}, os.getpid()

    def expect(self, files: Sequence[str]) -> None: ...

    def kept_flushed(self) -> None:
        (self.folder / f"flushed-{os.getpid()}").touch()

    def make(self, file: str) -> Entry:
        odd = self.odd.get(file)
        if odd == "lost" and os.getpid() != self.here:
            os.kill(os.getpid(), signal.SIGKILL)
        log.warning("made %s", file)
        if odd == "wrong":
            raise ValueError(file)
        (self.folder / str(os.getpid())).touch()
        return Entry(b"", found=[{"title": file}])


def made(bench: Bench, many: int) -> list[hands.Done]:
    return hands.made(cast(Any, bench), cast(Any, FILES), many, lambda: None)


@pytest.mark.skipif(not LINUX or (os.cpu_count() or 1) < 2, reason="there is one processor, or no fork")
def test_copies_hand_over_everything_in_order(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    found = made(Bench(tmp_path), 3)
    assert [done.entry.found for done in found] == [[{"title": file}] for file in FILES]
    assert [line.text for done in found for line in done.said] == [f"made {file}" for file in FILES]
    assert not caplog.records
    assert len(list(tmp_path.iterdir())) > 1


@pytest.mark.parametrize("many", [1, 3])
def test_the_first_file_that_fails_is_named_after_what_was_said_before(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, many: int
) -> None:
    bench = Bench(tmp_path, {"page 40": "wrong", "page 41": "wrong", "page 100": "wrong"})
    with caplog.at_level(logging.WARNING, "mkdocs"), pytest.raises(ValueError, match="page 40"):
        made(bench, many)
    assert [record.getMessage() for record in caplog.records] == [f"made {file}" for file in FILES[:41]]


def test_a_copy_that_is_lost_takes_nothing_with_it(tmp_path: Path) -> None:
    bench = Bench(tmp_path, dict.fromkeys(FILES, "lost"))
    assert [done.entry.found for done in made(bench, 3)] == [[{"title": file}] for file in FILES]


@pytest.mark.skipif(not LINUX or (os.cpu_count() or 1) < 2, reason="there is one processor, or no fork")
def test_a_site_of_two_processes_is_that_of_one(
    workspace: Example, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DOSSIER_CACHE", "off")
    asked: list[int] = []

    def noted(*arguments: Any) -> list[hands.Done]:
        asked.append(arguments[2])
        return hands.made(*arguments)

    monkeypatch.setattr(plugin, "made_by", noted)
    monkeypatch.setattr(plugin, "processes", lambda: 2)
    two = tree(build_site(workspace.root, tmp_path / "two"))
    monkeypatch.setattr(plugin, "processes", lambda: 1)
    assert tree(build_site(workspace.root, tmp_path / "one")) == two
    assert asked == [2, 1]


@pytest.mark.skipif(not LINUX, reason="elsewhere it is one process anyway")
def test_processes_that_do_not_fit_into_memory_are_not_started(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hands, "MEMORY", 10**12)
    assert hands.processes() == len(os.sched_getaffinity(0))
    monkeypatch.setattr(hands, "MEMORY", 10**6)
    assert hands.processes() == 1
