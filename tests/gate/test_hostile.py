"""Dossiers written to harm the gate: it always ends, in a located message."""

from __future__ import annotations

import json
import shutil
import time
from typing import Any

import pytest
import yaml

from mkdocs_dossiers.check.gate import Report
from mkdocs_dossiers.cli.output import report_text
from mkdocs_dossiers.model.document import Pointer
from mkdocs_dossiers.model.reference import Reference
from tests.workspace import Example, run_gate

V1 = Reference("demo", "1.0")
JUNK: list[Any] = [[["x"]], {"x": []}, "\x00"]
PLACES: list[Pointer] = [
    ("schema",),
    ("version",),
    ("status",),
    ("date",),
    ("subject",),
    ("subject", "commit"),
    ("subject", "repository"),
    ("data",),
    ("data", "load"),
    ("data", "load", "file"),
    ("data", "load", "sha256"),
    ("data", "load", "environment"),
    ("data", "load", "command"),
    ("data", "load", "columns"),
    ("data", "load", "columns", "series"),
    ("data", "load", "columns", "metrics"),
    ("data", "load", "columns", "metrics", "latency"),
    ("data", "load", "columns", "metrics", "latency", "column"),
    ("data", "load", "columns", "metrics", "latency", "unit"),
    ("claims",),
    ("claims", "fast-p95"),
    ("claims", "fast-p95", "says"),
    ("claims", "fast-p95", "metric"),
    ("claims", "fast-p95", "of"),
    ("claims", "fast-p95", "statistic"),
    ("claims", "fast-p95", "holds"),
    ("claims", "fast-within", "within"),
    ("claims", "speedup", "ratio"),
    ("claims", "speedup", "ratio", "to"),
    ("reproduce",),
    ("reproduce", "needs"),
    ("reproduce", "steps"),
    ("reproduce", "steps", 0),
    ("reproduce", "steps", 0, "gives"),
    ("reproduce", "steps", 0, "run"),
]


FREE = ("says", "command", "run", "repository")
"""Keys whose text may be anything; that control characters are refused is the reader's affair."""


def gate(workspace: Example) -> Report:
    return run_gate(workspace.root, only=[V1])


def put(data: Any, pointer: Pointer, value: Any) -> Any:
    target = data
    for step in pointer[:-1]:
        target = target[step]
    target[pointer[-1]] = value
    return data


@pytest.mark.parametrize("pointer", PLACES, ids=lambda pointer: ".".join(map(str, pointer)))
def test_the_wrong_thing_in_the_right_place_is_a_problem_not_a_crash(
    workspace: Example, pointer: Pointer
) -> None:
    sound = workspace.text().replace("date: 2026-11-21", 'date: "2026-11-21"')
    for version in ("1.1", "1.2"):
        shutil.rmtree(workspace.root / "dossiers/demo" / version)
    for junk in JUNK:
        workspace.dossier.write_text(json.dumps(put(yaml.safe_load(sound), pointer, junk), indent=1))
        report = run_gate(workspace.root)
        assert not report.ok() or (junk == "\x00" and pointer[-1] in FREE)
        for problem in report.problems:
            assert problem.message
            assert problem.fix


@pytest.mark.parametrize(
    "text", ["[]", "42", "null", "- a", '""', "{}", "text", "[[[]]]", '{"claims": {"a": 1}}']
)
def test_a_document_that_is_something_else(workspace: Example, text: str) -> None:
    workspace.dossier.write_text(text)
    report = gate(workspace)
    assert not report.ok()
    assert not report.judgements


@pytest.mark.parametrize(
    "text", ["[]", "42", "null", "{}", '{"schema": 1, "fields": []}', "{", '{"a": 1, "a": 2}']
)
def test_an_environment_that_is_something_else(workspace: Example, text: str) -> None:
    (workspace.dossier.parent / "environments/host.json").write_text(text)
    report = gate(workspace)
    assert not report.ok()
    assert not report.judgements


@pytest.mark.parametrize("text", ["[]", "42", "null", "{}", "name: [demo]\ncounts: 5\ntags: x"])
def test_a_project_that_is_something_else(workspace: Example, text: str) -> None:
    (workspace.root / "dossiers/demo/project.yaml").write_text(text)
    assert not gate(workspace).ok()


