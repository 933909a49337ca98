"""What was taken from other repositories lies here, as the lock says."""

from __future__ import annotations

from mkdocs_dossiers.check.example import Add, Example
from mkdocs_dossiers.check.profile import ERROR
from mkdocs_dossiers.check.rule import Rule, Stage
from mkdocs_dossiers.read.lock import LOCK
from mkdocs_dossiers.read.lock import RULE as SLUG

_LOCK = """\
schema: 1
folder: .dossiers
sources:
  - repository: https://git.example.com/team/bench
    ref: v1.0
    commit: 0123456789abcdef0123456789abcdef01234567
    projects:
      bench: {digest: 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08, versions: {}}
"""

RULE = Rule(
    code="S13",
    slug=SLUG,
    stage=Stage.PROJECT,
    severities=ERROR,
    because="Evidence that was changed between its repository and this site is nobody's evidence.",
    fix="Fetch it with dossier sync, commit dossiers.lock, and change neither by hand.",
    sources=("S01", "S05"),
    example=Example(
        red=(Add(LOCK, _LOCK),), green=(Add(LOCK, "schema: 1\nfolder: .dossiers\nsources: []\n"),)
    ),
)
