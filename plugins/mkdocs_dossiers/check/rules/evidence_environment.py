"""Every dataset names a captured environment."""

from __future__ import annotations

import difflib
from collections.abc import Iterator

from mkdocs_dossiers.check.example import Example, Replace
from mkdocs_dossiers.check.profile import ERROR
from mkdocs_dossiers.check.rule import Context, Rule, Stage, dataset_scope, resting_on
from mkdocs_dossiers.model.dossier import Dossier
from mkdocs_dossiers.model.problem import Problem

RULE = Rule(
    code="E04",
    slug="evidence/environment",
    stage=Stage.DECLARED,
    severities=ERROR,
    because="The same program is fast on one machine and slow on another.",
    fix="Capture the machine with dossier capture, and name the file under environment.",
    sources=(
        "E01",
        "SPEC CPU2017 4.4",
    ),
    waivable=False,
    example=Example(red=(Replace("    environment: host\n", ""),)),
)


def check(dossier: Dossier, context: Context) -> Iterator[Problem]:  # noqa: ARG001
    """Look for each dataset's environment, and for the file it names."""
    document = dossier.document
    known = sorted(dossier.environments)
    for name, section in document.section("data").items():
        if not isinstance(section, dict):
            continue
        environment = section.get("environment")
        scope = dataset_scope(dossier, name)
        if environment is None:
            yield RULE.problem(
                document,
                document.key_at("data", name),
                f"The dataset {name} names no environment.{resting_on(dossier, name)}",
                "Capture the machine with `dossier capture > environments/NAME.json`, and add environment: NAME.",
                scope,
            )
        elif isinstance(environment, str) and environment not in known:
            near = difflib.get_close_matches(environment, known, 1)
            yield RULE.problem(
                document,
                document.at("data", name, "environment"),
                f"There is no environments/{environment}.json that can be read.{resting_on(dossier, name)}",
                f"Did you mean {near[0]!r}?"
                if near
                else "Capture the machine with `dossier capture`, "
                f"and write what it prints to {dossier.path}/environments/{environment}.json.",
                scope,
            )