@pytest.mark.parametrize(
    "limit",
    ["<= " + "1" * 1000 + "a\\nb\\nc", "<= 1 a" + " " * 10_000 + "\\nb\\nc", "<=" + " " * 10_000 + "\\nb"],
    ids=["digits", "spaces", "no number"],
)
def test_a_limit_made_to_keep_the_gate_busy(workspace: Example, limit: str) -> None:
    """Patterns must not need the square or cube of a text's length: 8 MB of it are read."""
    workspace.replace("holds: <= 20 ms", f'holds: "{limit}"')
    run_gate(workspace.root, only=[Reference("demo", "1.1")])
    start = time.process_time()
    run_gate(workspace.root, only=[Reference("demo", "1.1", "speedup")])
    usual = time.process_time() - start
    start = time.process_time()
    report = run_gate(workspace.root, only=[Reference("demo", "1.0", "fast-p95")])
    assert time.process_time() - start < 2 * usual + 0.4
    assert not report.ok()


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("says", "{{ 7 * 7 }} <script>alert(1)</script> | `x` ; DROP TABLE load; -- at the 95th percentile"),
        ("context", "'; SELECT 1; --"),
    ],
)
def test_text_is_text(workspace: Example, key: str, value: str) -> None:
    workspace.replace(
        "    statistic: p95", f"    statistic: p95\n    {key}: {json.dumps(value)}"
    ) if key != "says" else (
        workspace.replace(
            "Requests of the fast arm take at most 20 ms at the 95th percentile.", json.dumps(value)
        )
    )
    report = gate(workspace)
    assert report.problems == ()
    assert len(report.judgements) == 5


@pytest.mark.parametrize(
    "series", ["x'; DROP TABLE load; --", "{{ x }}", "\\u001b[2J", "\\u202e", "\\u0000", "a\\nb"]
)
def test_a_series_that_is_an_attack_is_not_found(workspace: Example, series: str) -> None:
    line = workspace.replace("of: load/fast\n    statistic: p95", f'of: "load/{series}"\n    statistic: p95')
    report = gate(workspace)
    assert not report.ok()
    assert line in {problem.line for problem in report.problems}
    assert Reference("demo", "1.0", "fast-p95") not in report.judgements


def test_a_terminal_gets_no_escapes_but_our_own(workspace: Example) -> None:
    """File and series names reach the report; an escape in one could hide lines of it."""
    (workspace.dossier.parent / "data/\x1b[2Jx").touch()
    (workspace.dossier.parent / "data/x\ny: ok").touch()
    text = report_text.render(gate(workspace), strict=False)
    assert "\x1b[2J" not in text
    assert "\ny: ok" not in text


def test_a_name_in_the_raw_file_reaches_no_terminal_either(workspace: Example) -> None:
    import hashlib

    file = workspace.dossier.parent / "data/tool.json"
    native = json.loads(file.read_text())
    before = hashlib.sha256(file.read_bytes()).hexdigest()
    target = next(entry for entry in native["benchmarks"] if entry["name"] == "test_sort")
    target["name"] = "test_sort\x1b[2J"
    target["stats"]["median"] *= 2
    file.write_text(json.dumps(native))
    workspace.replace(before, hashlib.sha256(file.read_bytes()).hexdigest())
    text = report_text.render(gate(workspace), strict=False)
    assert "test_sort" in text
    assert "\x1b[2J" not in text


def test_a_hundred_more_claims_take_no_time(workspace: Example) -> None:
    """Every claim is a few statements, not a new connection."""
    text = workspace.text()
    more = "".join(
        f"  extra-{index}:\n    says: No request of the fast arm takes more than 1 s, the maximum.\n"
        "    metric: latency\n    of: load/fast\n"
        f"    statistic: max\n    holds: <= 1 s\n"
        for index in range(100)
    )
    workspace.dossier.write_text(text.replace("claims:\n", "claims:\n" + more))
    start = time.process_time()
    report = gate(workspace)
    assert len(report.judgements) == 105
    assert time.process_time() - start < 10
