"""Raw files are opened only as regular files inside their folder."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest

from mkdocs_dossiers.read.raw_file import RawFileError, digest, head, open_raw


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "1.0"
    (place / "data").mkdir(parents=True)
    (place / "data/raw.json").write_bytes(b'{"a": 1}')
    (tmp_path / "secret").write_text("secret")
    return place


def refused(folder: Path, file: str) -> str:
    with pytest.raises(RawFileError) as caught:
        digest(folder, file)
    assert caught.value.fix
    return caught.value.message


def test_the_digest_is_that_of_the_bytes(folder: Path) -> None:
    assert digest(folder, "data/raw.json") == (hashlib.sha256(b'{"a": 1}').hexdigest(), 8)


def test_a_file_of_many_chunks(folder: Path) -> None:
    raw = os.urandom(1024) * 3000
    (folder / "data/large").write_bytes(raw)
    assert digest(folder, "data/large") == (hashlib.sha256(raw).hexdigest(), len(raw))


def test_an_empty_file_has_a_digest(folder: Path) -> None:
    (folder / "data/empty").touch()
    assert digest(folder, "data/empty") == (hashlib.sha256(b"").hexdigest(), 0)


def test_the_head_is_the_first_bytes(folder: Path) -> None:
    assert head(folder, "data/raw.json", 3) == b'{"a'


def test_a_missing_file(folder: Path) -> None:
    assert "does not exist" in refused(folder, "data/none.json")


def test_a_missing_folder(folder: Path) -> None:
    assert "does not exist" in refused(folder, "none/raw.json")


@pytest.mark.parametrize(
    "file", ["../secret", "data/../../secret", "..", "data/..", "/etc/hostname", "//etc/hostname"]
)
def test_a_way_out_of_the_folder(folder: Path, file: str) -> None:
    assert "leads out" in refused(folder, file)


@pytest.mark.parametrize(
    "file", ["", ".", "data/raw\0.json", "\0", "data/" + "x" * 300, "data/raw.json/more"]
)
def test_a_name_that_is_none(folder: Path, file: str) -> None:
    assert refused(folder, file)


@pytest.mark.parametrize("target", ["raw.json", "../../secret", "/etc/hostname", "nowhere", "link"])
def test_a_link_wherever_it_leads(folder: Path, target: str) -> None:
    (folder / "data/link").symlink_to(target)
    assert "symbolic link" in refused(folder, "data/link")


def test_a_linked_folder(folder: Path) -> None:
    (folder / "real").mkdir()
    (folder / "real/raw.json").write_text("{}")
    (folder / "linked").symlink_to("real")
    assert "symbolic link" in refused(folder, "linked/raw.json")


def test_a_link_further_up(folder: Path) -> None:
    (folder / "a/b").mkdir(parents=True)
    (folder / "a/b/raw").write_text("x")
    (folder / "c").symlink_to("a")
    assert "symbolic link" in refused(folder, "c/b/raw")


def test_a_folder_is_no_file(folder: Path) -> None:
    assert "not a regular file" in refused(folder, "data")


def test_a_pipe_nobody_writes_to(folder: Path) -> None:
    os.mkfifo(folder / "data/pipe")
    assert "not a regular file" in refused(folder, "data/pipe")


@pytest.mark.parametrize("device", ["zero", "null", "urandom"])
def test_a_device(device: str) -> None:
    with pytest.raises(RawFileError, match="not a regular file"):
        open_raw(Path("/dev"), device)


def test_a_large_file_storage_pointer_is_not_the_file(folder: Path) -> None:
    pointer = b"version https://git-lfs.github.com/spec/v1\noid sha256:" + b"0" * 64 + b"\nsize 12\n"
    (folder / "data/pointer").write_bytes(pointer)
    assert "Git LFS pointer" in refused(folder, "data/pointer")


def test_refusing_leaves_no_file_open(folder: Path) -> None:
    (folder / "data/link").symlink_to("raw.json")
    before = len(list(Path("/proc/self/fd").iterdir()))
    for file in ("data/link", "data/none", "data", "../x", "none/x"):
        with pytest.raises((RawFileError, OSError)):
            digest(folder, file)
    assert len(list(Path("/proc/self/fd").iterdir())) == before
