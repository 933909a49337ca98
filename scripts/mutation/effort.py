"""How far somebody goes who changes a dossier without saying so."""

from __future__ import annotations

from enum import StrEnum


class Effort(StrEnum):
    """What is done after the damage itself."""

    LEFT = "left"
    """Nothing: the edit lies in the working tree."""
    COMMITTED = "committed"
    """The edit is committed; every digest is stale."""
    HASHED = "hashed"
    """Digests are made again, in dossier.yaml and published.yaml; nothing is committed."""
    FORGED = "forged"
    """Digests and the tool's own summary are made again, and everything is committed."""


ANY = (Effort.LEFT, Effort.COMMITTED, Effort.HASHED, Effort.FORGED, Effort.FORGED)
"""For damage to raw files; the most careful kind comes up most often."""
DOCUMENT = (Effort.LEFT, Effort.COMMITTED, Effort.FORGED, Effort.FORGED)
"""For damage to documents."""
STALE = (Effort.LEFT, Effort.COMMITTED)
"""For damage to the digests themselves: making them again would mend it."""
