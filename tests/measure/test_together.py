"""What is read together and computed in memory is what the printed statements give, to the last digit."""

from __future__ import annotations

import hashlib
import json
import random
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import pytest

from mkdocs_dossiers.measure import together
from mkdocs_dossiers.measure.engine import Engine
from mkdocs_dossiers.measure.job import Examined, Job, examine
from mkdocs_dossiers.measure.together import examine_all
from mkdocs_dossiers.model.dossier import Assertion, Claim, Column, Columns, Dataset, Form, SeriesReference
from mkdocs_dossiers.model.reference import Reference
from tests.workspace import RAW

LOAD = Columns("arm", (Column("latency", "latency_s", "s"), Column("ended", "ended_s", "s", True)), {})


def claim(name: str, statistic: str, limit: str = "ms", **more: object) -> Claim:
    facts: dict[str, object] = {
        "reference": Reference("demo", "1.0", name),
        "says": "It is as it is.",
        "metric": "latency",
        "of": SeriesReference("load", "fast"),
        "to": None,
        "statistic": statistic,
        "within": None,
        "holds": Assertion("<=", 12.5, limit, "some"),
        "confidence": 0.95,
        "context": None,
        "form": Form.ONE,
        **more,
    }
    return Claim(**facts)  # type: ignore[arg-type]


def claims(chance: random.Random) -> tuple[Claim, ...]:
    within = {"within": Assertion("<=", round(chance.uniform(8, 14), 3), "ms", "some ms")}
    slow, fast = SeriesReference("load", "slow"), SeriesReference("load", "fast")
    found = [
        *(
            claim(f"one-{name.replace('.', '-')}", name)
            for name in ("min", "max", "mean", "median", "p1", "p99.9")
        ),
        claim("cv", "cv", "%"),
        claim("count", "count", "requests", **within),
        claim("share", "share", "%", confidence=chance.choice([0.9, 0.95, 0.99]), **within),
        claim("rate", "rate", "requests/s", metric="ended"),
        claim("no-rate", "rate", "requests/s"),
        claim("apples", "median", "MiB"),
        claim("printed", "mean", "µs", metric="time", of=SeriesReference("tool", "test_0")),
        claim("unknown", "median", of=SeriesReference("tool", "test_9"), metric="time"),
        *(
            claim(
                f"{form.value}-{name}", name, "x" if form is Form.RATIO else "µs", of=slow, to=fast, form=form
            )
            for form in (Form.RATIO, Form.DIFFERENCE)
            for name in ("median", "p90", "mean", "max")
        ),
    ]
    return tuple(found)


def tool(chance: random.Random, n: int) -> bytes:
    benchmarks = []
    for index in range(2):
        data = [chance.lognormvariate(0, 0.3) * 0.004 for _ in range(n)]
        stats = {"min": min(data), "max": max(data), "rounds": n, "iterations": 3, "data": data}
        benchmarks.append({"name": f"test_{index}", "fullname": f"a::test_{index}", "stats": stats})
    return json.dumps({"machine_info": {"node": "n"}, "version": "5.1.0", "benchmarks": benchmarks}).encode()


def load(chance: random.Random, n: int, digits: int) -> bytes:
    lines, now = ["arm,latency_s,ended_s,note"], 0.0
    for _ in range(n):
        for arm, middle in (("slow", 0.03), ("fast", 0.01)):
            latency = chance.lognormvariate(0, 0.2) * middle
            now += latency
            lines.append(f"{arm},{latency:.{digits}f},{now:.9f},x-1")
    return ("\n".join(lines) + "\n").encode()


def job(folder: Path, raw: dict[str, bytes], wanted: tuple[Claim, ...]) -> Job:
    (folder / "data").mkdir(parents=True)
    datasets = []
    for name, content in raw.items():
        file = f"data/{name}.{'csv' if name == 'load' else 'json'}"
        (folder / file).write_bytes(content)
        columns = LOAD if name == "load" else None
        digest = hashlib.sha256(content).hexdigest()
        path = f"dossiers/demo/{folder.name}/{file}"
        datasets.append(
            Dataset(name, file, path, digest, "host", "x", None, None, None, None, None, None, columns)
        )
    return Job(f"demo@{folder.name}", folder, tuple(datasets), wanted)


def one_by_one(jobs: list[Job]) -> list[Examined]:
    return [examine(each) for each in jobs]


