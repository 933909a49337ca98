"""A claim is about another metric of the same file, or about one that is not there."""

from __future__ import annotations

from random import Random

from mutation.damage import Damage
from mutation.target import Target, some


def apply(target: Target, chance: Random) -> str:
    name = target.claim(chance, "metric", "of")
    old = target.claims[name]["metric"]
    dataset = str(target.claims[name]["of"]).partition("/")[0]
    columns = target.datasets.get(dataset, {}).get("columns")
    metrics = list(columns["metrics"]) if isinstance(columns, dict) else ["time", "throughput"]
    return target.set("claims", name, "metric", to=some(chance, [other for other in metrics if other != old]))


DAMAGE = Damage(apply=apply)
