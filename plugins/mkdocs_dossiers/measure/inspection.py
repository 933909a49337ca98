"""One raw file by itself: its digest, format and series, without any dossier."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from mkdocs_dossiers.measure.advice import Samples, advise_samples
from mkdocs_dossiers.measure.engine import Engine
from mkdocs_dossiers.measure.failure import CannotMeasure
from mkdocs_dossiers.measure.format import FormatError, UnknownFormat, identifier, loop_of, quote, table_kind
from mkdocs_dossiers.measure.reading import read, start_of
from mkdocs_dossiers.measure.shape import shape, window
from mkdocs_dossiers.measure.side import OWN_CONFIDENCE, facts_of, is_many, looked_up, percentiles
from mkdocs_dossiers.measure.statement import ONE, Selection, over
from mkdocs_dossiers.measure.statistics import statistic
from mkdocs_dossiers.measure.table import MOST_METRICS, column_types, few
from mkdocs_dossiers.measure.units import factor, readable
from mkdocs_dossiers.model.dossier import Column, Columns
from mkdocs_dossiers.model.measurement import RawFile, Series
from mkdocs_dossiers.model.picture import Shape
from mkdocs_dossiers.model.printable import plain_text
from mkdocs_dossiers.read.raw_file import RawFileError, digest

_NUMERIC = (
    "TINYINT",
    "SMALLINT",
    "INTEGER",
    "BIGINT",
    "HUGEINT",
    "UTINYINT",
    "USMALLINT",
    "UINTEGER",
    "UBIGINT",
    "DOUBLE",
    "FLOAT",
    "DECIMAL",
)


class NotReadable(Exception):  # noqa: N818 - said of the file
    """A file nothing can be said about, with what to do."""

    def __init__(self, message: str, fix: str) -> None:
        super().__init__(message)
        self.message = message
        self.fix = fix


STATISTICS = ("median", "mean", "p90", "p95", "p99")


@dataclass(frozen=True, slots=True)
class Bounded:
    """A statistic of one series with its 95 % interval; ``needs`` is how many samples would bound an open end."""

    name: str
    value: float | None
    low: float | None
    high: float | None
    needs: int | None


@dataclass(frozen=True, slots=True)
class Detail:
    """One series of samples, looked at closely, in a readable multiple of the file's own unit."""

    series: Series
    unit: str
    statistics: tuple[Bounded, ...]
    shape: Shape | None
    params: tuple[tuple[str, str], ...]
    advice: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Inspection:
    """A raw file and, where asked for, each of its series closely."""

    raw: RawFile
    loop: str | None
    details: tuple[Detail, ...] = ()


def inspect_file(file: Path, columns: Columns | None = None, declared: str | None = None) -> RawFile:
    """Everything in a raw file but the details. Raises :class:`NotReadable`."""
    return inspect_closely(file, columns, 0, declared).raw


def inspect_closely(
    file: Path, columns: Columns | None = None, most: int | None = None, declared: str | None = None
) -> Inspection:
    """Everything in a raw file, its first ``most`` series (None: all) closely. Raises :class:`NotReadable`.

    ``declared`` is the format's name, where the content fits several.

    A plain table whose columns nobody declared is shown with every numeric column as a metric of one
    series, in no known unit.
    """
    try:
        folder = file.parent.resolve()
        sha256, size = digest(folder, file.name)
        place, name = folder / file.name, plain_text(file.stem)
        with Engine([place]) as engine:
            try:
                known = read(engine, folder, file.name, size, name, declared, columns)
            except UnknownFormat:
                kind = table_kind(start_of(engine, folder, file.name))
                columns = _guess(engine, place, kind) if columns is None else None
                if columns is None:
                    raise
                known = read(engine, folder, file.name, size, name, declared, columns)
            sampled = [entry for entry in known.series if entry.kind == "sample" and not entry.not_finite]
            weighted = known.format.weight == "samples"
            details = tuple(
                _detail(engine, name, entry, weighted)
                for entry in (sampled if most is None else sampled[:most])
            )
    except (RawFileError, FormatError) as error:
        raise NotReadable(error.message, error.fix) from None
    except CannotMeasure as error:
        raise NotReadable(error.failure.message, error.failure.fix) from None
    except OSError as error:
        raise NotReadable(
            f"The file cannot be opened: {error.strerror}.", "Name a file that can be read."
        ) from None
    raw = RawFile(str(file), sha256, size, known.format.name, known.series, known.facts)
    return Inspection(raw, loop_of(known.format.name, known.facts), details)


def _detail(engine: Engine, table: str, series: Series, weighted: bool) -> Detail:
    unit = readable(series.unit or "", series.median or 0.0)
    conversion = factor(series.unit, unit) if series.unit and unit != series.unit else ONE
    selection = Selection(table, series.name, series.metric, conversion, None, weighted)
    relation = selection.sql()
    bounded = []
    for name in STATISTICS:
        chosen = statistic(name, weighted=weighted, many=is_many(series))
        facts = facts_of(engine, chosen, selection, series)
        estimate = chosen.estimate("chosen_samples", facts, OWN_CONFIDENCE)
        estimate = looked_up(engine, estimate, selection, int(facts["n"]))
        value, low, high, _ = engine.rows(over({"chosen_samples": relation}, estimate.sql))[0]
        bounded.append(Bounded(name, value, low, high, estimate.needs))
    known = percentiles(engine, selection, series, (0.25, 0.75, 0.995))
    axis = window(engine, [relation], [], known[2:] if known else None) if (series.n or 0) > 1 else None
    quartiles = (known[0], known[1]) if known else None
    drawn = (
        shape(engine, relation, series.name, unit, None, axis, weighted=weighted, quartiles=quartiles)
        if axis is not None
        else None
    )
    samples = Samples(series.name, f"{relation} ORDER BY run, iteration", "", series.n or 0, unit)
    advice = () if weighted else advise_samples(engine, samples)
    return Detail(series, unit, tuple(bounded), drawn, _params(engine, table, series), advice)


def _params(engine: Engine, table: str, series: Series) -> tuple[tuple[str, str], ...]:
    """The parameters that all samples of a series share."""
    rows = engine.rows(
        "SELECT entry.key, any_value(entry.value) FROM (SELECT unnest(map_entries(params)) AS entry "
        f"FROM {identifier(table)} WHERE series = {quote(series.name)} AND metric = {quote(series.metric)} "
        "AND kind = 'sample') GROUP BY entry.key HAVING count(DISTINCT entry.value) = 1 ORDER BY entry.key"
    )
    return tuple((str(key), str(value)) for key, value in rows)


def _guess(engine: Engine, file: Path, kind: str) -> Columns | None:
    """Every numeric column as a metric, for a table nobody described."""
    if kind not in ("text", "ndjson", "parquet"):
        return None
    try:
        types = column_types(engine, file, kind)
    except CannotMeasure:
        return None
    names = [name for name, kind in types.items() if kind.startswith(_NUMERIC) and "[" not in kind]
    few(names, MOST_METRICS, "columns of numbers")
    if not names or any("STRUCT" in kind for kind in types.values()):
        return None
    return Columns(None, tuple(Column(name, name, "") for name in names))
