"""What the site says to other programs: every document is as its schema says, and says what the pages say."""

from __future__ import annotations

import hashlib
import json
import posixpath
import re
import zipfile
from datetime import date
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from jsonschema import Draft202012Validator

from mkdocs_dossiers.model.attestation import Signers, Standing
from mkdocs_dossiers.pages.badge import LONGEST
from mkdocs_dossiers.read.signature import verify
from tests.signing import grace
from tests.site.html_page import HtmlSite

SCHEMAS = Path(__file__).parents[2] / "schema"
NAMES = ("site", "site-claim", "site-dossier")
SVG = "{http://www.w3.org/2000/svg}"
CLAIMS = [
    f"demo/{version}/claims/{name}"
    for version in ("1.0", "1.1")
    for name in ("sort-median", "fast-p95", "fast-rate", "fast-within", "speedup")
]


def schema(name: str) -> dict[str, Any]:
    loaded = json.loads((SCHEMAS / f"{name}.schema.json").read_text("utf-8"))
    assert isinstance(loaded, dict)
    return loaded


def valid(document: Any, name: str) -> None:
    found = [
        f"{error.json_path}: {error.message}"
        for error in Draft202012Validator(schema(name)).iter_errors(document)
    ]
    assert found == []


def read(site: HtmlSite, address: str) -> Any:
    return json.loads((site.folder / address).read_text("utf-8"))


@pytest.mark.parametrize("name", NAMES)
def test_each_schema_describes_itself(name: str) -> None:
    described = schema(name)
    Draft202012Validator.check_schema(described)
    for example in described["examples"]:
        valid(example, name)

    def walk(node: dict[str, Any], place: str) -> None:
        assert node["title"], place
        assert node["description"], place
        for key, value in node.get("properties", {}).items():
            walk(value, f"{place}/{key}")
        if isinstance(node.get("items"), dict) and "properties" in node["items"]:
            walk(node["items"], f"{place}/[]")

    walk(described, name)


def test_the_whole_site_is_as_its_schema_says(site: HtmlSite) -> None:
    document = read(site, "dossiers.json")
    valid(document, "site")
    (project,) = document["projects"]
    assert [version["reference"] for version in project["versions"]] == ["demo@1.0", "demo@1.1"]
    for version in project["versions"]:
        assert version["published"]["errata"] == []
        assert (site.folder / version["twin"]).is_file()
        assert (site.folder / version["archive"]).is_file()
        for claim in version["claims"]:
            assert (site.folder / claim["twin"]).is_file()
            assert (site.folder / claim["badge"]).is_file()


@pytest.mark.parametrize("address", CLAIMS)
def test_a_claim_and_its_links(site: HtmlSite, address: str) -> None:
    document = read(site, f"{address}/claim.json")
    valid(document, "site-claim")
    for data in document["data"]:
        file = site.folder / posixpath.normpath(f"{address}/{data['file']}")
        assert hashlib.sha256(file.read_bytes()).hexdigest() == data["sha256"]
        assert file.stat().st_size == data["size"]
        assert (site.folder / posixpath.normpath(f"{address}/{data['environment']}")).is_file()
    page = (site.folder / address / "index.html").read_text("utf-8")
    assert document["printed"]["value"] in page.replace("&#215;", "×")
    assert f'data-verdict="{document["verdict"]}"' in page


@pytest.mark.parametrize("version", ["1.0", "1.1"])
def test_a_dossier_and_its_files(site: HtmlSite, version: str) -> None:
    document = read(site, f"demo/{version}/dossier.json")
    valid(document, "site-dossier")
    assert [entry["path"] for entry in document["files"]] == [
        "data/load.csv",
        "data/tool.json",
        "dossier.yaml",
        "environments/host.json",
    ]
    for entry in document["files"]:
        file = site.folder / "demo" / version / entry["file"]
        assert hashlib.sha256(file.read_bytes()).hexdigest() == entry["sha256"]
    assert (site.folder / "demo" / version / document["project"]["file"]).is_file()


