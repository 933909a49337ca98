"""Programs may be missing, fail or hang."""

from __future__ import annotations

import sys
import time

import pytest

from mkdocs_dossiers.environment.capture import programs
from mkdocs_dossiers.environment.capture.programs import output, run_program
from mkdocs_dossiers.environment.capture.reading import UnreadableError


def test_a_missing_program_is_a_reason() -> None:
    assert run_program(["no-such-program-here"]).why == "no-such-program-here is not installed"


def test_a_failing_program_tells_its_first_line() -> None:
    with pytest.raises(UnreadableError) as raised:
        output(run_program, sys.executable, "-c", "import sys; sys.exit('broken\\nfor long')")
    assert raised.value.reason == "exit status 1: broken"


def test_a_hanging_program_is_stopped_with_its_children(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(programs, "_SECONDS", 0.5)
    began = time.monotonic()
    answer = run_program([sys.executable, "-c", "import subprocess; subprocess.run(['sleep', '30'])"])
    assert answer.status is None
    assert "did not answer within 0.5 s" in answer.why
    assert time.monotonic() - began < 5


def test_programs_speak_english_and_read_nothing() -> None:
    answer = run_program(
        [sys.executable, "-c", "import os, sys; print(os.environ['LC_ALL'], repr(sys.stdin.read()))"]
    )
    assert answer.out == "C ''\n"
