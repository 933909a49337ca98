"""What raw files say of their commit, in every form tools write, is held against the declared one."""

from __future__ import annotations

import pytest

from mkdocs_dossiers.check.example import RAW, Replace
from mkdocs_dossiers.read.embedded_commit import Embedded, parse_commit
from tests.rules.trial import Trial, failing

FULL = "3f2c0f6a1d7c4be09a51c2a5ab1f7f0d9f7e6c21"


@pytest.mark.parametrize(
    ("text", "id_", "dirty"),
    [
        (FULL, FULL, False),
        (FULL.upper(), FULL, False),
        ("abc1234", "abc1234", False),
        ("abc1234-dirty", "abc1234", True),
        ("abc1234-DIRTY", "abc1234", True),
        ("abc1234_dirty", "abc1234", True),
        ("abc1234.dirty", "abc1234", True),
        ("abc1234 (dirty)", "abc1234", True),
        ("abc1234-modified", "abc1234", True),
        ("abc1234-dirty-20261121", "abc1234", True),
        ("abc1234+", "abc1234", True),
        ("gabc1234", "abc1234", False),
        ("v1.2-3-gabc1234", "abc1234", False),
        ("v1.2-3-gabc1234-dirty", "abc1234", True),
        ("release/1.2-rc-1-12-gabcd", "abcd", False),
        (" abc1234\n", "abc1234", False),
    ],
)
def test_forms(text: str, id_: str, dirty: bool) -> None:
    assert parse_commit(text) == Embedded(id_, dirty)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "unversioned",
        "v1.2",
        "abc",
        "r123",
        "main",
        "-",
        "g",
        "abc1234-clean",
        "0" * 41,
        "x" * 10000,
        "a-" * 150,
        "abc1234 def5678",
        "1-2-g",
    ],
)
def test_what_names_no_commit(text: str) -> None:
    assert parse_commit(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "<id>-dirty",
        "<id>+",
        "v1-2-g<id>-dirty",
        "abc1234",
        "abc1234-dirty",
        "v1.2-3-gabc1234",
        "ABC1234DEADBEEF",
    ],
)
def test_a_raw_file_of_another_state_is_refused(trial: Trial, text: str) -> None:
    commit = _measured(trial)
    report = trial(Replace('"id": "unversioned"', f'"id": "{text.replace("<id>", commit[:10])}"', RAW))
    assert failing(report) == {"integrity/commit"}
    assert not report.judgements


@pytest.mark.parametrize("text", ["<id>", "v1.2-3-g<id>", "g<id>", "unversioned"])
def test_one_of_the_declared_state_passes(trial: Trial, text: str) -> None:
    commit = _measured(trial)
    report = trial(Replace('"id": "unversioned"', f'"id": "{text.replace("<id>", commit[:10])}"', RAW))
    assert report.problems == ()


def _measured(trial: Trial) -> str:
    from tests.workspace import git

    return git(trial.base, "rev-parse", "HEAD")
