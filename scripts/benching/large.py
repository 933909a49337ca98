"""One dossier with one large raw file: made up by DuckDB from seeded numbers, and held against DuckDB itself."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benching.case import Side, Step
from benching.timing import FailedError, alternate

if TYPE_CHECKING:
    from benching.case import Bench
    from benching.timing import Row

ENVIRONMENT = Path(__file__).parents[2] / "tests/environment/example.json"
PROGRAM = str(Path(sys.executable).with_name("dossier"))
ROUNDS = 5
OURS, BARE = "dossier", "duckdb-and-sha256sum"
_GIT = {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_AUTHOR_DATE": "2026-11-20T09:00:00Z",
    "GIT_COMMITTER_DATE": "2026-11-20T09:00:00Z",
    "GIT_AUTHOR_NAME": "A",
    "GIT_AUTHOR_EMAIL": "a@example.org",
    "GIT_COMMITTER_NAME": "A",
    "GIT_COMMITTER_EMAIL": "a@example.org",
}
_PROJECT = """\
schema: 1
name: large
title: A service under load
summary: A service that was never measured.
owner: The testers
"""
_DOSSIER = """\
schema: 1
version: "1.0"
status: draft
date: 2026-11-21
title: A long run
subject: {{repository: ".", commit: {commit}}}
data:
  load:
    file: data/{file}
    sha256: {sha256}
    environment: host
    command: load --output {file}
{columns}
claims:
  p99:
    says: Requests take at most 90 ms at the 99th percentile.
    metric: {metric}
    of: {of}
    statistic: p99
    holds: <= 90 ms
reproduce:
  needs: [Linux]
  steps:
    - {{does: Check out the measured commit, run: git checkout {commit}}}
    - {{does: Measure, run: load --output {file}, gives: data/{file}, minutes: 60}}
