"""The machine a raw file names is the one of its environment."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mkdocs_dossiers.check.example import HOST, Example, Replace
from mkdocs_dossiers.check.profile import ERROR
from mkdocs_dossiers.check.rule import Context, Rule, Stage, dataset_scope, resting_on
from mkdocs_dossiers.environment.processor import same_processor
from mkdocs_dossiers.environment.values import cpus, number, text
from mkdocs_dossiers.model.dossier import Dossier, Environment
from mkdocs_dossiers.model.measurement import RawFile
from mkdocs_dossiers.model.problem import Problem

RULE = Rule(
    code="M04",
    slug="environment/machine",
    stage=Stage.MEASURED,
    severities=ERROR,
    because="A file measured on another machine says nothing about this one.",
    fix="Name the environment the file was measured in, or capture that one.",
    sources=("E01", "E05"),
    example=Example(red=(Replace('"value": "AMD EPYC"', '"value": "AMD EPYC 9654"', HOST),)),
)


def check(dossier: Dossier, context: Context) -> Iterator[Problem]:
    """Compare what each file says of its processor with what was captured."""
    for name, raw in context.files.items():
        dataset = dossier.datasets[name]
        environment = dossier.environments.get(dataset.environment)
        for said in _disagreements(raw, environment) if environment is not None else ():
            yield RULE.problem(
                dossier.document,
                dossier.document.at("data", name, "environment"),
                f"{dataset.file} was measured on {said}.{resting_on(dossier, name)}",
                "Name the environment it was measured in; capture that one if it is not there.",
                dataset_scope(dossier, name),
            )


def _disagreements(raw: RawFile, environment: Environment) -> Iterator[str]:
    named, captured = raw.facts.get("cpu"), text(environment.data, "cpu.model")
    if named and captured and same_processor(named, captured) is False:
        yield f"{named[:80]!r}, but the environment {environment.name} has {captured[:80]!r}"
    counted = raw.facts.get("threads", "")
    known = (
        number(environment.data, "cpu.threads"),
        cpus(text(environment.data, "cpu.allowed")),
    )
    if re.fullmatch(r"[0-9]{1,6}", counted) and known[0] is not None and int(counted) not in known:
        yield f"{int(counted)} logical CPUs, but the environment {environment.name} has {known[0]:g}"
