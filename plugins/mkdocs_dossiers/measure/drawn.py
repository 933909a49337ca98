"""What the charts of a raw file's own page are drawn from."""

from __future__ import annotations

from mkdocs_dossiers.measure.course import course
from mkdocs_dossiers.measure.engine import Engine
from mkdocs_dossiers.measure.failure import CannotMeasure
from mkdocs_dossiers.measure.pictures import latency_over_time
from mkdocs_dossiers.measure.shape import shape, window
from mkdocs_dossiers.measure.side import Loaded, is_many, percentiles
from mkdocs_dossiers.measure.statement import ONE, Selection
from mkdocs_dossiers.measure.units import UnitError, factor, readable
from mkdocs_dossiers.model.measurement import Drawn, Series
from mkdocs_dossiers.model.picture import Packed, Pictures

MOST = 2
"""Series of a file that are drawn."""


def drawn(engine: Engine, name: str, loaded: Loaded) -> tuple[Drawn, ...]:
    """The first series of a loaded file that have something to draw: samples that are no marks and no moments.

    Nothing where summing them up takes too long.
    """
    worth = [
        entry
        for entry in loaded.series
        if entry.kind == "sample" and entry.metric not in loaded.moments and entry.minimum != entry.maximum
    ]
    try:
        return tuple(_draw(engine, name, loaded, entry) for entry in worth[:MOST])
    except CannotMeasure:
        return ()


def _draw(engine: Engine, name: str, loaded: Loaded, entry: Series) -> Drawn:
    unit = readable(entry.unit or "", entry.median or 0.0)
    try:
        conversion = factor(entry.unit or "", unit)
    except UnitError:
        conversion, unit = ONE, entry.unit or ""
    selection = Selection(name, entry.name, entry.metric, conversion, weighted=loaded.weighted)
    relation = selection.sql()
    known = percentiles(engine, selection, entry, (0.25, 0.75, 0.995))
    axis = window(engine, [relation], [], known[2:] if known else None)
    lying = None
    if axis is not None:
        quartiles = (known[0], known[1]) if known else None
        lying = shape(
            engine, relation, entry.name, unit, None, axis, weighted=loaded.weighted, quartiles=quartiles
        )
    shapes = (lying,) if lying is not None else ()
    if is_many(entry) or not loaded.placed:
        return Drawn(entry.name, entry.metric, unit, Packed.of(Pictures(shapes)))
    ordered = course(engine, selection, entry.name, unit)
    timed = latency_over_time(engine, loaded, selection, unit)
    pictures = Pictures(
        shapes,
        courses=(ordered,) if ordered is not None else (),
        timelines=(timed,) if timed is not None else (),
    )
    return Drawn(entry.name, entry.metric, unit, Packed.of(pictures))
