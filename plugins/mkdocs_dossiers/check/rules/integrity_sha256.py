"""Every raw file has the digest the dossier declares."""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs_dossiers.check.rule import Context, Rule, Stage, dataset_scope, resting_on
from mkdocs_dossiers.model.dossier import Dossier
from mkdocs_dossiers.model.problem import Problem, Severity

RULE = Rule(
    "integrity/sha256",
    Stage.MEASURED,
    Severity.ERROR,
    "A raw file that changed since it was declared is not the one that was measured.",
)


def check(dossier: Dossier, context: Context) -> Iterator[Problem]:
    """Compare the digests."""
    for name, raw in (context.examined.files if context.examined is not None else {}).items():
        declared = dossier.datasets[name].sha256
        if raw.sha256 != declared:
            yield RULE.problem(
                dossier.document,
                dossier.document.at("data", name, "sha256"),
                f"{dossier.datasets[name].file} has the SHA-256 {raw.sha256}, not {declared[:12]}…"
                f"{resting_on(dossier, name)}",
                "Restore the file the tool wrote. Only if it was measured anew: write the new digest, and the "
                "environment and commit of that run.",
                dataset_scope(dossier, name),
            )
