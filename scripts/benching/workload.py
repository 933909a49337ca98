"""Made-up workspaces: seeded, sound, as people would write them, and quick to write."""

from __future__ import annotations

import hashlib
import json
import os
import random
import subprocess
from dataclasses import dataclass
from pathlib import Path

from mkdocs_dossiers.read.folder_digest import folder_digest

ENVIRONMENT = Path(__file__).parents[2] / "tests/environment/example.json"
"""What was captured on a machine, about 14 kB."""
VERSIONS = 10
"""Versions of one project."""
RAW = 50_000
"""Bytes of one raw file, about."""

_GIT = {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    **{f"GIT_{who}_{what}": text for who in ("AUTHOR", "COMMITTER") for what, text in (
        ("NAME", "A"), ("EMAIL", "a@example.org"), ("DATE", "2026-11-20T10:00:00Z"))},
}  # fmt: skip

_PROJECT = """\
# yaml-language-server: $schema=../../schema/project.schema.json
schema: 1
name: {name}
title: Made-up service {number}
summary: A service that was never measured, to measure the gate with.
owner: The testers
"""

_PROTOCOL = (
    "{warm-up: The first second., plan: One run., cache: Warm., client: Here., correctness: Compared.}"
)
_DOSSIER = """\
# yaml-language-server: $schema=../../../schema/dossier.schema.json
schema: 1
version: "{version}"
status: published
date: 2026-11-21
title: Made-up service {number}, version {version}
summary: What one version takes for its five operations, and what its two arms do under load.
subject: {{repository: ".", commit: &commit {commit}}}
data:
  tool:
    file: data/tool.json
    sha256: {tool}
    environment: host
    command: pytest bench --benchmark-json tool.json
    discloses: [host name]
    protocol: {protocol}
    source: &source
      before: {{commit: *commit, tree: {tree}, dirty: []}}
      after: {{commit: *commit, tree: {tree}, dirty: [data/tool.json, data/load.csv]}}
  load:
    file: data/load.csv
    sha256: {load}
    environment: host
    command: load --output load.csv
    load: closed
    source: *source
    protocol: {protocol}
    columns:
      series: arm
      metrics:
        latency: {{column: latency_s, unit: s}}
        ended: {{column: ended_s, unit: s, moments: true}}
claims:
  parse-median:
    says: Parsing takes at most 7 ms at the median.
    metric: time
    of: tool/test_parse
    statistic: median
    holds: <= 7 ms
  parse-p95:
    says: Parsing takes at most 10 ms at the 95th percentile.
    metric: time
    of: tool/test_parse
    statistic: p95
    holds: <= 10 ms
  sort-median:
    says: Sorting takes at most 7 ms at the median.
    metric: time
    of: tool/test_sort
    statistic: median
    holds: <= 7 ms
  store-mean:
    says: Storing takes at most 7 ms on average.
    metric: time
    of: tool/test_store
    statistic: mean
    holds: <= 7 ms
  fast-median:
    says: Requests of the fast arm take at most 15 ms at the median.
    metric: latency
    of: load/fast
    statistic: median
    holds: <= 15 ms
  fast-p95:
    says: Requests of the fast arm take at most 20 ms at the 95th percentile.
    metric: latency
    of: load/fast
    statistic: p95
    holds: <= 20 ms
  fast-rate:
    says: The fast arm serves at least 20 requests per second.
    metric: ended
    of: load/fast
    statistic: rate
    holds: ">= 20 requests/s"
  fast-within:
    says: At least 90 % of the fast arm's requests take 15 ms or less.
    metric: latency
    of: load/fast
    statistic: share
    within: <= 15 ms
    holds: ">= 90 %"
  speedup:
    says: The fast arm is at least 2x faster than the slow one at the median.
    metric: latency
    statistic: median
    ratio: {{of: load/slow, to: load/fast}}
    holds: ">= 2 x"
  tail-speedup:
    says: The fast arm is at least 1.5x faster than the slow one at the 90th percentile.
    metric: latency
    statistic: p90
    ratio: {{of: load/slow, to: load/fast}}
    holds: ">= 1.5 x"
reproduce:
  needs: [Linux]
  steps:
    - {{does: Check out the measured commit, run: "git checkout {commit}"}}
    - {{does: Measure the tool, run: pytest bench --benchmark-json tool.json, gives: data/tool.json, minutes: 1}}
    - {{does: Measure the load, run: load --output load.csv, gives: data/load.csv, minutes: 1}}
"""
CLAIMS = 10
"""Claims of one dossier."""


@dataclass(frozen=True)
class Made:
    """A workspace: where it is, and its dossiers' folders in order."""

    root: Path
    dossiers: tuple[Path, ...]

    @property
    def documents(self) -> list[Path]:
        """Every dossier's YAML."""
        return [folder / "dossier.yaml" for folder in self.dossiers]

    @property
    def raw(self) -> list[Path]:
        """Every raw file."""
        return [folder / "data" / name for folder in self.dossiers for name in ("tool.json", "load.csv")]


