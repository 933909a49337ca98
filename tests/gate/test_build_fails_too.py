"""Whatever the gate rejects stops ``dossier check`` and ``mkdocs build --strict`` alike, at the same line."""

from __future__ import annotations

import logging

import pytest
from click.testing import CliRunner
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort, PluginError

from mkdocs_dossiers.cli.main import cli
from tests.gate.test_evidence import TABLE, Break
from tests.workspace import Example

MKDOCS = """\
site_name: Test
theme: {name: material, font: false}
plugins: [dossiers]
"""


@pytest.mark.parametrize(
    ("breaking", "rule", "line"), [(row[1], row[2], row[3]) for row in TABLE], ids=[row[0] for row in TABLE]
)
def test_both_commands_fail_at_the_line(
    workspace: Example, breaking: Break, rule: str, line: str, caplog: pytest.LogCaptureFixture
) -> None:
    breaking(workspace)
    (workspace.root / "mkdocs.yml").write_text(MKDOCS)
    (workspace.root / "docs").mkdir()
    number = workspace.line_of(line) if workspace.dossier.exists() else 1
    place = f"dossiers/demo/1.0/dossier.yaml:{number}:"

    checked = CliRunner().invoke(cli, ["check", "--root", str(workspace.root), "demo@1.0"])
    assert checked.exit_code == 1
    assert place in checked.output
    assert f"[{rule}]" in checked.output

    with caplog.at_level(logging.WARNING), pytest.raises((Abort, PluginError)):
        build(load_config(str(workspace.root / "mkdocs.yml"), strict=True))
    assert any(place in message and f"[{rule}]" in message for message in caplog.messages)


def test_a_sound_workspace_builds(workspace: Example) -> None:
    (workspace.root / "mkdocs.yml").write_text(MKDOCS)
    (workspace.root / "docs").mkdir()
    build(load_config(str(workspace.root / "mkdocs.yml"), strict=True))
    assert (workspace.root / "site/dossiers/demo/1.0/claims/fast-p95/index.html").is_file()


def test_without_strict_the_gate_page_lists_it(workspace: Example) -> None:
    workspace.replace("    statistic: p95\n", "")
    (workspace.root / "mkdocs.yml").write_text(MKDOCS)
    (workspace.root / "docs").mkdir()
    build(load_config(str(workspace.root / "mkdocs.yml"), strict=False))
    gate = (workspace.root / "site/dossiers/gate/index.html").read_text()
    assert "evidence/statistic" in gate
    assert not (workspace.root / "site/dossiers/demo/1.0/claims/fast-p95").exists()
    assert (workspace.root / "site/dossiers/demo/1.1/claims/fast-p95").exists()