def same(found: list[Examined], expected: list[Examined]) -> None:
    """Compare number by number, so that a failure says which; NaN is like NaN."""
    for one, other in zip(found, expected, strict=True):
        assert {name: repr(raw) for name, raw in one.files.items()} == {
            name: repr(raw) for name, raw in other.files.items()
        }
        assert one.measurements.keys() == other.measurements.keys()
        for name, measurement in other.measurements.items():
            assert asdict(one.measurements[name]) == asdict(measurement), (one.dossier, name)
        assert one.claim_failures == other.claim_failures
        assert repr(one) == repr(other)


def test_the_same_digits_as_the_statements(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    chance = random.Random(8)
    jobs = []
    for number, n in enumerate((1, 3, 16, 21, 333)):
        raw = {"tool": tool(chance, n), "load": load(chance, n, chance.choice([2, 4, 9]))}
        jobs.append(job(tmp_path / str(number), raw, claims(chance)))
    expected = one_by_one(jobs)
    statements: list[str] = []
    run = Engine.rows

    def rows(engine: Engine, sql: str) -> list[tuple[Any, ...]]:
        statements.append(sql)
        return run(engine, sql)

    monkeypatch.setattr(Engine, "rows", rows)
    same(examine_all(jobs), expected)
    assert sum(len(found.measurements) for found in expected) > 60
    assert sum("together" in sql for sql in statements) >= 4, "nothing was read together"
    assert len(statements) < 300, "the statements of single claims were run after all"


def test_real_files_are_read_as_by_themselves(tmp_path: Path) -> None:
    jobs = []
    for number, file in enumerate(sorted(RAW.glob("pytest-benchmark*.json"))):
        jobs.append(job(tmp_path / str(number), {"tool": file.read_bytes()}, ()))
    assert len(jobs) > 1
    same(examine_all(jobs), one_by_one(jobs))


ODD = {
    "separated by tabs": b"arm\tlatency_s\tended_s\nfast\t1.5\t2\nfast\t1.6\t3\n",
    "quoted": b'arm,latency_s,ended_s\n"fast",1.5,2\nfast,1.6,3\n',
    "another separator inside": b"arm,latency_s,ended_s\nfa;st,1.5,2\nfa;st,1.6,3\n",
    "line not ended": b"arm,latency_s,ended_s\nfast,1.5,2\nfast,1.6,3",
    "uneven": b"arm,latency_s,ended_s\nfast,1.5,2\nfast,1.6\n",
    "no number": b"arm,latency_s,ended_s\nfast,1.5,2\nfast,abc,3\n",
    "not finite": b"arm,latency_s,ended_s\nfast,nan,2\nfast,inf,3\n",
    "sums too large": b"arm,latency_s,ended_s\nfast,1e308,2\nfast,1e308,3\n",
    "empty values": b"arm,latency_s,ended_s\nfast,,2\nfast,1.5,3\n,1.6,4\n",
    "a column twice": b"arm,latency_s,ended_s,Arm\nfast,1.5,2,x\n",
    "no such column": b"arm,latency,ended_s\nfast,1.5,2\n",
    "columns named like SQL": b"arm,latency_s,ended_s,'); DROP TABLE together; --\nfast,1.5,2,3\n",
    "line ends of Windows": b"arm,latency_s,ended_s\r\nfast,1.5,2\r\nfast,1.6,3\r\n",
    "empty": b"",
    "header only": b"arm,latency_s,ended_s\n",
}


def test_an_odd_file_is_said_of_itself_and_harms_no_other(tmp_path: Path) -> None:
    chance = random.Random(3)
    wanted = (claim("median", "median"), claim("mean", "mean"))
    contents = {**ODD, "sound": load(chance, 30, 9), "also sound": load(chance, 30, 9)}
    jobs = [
        job(tmp_path / str(number), {"load": content}, wanted)
        for number, content in enumerate(contents.values())
    ]
    jobs.append(replace(jobs[-1], datasets=(replace(jobs[-1].datasets[0], sha256="0" * 64),)))
    found = examine_all(jobs)
    same(found, one_by_one(jobs))
    assert len(found[-2].measurements) == len(found[-3].measurements) == 2


def test_where_sums_differ_statements_are_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    chance = random.Random(4)
    jobs = [job(tmp_path / "1", {"load": load(chance, 30, 9)}, claims(chance)[:3])]
    monkeypatch.setattr(together, "_SAME", [False])
    monkeypatch.setattr(together, "_read_kind", None)
    same(examine_all(jobs), one_by_one(jobs))
