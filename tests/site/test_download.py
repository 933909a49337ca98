"""A dossier as one file: what archives take, and what the libraries of others say of it."""

from __future__ import annotations

import hashlib
import json
import subprocess
import zipfile
from pathlib import Path

import bagit
import pytest
from click.testing import CliRunner
from rocrate.rocrate import ROCrate

from mkdocs_dossiers.cli.main import cli
from mkdocs_dossiers.pages.page import Asset, Member
from mkdocs_dossiers.publish import archive as archives
from mkdocs_dossiers.publish.archive import write_folder, write_zip
from tests.site.html_page import HtmlSite
from tests.workspace import Example

RAW = {"data/load.csv", "data/tool.json"}
CLAIMS = {
    f"claims/{name}/claim.json" for name in ("sort-median", "fast-p95", "fast-rate", "fast-within", "speedup")
}
SIGNED = {f"attestations/{name}.yaml{ending}" for name in ("whole", "claim") for ending in ("", ".sig")}
OWN = {"dossier.yaml", "project.yaml", "environments/host.json", *RAW, *CLAIMS, *SIGNED}
BAG = {"bagit.txt", "bag-info.txt", "manifest-sha256.txt", "tagmanifest-sha256.txt"}


@pytest.fixture(scope="module")
def archive(site: HtmlSite) -> Path:
    return site.folder / "demo/1.0/demo-1.0.zip"


