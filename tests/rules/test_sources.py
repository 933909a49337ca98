"""Every line of the merged list ends somewhere: in a rule, or in a reason why there is none."""

from __future__ import annotations

from mkdocs_dossiers.check.rule import rules
from mkdocs_dossiers.check.sources import Line, topics

LAST = {"S": 8, "C": 12, "D": 10, "T": 13, "P": 13, "B": 7, "G": 7, "E": 7, "R": 10, "K": 10}
LINES: list[Line] = [line for topic in topics() for line in topic.lines]


def test_every_line_appears_once() -> None:
    assert [line.id for line in LINES] == [
        f"{letter}{number:02}" for letter, last in LAST.items() for number in range(1, last + 1)
    ]


def test_every_line_ends_somewhere() -> None:
    for line in LINES:
        assert line.asks.endswith(".")
        assert line.rules or line.why.strip(), f"no rule names {line.id}, and it does not say why"
        if line.otherwise in ("advice", "built", "dropped"):
            assert line.why.endswith("."), line.id


def test_every_source_of_a_rule_is_a_line_or_a_public_name() -> None:
    ids = {line.id for line in LINES}
    for rule, _ in rules():
        assert ids & set(rule.sources), f"{rule.slug} names no line"
        for source in set(rule.sources) - ids:
            assert " " in source, f"{rule.slug}: {source} is no line, and no public name either"
