"""Sets of files written all or nothing, whatever happens in between."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from mkdocs_dossiers.author.lock import WITHOUT_GIT, StoreError, locked, work_place
from mkdocs_dossiers.author.store import Change, Opened, opened

OLD, NEW = b"schema: 1\ndata:\n", b"schema: 1\ndata:\n  a: {}\n"
DOSSIER = "dossiers/x/1.0/dossier.yaml"
RECORD = "dossiers/x/published.yaml"
RAW = b"raw" * 1000


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "dossiers/x/1.0").mkdir(parents=True)
    (tmp_path / DOSSIER).write_bytes(OLD)
    (tmp_path / RECORD).write_bytes(OLD)
    return tmp_path


def changes() -> list[Change]:
    return [
        Change("dossiers/x/1.0/data/a.json", RAW),
        Change("dossiers/x/1.0/environments/host.json", b"{}\n"),
        Change(RECORD, NEW, OLD),
        Change(DOSSIER, NEW, OLD),
    ]


def evidence(root: Path) -> dict[str, bytes]:
    return {
        file.relative_to(root).as_posix(): file.read_bytes()
        for file in sorted((root / "dossiers").rglob("*"))
        if file.is_file()
    }


BEFORE = {DOSSIER: OLD, RECORD: OLD}
AFTER = {
    "dossiers/x/1.0/data/a.json": RAW,
    "dossiers/x/1.0/environments/host.json": b"{}\n",
    DOSSIER: NEW,
    RECORD: NEW,
}


def write(root: Path) -> None:
    with opened(root) as store:
        store.write(changes())


class Faults:
    """Does something at the n-th thing that Python asks the operating system for."""

    def __init__(self) -> None:
        self.left: int | None = None
        self.what: Callable[[], None] = lambda: None
        self.seen = 0
        sys.addaudithook(self.look)

    def look(self, event: str, arguments: tuple[object, ...]) -> None:
        if self.left is None or event not in (
            "open",
            "os.rename",
            "os.mkdir",
            "os.rmdir",
            "os.remove",
            "os.chmod",
        ):
            return
        self.seen += 1
        if self.left == 0:
            self.left = None
            self.what()
        else:
            self.left -= 1

    def at(self, number: int, what: Callable[[], None]) -> None:
        self.left, self.what, self.seen = number, what, 0

    def off(self) -> None:
        self.left = None


FAULTS = Faults()


@pytest.fixture(autouse=True)
def no_faults() -> Iterator[None]:
    yield
    FAULTS.off()


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without waiting for the disk, which no simulated fault concerns."""
    monkeypatch.setattr(os, "fsync", lambda _: None)


def steps(root: Path) -> int:
    """How many things a write asks for."""
    write(root)
    restored(root)
    FAULTS.at(10**9, lambda: None)
    write(root)
    FAULTS.off()
    return FAULTS.seen


def restored(root: Path) -> None:
    import shutil

    shutil.rmtree(root / "dossiers")
    (root / "dossiers/x/1.0").mkdir(parents=True)
    (root / DOSSIER).write_bytes(OLD)
    (root / RECORD).write_bytes(OLD)


def test_all_of_it_is_written_and_nothing_else_is_left(root: Path) -> None:
    write(root)
    assert evidence(root) == AFTER
    assert sorted(file.name for file in (root / WITHOUT_GIT).iterdir()) == [".gitignore", "lock"]


@pytest.mark.parametrize("how", ["full disk", "interrupted"])
def test_whatever_fails_the_state_is_old_or_new_at_once(root: Path, quick: None, how: str) -> None:
    def fail() -> None:
        raise OSError(errno.ENOSPC, "No space left on device") if how == "full disk" else KeyboardInterrupt

    count = steps(root)
    assert count > 25
    for number in range(count):
        restored(root)
        FAULTS.at(number, fail)
        failed = None
        try:
            write(root)
        except (StoreError, KeyboardInterrupt) as error:
            failed = error
        FAULTS.off()
        assert (
            "No space left" in failed.message
            if isinstance(failed, StoreError)
            else how == "interrupted" or not failed
        ), (number, failed)
        # Only what happens after the last document is in place may leave the new state.
        assert evidence(root) in ((BEFORE, AFTER) if failed else (AFTER,)), number
        with opened(root) as store:
            assert evidence(root) in (BEFORE, AFTER)
            if evidence(root) == BEFORE:
                store.write(changes())
        assert evidence(root) == AFTER


