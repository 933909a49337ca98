"""How a dataset was measured is described where its command does not say."""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs_dossiers.check.example import Example, Replace
from mkdocs_dossiers.check.profile import Profile, Severities
from mkdocs_dossiers.check.rule import Context, Rule, Stage, dataset_scope
from mkdocs_dossiers.model.dossier import Dossier
from mkdocs_dossiers.model.problem import Problem, Severity

ASKED = ("warm-up", "plan", "cache", "client", "correctness")

RULE = Rule(
    code="L04",
    slug="protocol/described",
    stage=Stage.MEASURED,
    severities=Severities(Severity.INFO, Severity.INFO, Severity.WARNING),
    because="A number depends on what ran before it, on warm caches, and on whether the work was done right.",
    fix="Describe it under protocol: warm-up, plan, cache, client, correctness.",
    sources=(
        "P01",
        "P05",
        "P06",
        "P08",
        "P09",
        "D07",
        "P07",
        "P12",
        "P13",
        "P10",
        "SIGPLAN Empirical Evaluation Checklist",
    ),
    example=Example(
        red=(Replace("cache: Warm, in memory.", "seed: none"),),
        profile=Profile.AUDIT,
    ),
)


def check(dossier: Dossier, context: Context) -> Iterator[Problem]:
    """List what is not described of every dataset that a claim rests on."""
    resting = {name for claim in dossier.claims.values() for name in claim.datasets}
    for name, raw in context.files.items():
        dataset = dossier.datasets[name]
        marked = {"warm-up"} if any(series.warmups for series in raw.series) else set()
        missing = [key for key in ASKED if key not in dataset.protocol and key not in marked]
        if missing and name in resting:
            yield RULE.problem(
                dossier.document,
                dossier.document.key_at("data", name),
                f"The dataset {name} does not say: {', '.join(missing)}.",
                f"Describe it under data/{name}/protocol, one sentence each.",
                dataset_scope(dossier, name),
                rejects=False,
            )
