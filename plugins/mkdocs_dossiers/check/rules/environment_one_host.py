"""Raw files measured in one environment name one host."""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs_dossiers.check.example import Example, with_dataset
from mkdocs_dossiers.check.profile import WARNING
from mkdocs_dossiers.check.rule import Context, Rule, Stage, dataset_scope, resting_on
from mkdocs_dossiers.environment.values import value
from mkdocs_dossiers.model.dossier import Dossier
from mkdocs_dossiers.model.problem import Problem


def _google(host: str) -> str:
    """What Google Benchmark writes, as little of it as is needed."""
    runs = ", ".join(
        f'{{"name": "sum", "run_name": "sum", "run_type": "iteration", "repetition_index": {index}, "iterations": 10, '
        f'"real_time": {100 + index}.5, "cpu_time": {100 + index}.5, "time_unit": "ns"}}'
        for index in range(3)
    )
    return (
        f'{{"context": {{"date": "2026-11-21T08:12:00+00:00", "host_name": "{host}", "library_version": "v1.9.5", '
        f'"num_cpus": 2, "library_build_type": "release"}}, "benchmarks": [{runs}]}}\n'
    )


RULE = Rule(
    code="M13",
    slug="environment/one-host",
    stage=Stage.MEASURED,
    severities=WARNING,
    because="Two hosts are two machines, and a description holds for one.",
    fix="Capture each machine, and name in each dataset the one it was measured on.",
    sources=("B02", "E05"),
    example=Example(
        red=with_dataset(
            "second", "second.json", _google("elsewhere"), "bench --out second.json", "discloses: [host name]"
        ),
        green=with_dataset(
            "second", "second.json", _google("vm"), "bench --out second.json", "discloses: [host name]"
        ),
    ),
)


def check(dossier: Dossier, context: Context) -> Iterator[Problem]:
    """Compare host names as far as files tell; in containers, every run has another one."""
    seen: dict[str, tuple[str, str]] = {}
    for name, raw in context.files.items():
        dataset, host = dossier.datasets[name], raw.facts.get("host", "").casefold().partition(".")[0]
        environment = dossier.environments.get(dataset.environment)
        if not host or environment is None or value(environment.data, "virtualisation.container") is not None:
            continue
        other, first = seen.setdefault(dataset.environment, (name, host))
        if host != first:
            yield RULE.problem(
                dossier.document,
                dossier.document.at("data", name, "environment"),
                f"{dataset.file} and {dossier.datasets[other].file} name the same environment "
                f"{dataset.environment}, but two different hosts.{resting_on(dossier, name)}",
                "Capture the other machine too, and name it here.",
                dataset_scope(dossier, name),
            )
