"""Proposes claims from data: for each statistic the tightest limit the gate would find supported.

The numbers are the gate's: the same statements measure them, the same judge decides, and comparisons are taken together
with those the dossier has. A limit that is taken from the data after looking at them is no test of them, and every
proposal says so.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from mkdocs_dossiers.author.sentence import sentence
from mkdocs_dossiers.author.tight import tighter, tightest
from mkdocs_dossiers.judge.verdict import judge
from mkdocs_dossiers.measure.depth import Depth
from mkdocs_dossiers.measure.failure import CannotMeasure
from mkdocs_dossiers.measure.family import places_in_family
from mkdocs_dossiers.measure.job import Bench, Examined, Job, opened
from mkdocs_dossiers.measure.side import Loaded
from mkdocs_dossiers.measure.units import UnitError, factor, readable
from mkdocs_dossiers.model.dossier import Assertion, Claim, Dossier, Form, SeriesReference
from mkdocs_dossiers.model.measurement import Judgement, Measurement, Series, Verdict
from mkdocs_dossiers.model.reference import Reference

USUAL = ("median", "p95", "p99", "p99.9")
"""What is proposed of a series of samples."""
STATED = ("median", "mean", "p95", "p99", "p99.9", "max")
"""What is proposed of a series of which the tool kept statistics only."""
_FORWARD = ("/s", "/min", "/h", "Hz")
"""Ends of units of which more is better."""
_ENOUGH = 100
"""Samples of a column that has to grow before it is taken for points in time."""
_STEPS = 8
"""Limits that are tried around the one an interval suggests."""


class NothingToPropose(Exception):  # noqa: N818 - said of a dossier
    """There is nothing to propose from; ``fix`` says what to do."""

    def __init__(self, message: str, fix: str) -> None:
        super().__init__(message)
        self.fix = fix


@dataclass(frozen=True, slots=True)
class Asked:
    """What to propose: of which series (None: of all), compared with which, which statistics (none: the usual ones),
    within which limit, on which side, at which confidence and in how many digits.
    """

    of: SeriesReference | None = None
    to: SeriesReference | None = None
    statistics: tuple[str, ...] = ()
    within: Assertion | None = None
    op: str | None = None
    confidence: float = 0.95
    digits: int = 2


@dataclass(frozen=True, slots=True)
class Proposal:
    """A claim the gate finds supported, and the next limit, which it does not."""

    claim: Claim
    measurement: Measurement
    fails: Assertion | None
    """None where nothing tighter can be claimed."""
    day: str | None
    """When it was measured, where the dataset says."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What could not be proposed, and why."""

    of: str
    metric: str
    statistic: str
    why: str


@dataclass(frozen=True, slots=True)
class Proposed:
    """Proposals in the order of the dossier's data, and what was left out."""

    proposals: tuple[Proposal, ...]
    left_out: tuple[LeftOut, ...]


def propose(
    dossier: Dossier,
    counts: tuple[str, ...],
    asked: Asked,
    progress: Callable[[int, int], None] | None = None,
) -> Proposed:
    """Everything that can be claimed of a dossier's data. ``counts`` are the project's nouns.

    ``progress`` is called with how many statistics are done, and of how many.

    Raises :class:`NothingToPropose` where nothing is measured, and for a series that is not there.
    """
    if not dossier.datasets:
        raise NothingToPropose(
            f"{dossier.reference} has no dataset with raw file, digest and environment.",
            f"Measure first: dossier record {dossier.reference} NAME -- COMMAND",
        )
    wanted = {part.dataset for part in (asked.of, asked.to) if part is not None}
    for name in sorted(wanted - dossier.datasets.keys()):
        raise NothingToPropose(
            f"{dossier.reference} has no measured dataset {name[:80]!r}.", _near(name, list(dossier.datasets))
        )
    names = wanted or set(dossier.datasets)
    comparing = [claim for claim in dossier.claims.values() if claim.compares]
    if asked.to is not None:
        names |= {name for claim in comparing for name in claim.datasets if name in dossier.datasets}
    datasets = tuple(dataset for name, dataset in dossier.datasets.items() if name in names)
    job = Job(str(dossier.reference), dossier.folder, datasets, tuple(dossier.claims.values()), counts)
    found = Examined(job.dossier)
    with opened(job, found) as bench:
        failed = tuple(_failures(dossier, found, bench.loaded, wanted or names))
        return _Proposer(dossier, counts, asked, bench).proposed(failed, progress)


