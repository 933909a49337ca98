"""The files of a published dossier are those on record."""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs_dossiers.check.example import PUBLISHED, Example, Replace
from mkdocs_dossiers.check.profile import ERROR
from mkdocs_dossiers.check.record import digest_of, erratum_line, listed, record_of
from mkdocs_dossiers.check.rule import Context, Rule, Stage, dossier_scope
from mkdocs_dossiers.model.dossier import Dossier
from mkdocs_dossiers.model.problem import Problem

OLD = "2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae"

RULE = Rule(
    code="H03",
    slug="history/digest",
    stage=Stage.MEASURED,
    severities=ERROR,
    because="Somebody may have cited the number; what it was computed from must not change behind it.",
    fix="Restore the files; or record the new digest with an erratum that says what changed, and publish that.",
    sources=("R04", "R10", "SPEC CPU2017"),
    waivable=False,
    example=Example(
        red=(Replace("<digest of 1.0>", OLD, PUBLISHED),),
        green=(
            Replace(
                "rules: 1}",
                f"rules: 1, errata: [{{date: 2026-11-21, says: The title named the wrong function., was: {OLD}}}]}}",
                PUBLISHED,
            ),
        ),
    ),
)


def check(dossier: Dossier, context: Context) -> Iterator[Problem]:
    """Compare the digest of the folder with the record, which counts for a dossier that became a draft again too."""
    record = record_of(dossier, context.project)
    published = context.project.published
    if record is None or published is None:
        return
    digest = digest_of(dossier, context)
    if digest != record.digest:
        yield RULE.problem(
            published.document,
            published.document.at("versions", dossier.version, "digest"),
            f"{dossier.reference} is not what was published: its files have the digest {digest}, and the record says "
            f"{record.digest}.{_told(dossier, context)}",
            f"Restore the files. Or write digest: {digest}, and add to errata: "
            f"{erratum_line(record.digest, context.today)}",
            dossier_scope(dossier),
        )


def _told(dossier: Dossier, context: Context) -> str:
    """The files git knows to be changed."""
    history = context.histories.own
    committed = history.committed(context.workspace.root / context.workspace.folder)
    own = f"{dossier.folder}/"
    changed = sorted(path.removeprefix(own) for path in committed.changed if path.startswith(own))
    return f" Not as committed: {listed(changed)}." if changed else ""
