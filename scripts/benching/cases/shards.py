"""A hundred thousand claims on ten sites of a thousand dossiers each, and one home page over them."""

from __future__ import annotations

import sys
from pathlib import Path

from benching.case import Bench, Case, Side, Step
from benching.timing import Row, alternate
from benching.workload import git, workspace

SHARDS = 10
DOSSIERS = 1_000
"""Of one shard."""
_SITE = """\
site_name: Made-up services
theme: {name: material, font: false}
plugins: [search, {dossiers: {path: "", cache: false}}]
"""


def run(bench: Bench) -> list[Row]:
    """Every shard's gate and site, one after the other, then the home page over all; each is timed once."""
    programs = Path(sys.executable).parent
    home = [str(programs / "dossier"), "overview", str(bench.folder / "home")]
    sides = {}
    for number in range(SHARDS):
        root = _shard(bench, number)
        build = (str(programs / "mkdocs"), "build", "--quiet", "--config-file", str(root / "mkdocs.yml"))
        check = (str(programs / "dossier"), "check", "--root", str(root), "--no-cache", "--format", "json")
        sides[f"gate-{number}"] = Side((Step(check),))
        sides[f"site-{number}"] = Side((Step(build, environment={"NO_MKDOCS_2_WARNING": "1"}),))
        home.append(f"https://perf.example.org/{root.name}/={root / 'site'}")
    sides["home"] = Side((Step(tuple(home)),))
    return alternate(bench, sides, rounds=1, warm_up=0)


def _shard(bench: Bench, number: int) -> Path:
    """A workspace whose projects have names of their own."""
    root = bench.folder / f"shard-{number}"
    workspace(root, bench.size(DOSSIERS, least=2), seed=number + 1)
    for project in sorted((root / "dossiers").iterdir()):
        name = f"{project.name}-of-{number}"
        document = project / "project.yaml"
        document.write_text(document.read_text().replace(f"name: {project.name}\n", f"name: {name}\n"))
        project.rename(project.with_name(name))
    git(root, "add", "--all", "--force", ".")
    git(root, "commit", "--quiet", "--message=Names of their own")
    (root / "mkdocs.yml").write_text(_SITE)
    (root / "docs").mkdir()
    return root


CASE = Case(
    says=f"{SHARDS} shards of {DOSSIERS:,} dossiers with 10 claims each: the gate and the site of each, and the home "
    "page over all.",
    goals=(),
    run=run,
)
