"""The profile of a run, where people choose it: the command line and mkdocs.yml."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from mkdocs_dossiers.check.example import Replace
from mkdocs_dossiers.check.profile import Profile
from mkdocs_dossiers.cli.main import cli
from mkdocs_dossiers.plugin.plugin import DossiersConfig
from tests.rules.trial import Trial

REFUTED = (Replace("at most 5 µs", "at most 3 µs"), Replace("holds: <= 5 us", "holds: <= 3 us"))


@pytest.mark.parametrize(
    ("arguments", "severity", "code"),
    [
        ([], "error", 1),
        (["--profile", "publish"], "error", 1),
        (["--profile", "draft"], "info", 0),
        (["--profile", "audit"], "error", 1),
    ],
)
def test_on_the_command_line(trial: Trial, arguments: list[str], severity: str, code: int) -> None:
    root = trial.write(*REFUTED)
    result = CliRunner().invoke(cli, ["check", "--root", str(root), "--format", "json", *arguments])
    assert result.exit_code == code
    report = json.loads(result.stdout)
    assert [(found["rule"], found["severity"]) for found in report["problems"]] == [
        ("verdict/refuted", severity)
    ]
    assert set(report["problems"][0]) == {"rule", "severity", "path", "line", "column", "message", "fix"}


def test_another_word_is_a_usage_error(trial: Trial) -> None:
    result = CliRunner().invoke(cli, ["check", "--root", str(trial.write()), "--profile", "lenient"])
    assert result.exit_code == 2


def test_the_text_says_how_many_rules_ran(trial: Trial) -> None:
    root = trial.write()
    result = CliRunner().invoke(cli, ["check", "--root", str(root)])
    assert f"by {trial.again().rules_ran} rules" in result.stdout


def test_in_mkdocs_yml() -> None:
    for value, wrong in ((profile.value, 0) for profile in Profile):
        assert _errors(value) == wrong
    assert _errors("lenient") == 1


def _errors(profile: str) -> int:
    config = DossiersConfig()
    config.load_dict({"profile": profile})
    errors, _ = config.validate()
    return len(errors)
