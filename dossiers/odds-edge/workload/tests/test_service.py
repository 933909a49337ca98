import asyncio
import json
import urllib.error
import urllib.request
from collections import Counter

import pytest
from alternate import orders
from load import MIX, run, schedule, service

from odds_edge.encoding import ENCODERS, answer_of
from odds_edge.guard import Priority


def test_the_libraries_say_the_same() -> None:
    answer = answer_of("a", 1, [0.5, 0.0, 0.333], 0.1)
    decoded = [json.loads(encode(answer)) for encode in ENCODERS.values()]
    assert decoded[0] == decoded[1] == decoded[2] == answer
    assert decoded[0]["legs"][0]["odds"] == 2.0
    assert decoded[0]["legs"][1]["odds"] is None


def test_the_service_answers_and_refuses_what_makes_no_sense() -> None:
    with service(draws=50) as port:
        url = f"http://127.0.0.1:{port}/edge"
        for expected in ("computed", "cached"):
            with urllib.request.urlopen(f"{url}?slate=3&version=1&priority=low") as answer:
                assert answer.headers["X-Factor"] == expected
                assert len(json.load(answer)["legs"]) == 150
        for query, status in (("slate=x", 400), ("priority=urgent", 400), ("slate=99", 404)):
            with pytest.raises(urllib.error.HTTPError) as refused:
                urllib.request.urlopen(f"{url}?{query}")
            assert refused.value.code == status


def test_a_run_has_a_row_for_each_recorded_request() -> None:
    requests = [due for due in schedule("slo", 5, 1) if due.at_s < 1.3]
    with service(draws=50) as port:
        rows = asyncio.run(run(requests, port))
    assert len(rows) == sum(due.recorded for due in requests) == 30
    assert {row[5:8] for row in rows} == {(1, 0, 0)}


def test_the_schedule_is_even_and_takes_turns() -> None:
    requests = schedule("slo", 20, 1)
    assert Counter(due.load for due in requests) == {"projected": 1000, "twice": 2000}
    assert sum(due.recorded for due in requests) == 2400
    loads = [due.load for due in requests if due.at_s % 5 == 0]
    assert loads == ["projected", "twice", "twice", "projected"]
    assert requests == schedule("slo", 20, 1)


def test_the_mix_of_priorities() -> None:
    requests = schedule("overload", 20, 1)
    counts = Counter(due.priority for due in requests)
    for priority in Priority:
        assert counts[priority] == pytest.approx(80 * MIX[priority], rel=0.1)


def test_operations_take_turns() -> None:
    assert orders(("a", "b"), 3) == ["a", "b", "b", "a", "a", "b"]
