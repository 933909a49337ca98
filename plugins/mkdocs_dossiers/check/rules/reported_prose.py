"""A page of the site that speaks of claims prints no figure that none of them has."""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs_dossiers.check.example import Add, Example
from mkdocs_dossiers.check.profile import WARNING
from mkdocs_dossiers.check.reported import has
from mkdocs_dossiers.check.rule import Rule, Run, Stage
from mkdocs_dossiers.model.document import Position
from mkdocs_dossiers.model.problem import Problem, Scope
from mkdocs_dossiers.read.prose import pages_with_claims

_PAGE = "Sorting is [fast](claim:demo@1.0/sort-median): {} at the median.\n"

RULE = Rule(
    code="R04",
    slug="reported/prose",
    stage=Stage.RUN,
    severities=WARNING,
    because="Beside numbers with evidence, one without is believed like them.",
    fix='Write {{ claim("project@version/claim") }} in its place, say the number of a claim, or leave it out.',
    sources=("C09",),
    example=Example(
        red=(Add("docs/notes.md", _PAGE.format("40 ns")),),
        green=(Add("docs/notes.md", _PAGE.format("5 µs")),),
    ),
)


def check(run: Run) -> Iterator[Problem]:
    """Hold the figures of every such page against limits and values of all claims."""
    if run.only or run.base is not None:
        return
    claims = {claim.reference: claim for dossier in run.whole.dossiers for claim in dossier.claims.values()}
    judged = [(claims[name], judgement) for name, judgement in run.judgements.items() if name in claims]
    for path, raw in pages_with_claims(run.whole.root):
        from mkdocs_dossiers.intake.intake import take_in
        from mkdocs_dossiers.intake.report import ReportError, report_of

        try:
            figures = take_in(report_of(raw)).figures
        except ReportError:
            continue
        for figure in figures:
            if figure.unit is None or any(
                has(claim, judgement, figure.value, figure.unit) for claim, judgement in judged
            ):
                continue
            yield RULE.finding(
                path,
                Position(figure.line, figure.column),
                f"No claim has the figure {figure.quote[:80]!r}.",
                RULE.fix,
                Scope("workspace"),
                rejects=False,
            )
