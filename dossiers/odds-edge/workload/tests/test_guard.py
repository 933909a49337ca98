import pytest

from odds_edge.guard import Guard, Priority


def test_priorities_are_refused_one_after_another() -> None:
    guard: Guard[int] = Guard(100)
    accepted = {priority: 0 for priority in Priority}
    for number in range(300):
        for priority in reversed(Priority):
            accepted[priority] += guard.offer(priority, number)
            assert len(guard) <= 100
    assert len(guard) == 100
    assert guard.shed[Priority.LOW] > guard.shed[Priority.MEDIUM] > guard.shed[Priority.HIGH]
    assert guard.shed[Priority.HIGH] > guard.shed[Priority.CRITICAL] > 0
    assert sum(guard.shed.values()) + sum(accepted.values()) == 4 * 300


@pytest.mark.parametrize(
    ("priority", "last"),
    [(Priority.LOW, 49), (Priority.MEDIUM, 79), (Priority.HIGH, 94), (Priority.CRITICAL, 99)],
)
def test_each_priority_has_its_depth(priority: Priority, last: int) -> None:
    guard: Guard[int] = Guard(100)
    for waiting in range(last):
        guard.offer(Priority.CRITICAL, waiting)
    assert guard.offer(priority, 0)
    assert not guard.offer(priority, 0)


def test_the_most_important_first_and_among_equals_the_oldest() -> None:
    guard: Guard[str] = Guard(8)
    for priority, item in [
        (Priority.MEDIUM, "a"),
        (Priority.CRITICAL, "b"),
        (Priority.MEDIUM, "c"),
        (Priority.CRITICAL, "d"),
    ]:
        guard.offer(priority, item)
    assert [guard.take() for _ in range(4)] == ["b", "d", "a", "c"]
    with pytest.raises(IndexError):
        guard.take()
