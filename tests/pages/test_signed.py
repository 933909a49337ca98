"""Sign-offs on pages: what a signer wrote is text, and what is under a signature that is not right is not shown."""

from __future__ import annotations

import json

from mkdocs_dossiers.pages.address import Addresses
from mkdocs_dossiers.pages.site import build_site
from mkdocs_dossiers.pages.view import View
from mkdocs_dossiers.read.folder_digest import folder_digest
from tests.gates import run_gate
from tests.signing import grace, signer
from tests.workspace import Example, git

EVIL = "<img src=x onerror=alert(1)> {{ 7 * 7 }} | [x](javascript:alert(1)) `code` ![y](//evil.example/z) \\| **b**"


def pages(workspace: Example, *names: str) -> dict[str, str]:
    folder = workspace.root / "dossiers/demo/attestations"
    folder.mkdir()
    (workspace.root / "dossiers/allowed_signers").write_text(grace().line)
    for name in names:
        by = {"mallory": signer("Mallory", "m@example.org")}.get(name, grace())
        document = {
            "schema": 1,
            "of": "demo@1.0",
            "level": "evaluated",
            "by": f"{EVIL[:100]} {name}",
            "signer": by.address,
            "date": "2026-11-21",
            "checked": [EVIL, f"{name} was here"],
            "digest": folder_digest(workspace.dossier.parent),
            "note": EVIL,
        }
        file = folder / f"{name}.yaml"
        file.write_text(json.dumps(document))
        by.sign(file)
    git(workspace.root, "add", "--force", ".")
    view = View(run_gate(workspace.root, pages=True), Addresses())
    site = build_site(view, "Dossiers")
    assets = {asset.address: (asset.content or b"").decode("utf-8", "replace") for asset in site.assets}
    return assets | {page.address: page.markdown for page in site.pages}


def test_what_a_signer_wrote_is_text(workspace: Example) -> None:
    found = pages(workspace, "one")
    for address in ("demo/1.0/index.md", "demo/1.0/claims/speedup.md", "demo/1.0/print.md", "demo/index.md"):
        text = found[address]
        assert "one was here" in text
        for raw in ("<img", "{{ 7", "](javascript", "](//evil", "`code`", "**b**"):
            assert raw not in text, (address, raw)
        assert "&#60;img src&#61;x" in text


def test_an_unknown_signer_is_counted_and_not_named(workspace: Example) -> None:
    found = pages(workspace, "one", "mallory")
    for address in ("demo/1.0/index.md", "demo/1.0/claims/speedup.md"):
        assert "1 more sign-off does not count" in found[address]
    shown = [address for address, text in found.items() if "mallory was here" in text]
    assert shown == []
    assert "m&#64;example.org" in found["gate.md"]
