"""The files of a published dossier are those on record."""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs_dossiers.check.example import PUBLISHED, Example, Replace
from mkdocs_dossiers.check.profile import ERROR
from mkdocs_dossiers.check.record import digest_of, erratum_line, line, listed, record_of, slip
from mkdocs_dossiers.check.rule import Context, Rule, Stage, dossier_scope
from mkdocs_dossiers.model.dossier import Dossier
from mkdocs_dossiers.model.problem import Problem, Severity
from mkdocs_dossiers.model.published import Record

OLD = "2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae"

RULE = Rule(
    code="H03",
    slug="history/digest",
    stage=Stage.SEALED,
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
            f"{record.digest}.{_told(dossier, record, context)}",
            _advice(digest, record, dossier, context),
            dossier_scope(dossier),
        )


def _advice(digest: str, record: Record, dossier: Dossier, context: Context) -> str:
    """The digest to record, once the files are as they should stay; or the slip of the keyboard there was."""
    if (wrong := slip(digest, record.digest)) is not None:
        return f"{wrong}: a slip of the keyboard in the record. Write digest: {digest}"
    if any(problem.severity is Severity.ERROR for problem in context.found):
        return (
            "Restore the files. If the change is meant: mend everything else first, each change is another digest; "
            "then the gate says what to record."
        )
    entry = erratum_line(record.digest, context.today)
    if record.errata:
        return f"Restore the files. Or write digest: {digest}, and add to the list errata of this version: {entry}"
    whole = line(dossier.version, digest, dossier.date, dossier.ruleset)[:-1]
    return f"Restore the files. Or write in its place, under versions: {whole}, errata: [{entry}]}}"


def _told(dossier: Dossier, record: Record, context: Context) -> str:
    """The files git knows to be others than when the record was written."""
    history = context.histories.own
    published = context.project.published
    assert published is not None  # noqa: S101 - it holds the record
    since = history.introduced(context.workspace.root / published.document.path, record.digest)
    changed = history.changed_since(since, dossier.folder) if since is not None else []
    if since is None or not changed:
        return ""
    return f" Not as in {since[:12]}, where the record was written: {listed(changed)}."
