"""The gate on a workspace it has never seen, against a schema check of its YAML with a digest of its raw files."""

from __future__ import annotations

import hashlib
import json
import subprocess
from pathlib import Path

from benching.case import Bench, Case, Goal, Side, Step
from benching.gates import ROOT, check, made, without
from benching.outside import CHECK_JSONSCHEMA, CLAIMS, programs
from benching.timing import Row, alternate
from benching.workload import CLAIMS as EACH
from benching.workload import Made


def run(bench: Bench) -> list[Row]:
    """Ours fills an empty cache, as the first run of anybody does."""
    at = made(bench)
    cache = bench.folder / "cache"
    sides = {
        "gate": Side((check(at, cache),), before=lambda: without(cache)),
        "schema-and-digests": Side(schema_and_digests(at)),
        "claims-cli": Side((claims_cli(bench.folder / "claims", at),)),
    }
    return alternate(bench, sides, rounds=5)


def schema_and_digests(at: Made) -> tuple[Step, Step]:
    """``check-jsonschema`` on every dossier.yaml, and ``sha256sum`` on every raw file."""
    program = programs("check-jsonschema", CHECK_JSONSCHEMA) / "check-jsonschema"
    schema = ROOT / "schema/dossier.schema.json"
    return (
        Step((str(program), "--schemafile", str(schema), *map(str, at.documents))),
        Step(("sha256sum", *map(str, at.raw))),
    )


def claims_cli(folder: Path, at: Made) -> Step:
    """``claims verify`` on as many claims: each the median of a benchmark that is printed in one of our raw files."""
    program = programs("claims-cli", CLAIMS) / "claims"
    folder.mkdir()
    artifacts, claims = [], []
    for number, place in enumerate(at.dossiers):
        raw = (place / "data/tool.json").read_bytes()
        name = f"results-{number}.json"
        (folder / name).write_bytes(raw)
        digest = {"algorithm": "sha256", "value": hashlib.sha256(raw).hexdigest()}
        artifacts.append({"id": f"results-{number}", "path": name, "digest": digest})
        benchmarks = json.loads(raw)["benchmarks"]
        for index in range(EACH):
            which, what = index % len(benchmarks), "median" if index < len(benchmarks) else "max"
            evidence = {
                "kind": "metric",
                "artifact": f"results-{number}",
                "name": what,
                "pointer": f"/benchmarks/{which}/stats/{what}",
                "reported": repr(benchmarks[which]["stats"][what]),
            }
            claims.append(
                {"id": f"claim-{number}-{index}", "text": "It takes so long", "evidence": [evidence]}
            )
    text = json.dumps({"artifacts": artifacts, "claims": claims}, indent=1)
    (folder / "repro.yaml").write_text(text)
    subprocess.run(["git", "init", "--quiet", folder], check=True)
    return Step((str(program), "verify", "repro.yaml"), folder)


CASE = Case(
    says="1,000 dossiers of 100 projects, 10,000 claims, 2,000 raw files of 50 kB, nothing measured before; against "
    "check-jsonschema on the same YAML with sha256sum on the same files, and claims verify on as many claims.",
    goals=(
        Goal("gate", 1.0, to="schema-and-digests"),
        Goal("gate", 2.0, to="claims-cli"),
    ),
    run=run,
)
