"""Links, devices and pipes in every place of a dossier: never followed, never waited for."""

from __future__ import annotations

import os
import shutil
import socket
from collections.abc import Callable
from pathlib import Path

import pytest

from mkdocs_dossiers.check.gate import Report
from tests.hostile.sound import reported
from tests.workspace import Example

MARK = "k9-secret-of-this-machine"
PLACES = {
    "raw file": "dossiers/demo/1.0/data/load.csv",
    "another file in data": "dossiers/demo/1.0/data/more.csv",
    "folder of raw files": "dossiers/demo/1.0/data",
    "document": "dossiers/demo/1.0/dossier.yaml",
    "environment": "dossiers/demo/1.0/environments/host.json",
    "folder of environments": "dossiers/demo/1.0/environments",
    "version": "dossiers/demo/1.0",
    "project": "dossiers/demo",
    "project's document": "dossiers/demo/project.yaml",
    "record": "dossiers/demo/published.yaml",
    "waiver": "dossiers/demo/waivers/accepted.yaml",
    "folder of waivers": "dossiers/demo/waivers",
    "reproduction": "dossiers/demo/1.0/reproductions/2026-11-21-grace",
    "reproduction's document": "dossiers/demo/1.0/reproductions/2026-11-21-grace/reproduction.yaml",
    "figures": "dossiers/demo/reported.yaml",
    "all dossiers": "dossiers",
}
OPTIONAL = {
    "another file in data",
    "waiver",
    "folder of waivers",
    "reproduction",
    "reproduction's document",
    "figures",
}


@pytest.fixture
def outside(tmp_path: Path, workspace: Example) -> Path:
    """A whole workspace elsewhere, that everything could be read from."""
    place = tmp_path / "outside"
    shutil.copytree(workspace.root, place, symlinks=True)
    for file in place.rglob("*.yaml"):
        file.write_text(f"# {MARK}\n{MARK}: 1\n")
    (place / "dossiers/demo/1.0/data/load.csv").write_text(f"{MARK},latency_s,ended_s\n{MARK},1,1\n")
    return place


def checked(root: Path, kind: str) -> Report:
    """The gate ends, finds fault with the place unless nothing must be there, and shows nothing of what is outside."""
    report = reported(root)
    assert kind in OPTIONAL or not report.ok()
    for problem in report.problems:
        assert MARK not in problem.message + problem.fix
    return report


def emptied(root: Path, kind: str) -> Path:
    """The place, with nothing there but the way to it."""
    place = root / PLACES[kind]
    if place.is_dir():
        shutil.rmtree(place)
    else:
        place.unlink(missing_ok=True)
    place.parent.mkdir(parents=True, exist_ok=True)
    return place


@pytest.mark.parametrize("kind", PLACES)
def test_a_link_out_of_the_workspace(workspace: Example, outside: Path, kind: str) -> None:
    place = emptied(workspace.root, kind)
    target = outside / PLACES[kind]
    if not target.exists():
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(f"{MARK}: 1\n")
    absolute = len(kind) % 2 == 0  # both ways, in half of the places each
    place.symlink_to(target if absolute else os.path.relpath(target, place.parent))
    checked(workspace.root, kind)


@pytest.mark.parametrize("kind", PLACES)
def test_a_link_to_what_has_no_end(workspace: Example, kind: str) -> None:
    place = emptied(workspace.root, kind)
    place.symlink_to("/dev/zero" if place.suffix else "/")
    checked(workspace.root, kind)


@pytest.mark.parametrize(
    "kind", ["raw file", "document", "folder of raw files", "version", "reproduction", "all dossiers"]
)
def test_a_link_to_itself(workspace: Example, kind: str) -> None:
    place = emptied(workspace.root, kind)
    place.symlink_to(place.name)
    checked(workspace.root, kind)


@pytest.mark.parametrize("what", ["pipe", "socket"])
@pytest.mark.parametrize(
    "kind", ["raw file", "another file in data", "document", "environment", "record", "waiver"]
)
def test_a_pipe_or_socket_nobody_answers(
    workspace: Example, kind: str, what: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = emptied(workspace.root, kind)
    _special(what)(place, monkeypatch)
    checked(workspace.root, kind)


def _special(what: str) -> Callable[[Path, pytest.MonkeyPatch], None]:
    def pipe(place: Path, _: pytest.MonkeyPatch) -> None:
        os.mkfifo(place)

    def listening(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.chdir(place.parent)  # the whole path is too long for a socket's name
        with socket.socket(socket.AF_UNIX) as server:
            server.bind(place.name)

    return pipe if what == "pipe" else listening


NOWHERE = (
    "../1.1/data/load.csv", "/etc/hostname", "data/../../1.1/data/load.csv", "data//load.csv", "./data/load.csv",
    "data/", "data/load.csv/", "..", "/dev/zero", "data/~", "file:///etc/hostname", "https://example.org/x.csv",
    "data/*.csv", "data/load.csv|id", "data/$(id)",
)  # fmt: skip


@pytest.mark.parametrize("file", NOWHERE)
def test_a_raw_file_named_elsewhere(workspace: Example, file: str) -> None:
    line = workspace.replace("file: data/load.csv", f'file: "{file}"')
    report = checked(workspace.root, "raw file")
    assert line in {problem.line for problem in report.problems if problem.path.endswith("1.0/dossier.yaml")}
    assert not [
        reference
        for reference in report.judgements
        if reference.version == "1.0" and "fast" in str(reference)
    ]


@pytest.mark.parametrize("name", ["../1.1/environments/host", "/etc/hostname", "..", "host.json", "~"])
def test_an_environment_named_elsewhere(workspace: Example, name: str) -> None:
    workspace.dossier.write_text(workspace.text().replace("environment: host", f'environment: "{name}"'))
    report = checked(workspace.root, "environment")
    assert not report.judgements


def test_a_hard_link_is_the_file_itself(workspace: Example, tmp_path: Path) -> None:
    """Nothing tells it from the file: git stores its bytes, and whoever made it could read them."""
    file = workspace.dossier.parent / "data/load.csv"
    os.link(file, tmp_path / "other")
    assert reported(workspace.root).ok()


def test_a_file_nobody_may_read(workspace: Example) -> None:
    if os.geteuid() == 0:
        os.truncate(workspace.dossier.parent / "data/load.csv", 0)
    else:
        (workspace.dossier.parent / "data/load.csv").chmod(0)
    checked(workspace.root, "raw file")
