"""Made-up workspaces as sites: ours, and the same pages as Markdown for stock MkDocs."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from benching.case import Bench, Side, Step
from benching.workload import Made, workspace
from mkdocs_dossiers.read.folder_digest import folder_digest

BIN = Path(sys.executable).parent
"""Where the commands of this environment are."""
SAID = {"NO_MKDOCS_2_WARNING": "1"}


def site(bench: Bench, name: str, dossiers: int) -> tuple[Made, Path]:
    """A workspace of so many dossiers, and beside it the same pages as an export with the same theme and settings."""
    bench.tell(f"a workspace of {dossiers} dossiers")
    made = workspace(bench.folder / name, dossiers)
    exported = bench.folder / f"{name}-exported"
    bench.tell("its pages as Markdown")
    subprocess.run(
        [str(BIN / "dossier"), "export", str(exported)],
        cwd=made.root,
        check=True,
        capture_output=True,
        env={**os.environ, "DOSSIER_CACHE": "off"},
    )
    stock = (exported / "mkdocs.yml").read_text(encoding="utf-8")
    theme = stock[stock.index("theme:") : stock.index("markdown_extensions:")]
    own = f'site_name: Performance dossiers\n{theme}plugins:\n  - search\n  - dossiers: {{path: ""}}\n'
    (made.root / "mkdocs.yml").write_text(own, encoding="utf-8")
    (made.root / "docs").mkdir(exist_ok=True)
    return made, exported


def build(root: Path, to: Path, cache: Path | None, *, cold: bool = True) -> Side:
    """``mkdocs build``; with a ``cache``, an empty one where it is to be ``cold``.

    The site of the round before is moved aside and not removed: some file systems (ext4 without a journal) take up to
    0.6 ms longer for each new file while the room of many others was given free a moment ago. A build writes 110 files
    a dossier, and that would be all that is seen of one that takes most pages from what is kept.
    """
    environment = {**SAID, "DOSSIER_CACHE": str(cache) if cache is not None else "off"}

    def before() -> None:
        if to.exists():
            to.rename(tempfile.mkdtemp(prefix=f"{to.name}-before-", dir=to.parent))
        if cache is not None and cold:
            shutil.rmtree(cache, ignore_errors=True)

    command = (str(BIN / "mkdocs"), "build", "--quiet", "--site-dir", str(to))
    return Side((Step(command, root, environment),), before)


def change(made: Made, number: int) -> None:
    """Another sentence under the first claim of the first dossier, with the record it needs."""
    folder = made.dossiers[0]
    document, record = folder / "dossier.yaml", folder.parent / "published.yaml"
    before = folder_digest(folder)
    lines = document.read_text(encoding="utf-8").splitlines(keepends=True)
    kept = [line for line in lines if not line.startswith("    context: Round")]
    place = kept.index("    holds: <= 7 ms\n") + 1
    kept.insert(place, f"    context: Round {number}.\n")
    document.write_text("".join(kept), encoding="utf-8")
    known = record.read_text(encoding="utf-8")
    record.write_text(known.replace(before, folder_digest(folder)), encoding="utf-8")
