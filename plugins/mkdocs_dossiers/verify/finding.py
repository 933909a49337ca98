"""What verifying a site found."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """Something that is not as printed: ``address`` is where on the site, ``about`` the reference it is about."""

    about: str
    address: str
    message: str


@dataclass(slots=True)
class Verification:
    """Everything found. ``counts`` says how much was looked at: files, claims, dossiers, pages."""

    findings: list[Finding] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)

    def add(self, about: str, address: str, message: str) -> None:
        """Note a finding."""
        self.findings.append(Finding(about, address, message))

    @property
    def ok(self) -> bool:
        """Whether everything is as printed, and there was something to verify."""
        return not self.findings and self.counts["claims"] > 0