@pytest.fixture(scope="module")
def unpacked(archive: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("unpacked") / "crate"
    with zipfile.ZipFile(archive) as opened:
        opened.extractall(folder)
    return folder


def test_it_holds_everything(unpacked: Path, signed: Example) -> None:
    found = {str(path.relative_to(unpacked)) for path in unpacked.rglob("*") if path.is_file()}
    assert found == OWN | BAG | {"ro-crate-metadata.json"}
    for name in OWN - CLAIMS - SIGNED - {"project.yaml"}:
        assert (unpacked / name).read_bytes() == (signed.dossier.parent / name).read_bytes()


def test_the_bag_is_valid_and_a_changed_byte_is_noticed(unpacked: Path) -> None:
    bag = bagit.Bag(str(unpacked))
    bag.validate()
    assert bag.info["External-Identifier"] == "demo@1.0"
    file = unpacked / "data/load.csv"
    before = file.read_bytes()
    file.write_bytes(before.replace(b"0.0", b"0.1", 1))
    with pytest.raises(bagit.BagValidationError):
        bagit.Bag(str(unpacked)).validate()
    file.write_bytes(before)


def test_the_checksums_need_no_library(unpacked: Path) -> None:
    command = ["sha256sum", "--check", "--strict", "manifest-sha256.txt", "tagmanifest-sha256.txt"]
    said = subprocess.run(command, cwd=unpacked, capture_output=True, text=True, check=True).stdout
    assert said.count(": OK") == len(OWN) + 1 + len(BAG) - 1


def test_the_crate_is_read_by_its_own_library(archive: Path, unpacked: Path) -> None:
    crate = ROCrate(str(archive))
    assert crate.name == "Demo 1.0: Version 1.0"
    assert crate.root_dataset["identifier"] == "demo@1.0"
    assert {entity.id for entity in crate.data_entities} == OWN
    for entity in crate.data_entities:
        if entity.id in RAW:
            assert entity["sha256"] == hashlib.sha256((unpacked / entity.id).read_bytes()).hexdigest()
    run = crate.get("#run-load")
    assert run["result"].id == "data/load.csv"
    assert run["object"].id == "#environment-host"
    metadata = json.loads((unpacked / "ro-crate-metadata.json").read_text("utf-8"))
    assert metadata["@context"] == [
        "https://w3id.org/ro/crate/1.1/context",
        {"sha256": "https://schema.org/sha256"},
    ]
    assert crate.root_dataset["publisher"]["name"] == "The testers"
    assert crate.root_dataset["license"]["name"] == "not stated"
    described = next(entity for entity in metadata["@graph"] if entity["@id"] == "ro-crate-metadata.json")
    assert described["conformsTo"] == {"@id": "https://w3id.org/ro/crate/1.1"}


def test_the_same_members_give_the_same_bytes(tmp_path: Path) -> None:
    (tmp_path / "source").write_bytes(b"raw" * 100_000)
    asset = Asset(
        "a.zip",
        members=(Member("data/raw", source=tmp_path / "source"), Member("x/ü.json", content=b"{}")),
        day="2026-11-21",
        about=(("External-Description", "two\nlines"),),
    )
    write_zip(asset, tmp_path / "one.zip")
    (tmp_path / "source").touch()
    write_zip(asset, tmp_path / "two.zip")
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()
    with zipfile.ZipFile(tmp_path / "one.zip") as opened:
        assert {entry.date_time for entry in opened.infolist()} == {(2026, 11, 21, 0, 0, 0)}
        assert {entry.external_attr >> 16 for entry in opened.infolist()} == {0o100644}
    write_folder(asset, tmp_path / "bag")
    bagit.Bag(str(tmp_path / "bag")).validate()


def test_a_large_member_is_packed_quickly(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """So that it takes seconds; what is unpacked is the same."""
    content = (Path(__file__).parents[2] / "schema/dossier.schema.json").read_bytes()
    asset = Asset("a.zip", members=(Member("data/a.csv", content=content),), day="2026-11-21")
    files = {}
    for largest in (archives.LARGE, len(content)):
        monkeypatch.setattr(archives, "LARGE", largest)
        write_zip(asset, file := tmp_path / f"{largest}.zip")
        with zipfile.ZipFile(file) as archive:
            assert archive.read("data/a.csv") == content
            files[largest] = archive.getinfo("data/a.csv").compress_size
    careful, quick = files.values()
    assert careful < quick < len(content)


def test_a_bag_without_raw_files_is_one(tmp_path: Path) -> None:
    asset = Asset("a.zip", members=(Member("dossier.yaml", content=b"x"),), day="1970-01-01")
    write_zip(asset, tmp_path / "a.zip")
    with zipfile.ZipFile(tmp_path / "a.zip") as opened:
        opened.extractall(tmp_path / "bag")
    bagit.Bag(str(tmp_path / "bag")).validate()


def test_the_command_writes_the_same(signed: Example, unpacked: Path, tmp_path: Path) -> None:
    target = tmp_path / "out"
    command = ["export", "--ro-crate", "--root", str(signed.root), str(target)]
    for _ in range(2):
        result = CliRunner().invoke(cli, command)
        assert (result.exit_code, result.stderr) == (0, f"2 RO-Crates below crates/ in {target}\n")
    crate = target / "crates/demo-1.0"
    for path in unpacked.rglob("*"):
        if path.is_file():
            assert (crate / path.relative_to(unpacked)).read_bytes() == path.read_bytes()
    result = CliRunner().invoke(cli, [*command, "demo@1.0"])
    assert (result.exit_code, result.stderr) == (0, f"1 RO-Crate below crates/ in {target}\n")
    assert [path.name for path in (target / "crates").iterdir()] == ["demo-1.0"]
    assert (crate / "claims/speedup/claim.json").read_bytes() == (
        unpacked / "claims/speedup/claim.json"
    ).read_bytes()
    for wrong in ("demo@1.0/speedup", "demo@9.9", "demo@1.2"):
        assert CliRunner().invoke(cli, [*command, wrong]).exit_code == 2
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine/notes.txt").write_text("mine")
    result = CliRunner().invoke(
        cli, ["export", "--ro-crate", "--root", str(signed.root), str(tmp_path / "mine")]
    )
    assert result.exit_code != 0
    assert [path.name for path in (tmp_path / "mine").iterdir()] == ["notes.txt"]
