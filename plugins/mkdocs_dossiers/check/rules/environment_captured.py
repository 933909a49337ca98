"""An environment was captured about when its data were measured."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from mkdocs_dossiers.check.dates import by_dataset
from mkdocs_dossiers.check.example import HOST, Example, Replace
from mkdocs_dossiers.check.profile import WARNING
from mkdocs_dossiers.check.rule import Context, Rule, Stage, dataset_scope
from mkdocs_dossiers.model.dossier import Dossier
from mkdocs_dossiers.model.moment import moment
from mkdocs_dossiers.model.problem import Problem

RULE = Rule(
    code="M08",
    slug="environment/captured",
    stage=Stage.MEASURED,
    severities=WARNING,
    because="Kernels, microcode and settings change: a description of another month is that of another machine.",
    fix="Capture the machine right before measuring.",
    sources=("E02",),
    example=Example(red=(Replace('"at": "2026-11-20T10:00:00Z"', '"at": "2026-09-20T10:00:00Z"', HOST),)),
)

_BEFORE = timedelta(days=7)
"""A campaign may take some days on a machine nobody touches."""
_AFTER = timedelta(days=1)
"""A capture made long after the run describes what the machine has become."""


def check(dossier: Dossier, context: Context) -> Iterator[Problem]:
    """Hold the time of each dataset against that of its environment."""
    for name, dataset in dossier.datasets.items():
        environment = dossier.environments.get(dataset.environment)
        made = moment(environment.document.text("captured", "at")) if environment is not None else None
        measured = by_dataset(dossier, context, name)
        if made is None or measured is None:
            continue
        apart = made.apart(measured)
        days = f"{apart.days} day{'' if apart.days == 1 else 's'}"
        later = made.earliest > measured.latest
        if apart > (_AFTER if later else _BEFORE):
            yield RULE.problem(
                dossier.document,
                dossier.document.at("data", name, "environment"),
                f"The dataset {name} was measured at {measured}, but its environment {dataset.environment} was "
                f"captured {days} {'later' if later else 'before'}, at {made}.",
                "Name the environment that was captured for this run. If there is none: capture, and measure again.",
                dataset_scope(dossier, name),
            )