def workspace(root: Path, dossiers: int, seed: int = 1, raw: int = RAW) -> Made:
    """A git repository with so many published dossiers, ten versions a project; all their claims are supported.

    Each dossier has 10 claims, a captured environment and two raw files of about ``raw`` bytes: pytest-benchmark's
    JSON, and a CSV file whose columns it declares. The same arguments give the same bytes, commits too.
    """
    root.mkdir(parents=True, exist_ok=True)
    git(root, "init", "--quiet", "--initial-branch=main", "--template=")
    (root / "bench.py").write_text("print('what is measured')\n")
    git(root, "add", ".")
    git(root, "commit", "--quiet", "--message=Add what is measured")
    commit, tree = git(root, "rev-parse", "HEAD", "HEAD^{tree}").split()
    chance = random.Random(seed)
    places = []
    for number in range((dossiers + VERSIONS - 1) // VERSIONS):
        project = root / "dossiers" / f"service-{number:04}"
        project.mkdir(parents=True)
        (project / "project.yaml").write_text(_PROJECT.format(name=project.name, number=number))
        lines = []
        for step in range(min(VERSIONS, dossiers - number * VERSIONS)):
            version = f"1.{step}"
            folder = project / version
            _write(folder, chance, raw, number=number, version=version, commit=commit, tree=tree)
            lines.append(f'  "{version}": {{digest: {folder_digest(folder)}, date: 2026-11-21, rules: 1}}\n')
            places.append(folder)
        (project / "published.yaml").write_text("schema: 1\nversions:\n" + "".join(lines))
    git(root, "add", "--force", ".")
    git(root, "commit", "--quiet", "--message=Add dossiers")
    return Made(root, tuple(places))


def git(folder: Path, *arguments: str) -> str:
    """Run git, untouched by anybody's settings; what it printed."""
    command = ["git", "-C", str(folder), *arguments]
    done = subprocess.run(command, check=True, capture_output=True, text=True, env={**os.environ, **_GIT})
    return done.stdout.strip()


def _write(folder: Path, chance: random.Random, size: int, **facts: object) -> None:
    (folder / "data").mkdir(parents=True)
    (folder / "environments").mkdir()
    (folder / "environments/host.json").write_text(ENVIRONMENT.read_text(encoding="utf-8"), encoding="utf-8")
    digests = {}
    for name, text in (("tool", _tool(chance, size)), ("load", _load(chance, size))):
        raw = text.encode()
        (folder / "data" / f"{name}.{'json' if name == 'tool' else 'csv'}").write_bytes(raw)
        digests[name] = hashlib.sha256(raw).hexdigest()
    (folder / "dossier.yaml").write_text(_DOSSIER.format(**facts, **digests, protocol=_PROTOCOL))


def _samples(chance: random.Random, count: int, middle: float) -> list[float]:
    return [chance.lognormvariate(0, 0.15) * middle for _ in range(count)]


def _tool(chance: random.Random, size: int) -> str:
    """What pytest-benchmark writes with ``--benchmark-save-data``: five benchmarks."""
    benchmarks = []
    for name in ("parse", "sort", "store", "find", "print"):
        data = _samples(chance, size // 160, 0.005)
        ordered = sorted(data)
        middle = len(data) // 2
        stats = {
            "min": ordered[0],
            "max": ordered[-1],
            "mean": sum(data) / len(data),
            "median": ordered[middle] if len(data) % 2 else (ordered[middle - 1] + ordered[middle]) / 2,
            "rounds": len(data),
            "iterations": 1,
            "data": data,
        }
        benchmarks.append({
            "group": None, "name": f"test_{name}", "fullname": f"bench.py::test_{name}", "params": None, "stats": stats,
        })  # fmt: skip
    whole = {
        "machine_info": {"node": "build-host", "cpu": {"brand_raw": "AMD EPYC"}},
        "benchmarks": benchmarks,
        "datetime": "2026-11-20T11:00:00.000000+00:00",
        "version": "5.1.0",
    }
    return json.dumps(whole, indent=1) + "\n"


def _load(chance: random.Random, size: int) -> str:
    """What a load generator writes: two arms in turn, one line a request."""
    lines = ["arm,latency_s,ended_s"]
    now = 0.0
    each = size // 60
    for fast, slow in zip(_samples(chance, each, 0.01), _samples(chance, each, 0.03), strict=True):
        for arm, latency in (("slow", slow), ("fast", fast)):
            now += latency
            lines.append(f"{arm},{latency:.9f},{now:.9f}")
    return "\n".join(lines) + "\n"