def _failures(
    dossier: Dossier, found: Examined, loaded: Mapping[str, Loaded], names: set[str]
) -> Iterator[LeftOut]:
    for name in dossier.datasets:
        if name in names and name not in loaded:
            failure = found.file_failures.get(name)
            why = (
                failure.message
                if failure is not None
                else "The raw file is not the one with the declared digest."
            )
            yield LeftOut(name, "", "", why)


def _near(name: str, known: Sequence[str]) -> str:
    near = difflib.get_close_matches(name[:200], known, 1)
    return f"Did you mean {near[0]}?" if near else f"There are: {', '.join(known[:8])}."


class _Proposer:
    def __init__(self, dossier: Dossier, counts: tuple[str, ...], asked: Asked, bench: Bench) -> None:
        self.dossier, self.counts, self.asked = dossier, counts, asked
        self.bench, self.loaded = bench, bench.loaded
        self.taken = set(dossier.document.section("claims"))
        self.measured: dict[tuple[str, str, int, int], Measurement | None] = {}

    def proposed(self, failed: tuple[LeftOut, ...], progress: Callable[[int, int], None] | None) -> Proposed:
        proposals: list[Proposal] = []
        left = list(failed)
        claims = list(self._claims())
        for done, claim in enumerate(claims):
            if progress is not None:
                progress(done, len(claims))
            made = self._proposal(claim)
            if isinstance(made, Proposal):
                proposals.append(made)
            else:
                left.append(made)
        return Proposed(tuple(proposals), tuple(left))

    # What is asked of which series.

    def _claims(self) -> Iterator[Claim]:
        """A claim for each series and statistic, with a limit that is still to be found."""
        for dataset, series in self._series():
            for statistic in self._statistics(dataset, series):
                claim = self._claim(dataset, series, statistic)
                self.taken.add(claim.id)
                yield claim

    def _series(self) -> Iterator[tuple[str, Series]]:
        of = self.asked.of
        for dataset in self.loaded if of is None else [of.dataset]:
            if dataset not in self.loaded:
                continue
            own = self.loaded[dataset].series
            chosen = [each for each in own if of is None or of.series in (None, each.name)]
            if not chosen and of is not None:
                raise NothingToPropose(
                    f"The dataset {dataset} holds no series {str(of.series)[:80]!r}.",
                    _near(str(of.series), list(dict.fromkeys(each.name for each in own))),
                )
            yield from ((dataset, each) for each in chosen)

    def _statistics(self, dataset: str, series: Series) -> tuple[str, ...]:
        if self.asked.within is not None and not _fits(series.unit, self.asked.within.unit, self.counts):
            return ()  # the limit is one of another metric
        if self.asked.within is not None and self._are_moments(dataset, series):
            return ()
        if self.asked.statistics:
            return self.asked.statistics
        if self.asked.within is not None:
            return ("share",)
        if self._are_moments(dataset, series):
            return ("rate",)
        if series.kind == "summary":
            return tuple(name for name in STATED if name in series.stated)
        if _is_flag(series, self.counts):
            return ("count",)
        return ("median",) if self.asked.to is not None else USUAL

    def _are_moments(self, dataset: str, series: Series) -> bool:
        """Whether a metric holds points in time: declared so, claimed a rate of, or a column that grows like one."""
        own = self.dossier.datasets[dataset]
        claimed = any(
            claim.statistic == "rate" and claim.metric == series.metric and dataset in claim.datasets
            for claim in self.dossier.claims.values()
        )
        if series.metric in own.moments or claimed:
            return True
        if own.columns is None or not _is_time(series.unit) or (series.n or 0) < _ENOUGH:
            return False
        return self._in_family(self._claim(dataset, series, "rate")) is not None

    def _claim(self, dataset: str, series: Series, statistic: str) -> Claim:
        asked, unit = self.asked, self._unit(series, statistic)
        within = asked.within
        if statistic == "count" and within is None and _is_flag(series, self.counts):
            within = Assertion(">=", 1.0, series.unit or "", f">= 1 {series.unit or ''}".strip())
        op = asked.op or self._side(statistic, unit)
        reference = self.dossier.reference
        return Claim(
            reference=Reference(reference.project, reference.version, self._id(dataset, series, statistic)),
            says="",
            metric=series.metric,
            of=self._named(dataset, series),
            to=asked.to,
            statistic=statistic,
            within=within,
            holds=Assertion(op, 0.0, "x" if asked.to is not None else unit, ""),
            confidence=asked.confidence,
            context=None,
            form=Form.RATIO if asked.to is not None else Form.ONE,
        )

    def _named(self, dataset: str, series: Series) -> SeriesReference:
        one = len({each.name for each in self.loaded[dataset].series}) == 1
        return SeriesReference(dataset, None if one else series.name)

    def _unit(self, series: Series, statistic: str) -> str:
        if statistic == "share":
            return "%"
        if statistic == "cv":
            return "%"
        if statistic == "rate":
            return "events/s"
        if statistic == "count":
            return _several(series.unit, self.counts) if series.unit else "samples"
        return readable(series.unit or "", series.median or series.stated.get(statistic) or 0.0)

    def _side(self, statistic: str, unit: str) -> str:
        """Which side is claimed where nobody says: more of a rate or share, less of anything else."""
        if statistic in ("rate", "share") or unit.endswith(_FORWARD):
            return ">="
        if self.asked.to is not None:
            return ">="  # looked at again when the value is known
        return "<="

    def _id(self, dataset: str, series: Series, statistic: str) -> str:
        one = len({each.name for each in self.loaded[dataset].series}) == 1
        several = len({each.metric for each in self.loaded[dataset].series}) > 1
        parts = [dataset if one else series.name, series.metric if several else ""]
        if self.asked.to is not None:
            parts.append(f"to-{self.asked.to.series or self.asked.to.dataset}")
        stem = f"{_slug('-'.join(filter(None, parts)))[:44].strip('-')}-{_slug(statistic)}"
        name, number = stem, 1
        while name in self.taken:
            number += 1
            name = f"{stem}-{number}"
        return name

    # Its limit.

    def _proposal(self, claim: Claim) -> Proposal | LeftOut:
        def left(why: str) -> LeftOut:
            sides = f"{claim.of} to {claim.to}" if claim.to is not None else str(claim.of)
            return LeftOut(sides, claim.metric, claim.statistic, why)

        if not f"{claim.of}{claim.to or ''}{claim.metric}".isprintable():
            return left("Its name holds characters that nobody sees, which no dossier takes.")
        try:
            claim, first = self._first(claim)
        except CannotMeasure as error:
            return left(f"{error.failure.message} {error.failure.fix}")
        if first.value is None:
            return left("The statistic cannot be computed from these samples.")
        if claim.compares and self.asked.op is None:
            claim = replace(claim, holds=replace(claim.holds, op=">=" if first.value >= 1 else "<="))
        ends = [end for each in self._steps(claim, first) if (end := _end(claim, each)) is not None]
        if not ends:
            near = self._tightest(claim, first.value, first.unit)
            return left(judge(replace(claim, holds=near), first).reason)
        limit = self._limit(claim, ends, first.unit)
        if limit is None:
            return left("No limit of so few digits holds.")
        made = replace(claim, holds=limit, context=self._context(claim))
        own = self._own(claim)
        made = replace(made, says=sentence(made, _is_time(own.unit), _is_flag(own, self.counts)))
        measured = self._judged(made).measurement
        least = limit.number == 0 and limit.op == "<=" and claim.statistic in ("count", "share", "cv")
        fails = None if least else self._tighter(claim, limit)
        return Proposal(made, measured, fails, self._day(claim))

    def _first(self, claim: Claim) -> tuple[Claim, Measurement]:
        """The claim measured, in the unit its value reads best in. Raises :class:`CannotMeasure`."""
        found = self._in_family(claim) or self._measure(claim)
        best = readable(found.unit, found.value) if found.value else found.unit
        if best == found.unit:
            return claim, found
        better = replace(claim, holds=replace(claim.holds, unit=best))
        return better, self._in_family(better) or self._measure(better)

    def _own(self, claim: Claim) -> Series:
        own = self.loaded[claim.of.dataset].series
        return next(
            each for each in own if each.metric == claim.metric and claim.of.series in (None, each.name)
        )

    def _digits(self, claim: Claim) -> int:
        """A share near 100 % says little in two digits."""
        return self.asked.digits + (1 if claim.statistic == "share" else 0)

    def _tightest(self, claim: Claim, end: float, unit: str) -> Assertion:
        whole = claim.statistic == "count"
        return tightest(claim.holds.op, end, unit, self._digits(claim), whole=whole)

    def _tighter(self, claim: Claim, limit: Assertion) -> Assertion:
        return tighter(limit, self._digits(claim), whole=claim.statistic == "count")

    def _limit(self, claim: Claim, ends: Sequence[float], unit: str) -> Assertion | None:
        """The tightest limit that is supported: the next one is not."""
        for end in sorted(ends, reverse=claim.holds.op == ">="):
            limit = self._tightest(claim, end, unit)
            if not self._supports(claim, limit):
                continue
            for _ in range(_STEPS):
                closer = self._tighter(claim, limit)
                if not self._supports(claim, closer):
                    return limit
                limit = closer
        return None

    def _supports(self, claim: Claim, limit: Assertion) -> bool:
        return self._judged(replace(claim, holds=limit)).verdict is Verdict.SUPPORTED

    def _judged(self, claim: Claim) -> Judgement:
        """The gate's verdict, were the claim in the dossier."""
        if not claim.compares:
            return judge(claim, self._in_family(claim) or self._measure(claim))
        places = places_in_family([*self._comparisons(), claim], self._in_family)
        return judge(claim, self._in_family(claim, *places[claim.id]) or self._measure(claim))

    def _steps(self, claim: Claim, alone: Measurement) -> Iterator[Measurement]:
        """The claim measured with the errors it may be left with among the dossier's comparisons."""
        family = len(self._comparisons()) + 1 if claim.compares else 1
        for step in range(1, family + 1):
            yield self._in_family(claim, family, step) or alone

    def _comparisons(self) -> list[Claim]:
        return [
            claim
            for claim in self.dossier.claims.values()
            if claim.compares and all(name in self.loaded for name in claim.datasets)
        ]

    def _measure(self, claim: Claim, family: int = 1, step: int = 1) -> Measurement:
        if claim.statistic == "rate":
            # As the gate loads it: the metric of a claimed rate is one of points in time.
            held = self.loaded[claim.of.dataset]
            self.loaded[claim.of.dataset] = replace(held, moments=held.moments | {claim.metric})
        return self.bench.measure(claim, family, step, Depth.VERDICT)

    def _in_family(self, claim: Claim, family: int = 1, step: int = 1) -> Measurement | None:
        """Measured once: numbers do not depend on the limit, only on its unit."""
        key = (claim.id, claim.holds.unit, family, step)
        if key not in self.measured:
            try:
                self.measured[key] = self._measure(claim, family, step)
            except CannotMeasure:
                self.measured[key] = None
        return self.measured[key]

    def _day(self, claim: Claim) -> str | None:
        measured = self.dossier.datasets[claim.of.dataset].measured
        return measured[:10] if measured else None

    def _context(self, claim: Claim) -> str:
        day = self._day(claim)
        return f"The limit was taken from the measurement{f' of {day}' if day else ''}, after looking at it."


