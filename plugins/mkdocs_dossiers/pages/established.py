"""What a claim's evidence shows, and what it does not: sentences made from the data and the dossier."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mkdocs_dossiers.environment.comparison import entry_of
from mkdocs_dossiers.environment.fields import material_fields
from mkdocs_dossiers.measure.interval import samples_for_quantile
from mkdocs_dossiers.measure.statistics.statistic import percent
from mkdocs_dossiers.model.dossier import Claim, Form
from mkdocs_dossiers.model.measurement import Series
from mkdocs_dossiers.pages.link import Link
from mkdocs_dossiers.pages.readable import quantity
from mkdocs_dossiers.pages.writer import figure, span

PERCENTILES = (50.0, 90.0, 95.0, 99.0, 99.9, 99.99, 99.999)
"""Those people usually claim."""
FEW_BLOCKS = 4
"""Changes from one side to the other below which a comparison was as good as one after the other."""


def _machines(chain: Sequence[Link]) -> list[str]:
    return list(dict.fromkeys(link.environment for link in chain))


def _of(claim: Claim) -> str:
    words = {
        Form.RATIO: f"the ratio of the {claim.statistic}s of {claim.of} and {claim.to}",
        Form.DIFFERENCE: f"the difference of the {claim.statistic}s of {claim.of} and {claim.to}",
        Form.GEOMETRIC_MEAN: f"the geometric mean of the {claim.statistic}s of {claim.of}"
        + (f" by those of {claim.to}" if claim.to else ""),
    }
    if claim.form is Form.SCALING and claim.scaling is not None:
        return f"the {claim.scaling.fit} of the {claim.statistic} over {claim.scaling.over}"
    return words.get(claim.form, f"the {claim.statistic} of {claim.metric} in {claim.of}")


def established(chain: Sequence[Link], *, verified: bool, remeasured: int = 0) -> list[str]:
    """What the evidence shows, in sentences.

    ``verified`` says that the measured commit was found in a repository here; ``remeasured`` is how many others
    measured it again and saw it hold.
    """
    row = chain[0].row
    claim, measured = row.claim, row.judgement.measurement
    samples = f"{measured.n:,} sample{'' if measured.n == 1 else 's'}"
    found = [f"In the recorded run, {_of(claim)} is {figure(measured)}, computed from {samples}."]
    if measured.interval and (measured.low is not None or measured.high is not None):
        found.append(
            f"With {percent(claim.confidence)} confidence, the true value on this machine and under this load is "
            f"{span(measured)}, as far as the samples are independent of each other."
        )
    files = "file is" if len(chain) == 1 else "files are"
    found.append(
        f"The raw {files} the one{'' if len(chain) == 1 else 's'} the author declared, byte for byte: SHA-256 and "
        "number were computed again when this site was built."
    )
    if verified and all(link.clean for link in chain):
        found.append(
            "The measured commit exists, and git saw it checked out unchanged right before and after the run."
        )
    elif verified:
        found.append("The measured commit exists, and everybody with the repository can check it out.")
    if remeasured:
        found.append(
            "Somebody else measured it again and saw it hold."
            if remeasured == 1
            else f"{remeasured} others measured it again and saw it hold."
        )
    return found


def not_established(
    chain: Sequence[Link], *, verified: bool, remeasured: int = 0, newer: str | None = None
) -> list[str]:
    """What the evidence does not show, in sentences. ``newer`` is the next version that measured the claim."""
    return [
        *_elsewhere(chain, remeasured),
        *_unknown_settings(chain),
        *_other_conditions(chain, newer),
        *_sides(chain),
        *_other_runs(chain),
        *_tail(chain),
        *_failures(chain),
        *(
            ["That the commit is what was measured: it was not found in any repository that was at hand."]
            if not verified
            else []
        ),
    ]


def _elsewhere(chain: Sequence[Link], remeasured: int) -> Iterator[str]:
    machines = _machines(chain)
    where = machines[0] if len(machines) == 1 else f"{len(machines)} machines: {'; '.join(machines)}"
    if remeasured:
        yield f"Machines other than {where}, and those it was measured again on."
    else:
        yield f"Other machines: everything here was measured on {where}. Nothing here says how another one does."
        yield "That anybody else sees it: no measurement by others that confirms it is on record."


def _unknown_settings(chain: Sequence[Link]) -> Iterator[str]:
    unknown = dict.fromkeys(
        field.title
        for link in chain
        for field in material_fields()
        if entry_of(link.machine.data, field).get("status") == "not_available"
    )
    if unknown:
        many = len(unknown) > 1
        yield (
            f"What these settings were: {', '.join(unknown)}. {'They change' if many else 'It changes'} results, and "
            f"could not be read on the machine."
        )


def _other_conditions(chain: Sequence[Link], newer: str | None) -> Iterator[str]:
    claim = chain[0].row.claim
    if claim.context:
        yield "Other conditions than those it was measured under, which stand above."
    else:
        yield "Other loads and settings than those of the commands below; the dossier states no conditions."
    seconds = [link.dataset.seconds for link in chain if link.dataset.seconds]
    if seconds:
        yield f"Longer runs: {min(seconds):g} s were measured, and what builds up later does not show."
    yield "Other commits than the measured one" + (
        f"; version {newer} measured the claim again." if newer else ": the next one may be faster or slower."
    )


def _sides(chain: Sequence[Link]) -> Iterator[str]:
    """What a comparison leaves open."""
    claim, measured = chain[0].row.claim, chain[0].row.judgement.measurement
    if claim.to is None:
        return
    turns = measured.alternations
    if len(chain) > 1 or claim.apart or (turns is not None and turns < FEW_BLOCKS):
        yield (
            "That both sides met the same conditions: they were measured one after the other, and whatever the "
            "machine did meanwhile happened to one of them only."
        )
    yield (
        f"Other statistics of the two sides: the {claim.statistic} may differ by this much, and their tails or means "
        "by more or less."
    )


def _other_runs(chain: Sequence[Link]) -> Iterator[str]:
    measured = chain[0].row.judgement.measurement
    runs = min(
        (series.runs for link in chain for series in link.series if series.kind == "sample"), default=1
    )
    if not measured.interval:
        yield "The next run: this is a fact about the recorded run, and has no interval."
    elif runs == 1:
        yield (
            "How runs differ from each other: all samples are of one run. Samples of one run are often alike, and "
            "the interval takes them as independent."
        )
    else:
        yield (
            f"How runs differ from each other: the samples are of {runs:,} runs, which the interval does not tell "
            "apart."
        )


def _tail(chain: Sequence[Link]) -> Iterator[str]:
    row = chain[0].row
    claim, measured = row.claim, row.judgement.measurement
    series = [entry for link in chain for entry in link.series if entry.kind == "sample"]
    name = claim.statistic
    if name == "median" or (name.startswith("p") and name[1:2].isdigit()):
        q = 0.5 if name == "median" else float(name[1:]) / 100
        n = min((entry.n for entry in series if entry.n), default=measured.n)
        yield (
            f"The tail beyond the {name}: {_beyond(n, q)}{_slowest(series)}. {_bounded(n, claim.confidence)}"
        )
    elif name == "mean":
        yield f"Single operations: a mean says nothing of the slowest ones{_slowest(series)}."
    if any(link.closed for link in chain):
        yield (
            "What clients see that do not wait for each other: under a closed load, a slow answer delays the next "
            "request, so few requests meet a slow moment (coordinated omission)."
        )


def _beyond(n: int, q: float) -> str:
    many = max(round(n * (1 - q)), 1)
    return (
        f"about {many:,} of {n:,} samples lie there" if many > 1 else f"about one of {n:,} samples lies there"
    )


def _slowest(series: Sequence[Series]) -> str:
    largest = [entry for entry in series if entry.maximum is not None]
    if not largest:
        return ""
    if len(largest) == 1:
        return f", and the largest is {quantity(largest[0].maximum, largest[0].unit)}"
    listed = ", ".join(f"{quantity(entry.maximum, entry.unit)} in {entry.name}" for entry in largest[:4])
    return f", and the largest are {listed}"


def _bounded(n: int, confidence: float) -> str:
    """The highest usual percentile that so many samples can bound from above."""
    able = [
        percentile
        for percentile in PERCENTILES
        if samples_for_quantile(percentile / 100, confidence, upper=True) <= n
    ]
    if not able:
        return f"{n:,} samples bound no usual percentile from above."
    name = "median" if able[-1] == PERCENTILES[0] else f"p{able[-1]:g}"
    return f"No percentile above the {name} could be bounded by {n:,} samples."


def _failures(chain: Sequence[Link]) -> Iterator[str]:
    if any(link.dataset.load for link in chain) and not any(
        link.dataset.failed or "failed" in link.raw.facts for link in chain
    ):
        yield "What became of operations that failed: neither the dossier nor the raw file says."
