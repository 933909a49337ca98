"""A small sound workspace to test with: a git repository with one project, two published versions and a draft.

Every claim in it is supported; a test breaks one thing and looks at what the gate says.
"""

from __future__ import annotations

import hashlib
import json
import os
import random
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from mkdocs_dossiers.check.gate import Report
from mkdocs_dossiers.read.folder_digest import folder_digest
from tests import gates

RAW = Path(__file__).parent / "raw"
ENVIRONMENT = Path(__file__).parent / "environment" / "example.json"

_DOSSIER = """\
# yaml-language-server: $schema=../../../schema/dossier.schema.json
schema: 1
version: "{version}"
status: {status}
date: 2026-11-21
title: {title}
subject: {{repository: ".", commit: &commit {commit}}}
data:
  tool:
    file: data/tool.json
    sha256: {tool}
    environment: host
    command: pytest bench --benchmark-json tool.json
    discloses: [host name]
    protocol: {{warm-up: The first second., plan: One run., cache: Warm., client: Here., correctness: Compared.}}
    source: &source
      before: {{commit: *commit, tree: {tree}, dirty: []}}
      after: {{commit: *commit, tree: {tree}, dirty: [dossiers/demo/{version}/data/tool.json, data/load.csv]}}
  load:
    file: data/load.csv
    sha256: {load}
    environment: host
    command: load --output load.csv
    load: closed
    source: *source
    protocol: {{warm-up: The first second., plan: One run., cache: Warm., client: Here., correctness: Compared.}}
    columns:
      series: arm
      metrics:
        latency: {{column: latency_s, unit: s}}
        ended: {{column: ended_s, unit: s, moments: true}}
claims:
  sort-median:
    says: Sorting takes at most 5 ms at the median.
    metric: time
    of: tool/test_sort
    statistic: median
    holds: <= 5 ms
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
reproduce:
  needs: [Linux]
  steps:
    - {{does: Check out the measured commit, run: "git checkout {commit}"}}
    - {{does: Measure the tool, run: pytest bench --benchmark-json tool.json, gives: data/tool.json, minutes: 1}}
    - {{does: Measure the load, run: load --output load.csv, gives: data/load.csv, minutes: 1}}
"""

_PROJECT = """\
# yaml-language-server: $schema=../../schema/project.schema.json
schema: 1
name: demo
title: Demo
summary: A project to test with.
owner: The testers
"""

_GIT = {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_AUTHOR_NAME": "A",
    "GIT_AUTHOR_EMAIL": "a@example.org",
    "GIT_COMMITTER_NAME": "A",
    "GIT_COMMITTER_EMAIL": "a@example.org",
    "GIT_AUTHOR_DATE": "2026-11-20T10:00:00Z",
    "GIT_COMMITTER_DATE": "2026-11-20T10:00:00Z",
}


@dataclass(frozen=True)
class Example:
    """Where the workspace is, and the commit its dossiers name."""

    root: Path
    commit: str

    @property
    def dossier(self) -> Path:
        """The first version's document."""
        return self.root / "dossiers/demo/1.0/dossier.yaml"

    def text(self) -> str:
        """The first version's document."""
        return self.dossier.read_text()

    def replace(self, old: str, new: str, file: Path | None = None) -> int:
        """Replace text that stands once in the first version's document; the line it stood in.

        The measured commit stands in the recipe too, and is replaced there as well.
        """
        file = file or self.dossier
        text = file.read_text()
        times = 2 if old == self.commit else 1
        assert text.count(old) == times, f"{old!r} stands {text.count(old)} times"
        file.write_text(text.replace(old, new))
        return text[: text.index(old)].count("\n") + 1

    def line_of(self, text: str) -> int:
        """The line in which some text stands first."""
        return self.text()[: self.text().index(text)].count("\n") + 1

    def copied(self, folder: Path) -> Example:
        """A copy of it, in a folder that is not there yet."""
        shutil.copytree(self.root, folder, symlinks=True)
        return Example(folder, self.commit)

    def files(self) -> list[str]:
        """Every file and folder outside git's own."""
        return sorted(str(path) for path in self.root.rglob("*") if ".git" not in path.parts)


def git(folder: Path, *arguments: str, date: str = "") -> str:
    """Run git, untouched by the user's own settings; commits are made at another ``date`` where one is given."""
    dates = {"GIT_AUTHOR_DATE": date, "GIT_COMMITTER_DATE": date} if date else {}
    done = subprocess.run(
        ["git", "-C", str(folder), *arguments],
        check=True,
        capture_output=True,
        text=True,
        env={**os.environ, **_GIT, **dates},
    )
    return done.stdout.strip()


