"""What an earlier run measured, by content: the same bytes and the same declaration give the same numbers.

A raw file's entry is named by the file's SHA-256, what the dossier says of it and which software reads it; a claim's
by the claim and the entries of its files; comparisons of one dossier are one entry, because each depends on how many
there are. Failures are not kept: the next run says them anew. A file is hashed in every run.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any

from mkdocs_dossiers.cache.store import Cache
from mkdocs_dossiers.cache.version import version
from mkdocs_dossiers.measure.depth import Depth
from mkdocs_dossiers.measure.failure import Failure
from mkdocs_dossiers.measure.job import Digest, Examined, Held, Job, Known, hashed, moments, needs
from mkdocs_dossiers.model.dossier import Claim, Dataset
from mkdocs_dossiers.model.measurement import Measurement

AT_ONCE = 100
"""Jobs that are looked up together: what is kept of so many fits into little memory."""


@dataclass(slots=True)
class Recalled:
    """A job with what is known of it, and what is not: the names of entries that are still to be made.

    ``claims`` holds what is wanted of the job: claims that are measured by themselves, and the family of comparisons.
    """

    job: Job
    files: dict[str, bytes] = field(default_factory=dict)

    @property
    def complete(self) -> bool:
        """Whether nothing is left to measure."""
        known = self.job.known
        loaded = {name for name, held in known.held.items() if held.loaded is not None}
        wanted = [claim for unit in _units(self.job, loaded) for claim in unit]
        return set(self.files) <= set(known.held) and all(claim.id in known.measurements for claim in wanted)


def recall(jobs: Sequence[Job], cache: Cache) -> list[Recalled]:
    """Every job with the digests of its files, and what the cache knows of it."""
    with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        digests = list(
            pool.map(lambda job: {each.name: hashed(job.folder, each) for each in job.datasets}, jobs)
        )
    found = [
        Recalled(
            replace(job, digests=known),
            {
                dataset.name: _file_name(job, dataset)
                for dataset in job.datasets
                if _is_declared(dataset, known)
            },
        )
        for job, known in zip(jobs, digests, strict=True)
    ]
    for start in range(0, len(found), AT_ONCE):
        _look_up(found[start : start + AT_ONCE], cache)
    return found


def _look_up(found: Sequence[Recalled], cache: Cache) -> None:
    """Add what the cache knows of some jobs: their raw files, and then what was measured on these."""
    files = cache.get(name for recalled in found for name in recalled.files.values())
    for recalled in found:
        held = {
            dataset: one
            for dataset, name in recalled.files.items()
            if (one := _decoded(_HELD, files.get(name))) is not None
        }
        recalled.job = replace(recalled.job, known=Known(held))
    asked = {id(recalled): dict(_entries(recalled, recalled.job.known.held)) for recalled in found}
    contents = cache.get(name for names in asked.values() for name in names.values())
    for recalled in found:
        measured: dict[str, Measurement] = {}
        for unit, name in asked[id(recalled)].items():
            one = _decoded(_MEASURED, contents.get(name))
            if one is not None and set(one) == set(unit):
                measured |= one
        recalled.job = replace(recalled.job, known=Known(recalled.job.known.held, measured))


def keep(recalled: Recalled, examined: Examined, cache: dict[bytes, bytes]) -> None:
    """Add to ``cache`` what a job found that was not known."""
    known = recalled.job.known
    for dataset, held in examined.held.items():
        if dataset not in known.held:
            _encode(cache, recalled.files[dataset], held)
    for unit, name in _entries(recalled, examined.held):
        if any(claim not in known.measurements for claim in unit) and all(
            claim in examined.measurements for claim in unit
        ):
            _encode(cache, name, {claim: examined.measurements[claim] for claim in unit})


def _units(job: Job, loaded: Iterable[str]) -> Iterator[tuple[Claim, ...]]:
    """The claims that are measured together: each by itself, but comparisons as one family."""
    claims = job.measurable(frozenset(loaded))
    for claim in claims:
        if not claim.compares and job.wants(claim):
            yield (claim,)
    family = tuple(claim for claim in claims if claim.compares)
    if any(job.wants(claim) for claim in family):
        yield family


def _entries(recalled: Recalled, held: Mapping[str, Held]) -> Iterator[tuple[tuple[str, ...], bytes]]:
    """The claims that are measured together, by id, with the name of their entry."""
    job = recalled.job
    loaded = {name for name, one in held.items() if one.loaded is not None}
    for unit in _units(job, loaded):
        if unit[0].compares and not set(recalled.files) <= set(held):
            continue  # another comparison may belong to them
        datasets = dict.fromkeys(name for claim in unit for name in claim.datasets)
        files = [recalled.files[name] for name in datasets]
        yield tuple(claim.id for claim in unit), _name("claims", unit, files, job.counts, int(job.depth))


def _is_declared(dataset: Dataset, digests: Mapping[str, Digest | Failure]) -> bool:
    found = digests[dataset.name]
    return not isinstance(found, Failure) and found[0] == dataset.sha256


def _file_name(job: Job, dataset: Dataset) -> bytes:
    declared = (
        dataset.name,
        dataset.file,
        dataset.path,
        dataset.sha256,
        dataset.format,
        dataset.unit,
        dataset.columns,
    )
    asked = (sorted(moments(job.claims, dataset)), needs(job.claims, dataset))
    return _name("file", declared, asked, job.depth >= Depth.PAGES)


def _name(*parts: object) -> bytes:
    return hashlib.sha256(version() + repr(parts).encode("utf-8", "surrogatepass")).digest()


_HELD = Held
_MEASURED = dict[str, Measurement]


@lru_cache(maxsize=4)
def _decoder(kind: Any) -> Any:
    import msgspec

    return msgspec.msgpack.Decoder(kind)


def _decoded(kind: Any, content: bytes | None) -> Any:
    """What an entry holds; None where there is none, or it is of another kind."""
    import msgspec

    if content is None:
        return None
    try:
        return _decoder(kind).decode(content)
    except (msgspec.DecodeError, ValueError):
        return None


def _encode(cache: dict[bytes, bytes], name: bytes, value: object) -> None:
    """Add an entry; what cannot be written as text, such as half a character, is not kept."""
    import msgspec

    try:
        cache[name] = msgspec.msgpack.encode(value)
    except UnicodeEncodeError:
        return
