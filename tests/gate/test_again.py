"""What many rules ask of one dossier is found out once."""

from __future__ import annotations

from mkdocs_dossiers.check.again import once_for_each


def test_the_very_same_objects_are_asked_about_once() -> None:
    asked: list[str] = []

    @once_for_each
    def together(one: list[int], other: list[int]) -> int:
        asked.append("")
        return sum(one) + sum(other)

    one, other = [1], [2]
    assert [together(one, other), together(one, other), together(one, other=other)] == [3, 3, 3]
    assert len(asked) == 1
    assert together([1], other) == 3
    assert len(asked) == 2
    assert together(one, [3]) == 4
    assert together(one, other) == 3
    assert len(asked) == 4