def keep_records(root: Path) -> None:
    """Keep every record in step with the dossiers, as an author would: new versions, and errata for changes."""
    for project in sorted((root / "dossiers").glob("*/")):
        if project.is_symlink():
            continue
        file = project / "published.yaml"
        versions = yaml.safe_load(file.read_text())["versions"] if file.is_file() else {}
        before = json.dumps(versions, default=str)
        for document in sorted(project.glob("*/dossier.yaml")):
            version, text = document.parent.name, document.read_bytes() if document.is_file() else b""
            if document.parent.is_symlink() or (
                version not in versions and b"\nstatus: published\n" not in text
            ):
                continue
            digest = folder_digest(document.parent)
            entry = versions.setdefault(version, {"digest": digest, "date": "2026-11-21", "rules": 1})
            past = [each["was"] for each in entry.get("errata", [])]
            if digest in past:  # as it was before: as if nothing had happened since
                entry |= {"digest": digest, "errata": entry["errata"][: past.index(digest)]}
                if not entry["errata"]:
                    del entry["errata"]
            elif entry["digest"] != digest:
                change = {"date": "2026-11-21", "says": "Something changed.", "was": entry["digest"]}
                entry |= {"digest": digest, "errata": [*entry.get("errata", []), change]}
        if json.dumps(versions, default=str) != before:
            kept = yaml.safe_load(file.read_text()) if file.is_file() else {"schema": 1}
            file.write_text(json.dumps({**kept, "versions": versions}, default=str, indent=1) + "\n")


def commit_edits(root: Path) -> None:
    """Commit what a test changed, where git can; files git does not track stay so."""
    keep_records(root)
    command = ["git", "-C", str(root), "commit", "--quiet", "--all", "--message=Edit"]
    subprocess.run(command, check=False, capture_output=True, env={**os.environ, **_GIT})


def run_gate(root: Path, *arguments: Any, **options: Any) -> Report:
    """The gate, after what a test changed is committed."""
    commit_edits(root)
    return gates.run_gate(root, *arguments, **options)


def load_csv(path: Path, seed: int = 1, scale: float = 1.0) -> None:
    """Two arms of 400 requests each, one after the other in time, seeded."""
    chance = random.Random(seed)
    now = 0.0
    with path.open("w") as file:
        file.write("arm,latency_s,ended_s\n")
        for _ in range(400):
            for arm, middle in (("slow", 0.03), ("fast", 0.01)):
                latency = chance.lognormvariate(0, 0.15) * middle * scale
                now += latency
                file.write(f"{arm},{latency:.9f},{now:.9f}\n")


def write_dossier(root: Path, version: str, commit: str, status: str = "published", seed: int = 1) -> Path:
    """Write one version with its raw data and environment."""
    folder = root / "dossiers/demo" / version
    (folder / "data").mkdir(parents=True)
    (folder / "environments").mkdir()
    shutil.copyfile(RAW / "pytest-benchmark-5.3.1-data.json", folder / "data/tool.json")
    load_csv(folder / "data/load.csv", seed)
    environment = json.loads(ENVIRONMENT.read_text())
    (folder / "environments/host.json").write_text(json.dumps(environment, indent=2, ensure_ascii=False))
    digests = {
        name: hashlib.sha256((folder / "data" / file).read_bytes()).hexdigest()
        for name, file in (("tool", "tool.json"), ("load", "load.csv"))
    }
    text = _DOSSIER.format(
        version=version,
        status=status,
        commit=commit,
        tree=git(root, "rev-parse", f"{commit}^{{tree}}"),
        title=f"Version {version}",
        **digests,
    )
    (folder / "dossier.yaml").write_text(text)
    return folder


_REPRODUCTION = """\
# yaml-language-server: $schema=../../../../../schema/reproduction.schema.json
schema: 1
of: demo@{version}
date: 2026-11-21
by: [Platform team]
level: reproduced
subject: {{repository: ".", commit: {commit}}}
note: The same recipe on another machine, with `load` as it was.
data:
  load:
    file: data/load.csv
    sha256: {load}
    environment: other
    command: load --output load.csv
    load: closed
    columns:
      series: arm
      metrics:
        latency: {{column: latency_s, unit: s}}
        ended: {{column: ended_s, unit: s, moments: true}}
"""


def write_reproduction(root: Path, version: str, commit: str, seed: int = 9, scale: float = 1.0) -> Path:
    """Let somebody else measure a version's load again, on another machine, ``scale`` times as slow."""
    folder = root / "dossiers/demo" / version / "reproductions/2026-11-21-platform-team"
    (folder / "data").mkdir(parents=True)
    (folder / "environments").mkdir()
    load_csv(folder / "data/load.csv", seed, scale)
    environment = json.loads(ENVIRONMENT.read_text())
    environment["fields"]["cpu"]["model"]["value"] = "Another Processor 9000"
    (folder / "environments/other.json").write_text(json.dumps(environment, indent=2, ensure_ascii=False))
    load = hashlib.sha256((folder / "data/load.csv").read_bytes()).hexdigest()
    text = _REPRODUCTION.format(version=version, commit=commit, load=load)
    (folder / "reproduction.yaml").write_text(text)
    return folder


def make_workspace(root: Path) -> Example:
    """Make the repository in an empty folder."""
    root.mkdir(parents=True, exist_ok=True)
    git(root, "init", "--quiet", "--initial-branch=main")
    (root / "bench.py").write_text("print('what is measured')\n")
    git(root, "add", ".")
    git(root, "commit", "--quiet", "--message=Add what is measured")
    commit = git(root, "rev-parse", "HEAD")
    (root / "dossiers/demo").mkdir(parents=True)
    (root / "dossiers/demo/project.yaml").write_text(_PROJECT)
    write_dossier(root, "1.0", commit)
    write_reproduction(root, "1.0", commit)
    write_dossier(root, "1.1", commit, seed=2)
    write_dossier(root, "1.2", commit, status="draft", seed=3)
    keep_records(root)
    git(root, "add", "--force", ".")
    git(root, "commit", "--quiet", "--message=Add dossiers")
    return Example(root, commit)
