"""The line through the points of a scaling claim, for its chart."""

from __future__ import annotations

from collections.abc import Sequence

from mkdocs_dossiers.measure.engine import Engine
from mkdocs_dossiers.model.dossier import Scaling
from mkdocs_dossiers.model.measurement import Operand
from mkdocs_dossiers.model.picture import Fit, FitPoint


def fit(engine: Engine, scaling: Scaling, operands: Sequence[Operand]) -> Fit | None:
    """Where the line is at each value of the parameter; None where a point has no value, or there is no line.

    ``exponent`` is fitted to the logarithms, ``slope`` and ``r2`` by least squares, and ``efficiency`` compares
    with growth in proportion to the parameter, from the first point. Source: Draper and Smith, Applied Regression
    Analysis, 3rd ed. 1998, section 1.4.
    """
    known = [(one.x, one.value, one) for one in operands if one.x is not None and one.value is not None]
    if len(known) < len(operands) or not known:
        return None
    if scaling.fit == "exponent" and min(min(x, value) for x, value, _ in known) <= 0:
        return None
    listed = ", ".join(f"({x!r}::DOUBLE, {value!r}::DOUBLE)" for x, value, _ in known)
    rows = engine.rows(f"{_FITTED[scaling.fit]} FROM (VALUES {listed}) AS point(x, y) ORDER BY x")
    fitted = [float(row[0]) for row in rows if row[0] is not None]
    if len(fitted) < len(known):
        return None
    points = tuple(
        FitPoint(x, value, one.low, one.high, line, one.n)
        for (x, value, one), line in zip(known, fitted, strict=True)
    )
    return Fit(scaling.over, scaling.fit, known[0][2].unit, points)


def _line(x: str, y: str) -> str:
    """The least-squares line of two expressions, at each point."""
    intercept, slope = (f"regr_{what}({y}, {x} ORDER BY x) OVER ()" for what in ("intercept", "slope"))
    return f"{intercept} + {slope} * {x}"


_FITTED = {
    "slope": f"SELECT {_line('x', 'y')}",
    "r2": f"SELECT {_line('x', 'y')}",
    "exponent": f"SELECT exp({_line('ln(x)', 'ln(y)')})",
    "efficiency": "SELECT first(y) OVER (ORDER BY x) * x / first(x) OVER (ORDER BY x)",
}