def _slug(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-") or "series"


def _end(claim: Claim, measurement: Measurement) -> float | None:
    """The end of the interval that decides; the value itself where there is no interval."""
    if not measurement.interval:
        return measurement.value
    return measurement.high if claim.holds.op == "<=" else measurement.low


def _fits(unit: str | None, other: str, counts: tuple[str, ...] = ()) -> bool:
    try:
        factor(unit or "", other, counts)
    except UnitError:
        return False
    return True


def _is_time(unit: str | None) -> bool:
    return bool(unit) and _fits(unit, "s")


def _counted(unit: str | None, counts: tuple[str, ...]) -> bool:
    return bool(unit) and _fits(unit, "count", counts)


def _several(unit: str, counts: tuple[str, ...]) -> str:
    """A counted noun in the plural; samples are counted of anything else."""
    if not _counted(unit, counts):
        return "samples"
    return f"{unit}s" if not unit.endswith("s") and _counted(f"{unit}s", counts) else unit


def _is_flag(series: Series, counts: tuple[str, ...]) -> bool:
    """Whether a metric marks what happened with 0 and 1, such as a lost order."""
    return (
        series.kind == "sample"
        and _counted(series.unit, counts)
        and series.minimum in (0, 1)
        and series.maximum in (0, 1)
    )
