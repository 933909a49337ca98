"""The load that is declared is the one the tool made."""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs_dossiers.check.example import Example, with_dataset
from mkdocs_dossiers.check.profile import ERROR
from mkdocs_dossiers.check.rule import Context, Rule, Stage, dataset_scope, resting_on
from mkdocs_dossiers.measure.format import loop_of
from mkdocs_dossiers.model.dossier import Dossier
from mkdocs_dossiers.model.problem import Problem

_REQUESTS = "starttime\tseconds\tctime\tdtime\tttime\twait\n" + "".join(
    f"Sat Nov 21 08:51:51 2026\t1795251111\t0\t{index % 3}\t{index % 3}\t0\n" for index in range(20)
)

RULE = Rule(
    code="L02",
    slug="protocol/load",
    stage=Stage.MEASURED,
    severities=ERROR,
    because="Clients that wait for each answer hide slow moments; a tail under open load is another number.",
    fix="Name the load the tool makes: load: closed where clients wait for answers, open where they keep a schedule.",
    sources=("P03",),
    example=Example(
        red=with_dataset("ab", "ab.tsv", _REQUESTS, "ab -n 20 -g ab.tsv URL", "load: open"),
        green=with_dataset("ab", "ab.tsv", _REQUESTS, "ab -n 20 -g ab.tsv URL", "load: closed"),
    ),
)


def check(dossier: Dossier, context: Context) -> Iterator[Problem]:
    """Compare the declared load with what the file says, or else with what the tool always does."""
    for name, raw in context.files.items():
        declared, made = dossier.datasets[name].load, loop_of(raw.format, raw.facts)
        if declared is not None and made is not None and declared != made:
            yield RULE.problem(
                dossier.document,
                dossier.document.at("data", name, "load"),
                f"The dataset {name} is declared to be under {declared} load, but it is from a tool, or a run, with "
                f"{made} load.{resting_on(dossier, name)}",
                f"Write load: {made}.",
                dataset_scope(dossier, name),
            )
