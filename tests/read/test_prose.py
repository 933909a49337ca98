"""Pages of the site that speak of claims."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from mkdocs_dossiers.read.prose import MOST_BYTES, pages_with_claims


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