def test_killed_anywhere_the_next_run_finds_the_old_or_the_new_state(root: Path, quick: None) -> None:
    count = steps(root)
    outcomes: list[bool] = []
    told: set[str] = set()
    for number in range(count):
        restored(root)
        child = os.fork()
        if child == 0:
            FAULTS.at(number, lambda: os._exit(9))
            try:
                write(root)
            finally:
                os._exit(0)
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9
        killed = evidence(root)
        assert killed[DOSSIER] in (OLD, NEW)
        if killed[DOSSIER] == NEW:
            assert killed == AFTER, "the last document counts, and all else was there before it"
        with opened(root) as store:
            told.update(store.found)
            state = evidence(root)
            assert state in (BEFORE, AFTER), number
            assert not (root / "dossiers/x/1.0/data").exists() or state == AFTER
        outcomes.append(state == AFTER)
    assert outcomes == sorted(outcomes), "once it counts, it counts"
    assert True in outcomes
    assert False in outcomes
    assert any("Removed: dossiers/x/1.0/data/a.json" in sentence for sentence in told)
    assert any("just finished" in sentence for sentence in told)


def test_only_its_own_files_are_taken_back(root: Path) -> None:
    child = os.fork()
    if child == 0:
        original = Opened._put

        def put(self: Opened, planned: object) -> None:
            original(self, planned)  # type: ignore[arg-type]
            if getattr(planned, "path", "").endswith("host.json"):
                os._exit(9)

        Opened._put = put  # type: ignore[method-assign]
        write(root)
    os.waitpid(child, 0)
    (root / "dossiers/x/1.0/data/mine.json").write_text("{}")
    (root / "dossiers/x/1.0/environments/host.json").write_text('{"changed": true}')
    by_hand = OLD + b"  a: {sha256: " + hashlib.sha256(RAW).hexdigest().encode() + b"}\n"
    (root / DOSSIER).write_bytes(by_hand)
    before = evidence(root)
    assert "dossiers/x/1.0/data/a.json" in before
    with opened(root) as store:
        assert store.found
    assert evidence(root) == before, "what was changed or taken over since is not ours"


def test_a_document_that_changed_meanwhile_is_kept(root: Path) -> None:
    with opened(root) as store:
        (root / DOSSIER).write_bytes(b"mine\n")
        with pytest.raises(StoreError, match="changed meanwhile"):
            store.write(changes())
    assert evidence(root) == {DOSSIER: b"mine\n", RECORD: OLD}


def test_a_name_that_is_taken_is_not_overwritten(root: Path) -> None:
    (root / "dossiers/x/1.0/data").mkdir()
    (root / "dossiers/x/1.0/data/a.json").write_bytes(b"other")
    with opened(root) as store, pytest.raises(StoreError, match="exists already"):
        store.write(changes())
    assert evidence(root) == {**BEFORE, "dossiers/x/1.0/data/a.json": b"other"}


