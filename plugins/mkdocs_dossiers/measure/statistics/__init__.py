"""One file per statistic a claim can be about."""

from __future__ import annotations

from mkdocs_dossiers.measure.statistics.count import Count
from mkdocs_dossiers.measure.statistics.extreme import Extreme
from mkdocs_dossiers.measure.statistics.mean import Mean
from mkdocs_dossiers.measure.statistics.percentile import Percentile
from mkdocs_dossiers.measure.statistics.rate import Rate
from mkdocs_dossiers.measure.statistics.share import Share
from mkdocs_dossiers.measure.statistics.statistic import Statistic
from mkdocs_dossiers.measure.statistics.variation import Variation

__all__ = ["Statistic", "is_statistic", "statistic"]


def is_statistic(name: str) -> bool:
    """Whether a name is that of a statistic."""
    try:
        statistic(name, ("<=", 0.0))
    except ValueError:
        return False
    return True


def statistic(
    name: str, within: tuple[str, float] | None = None, *, weighted: bool = False, many: bool = False
) -> Statistic:
    """The statistic a claim names.

    ``within`` is the comparison and number a share or count is about, in the unit of the samples.
    ``weighted`` says that a row of samples stands for several, ``many`` that nothing may sort or hold them.
    Raises ValueError for a name that is not one.
    """
    if name == "median":
        return Percentile(name, 0.5, weighted=weighted)
    if name.startswith("p") and float(name[1:]) > 0:
        return Percentile(name, float(name[1:]) / 100, weighted=weighted)
    if name in ("min", "max"):
        return Extreme(name, weighted=weighted)
    if name == "mean":
        return Mean(name, weighted=weighted, many=many and not weighted)
    if name == "count":
        return Count(name, within, weighted=weighted)
    if name == "share":
        if within is None:
            raise ValueError("share needs a limit the samples are within")
        return Share(name, within, weighted=weighted)
    if name == "cv":
        return Variation(name, weighted=weighted, many=many and not weighted)
    if name == "rate":
        return Rate(name, weighted=weighted, many=many and not weighted)
    raise ValueError(f"there is no statistic {name!r}")
