"""How time and memory of the gate and of a site grow with the number of dossiers."""

from __future__ import annotations

import sys
from pathlib import Path

from benching.case import Bench, Case, Goal, Side, Step
from benching.timing import Row, alternate
from benching.workload import workspace

SIZES = (10, 100, 1_000)
_SITE = """\
site_name: Made-up services
theme: {name: material, font: false}
plugins: [search, {dossiers: {path: "", cache: false}}]
"""


def run(bench: Bench) -> list[Row]:
    """Every size in turn: the gate from the start, and the site from the start."""
    bin_ = Path(sys.executable).parent
    sides = {}
    for full in SIZES:
        made = workspace(bench.folder / str(full), bench.size(full, least=2))
        (made.root / "mkdocs.yml").write_text(_SITE)
        (made.root / "docs").mkdir()
        check = (str(bin_ / "dossier"), "check", "--root", str(made.root), "--no-cache", "--format", "json")
        build = (str(bin_ / "mkdocs"), "build", "--quiet", "--config-file", str(made.root / "mkdocs.yml"))
        sides[f"gate-{full}"] = Side((Step(check),))
        sides[f"site-{full}"] = Side((Step(build, environment={"NO_MKDOCS_2_WARNING": "1"}),))
    return alternate(bench, sides, rounds=3)


CASE = Case(
    says="10, 100 and 1,000 dossiers of 10 claims and two raw files of 50 kB each: the gate without cache, the whole "
    "site with Material for MkDocs, nothing kept from a build before.",
    goals=(Goal("gate-1000", 11, "gate-100"), Goal("site-1000", 11, "site-100")),
    run=run,
)
