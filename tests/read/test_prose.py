"""Pages of the site that speak of claims."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from mkdocs_dossiers.read.prose import MOST_BYTES, own_files, pages_with_claims
from mkdocs_dossiers.read.site_settings import docs_folder


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("It is [fast](claim:demo@1.0/x).", True),
        ('It takes {{ claim("demo@1.0/x") }}.', True),
        ("`[fast](claim:demo@1.0/x)` links.", False),
        ("```\n[fast](claim:demo@1.0/x)\n```\n", False),
        ("~~~ md\n[fast](claim:demo@1.0/x)\n", False),
        ("    [fast](claim:demo@1.0/x)\n", False),
        ("```\ncode\n```\n[fast](claim:demo@1.0/x)\n", True),
        ("A claim is fast.", False),
    ],
)
def test_only_claims_outside_code_count(tmp_path: Path, text: str, named: bool) -> None:
    (tmp_path / "docs/deep").mkdir(parents=True)
    (tmp_path / "docs/deep/page.md").write_text(text)
    found = [path for path, _ in pages_with_claims(tmp_path)]
    assert found == (["docs/deep/page.md"] if named else [])


def test_links_pipes_and_huge_files_are_left_alone(tmp_path: Path) -> None:
    outside = tmp_path / "outside.md"
    outside.write_text("[fast](claim:demo@1.0/x)")
    docs = tmp_path / "docs"
    docs.mkdir()
    (docs / "link.md").symlink_to(outside)
    os.mkfifo(docs / "pipe.md")
    (docs / "large.md").write_bytes(b"[fast](claim:demo@1.0/x)" + b" " * MOST_BYTES)
    assert list(pages_with_claims(tmp_path)) == []
    docs.rename(tmp_path / "elsewhere")
    docs.symlink_to(tmp_path / "elsewhere")
    assert list(pages_with_claims(tmp_path)) == []


@pytest.mark.parametrize(
    ("settings", "folder"),
    [
        ("docs_dir: pages\n", "pages"),
        ("site_name: X\ntheme: {docs_dir: no}\ndocs_dir: deep/pages\n", "deep/pages"),
        (
            "site_url: !ENV [URL, x]\nmarkdown_extensions:\n  - docs_dir\n  - x: !!python/name:os.system\n",
            "docs",
        ),
        ("a: &a {docs_dir: x}\nb: *a\ndocs_dir: 'my pages'\n", "my pages"),
        ("docs_dir: ../elsewhere\n", "docs"),
        ("docs_dir: /etc\n", "docs"),
        ("docs_dir: [pages]\n", "docs"),
        ("docs_dir: !ENV PAGES\n", "docs"),
        ("docs_dir: {", "docs"),
        ("[" * 5_000, "docs"),
        ("- docs_dir\n- pages\n", "docs"),
        ("", "docs"),
    ],
)
def test_the_folder_of_pages_is_the_one_mkdocs_is_told(tmp_path: Path, settings: str, folder: str) -> None:
    (tmp_path / "mkdocs.yml").write_text(settings)
    assert docs_folder(tmp_path) == folder


def test_claims_are_looked_for_where_the_pages_are(tmp_path: Path) -> None:
    for folder in ("docs", "pages/deep"):
        (tmp_path / folder).mkdir(parents=True)
        (tmp_path / folder / "page.md").write_text("[fast](claim:demo@1.0/x)")
    (tmp_path / "mkdocs.yml").write_text("docs_dir: pages\n")
    assert [path for path, _ in pages_with_claims(tmp_path)] == ["pages/deep/page.md"]


def test_own_files_are_those_a_site_has(tmp_path: Path) -> None:
    docs = tmp_path / "docs"
    (docs / ".git").mkdir(parents=True)
    for name in ("index.md", "picture.png", ".hidden.md", ".git/page.md"):
        (docs / name).write_text("x")
    (docs / "link.md").symlink_to(docs / "index.md")
    assert [address for address, _ in own_files(tmp_path)] == ["index.md", "picture.png"]