@pytest.mark.parametrize("address", CLAIMS)
def test_a_badge_says_what_the_claim_says(site: HtmlSite, address: str) -> None:
    document = read(site, f"{address}/claim.json")
    text = (site.folder / address / "badge.svg").read_text("utf-8")
    badge = ElementTree.fromstring(text)  # noqa: S314 - our own file
    assert badge.tag == f"{SVG}svg"
    words = [entry.text or "" for entry in badge.iter(f"{SVG}text")]
    name = document["claim"].rpartition("/")[2]
    assert words == [
        name if name.endswith(document["statistic"]) else f"{name} {document['statistic']}",
        f"{document['verdict']} {document['printed']['value']}",
    ]
    title = badge.findtext(f"{SVG}title") or ""
    assert title == badge.get("aria-label")
    assert document["verdict"] in title
    assert len(list(badge.iter(f"{SVG}path"))) >= 2, "a sign beside the colour"
    assert not re.search(r"<(script|style|image|foreignObject|use)|href|@import|url\(", text)


def test_a_long_name_is_cut_and_nothing_in_it_is_markup() -> None:
    from mkdocs_dossiers.pages import badge

    short = badge._short('<b>&"\u202e' + "x" * 100)
    assert str(short).startswith("&lt;b&gt;&amp;&#34;\\u202e")
    assert len(short.unescape()) == LONGEST


def test_sign_offs_are_on_the_site_byte_for_byte(site: HtmlSite) -> None:
    """And ssh-keygen verifies them there."""
    whole = read(site, "demo/1.0/dossier.json")["sign_offs"]
    assert [(each["of"], each["standing"]) for each in whole] == [
        ("demo@1.0", "valid"),
        ("demo@1.0/speedup", "valid"),
    ]
    of_claim = read(site, "demo/1.0/claims/speedup/claim.json")["sign_offs"]
    assert [each["level"] for each in of_claim] == ["evaluated", "reproduced"]
    other = read(site, "demo/1.0/claims/fast-p95/claim.json")["sign_offs"]
    assert [each["of"] for each in other] == ["demo@1.0"]
    (void,) = read(site, "demo/1.1/dossier.json")["sign_offs"]
    assert void["standing"] == "void"
    assert "and was abababababab" in void["reason"]
    (project,) = read(site, "dossiers.json")["projects"]
    assert [len(version["sign_offs"]) for version in project["versions"]] == [2, 1]
    for each in whole:
        document = (site.folder / "demo/1.0" / each["document"]).read_bytes()
        signature = (site.folder / "demo/1.0" / each["signature"]).read_bytes()
        signers = Signers(grace().line.encode(), "dossiers/allowed_signers")
        found = verify(document, signature, each["signer"], each["date"], signers, date(2026, 11, 21))
        assert (found.standing, found.key) == (Standing.VALID, each["key"])
        with zipfile.ZipFile(site.folder / "demo/1.0/demo-1.0.zip") as archive:
            name = posixpath.basename(each["document"]).removesuffix(".txt")
            assert archive.read(f"attestations/{name}") == document
            assert archive.read(f"attestations/{name}.sig") == signature


@pytest.mark.parametrize(
    ("address", "says"),
    [
        ("demo/1.0/", ["Grace Reviewer", "evaluated", "Read the recipe *against* the claims.", "valid"]),
        ("demo/1.0/claims/speedup/", ["the whole dossier", "speedup", "reproduced", "valid"]),
        ("demo/1.0/print/", ["Grace Reviewer", "whoever can change that file can vouch for anybody"]),
        ("demo/1.1/", ["void", "and was abababababab"]),
        ("demo/", ["1 signed evaluated", "1 signed reproduced", "Signed off", "void"]),
        ("", ["signed off", "1.0, the whole dossier: evaluated, says Grace Reviewer"]),
        ("gate/", ["What was signed off", "demo@1.0/speedup", "SHA256:"]),
    ],
)  # fmt: skip
def test_pages_say_who_has_seen_it(site: HtmlSite, address: str, says: list[str]) -> None:
    text = site.pages[address].says
    for each in says:
        assert each in text
