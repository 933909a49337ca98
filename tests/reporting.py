"""Reports about the example: one about itself, one about another system."""

from __future__ import annotations

from pathlib import Path

HEAD = f"schema: 1\nreports:\n  - title: A <b>bold</b> report\n    sha256: {'0a' * 32}\n    figures:\n"
FIGURE = '      - {line: 3, quote: "Twice as fast | {{ 1 }}", unit: x, value: 1, op: ">=", role: ratio, %s}\n'
STATES = (
    "state: backed, claim: demo@1.1/speedup",
    "state: no evidence",
    "state: withdrawn, reason: It was a typo.",
    'state: contradicted by the report, reason: "Line 4 says 3."',
)
OTHER = """\
  - title: A report on another system
    sha256: 0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b
    system: Their thing {{ 2 }}
    figures:
      - {line: 7, quote: 5x faster, unit: x, value: 5, role: ratio, instead: [speedup]}
      - {line: 8, quote: 6x faster, unit: x, value: 6, role: ratio}
    contradictions:
      - {lines: [7, 8], says: [It is 5x <i>faster</i>, It is 6x faster], why: Five is not six., instead: [speedup]}
"""


def report_example(root: Path) -> None:
    """Write what reports say about the example: a figure in each state, contradictions, something measured instead."""
    figures = "".join(FIGURE % state for state in STATES)
    tail = "    contradictions:\n      - {lines: [3, 4], why: Line 3 and line 4 differ.}\n"
    (root / "dossiers/demo/reported.yaml").write_text(HEAD + figures + tail + OTHER)
