"""Modes: the samples crowd in more than one place, and one number in between describes none of them."""

from __future__ import annotations

import itertools

from mkdocs_dossiers.measure.advice.samples import Samples
from mkdocs_dossiers.measure.engine import Engine
from mkdocs_dossiers.model.digits import plain, with_unit

LEAST = 100
CELLS = 256
SHARE = 0.1
"""Of all samples, that a mode must hold to be one."""
DEPTH = 0.5
"""A valley between two modes is at most this part of the lower one."""


def advise(engine: Engine, samples: Samples) -> str | None:
    """Estimate the density with a Gaussian kernel and look for separate peaks.

    The bandwidth is Silverman's rule of thumb, which smooths too much where there are several modes: what is
    still separate is. The slowest percent is left out of the picture, not of the number.
    Source: B. W. Silverman, Density Estimation for Statistics and Data Analysis, Chapman and Hall 1986, section 3.4.
    """
    if samples.n < LEAST:
        return None
    from scipy.ndimage import gaussian_filter1d
    from scipy.signal import find_peaks

    row = engine.rows(
        "SELECT quantile_disc(value, 0.005), quantile_disc(value, 0.99), stddev_samp(value ORDER BY value), "
        f"quantile_disc(value, 0.75) - quantile_disc(value, 0.25) FROM ({samples.relation})"
    )[0]
    low, high, deviation, spread = (float(number or 0) for number in row)
    width = (high - low) / CELLS
    bandwidth = 0.9 * min(deviation, spread / 1.34 or deviation) * samples.n**-0.2
    if width <= 0 or bandwidth < width:
        return None
    counted = dict(
        engine.rows(
            f"SELECT CAST(least(floor((value - {low!r}) / {width!r}), {CELLS - 1}) AS INTEGER) AS cell, count(*) "
            f"FROM ({samples.relation}) WHERE value BETWEEN {low!r} AND {high!r} GROUP BY cell"
        )
    )
    counts = [float(counted.get(cell, 0)) for cell in range(CELLS)]
    density = gaussian_filter1d(counts, bandwidth / width, mode="constant")
    # Room on both sides: a peak at the very edge is one, too.
    padded = [0.0, *density, 0.0]
    peaks = [int(peak) for peak in find_peaks(padded)[0]]
    modes = _separate(padded, [0.0, *counts, 0.0], peaks, samples.n)
    if len(modes) < 2:
        return None
    places = [with_unit(plain(low + (peak - 0.5) * width), samples.unit) for peak in modes]
    return (
        f"Modes: the samples of {samples.series} crowd around {', '.join(places[:-1])} and {places[-1]}, so one number "
        "does not describe them all; they may be two kinds of work."
    )


def _separate(density: list[float], counts: list[float], peaks: list[int], n: int) -> list[int]:
    """The peaks that a deep valley parts from the next, each with enough samples on its side."""
    kept: list[int] = []
    cuts = [0]
    for peak in peaks:
        if kept:
            valley = min(range(kept[-1], peak + 1), key=lambda place: density[place])
            if density[valley] > DEPTH * min(density[kept[-1]], density[peak]):
                if density[peak] > density[kept[-1]]:
                    kept[-1] = peak
                continue
            cuts.append(valley)
        kept.append(peak)
    cuts.append(len(density))
    shares = [sum(counts[start:stop]) / n for start, stop in itertools.pairwise(cuts)]
    return [peak for peak, share in zip(kept, shares, strict=True) if share >= SHARE]
