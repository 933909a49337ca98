"""Operations that failed are accounted for."""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs_dossiers.check.example import Example, with_dataset
from mkdocs_dossiers.check.profile import UNLESS_DRAFT
from mkdocs_dossiers.check.rule import Context, Rule, Stage, dataset_scope, resting_on
from mkdocs_dossiers.model.dossier import Dossier
from mkdocs_dossiers.model.problem import Problem

_RUNS = (
    '{"results": [{"command": "sort", "times": [0.11, 0.12, 0.13, 0.14, 0.15, 0.16], '
    '"exit_codes": [0, 0, 0, 0, 0, 1]}]}\n'
)
_COMMAND = "hyperfine -i --export-json sort.json sort"

RULE = Rule(
    code="L03",
    slug="protocol/failed",
    stage=Stage.MEASURED,
    severities=UNLESS_DRAFT,
    because="What fails is often fast; left among the samples it flatters them, left out it is forgotten.",
    fix="Say under failed: how many operations failed, why, and whether they are among the samples.",
    sources=("D05", "Tene, How NOT to measure latency"),
    example=Example(
        red=with_dataset("runs", "sort.json", _RUNS, _COMMAND),
        green=with_dataset(
            "runs",
            "sort.json",
            _RUNS,
            _COMMAND,
            "failed: 1 of 6 runs exited with 1; it is among the samples.",
        ),
    ),
)


def check(dossier: Dossier, context: Context) -> Iterator[Problem]:
    """Look at how many operations the file says have failed."""
    for name, raw in context.files.items():
        failed = raw.facts.get("failed", "0")
        if failed in ("", "0") or dossier.datasets[name].failed is not None:
            continue
        yield RULE.problem(
            dossier.document,
            dossier.document.at("data", name, "file"),
            f"In {raw.path}, {failed} operations failed or timed out, and the dossier does not say so."
            f"{resting_on(dossier, name)}",
            f"Add to data/{name}: failed: {failed} of … failed because …; they are (not) among the samples.",
            dataset_scope(dossier, name),
        )