"""
_COLUMNS = "    columns: {series: transport, metrics: {latency: {column: latency_s, unit: s}}}"
UNIFORM = "(hash(i * 8 + {seed}) >> 11) / 9007199254740992.0 + 1e-17"
_RADIUS = f"sqrt(-2 * ln({UNIFORM.format(seed=1)}))"
_LATENCY = f"20 * exp(0.5 * {_RADIUS} * cos(6.283185307179586 * ({UNIFORM.format(seed=2)})))"
"""Milliseconds from i, log-normal around 20: hashes as uniform numbers (Box and Muller)."""
_STATEMENT = """
import duckdb, json
bare = duckdb.connect()
bare.execute("SET enable_progress_bar = false")
print(json.dumps(bare.execute(open("statement.sql").read()).fetchone()))
"""
_LINES = "(FORMAT csv, HEADER false, QUOTE '', ESCAPE '', DELIMITER '\x1f')"


@dataclass(frozen=True)
class Kind:
    """A format: about how many rows and bytes the full size has, and what writes ``$rows`` of them to ``$place``."""

    file: str
    rows: int
    size: int
    write: str
    metric: str = "latency"
    of: str = "load/grpc"
    columns: str = _COLUMNS


def _declared(name: str, kind: str, contains: str) -> str:
    data = f'{{"name":"{name}","type":"{kind}","contains":"{contains}","thresholds":[],"submetrics":null}}'
    return f"""'{{"type":"Metric","data":{data},"metric":"{name}"}}'"""


_POINT = (
    """'{"metric":"' || ['http_req_duration', 'http_req_waiting', 'http_req_failed'][1 + i % 3]
    || '","type":"Point","data":{"time":"'
    || strftime(TIMESTAMP '2026-11-21 08:00:00' + to_microseconds(i * 100), '%Y-%m-%dT%H:%M:%S.%fZ')
    || '","value":' || CASE WHEN i % 3 = 2 THEN (hash(i) % 100 = 0)::INT::VARCHAR ELSE round("""
    + _LATENCY
    + """, 6)::VARCHAR END || ',"tags":{"expected_response":"true","group":"","method":"GET","name":"'
    || ['list', 'get', 'place', 'cancel'][1 + (i // 3) % 4]
    || '","proto":"HTTP/1.1","scenario":"default","status":"200","url":"http://127.0.0.1:8080/orders/'
    || (i // 3) || '"}}}'"""
)
NDJSON = Kind(
    "load.ndjson",
    3_550_000,
    1_000_000_000,
    f"""COPY (SELECT unnest([{_declared("http_req_duration", "trend", "time")},
    {_declared("http_req_waiting", "trend", "time")}, {_declared("http_req_failed", "rate", "default")}]) AS line
    UNION ALL SELECT {_POINT} FROM range($rows) AS t(i)) TO '$place' {_LINES}""",
    "time",
    "load/list",
    "",
)
CSV = Kind(
    "load.csv",
    40_000_000,
    1_000_000_000,
    "COPY (SELECT ['grpc', 'udp'][1 + i % 2] AS transport, "
    f"round(({_LATENCY}) / 1000, 9) AS latency_s, round(i * 1e-5, 6) AS done_s "
    "FROM range($rows) AS t(i)) TO '$place' (FORMAT csv)",
)
PARQUET = Kind(
    "load.parquet",
    100_000_000,
    800_000_000,
    f"COPY (SELECT ['grpc', 'udp'][1 + i % 2] AS transport, ({_LATENCY}) / 1000 AS latency_s "
    "FROM range($rows) AS t(i)) TO '$place' (FORMAT parquet)",
)


def make(kind: Kind, rows: int, root: Path) -> Path:
    """A workspace with one draft whose one dataset has so many rows; the raw file's place."""
    import duckdb

    dossier = root / "dossiers/large/1.0"
    (dossier / "data").mkdir(parents=True)
    (dossier / "environments").mkdir()
    place = dossier / "data" / kind.file
    with duckdb.connect() as connection:
        connection.execute("SET memory_limit = '1GB'")
        connection.execute(kind.write.replace("$rows", str(rows)).replace("$place", str(place)))
    (dossier / "environments/host.json").write_text(ENVIRONMENT.read_text(encoding="utf-8"), encoding="utf-8")
    (root / "dossiers/large/project.yaml").write_text(_PROJECT, encoding="utf-8")
    (root / ".gitignore").write_text("dossiers/large/1.0/data/\n", encoding="utf-8")
    git = ["git", "-C", str(root), "-c", "init.defaultBranch=main"]
    subprocess.run([*git, "init", "-q"], check=True, env={**os.environ, **_GIT})
    subprocess.run([*git, "add", "."], check=True, env={**os.environ, **_GIT})
    subprocess.run([*git, "commit", "-q", "-m", "A service"], check=True, env={**os.environ, **_GIT})
    commit = subprocess.run([*git, "rev-parse", "HEAD"], check=True, capture_output=True, text=True)
    with place.open("rb") as file:
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    (dossier / "dossier.yaml").write_text(
        _DOSSIER.format(
            commit=commit.stdout.strip(),
            file=kind.file,
            sha256=sha256,
            columns=kind.columns,
            metric=kind.metric,
            of=kind.of,
        ),
        encoding="utf-8",
    )
    return place


def compare(bench: Bench, kind: Kind, rows: int, memory: int | None = None) -> list[Row]:
    """Ours: the gate, with so many bytes of ``memory``. The baseline: the statement that the claim prints, in a bare
    DuckDB with as much memory as it likes, and sha256sum. Raises `FailedError` where their digits differ.
    """
    bench.tell(f"writing {rows:,} rows")
    place = make(kind, rows, bench.folder)
    bench.tell(f"{place.stat().st_size / 1e6:,.0f} MB")
    option = ("--memory", f"{memory}B") if memory else ()
    _same_digits(bench.folder, {"DOSSIER_MEMORY": option[1]} if option else {})
    sides = {
        OURS: Side((Step((PROGRAM, "check", "--no-cache", *option), bench.folder),)),
        BARE: Side(
            (
                Step((sys.executable, "-c", _STATEMENT), bench.folder),
                Step(("sha256sum", str(place)), bench.folder),
            )
        ),
    }
    return alternate(bench, sides, ROUNDS if bench.scale >= 1 else 3)


def _same_digits(root: Path, environment: dict[str, str]) -> None:
    """Write down the claim's statement, and hold what the gate found against what it selects."""
    found = _said(root, (PROGRAM, "trace", "large@1.0/p99", "--format", "json"), environment)
    (root / "statement.sql").write_text(found["sql"], encoding="utf-8")
    checked = _said(root, (PROGRAM, "check", "--no-cache", "--format", "json"), environment)["verdicts"][0]
    ours = [checked[name] for name in ("value", "low", "high", "n")]
    bare = _said(root, (sys.executable, "-c", _STATEMENT), {})
    if ours != bare:
        raise FailedError(f"the gate found {ours}, a bare DuckDB {bare}")


def _said(root: Path, arguments: tuple[str, ...], environment: dict[str, str]) -> Any:
    said = subprocess.run(
        arguments, cwd=root, check=True, capture_output=True, env={**os.environ, **environment}
    )
    return json.loads(said.stdout)
