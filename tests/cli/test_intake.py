"""``dossier intake``: the figures of a report, for people, for programs, and for reported.yaml."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result

from mkdocs_dossiers.check.shape import fits
from mkdocs_dossiers.cli.main import cli

REPORT = """# Campaign

| Metric | Target | Achieved | Status |
|---|---|---|---|
| Latency | <5 ms | 7.5 ms | ✅ Met |

- Rate: 679-907 orders/sec
"""


@pytest.fixture
def place(tmp_path: Path) -> Path:
    project = tmp_path / "dossiers" / "gateway"
    project.mkdir(parents=True)
    (project / "project.yaml").write_text("schema: 1\ntitle: Gateway\nsummary: A gateway.\nowner: Us\n")
    (tmp_path / "report.md").write_text(REPORT)
    return tmp_path


def intake(*arguments: str | Path) -> Result:
    result = CliRunner().invoke(cli, ["intake", *map(str, arguments)])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def test_json_is_the_contract(place: Path) -> None:
    result = intake(place / "report.md", "--format", "json")
    found = json.loads(result.stdout)
    assert result.exit_code == 1
    assert list(found) == ["figures", "contradictions"]
    assert found["figures"][0] == {
        "line": 5,
        "column": 13,
        "quote": "<5 ms",
        "subject": "Latency",
        "statistic": None,
        "op": "<",
        "value": 5,
        "unit": "ms",
        "role": "target",
    }
    assert found["figures"][2]["value"] == [679, 907]
    assert [list(entry) for entry in found["contradictions"]] == [["lines", "why"]]
    assert found["contradictions"][0]["lines"] == [5]


def test_a_report_that_holds_together_exits_with_0(place: Path) -> None:
    (place / "report.md").write_text(REPORT.replace("7.5", "4.5"))
    result = intake(place / "report.md")
    assert result.exit_code == 0
    assert "679 to 907 orders/s" in result.stdout
    assert "Nothing in it contradicts itself" in result.stdout


def test_written_figures_have_no_evidence_and_fit_the_schema(place: Path) -> None:
    about = ("--where", "the wiki", "--system", "Their gateway")
    result = intake(place / "report.md", "--write", "gateway", "--root", place, *about)
    document = yaml.safe_load((place / "dossiers/gateway/reported.yaml").read_text())
    assert fits("reported", document)
    assert "written: dossiers/gateway/reported.yaml, 3 figures" in result.stderr
    report = document["reports"][0]
    assert report["title"] == "Campaign"
    assert report["where"] == "the wiki"
    assert report["system"] == "Their gateway"
    assert report["contradictions"][0]["says"] == ["Latency | <5 ms | 7.5 ms | ✅ Met"]
    assert [figure["state"] for figure in report["figures"]] == [
        "contradicted by the report",
        "contradicted by the report",
        "no evidence",
    ]


def test_a_second_report_is_added_and_the_first_is_never_touched(place: Path) -> None:
    intake(place / "report.md", "--write", "gateway", "--root", place)
    file = place / "dossiers/gateway/reported.yaml"
    edited = file.read_text().replace("state: no evidence", "state: withdrawn, reason: It was a typo.")
    file.write_text(edited)
    again = intake(place / "report.md", "--write", "gateway", "--root", place)
    assert "lists this report already" in again.stderr
    assert file.read_text() == edited
    (place / "other.md").write_text("- Rate: 5 orders/s\n")
    intake(place / "other.md", "--write", "gateway", "--root", place)
    assert file.read_text().startswith(edited)
    assert len(yaml.safe_load(file.read_text())["reports"]) == 2


def test_a_document_in_another_form_is_not_broken(place: Path) -> None:
    file = place / "dossiers/gateway/reported.yaml"
    file.write_text("{schema: 1, reports: []}\n")
    result = intake(place / "report.md", "--write", "gateway", "--root", place)
    assert result.exit_code == 2
    assert "try again" in result.stderr
    assert file.read_text() == "{schema: 1, reports: []}\n"


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["missing.md"], "cannot be opened"),
        (["report.md", "--write", "Gate way"], "lower-case"),
        (["report.md", "--write", "nobody"], "no project nobody"),
        (["report.md", "--where", "here"], "--write"),
        (["report.md", "--system", "theirs"], "--write"),
    ],
)
def test_what_cannot_be_done_is_said_with_what_to_do(
    place: Path, arguments: list[str], says: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(place)
    result = intake(*arguments)
    assert result.exit_code == 2
    assert says in result.stderr