@pytest.mark.parametrize(
    "path", ["/etc/x", "../x", "bench.py", ".git/config", "dossiers/../../x", "dossiers/x/1.0/link/x", ""]
)
def test_a_path_that_leads_elsewhere_is_refused(
    root: Path, path: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    (root / "dossiers/x/1.0/link").symlink_to(elsewhere)
    with opened(root) as store, pytest.raises(StoreError):
        store.write([Change(path, b"x"), Change(DOSSIER, NEW, OLD)])
    assert list(elsewhere.iterdir()) == []
    assert evidence(root) == BEFORE


def test_a_document_that_is_a_link_is_refused(root: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere") / "dossier.yaml"
    elsewhere.write_bytes(OLD)
    (root / DOSSIER).unlink()
    (root / DOSSIER).symlink_to(elsewhere)
    with opened(root) as store, pytest.raises(StoreError, match="is a link"):
        store.write(changes())
    assert elsewhere.read_bytes() == OLD


def test_permissions_are_those_of_the_document_and_of_the_umask(root: Path) -> None:
    (root / DOSSIER).chmod(0o640)
    mask = os.umask(0o027)
    try:
        write(root)
    finally:
        os.umask(mask)
    assert (root / DOSSIER).stat().st_mode & 0o777 == 0o640
    assert (root / "dossiers/x/1.0/data/a.json").stat().st_mode & 0o777 == 0o640
    assert (root / "dossiers/x/1.0/data").stat().st_mode & 0o777 == 0o750


def test_what_is_no_longer_named_is_removed_last(root: Path) -> None:
    (root / "dossiers/x/1.0/data").mkdir()
    (root / "dossiers/x/1.0/data/old.json").write_bytes(b"old")
    with opened(root) as store:
        store.write(changes(), remove=["dossiers/x/1.0/data/old.json"])
    assert evidence(root) == AFTER


def test_two_writers_exclude_each_other_and_a_dead_one_nobody(root: Path) -> None:
    place = work_place(root)
    with (
        locked(place),
        pytest.raises(StoreError, match=f"process {os.getpid()}"),
        locked(place, patience=0.1),
    ):
        raise AssertionError("both had it")
    child = os.fork()
    if child == 0:
        with locked(place):
            os._exit(9)
    os.waitpid(child, 0)
    with locked(place, patience=0):
        pass


def test_it_works_in_git_s_own_folder(pristine_git: Path) -> None:
    write(pristine_git)
    assert not (pristine_git / WITHOUT_GIT).exists()
    assert evidence(pristine_git) == AFTER


@pytest.fixture
def pristine_git(root: Path) -> Path:
    import subprocess

    subprocess.run(["git", "init", "-q", str(root)], check=True)
    return root


@pytest.mark.skipif(os.getuid() != 0, reason="becomes another user")
@pytest.mark.parametrize("folder", ["dossiers/x/1.0", ".", "dossiers/x"])
def test_a_read_only_folder_is_refused_before_anything(root: Path, folder: str) -> None:
    for place in [root, *root.rglob("*"), *root.parents[:2]]:
        place.chmod(0o777)
    (root / folder).chmod(0o555)
    child = os.fork()
    if child == 0:
        code = 1
        try:
            os.setuid(65534)
            write(root)
        except StoreError as error:
            code = 7 if "cannot be written: no permission" in error.message and error.fix else 1
        finally:
            os._exit(code)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 7
    (root / folder).chmod(0o755)
    assert evidence(root) == BEFORE


@pytest.mark.parametrize(
    "journal", [b"", b"{", b"[]", b'{"planned": []}', b'{"planned": [{"path": "/etc/passwd"}]}']
)
def test_a_journal_that_is_none_is_forgotten(root: Path, journal: bytes) -> None:
    place = work_place(root)
    (place / "journal.json").write_bytes(journal)
    with opened(root) as store:
        assert store.found == ()
        store.write(changes())
    assert evidence(root) == AFTER


def test_a_journal_somebody_made_up_touches_nothing(root: Path) -> None:
    place = work_place(root)
    (place / "staged").mkdir()
    (place / "staged/0.old").write_bytes(b"theirs")
    (root / "bench.py").write_bytes(b"mine")
    mine, its = (hashlib.sha256(text).hexdigest() for text in (b"mine", OLD))
    for path, staged, new in (("bench.py", "0", mine), ("../x", "0", mine), (DOSSIER, "../../0", its)):
        planned = [{"path": path, "staged": staged, "new": new, "old": "0" * 64}]
        last = {"path": RECORD, "staged": "1", "new": "1" * 64, "old": None}
        (place / "journal.json").write_text(
            json.dumps({"planned": [*planned, last], "folders": [], "obsolete": {"bench.py": mine}})
        )
        with opened(root) as store:
            assert store.found == ()
        assert (root / "bench.py").read_bytes() == b"mine"
        assert evidence(root) == BEFORE


def test_documents_stay_when_somebody_finished_by_hand(root: Path) -> None:
    child = os.fork()
    if child == 0:
        original = Opened._put

        def put(self: Opened, planned: object) -> None:
            original(self, planned)  # type: ignore[arg-type]
            if getattr(planned, "path", "") == DOSSIER:
                os._exit(9)

        Opened._put = put  # type: ignore[method-assign]
        with opened(root) as store:
            store.write([Change(DOSSIER, NEW, OLD), Change(RECORD, NEW, OLD)])
    os.waitpid(child, 0)
    assert evidence(root) == {DOSSIER: NEW, RECORD: OLD}
    (root / RECORD).write_bytes(NEW + b"# by hand\n")
    with opened(root) as store:
        assert "has been changed since" in store.found[0]
    assert evidence(root) == {DOSSIER: NEW, RECORD: NEW + b"# by hand\n"}
