"""Profiles: who asks, and so how much a finding weighs."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from mkdocs_dossiers.model.problem import Severity


class Profile(StrEnum):
    """``draft``: somebody is still writing. ``publish``: it is about to be believed. ``audit``: it is doubted."""

    DRAFT = "draft"
    PUBLISH = "publish"
    AUDIT = "audit"

    def of(self, draft: bool) -> Profile:
        """The profile a dossier is judged by in a run with this one: a draft by ``draft``, unless audited."""
        return Profile.DRAFT if draft and self is not Profile.AUDIT else self


@dataclass(frozen=True, slots=True)
class Severities:
    """What a rule's finding weighs in each profile."""

    draft: Severity
    publish: Severity
    audit: Severity

    def of(self, profile: Profile) -> Severity:
        """The severity in one profile."""
        return {Profile.DRAFT: self.draft, Profile.PUBLISH: self.publish, Profile.AUDIT: self.audit}[profile]


ERROR = Severities(Severity.ERROR, Severity.ERROR, Severity.ERROR)
"""Fails whoever asks: the document cannot be understood, or is not true."""
UNLESS_DRAFT = Severities(Severity.INFO, Severity.ERROR, Severity.ERROR)
"""Fails what is published; a draft may still lack it."""
WARNING = Severities(Severity.INFO, Severity.WARNING, Severity.ERROR)
"""A weakness the page shows; an audit does not accept it."""
ADVICE = Severities(Severity.INFO, Severity.INFO, Severity.WARNING)
"""Worth knowing; an audit asks for it."""
INFO = Severities(Severity.INFO, Severity.INFO, Severity.INFO)
"""Only said."""
