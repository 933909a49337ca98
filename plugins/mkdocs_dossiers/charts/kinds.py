"""What all pictures of a kind have in common, so that a page carries only what its own differ in.

The difference is a JSON merge patch (RFC 7386): objects merge, everything else is replaced.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from mkdocs_dossiers.charts.chart import Chart
from mkdocs_dossiers.charts.comparison import skeleton as comparison
from mkdocs_dossiers.charts.distribution import skeleton as distribution
from mkdocs_dossiers.charts.ecdf import skeleton as ecdf
from mkdocs_dossiers.charts.history import skeleton as history
from mkdocs_dossiers.charts.order import skeleton as order
from mkdocs_dossiers.charts.over_time import skeleton as over_time
from mkdocs_dossiers.charts.scaling import skeleton as scaling
from mkdocs_dossiers.charts.tail import skeleton as tail
from mkdocs_dossiers.charts.theme import config

_SKELETONS: Mapping[str, Callable[[], dict[str, Any]]] = {
    "distribution": distribution,
    "ecdf": ecdf,
    "tail": tail,
    "order": order,
    "comparison": comparison,
    "scaling": scaling,
    "throughput": over_time,
    "latency": over_time,
    "history": history,
}


def skeletons() -> dict[str, dict[str, Any]]:
    """Return the spec of each kind, without data, and under ``config`` their looks, which are the same for all."""
    own = {
        kind: {name: part for name, part in make().items() if name != "config"}
        for kind, make in _SKELETONS.items()
    }
    return {"config": config(), **own}


def patch(chart: Chart) -> dict[str, Any]:
    """Return what a chart has that its kind's skeleton has not."""
    found: dict[str, Any] = _patch(_SKELETONS[chart.kind](), chart.spec)
    found["datasets"] = {name: _columns(rows) for name, rows in found.get("datasets", {}).items()}
    return found


def _patch(before: Any, after: Any) -> Any:
    """The merge patch between two values; nothing is ever removed from a skeleton."""
    if not (isinstance(before, dict) and isinstance(after, dict)):
        return after
    return {key: _patch(before.get(key), value) for key, value in after.items() if before.get(key) != value}


def _columns(rows: list[dict[str, Any]]) -> dict[str, list[Any]]:
    """Rows by column, which is half as long: all rows of a layer have the same keys."""
    return {key: [row[key] for row in rows] for key in rows[0]}
