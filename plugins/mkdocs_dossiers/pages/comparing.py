"""Two versions of a project held against each other, claim by claim."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mkdocs_dossiers.audit.versus import SAME_EVIDENCE, Machines, compared, crossing, machines, versus
from mkdocs_dossiers.judge.movement import Move, Movement, Reading, movement
from mkdocs_dossiers.measure.statement import ONE
from mkdocs_dossiers.measure.units import UnitError, factor, readable
from mkdocs_dossiers.model.annotation import Annotation, between
from mkdocs_dossiers.model.dossier import Dataset, Dossier, Project
from mkdocs_dossiers.model.measurement import Operand, Series
from mkdocs_dossiers.pages.view import ClaimRow, View

MOST_SERIES = 200
"""So many series of a version are compared."""
LONGEST = 200
"""Characters of the name of a series that is compared."""


@dataclass(frozen=True, slots=True)
class Line:
    """A claim in both versions. ``obstacle`` says why its numbers are not held against each other, or nothing.

    ``differing`` are the titles of what changes results and differs between the environments. ``confidence`` is
    that of the change, at least.
    """

    before: ClaimRow
    after: ClaimRow
    movement: Movement | None
    obstacle: str
    differing: tuple[str, ...]
    confidence: float

    @property
    def told(self) -> bool:
        """Whether there is something to see: it moved, or its numbers cannot be compared at all."""
        return self.movement is None or self.movement.word is Move.MOVED


@dataclass(frozen=True, slots=True)
class SeriesLine:
    """The median of one series in both versions, in a readable unit; the rest is as for :class:`Line`."""

    name: str
    before: Operand
    after: Operand
    movement: Movement | None
    obstacle: str
    differing: tuple[str, ...]

    @property
    def told(self) -> bool:
        """As for claims."""
        return self.movement is None or self.movement.word is Move.MOVED


@dataclass(frozen=True, slots=True)
class Versions:
    """An older version and a newer one. ``lines`` come most clearly moved first; ``gone`` and ``new`` are claims
    only one of them makes. ``same_commit`` says that both measured one commit.
    """

    older: Dossier
    newer: Dossier
    lines: tuple[Line, ...]
    gone: tuple[ClaimRow, ...]
    new: tuple[ClaimRow, ...]
    crossed: tuple[Annotation, ...]
    machines: tuple[Machines, ...]
    same_commit: bool
    series: tuple[SeriesLine, ...] = ()

    @property
    def series_told(self) -> tuple[SeriesLine, ...]:
        """The series that are shown at once."""
        return tuple(line for line in self.series if line.told)

    @property
    def series_folded(self) -> tuple[SeriesLine, ...]:
        """Those behind a count."""
        return tuple(line for line in self.series if not line.told)

    @property
    def told(self) -> tuple[Line, ...]:
        """The lines that are shown at once."""
        return tuple(line for line in self.lines if line.told)

    @property
    def folded(self) -> tuple[Line, ...]:
        """Those behind a count."""
        return tuple(line for line in self.lines if not line.told)

    @property
    def differing(self) -> tuple[str, ...]:
        """The titles of what changes results and differs between the environments."""
        titles = (entry.field.title for pair in self.machines for entry in pair.comparison.material)
        return tuple(dict.fromkeys(titles))


def versions(view: View, project: Project, older: Dossier, newer: Dossier) -> Versions:
    """Compare two versions that are shown."""
    before = {row.claim.id: row for row in view.claims(older)}
    after = {row.claim.id: row for row in view.claims(newer)}
    crossed = between(project.annotations, older.version, newer.version)
    pairs = [(before[name], row) for name, row in after.items() if name in before]
    lines = [_line(one, other, project.counts, crossed) for one, other in pairs]
    commits = {dossier.subject.commit if dossier.subject else "" for dossier in (older, newer)}
    return Versions(
        older,
        newer,
        tuple(sorted(lines, key=_clearest)),
        tuple(row for name, row in before.items() if name not in after),
        tuple(row for name, row in after.items() if name not in before),
        crossed,
        machines(pairs),
        len(commits) == 1 and "" not in commits,
        tuple(sorted(_series(view, older, newer, crossed), key=_clearest)),
    )


def _clearest(line: Line | SeriesLine) -> tuple[int, float]:
    """First what moved, most clearly first; then what cannot be compared, cannot be told, and did not move."""
    words = [Move.MOVED, None, Move.UNKNOWN, Move.STILL]
    found = line.movement
    return words.index(found.word if found else None), -(found.clarity if found else 0.0)


def _line(before: ClaimRow, after: ClaimRow, counts: Sequence[str], crossed: Sequence[Annotation]) -> Line:
    found = versus(before, after, counts, crossed)
    return Line(before, after, found.movement, found.obstacle, found.differing, found.confidence)


def comparable_series(
    view: View, dossier: Dossier
) -> dict[tuple[str, str, str], tuple[Series, Dataset, str]]:
    """By dataset, name and metric: the series whose medians mean something, each with its file's digest.

    Points in time have no median worth a name: metrics that any dataset declares as such, or any claim counts as a
    rate. Summaries have no samples.
    """
    moments = {metric for dataset in dossier.datasets.values() for metric in dataset.moments}
    moments |= {row.claim.metric for row in view.claims(dossier) if row.claim.statistic == "rate"}
    found = {
        (dataset.name, series.name, series.metric): (series, dataset, raw.sha256)
        for dataset, raw in view.datasets(dossier)
        for series in raw.series
        if series.kind == "sample" and series.median is not None and series.metric not in moments
        if len(series.name) <= LONGEST
    }
    return dict(list(found.items())[:MOST_SERIES])


def scaled(series: Series, unit: str) -> Operand:
    """A series' median with its interval in another unit; in its own where that is not possible."""
    own = series.unit or ""
    try:
        by = factor(own, unit) if own and own != unit else ONE
    except UnitError:
        by, unit = ONE, own
    value, low, high = (
        None if number is None else by.apply(number)
        for number in (series.median, series.median_low, series.median_high)
    )
    return Operand(series.name, value, low, high, unit, series.n or 0)


def _series(
    view: View, older: Dossier, newer: Dossier, crossed: Sequence[Annotation]
) -> Iterator[SeriesLine]:
    before = comparable_series(view, older)
    for key, (series, dataset, digest) in comparable_series(view, newer).items():
        if key not in before:
            continue
        old, old_dataset, old_digest = before[key]
        unit = readable(series.unit or "", series.median or 0.0)
        one, other = scaled(old, unit), scaled(series, unit)
        obstacle = crossing(crossed) if crossed else SAME_EVIDENCE if old_digest == digest else ""
        if not obstacle and one.unit != other.unit:
            obstacle = f"measured in {one.unit} and {other.unit}"
        pair = older.environments[old_dataset.environment], newer.environments[dataset.environment]
        yield SeriesLine(
            "/".join(key),
            one,
            other,
            None if obstacle else movement(_of(one), _of(other)),
            obstacle,
            tuple(difference.field.title for difference in compared(*pair).material),
        )


def _of(found: Operand) -> Reading:
    return Reading(found.value, found.low, found.high, found.unit)
