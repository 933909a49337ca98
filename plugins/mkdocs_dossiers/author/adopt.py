"""Writes proposed claims into a draft, in place: every other byte stays."""

from __future__ import annotations

import difflib
import textwrap
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from mkdocs_dossiers.author.edit import insert
from mkdocs_dossiers.author.propose import Proposal, Proposed
from mkdocs_dossiers.author.store import Change, opened
from mkdocs_dossiers.model.digits import interval, number
from mkdocs_dossiers.model.dossier import Claim, Dossier, Form

_WIDTH = 100
"""Columns of a comment."""


class NotAdopted(Exception):  # noqa: N818 - said of a proposal
    """Nothing was written; the message says why, ``fix`` what to do."""

    def __init__(self, message: str, fix: str) -> None:
        super().__init__(message)
        self.fix = fix


def adopt(root: Path, dossier: Dossier, found: Proposed, names: Sequence[str]) -> str:
    """Write the proposals with these ids; what was written, in words.

    Raises :class:`NotAdopted` for an id that was not proposed and for a published dossier,
    :class:`~mkdocs_dossiers.model.problem.Refused` for a document that cannot be changed in place, and
    :class:`~mkdocs_dossiers.author.store.StoreError`.
    """
    if not dossier.draft:
        raise NotAdopted(
            f"{dossier.reference} is published, and never changes.",
            "Claim it of the next version: dossier new PROJECT@VERSION.",
        )
    known = {proposal.claim.id: proposal for proposal in found.proposals}
    for name in names:
        if name not in known:
            near = difflib.get_close_matches(name[:100], known, 1)
            hint = f"Did you mean {near[0]}?" if near else "dossier claim without --write lists them."
            raise NotAdopted(f"{name[:100]!r} is not among the proposals.", hint)
    path = f"{dossier.path}/dossier.yaml"
    with opened(root) as store:
        old = raw = store.read(path)
        for name in dict.fromkeys(names):
            proposal = known[name]
            raw = insert(
                raw,
                path,
                ("claims", name),
                as_entry(proposal.claim),
                before=("reproduce",),
                comment=remark(proposal),
            )
        store.write([Change(path, raw, old)])
    claims = ", ".join(dict.fromkeys(names))
    return f"{path}: {claims} written. The sentence is a draft: say it in your own words."


def as_entry(claim: Claim) -> dict[str, Any]:
    """A claim as a dossier holds it."""
    compared = claim.form is not Form.ONE
    sides = {"of": str(claim.of), "to": str(claim.to)}
    return {
        "says": claim.says,
        "metric": claim.metric,
        **({} if compared else {"of": str(claim.of)}),
        "statistic": claim.statistic,
        **({claim.form.value: sides} if compared else {}),
        **({"within": claim.within.written} if claim.within is not None else {}),
        "holds": claim.holds.written,
        **({"confidence": claim.confidence} if claim.confidence != 0.95 else {}),
        **({"context": claim.context} if claim.context else {}),
    }


def remark(proposal: Proposal) -> list[str]:
    """What the data say, for a comment above the claim."""
    return textwrap.wrap(
        f"Proposed from the data, after looking at them: {in_words(proposal)}. So this limit is no test of them: "
        "measure again to test it, or say why it is the limit that matters.",
        _WIDTH,
        break_on_hyphens=False,
    )


def in_words(proposal: Proposal) -> str:
    """The measured value, its interval, the limit that holds, and the next one, which does not."""
    measured, claim = proposal.measurement, proposal.claim
    value = number(measured.value or 0.0, measured.low, measured.high)
    low, high = interval(measured.low, measured.high, measured.value)
    spread = f" ({low} to {high})" if measured.interval else ", as the tool printed it"
    fails = f", {proposal.fails.written} does not" if proposal.fails is not None else ""
    return f"{value} {measured.unit}{spread} of {measured.n:,} samples; {claim.holds.written} holds{fails}"
