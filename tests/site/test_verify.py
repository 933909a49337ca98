"""Verifying a built site from its own files: sound ones pass, and whatever was changed afterwards is named."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from mkdocs_dossiers.cli.main import cli
from tests.site.html_page import HtmlSite

Change = Callable[[Path], None]
CLAIM = "demo/1.0/claims/speedup"


@pytest.fixture
def copy(both: Path) -> Path:
    """The copy with one version only, which takes half the time."""

    def drop(document: Any) -> None:
        del document["projects"][0]["versions"][1]

    def drop_there(document: Any) -> None:
        del document["versions"][1]

    rewrite(both / "dossiers.json", drop)
    rewrite(both / "demo/compare.json", drop_there)
    return both


@pytest.fixture
def both(site: HtmlSite, tmp_path: Path) -> Path:
    """A copy of the built site, to change."""
    wanted = {"demo", "dossiers.json", "index.html"}
    folder = tmp_path / "site"
    shutil.copytree(
        site.folder,
        folder,
        ignore=lambda place, names: set(names) - wanted if Path(place) == site.folder else set(),
    )
    return folder


def verify(site: Path, *arguments: str) -> Result:
    result = CliRunner().invoke(cli, ["verify", str(site), *arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def problems(site: Path) -> dict[str, str]:
    """What was found, by address; the site is not as printed."""
    result = verify(site, "--format", "json")
    assert result.exit_code == 1, result.stdout
    loaded = json.loads(result.stdout)
    assert loaded["ok"] is False
    found: dict[str, str] = {}
    for entry in loaded["problems"]:
        found[entry["address"]] = f"{found.get(entry['address'], '')} {entry['message']}".strip()
    assert found
    return found


def edit(file: Path, old: str, new: str, count: int = 1) -> None:
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, count), "utf-8")


def rewrite(file: Path, change: Callable[[Any], None]) -> None:
    loaded = json.loads(file.read_text("utf-8"))
    change(loaded)
    file.write_text(json.dumps(loaded), "utf-8")


def test_a_site_is_as_it_was_built(site: HtmlSite) -> None:
    result = verify(site.folder)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == (
        "Everything is as printed: 10 claims of 2 dossiers recomputed from 12 files and held against 15 pages.\n"
    )
    loaded = json.loads(verify(site.folder, "--format", "json").stdout)
    assert loaded == {
        "ok": True,
        "counts": {"dossiers": 2, "claims": 10, "files": 12, "pages": 15},
        "problems": [],
    }


@pytest.mark.parametrize("below", ["", "downloads/site/"])
def test_a_zip_file_of_it_is_verified_too(copy: Path, tmp_path: Path, below: str) -> None:
    def pack() -> Path:
        with zipfile.ZipFile(tmp_path / "site.zip", "w", zipfile.ZIP_DEFLATED) as archive:
            for file in sorted(copy.rglob("*")):
                if file.is_file():
                    archive.write(file, f"{below}{file.relative_to(copy).as_posix()}")
        return tmp_path / "site.zip"

    assert (done := verify(pack())).exit_code == 0, done.output
    edit(copy / "demo/1.0/data/load.csv", "0.0", "0.1")
    assert "demo/1.0/data/load.csv" in problems(pack())


def test_a_changed_byte_of_a_raw_file(copy: Path) -> None:
    edit(copy / "demo/1.0/data/load.csv", "0.0", "0.1")
    found = problems(copy)
    assert "Its bytes are not those that were published" in found["demo/1.0/data/load.csv"]
    assert "It cannot be recomputed" in found[f"{CLAIM}/claim.json"]


def test_a_changed_sample_with_every_digest_made_again(copy: Path) -> None:
    """Only the number gives it away."""
    raw = copy / "demo/1.0/data/load.csv"
    before = hashlib.sha256(raw.read_bytes()).hexdigest()
    lines = raw.read_text().splitlines()
    lines[1:300] = [
        line.replace(",0.0", ",0.9", 1) if line.startswith("slow") else line for line in lines[1:300]
    ]
    raw.write_text("\n".join([*lines, ""]))
    after = hashlib.sha256(raw.read_bytes()).hexdigest()
    document = copy / "demo/1.0/dossier.yaml.txt"
    told = hashlib.sha256(document.read_bytes()).hexdigest()
    edit(document, before, after)
    again = hashlib.sha256(document.read_bytes()).hexdigest()
    for file in [copy / "dossiers.json", *(copy / "demo/1.0").rglob("*.json")]:
        text = file.read_text("utf-8").replace(before, after).replace(told, again)
        text = text.replace(f'"size": {len(raw.read_bytes())}', f'"size": {raw.stat().st_size}')
        file.write_text(text, "utf-8")
    found = problems(copy)
    assert "recomputed it is" in found[f"{CLAIM}/claim.json"]
    assert "It prints the value as" in found[f"{CLAIM}/index.html"]
    assert "It says value of speedup is" in found["dossiers.json"]
    assert "demo/1.0/data/load.csv" not in found


def number_of(site: Path, claim: str = CLAIM) -> str:
    text = str(json.loads((site / claim / "claim.json").read_text("utf-8"))["printed"]["value"])
    return text.rstrip("×")


@pytest.mark.parametrize(
    ("page", "before"),
    [
        (f"{CLAIM}/index.html", 'class="dossier-figure__value">'),
        (f"{CLAIM}/index.html", "<dt>Recomputed</dt><dd>"),
        (f"{CLAIM}/index.html", 'data-value="'),
        ("demo/1.0/index.html", ">"),
        ("demo/index.html", 'claims/speedup/">'),
    ],
)
def test_a_changed_number_on_a_page(copy: Path, page: str, before: str) -> None:
    number = number_of(copy)
    edit(copy / page, f"{before}{number}", f"{before}9{number}")
    assert f"'9{number}" in problems(copy)[page]


def test_a_changed_verdict_on_a_page(copy: Path) -> None:
    edit(copy / CLAIM / "index.html", "verdict--supported", "verdict--refuted")
    edit(copy / CLAIM / "index.html", ">supported<", ">refuted<")
    assert "verdict as 'refuted'" in problems(copy)[f"{CLAIM}/index.html"]


MISSING = [
    "demo/1.0/data/load.csv",
    "demo/1.0/environments/host.json",
    "demo/1.1/claims/fast-p95/claim.json",
    "demo/1.1/claims/fast-rate/badge.svg",
    "demo/1.1/demo-1.1.zip",
    "demo/1.0/claims/sort-median/index.html",
    "demo/1.1/index.html",
    "demo/project.yaml.txt",
]


def test_missing_files(both: Path) -> None:
    for address in MISSING:
        (both / address).unlink()
    found = problems(both)
    for address in MISSING:
        place = address.removesuffix("/index.html")
        assert "It is not there." in " ".join(found[one] for one in found if one.startswith(place)), address


@pytest.mark.parametrize("address", ["demo/1.0/dossier.json", "demo/1.0/dossier.yaml.txt"])
def test_a_missing_document(copy: Path, address: str) -> None:
    (copy / address).unlink()
    assert problems(copy)[address] == "It is not there."


def test_swapped_twins(both: Path) -> None:
    one, other = both / CLAIM / "claim.json", both / "demo/1.1/claims/speedup/claim.json"
    first, second = one.read_bytes(), other.read_bytes()
    one.write_bytes(second)
    other.write_bytes(first)
    found = problems(both)
    assert 'It says claim is "demo@1.1/speedup"' in found[f"{CLAIM}/claim.json"]
    assert 'It says claim is "demo@1.0/speedup"' in found["demo/1.1/claims/speedup/claim.json"]


def test_swapped_pages_and_badges(copy: Path) -> None:
    for name in ("index.html", "badge.svg"):
        one, other = copy / CLAIM / name, copy / "demo/1.0/claims/fast-p95" / name
        first, second = one.read_bytes(), other.read_bytes()
        one.write_bytes(second)
        other.write_bytes(first)
    found = problems(copy)
    assert "It is the page of 'demo@1.0/fast-p95'." in found[f"{CLAIM}/index.html"]
    assert "The badge says something else" in found[f"{CLAIM}/badge.svg"]


def test_claims_that_are_left_out_or_made_up(copy: Path) -> None:
    def drop(document: Any) -> None:
        document["claims"] = [one for one in document["claims"] if not one["claim"].endswith("speedup")]

    rewrite(copy / "demo/1.0/dossier.json", drop)
    found = problems(copy)["demo/1.0/dossier.json"]
    assert "dossier.yaml makes the claim speedup, which is neither shown nor rejected." in found
    assert "in only one of dossiers.json and dossier.json" in found


def test_a_lower_limit_in_the_twin(copy: Path) -> None:
    def weaken(document: Any) -> None:
        document["holds"] |= {"number": 1.0, "written": ">= 1 x"}

    rewrite(copy / CLAIM / "claim.json", weaken)
    assert "It says holds is" in problems(copy)[f"{CLAIM}/claim.json"]


def test_another_file_in_the_archive(copy: Path, tmp_path: Path) -> None:
    place = copy / "demo/1.0/demo-1.0.zip"
    shutil.move(place, tmp_path / "old.zip")
    with zipfile.ZipFile(tmp_path / "old.zip") as old, zipfile.ZipFile(place, "w") as new:
        for entry in old.infolist():
            content = old.read(entry)
            if entry.filename == "data/load.csv":
                content = content.replace(b"0.0", b"0.1", 1)
            if entry.filename != f"claims/{CLAIM.rpartition('/')[2]}/claim.json":
                new.writestr(entry, content)
    found = problems(copy)["demo/1.0/demo-1.0.zip"]
    assert "data/load.csv in it is not the one on the site." in found
    assert "claims/speedup/claim.json is not in it." in found
    place.write_bytes(b"PK")
    assert "It is not a whole ZIP file" in problems(copy)["demo/1.0/demo-1.0.zip"]


# --- A site as an attack ----------------------------------------------------------------------------------


PATHS = [
    "../../../../secret",
    "data/../../../secret",
    "/etc/passwd",
    "data/a/b",
    "data/\u202ex",
    "",
    "data/..",
    "project.yaml",
]


def test_paths_that_lead_elsewhere(copy: Path, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("secret")

    def add(document: Any) -> None:
        first = document["files"][0]
        document["files"] += [{**first, "path": path, "file": path} for path in (*PATHS, first["path"])]

    rewrite(copy / "demo/1.0/dossier.json", add)
    before = sorted(str(file) for file in tmp_path.rglob("*"))
    found = problems(copy)
    assert found["demo/1.0/dossier.json"].count("which no dossier has") == len(PATHS)
    assert "It is listed twice." in found["demo/1.0/data/load.csv"]
    assert sorted(str(file) for file in tmp_path.rglob("*")) == before


def test_links_are_not_followed(copy: Path, tmp_path: Path) -> None:
    raw = copy / "demo/1.0/data/load.csv"
    shutil.move(raw, tmp_path / "outside.csv")
    raw.symlink_to(tmp_path / "outside.csv")
    assert "symbolic link" in problems(copy)["demo/1.0/data/load.csv"]
    raw.unlink()
    os.mkfifo(raw)
    assert "not a regular file" in problems(copy)["demo/1.0/data/load.csv"]


def test_a_file_larger_than_it_says(copy: Path) -> None:
    with (copy / "demo/1.0/data/load.csv").open("r+b") as stream:
        stream.truncate(50 * 1024**3)
    assert "It is larger than" in problems(copy)["demo/1.0/data/load.csv"]


DOCUMENTS = [
    b"",
    b"[]",
    b"{",
    b"[" * 100_000,
    b'{"schema": 1, "schema": 1, "projects": []}',
    b'{"schema": 1, "projects": NaN}',
    b'{"schema": ' + b"9" * 10_000 + b"}",
    b'{"schema": 2, "projects": []}',
    b"\xff\xfe",
]


def test_documents_that_are_none(both: Path) -> None:
    claims = sorted(both.glob("demo/*/claims/*/claim.json"))
    for file, content in zip(claims, DOCUMENTS, strict=False):
        file.write_bytes(content)
    found = problems(both)
    wrong = {file.relative_to(both).as_posix() for file in claims[: len(DOCUMENTS)]}
    assert {address for address in found if not address.endswith(".zip")} == wrong
    for content in DOCUMENTS:
        (both / "dossiers.json").write_bytes(content)
        result = verify(both)
        assert result.exit_code == 2
        assert result.stderr.startswith("Error: dossiers.json cannot be used.")


def test_names_that_are_none(copy: Path) -> None:
    def rename(document: Any) -> None:
        document["projects"][0]["versions"][0]["reference"] = "demo@../../1.0"

    rewrite(copy / "dossiers.json", rename)
    assert "dossiers.json" in problems(copy)


def test_a_page_with_a_million_open_elements_ends(copy: Path) -> None:
    (copy / CLAIM / "index.html").write_text("<div><table><tr><td>" * 20_000)
    assert "It prints no number of the claim where one is expected." in problems(copy)[f"{CLAIM}/index.html"]


def test_what_is_no_site(tmp_path: Path) -> None:
    for name, content in {"a.zip": b"PK\x03\x04", "b.zip": b"no archive", "c": b""}.items():
        (tmp_path / name).write_bytes(content)
        result = verify(tmp_path / name)
        assert (result.exit_code, result.stdout) == (2, "")
    (tmp_path / "empty").mkdir()
    result = verify(tmp_path / "empty")
    assert result.exit_code == 2
    assert "There is no dossiers.json in it" in result.stderr
    assert verify(tmp_path / "nowhere").exit_code == 2
    (tmp_path / "empty/dossiers.json").write_text('{"schema": 1, "projects": []}')
    (tmp_path / "empty/index.html").write_text("<p>Nothing.</p>")
    assert "nothing to verify" in problems(tmp_path / "empty")["dossiers.json"]


def bomb(folder: Path, file: str, content: bytes) -> Path:
    with zipfile.ZipFile(folder / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(file, content)
    return folder / "bomb.zip"


def test_archives_made_to_harm(tmp_path: Path) -> None:
    place = bomb(tmp_path, "dossiers.json", b" " * 300 * 1024**2)
    result = verify(place)
    assert (result.exit_code, "dossiers.json cannot be used" in result.stderr) == (2, True)
    place = bomb(tmp_path, "dossiers.json", b"{}" * 1000)
    raw = bytearray(place.read_bytes())
    at = raw.index(b"PK\x01\x02")
    raw[at + 24 : at + 28] = struct.pack("<I", 2**32 - 2)  # says it unpacks to 4 GiB
    place.write_bytes(raw)
    assert verify(place).exit_code == 2
    with zipfile.ZipFile(tmp_path / "twice.zip", "w") as archive:
        archive.writestr("dossiers.json", "{}")
        with pytest.warns(UserWarning, match="Duplicate"):
            archive.writestr("dossiers.json", "[]")
    assert "twice" in verify(tmp_path / "twice.zip").stderr


def test_a_changed_number_beside_another_version(both: Path) -> None:
    for address in ("demo/compare/index.html", "demo/index.html"):
        file = both / address
        text = file.read_text()
        assert text.count("12.45\u00a0ms <small>12.17") == 1, address
        file.write_text(text.replace("12.45\u00a0ms <small>12.17", "12.15\u00a0ms <small>12.17"))
        assert "'12.15 ms 12.17 to 12.89 ms' for 1.0; recomputed" in problems(both)[address]


def test_a_changed_number_in_the_data_for_comparing(both: Path) -> None:
    def lower(document: Any) -> None:
        document["versions"][0]["claims"][0]["high"] *= 0.9

    rewrite(both / "demo/compare.json", lower)
    assert "recomputed it is [0.00389" in problems(both)["demo/compare.json"]
    for content in (b"[]", b'{"versions": [{"version": "1.0", "claims": [7]}]}', b"{"):
        (both / "demo/compare.json").write_bytes(content)
        assert "demo/compare.json" in problems(both)


def test_a_file_that_was_not_there_when_it_was_published(copy: Path) -> None:
    def more(document: Any) -> None:
        document["others"].append({"path": "notes.md", "sha256": "a" * 64})

    rewrite(copy / "demo/1.0/dossier.json", more)
    assert "; published was" in problems(copy)["demo/1.0/dossier.json"]


def test_a_sign_off_that_is_another_one(both: Path) -> None:
    def higher(document: Any) -> None:
        document["sign_offs"][0]["level"] = "replicated"

    rewrite(both / "demo/1.0/dossier.json", higher)
    assert "Signed was another level" in problems(both)["demo/attestations/whole.yaml.txt"]

    def valid(document: Any) -> None:
        document["sign_offs"][0]["standing"] = "valid"

    rewrite(both / "demo/1.1/dossier.json", valid)
    assert "is called not void; the digest is" in problems(both)["demo/1.1/dossier.json"]
