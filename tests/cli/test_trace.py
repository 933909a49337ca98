"""``dossier trace``: a claim, down to its raw bytes."""

from __future__ import annotations

import hashlib
import json
from typing import Any

import duckdb
import pytest
from click.testing import CliRunner, Result

from mkdocs_dossiers.cli.main import cli
from tests.cli.running import refute
from tests.workspace import Example

KEYS = (
    "claim says holds verdict reason statistic metric value low high unit n method source series sql datasets "
    "commit reproduce"
)
CLAIMS = ["sort-median", "fast-p95", "fast-rate", "fast-within", "speedup"]


def trace(workspace: Example, *arguments: str) -> Result:
    result = CliRunner().invoke(cli, ["trace", "--root", str(workspace.root), *arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def chain(workspace: Example, reference: str) -> dict[str, Any]:
    loaded = json.loads(trace(workspace, reference, "--format", "json").stdout)
    assert isinstance(loaded, dict)
    return loaded


def test_the_keys_of_the_chain(pristine: Example) -> None:
    assert set(KEYS.split()) <= set(chain(pristine, "demo@1.0/speedup"))


def test_the_chain_ends_at_bytes_machine_and_commit(pristine: Example) -> None:
    found = chain(pristine, "demo@1.0/fast-p95")
    (dataset,) = found["datasets"]
    content = (pristine.root / dataset["file"]).read_bytes()
    assert dataset["sha256"] == hashlib.sha256(content).hexdigest()
    assert dataset["size"] == len(content)
    assert dataset["command"] == "load --output load.csv"
    assert dataset["environment"]["name"] == "host"
    assert found["commit"]["id"] == pristine.commit
    assert found["commit"]["verified"] is True
    assert found["commit"]["reached_from"] == "main"
    assert found["series"] == ["load/fast"]


def test_and_back_to_what_else_rests_on_the_file(pristine: Example) -> None:
    (dataset,) = chain(pristine, "demo@1.0")["traces"][0]["datasets"]
    assert len(dataset["claims"]) == 4


@pytest.mark.parametrize("name", CLAIMS)
def test_the_statement_gives_the_same_digits(
    pristine: Example, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = chain(pristine, f"demo@1.0/{name}")
    monkeypatch.chdir(pristine.root)
    with duckdb.connect() as connection:
        row = connection.execute(found["sql"]).fetchone()
    assert row == (found["value"], found["low"], found["high"], found["n"])


@pytest.mark.parametrize(("reference", "claims"), [("demo@1.0", 5), ("demo", 15)])
def test_a_dossier_or_project_means_all_of_its_claims(pristine: Example, reference: str, claims: int) -> None:
    assert len(chain(pristine, reference)["traces"]) == claims


def test_a_path_may_name_it(pristine: Example) -> None:
    assert len(chain(pristine, str(pristine.root / "dossiers/demo/1.0"))["traces"]) == 5


def test_people_get_a_tree_and_the_statement(pristine: Example) -> None:
    text = trace(pristine, "demo@1.0/fast-p95").stdout
    assert text.startswith("demo@1.0/fast-p95\n")
    for part in (
        "verdict      supported",
        "sha256 ",
        "load --output load.csv",
        pristine.commit,
        "quantile_disc",
    ):
        assert part in text


@pytest.mark.parametrize("reference", ["other", "demo@9.9", "demo@1.0/nope"])
def test_what_is_not_there(pristine: Example, reference: str) -> None:
    result = trace(pristine, reference)
    assert result.exit_code == 1
    assert f"There is no {reference}." in result.stderr
    assert result.stdout.strip() == ""


@pytest.mark.parametrize("reference", ["Not A Reference", "../..", "/etc/hostname"])
def test_what_is_no_reference(pristine: Example, reference: str) -> None:
    result = trace(pristine, reference)
    assert result.exit_code == 2
    assert result.stdout == ""


def test_a_rejected_claim_has_no_chain(workspace: Example) -> None:
    workspace.replace("    statistic: p95\n", "")
    result = trace(workspace, "demo@1.0/fast-p95")
    assert result.exit_code == 1
    assert "evidence/statistic" in result.stderr
    assert result.stdout.strip() == ""


def test_a_refuted_claim_has_one(workspace: Example) -> None:
    refute(workspace)
    result = trace(workspace, "demo@1.0/fast-p95", "--format", "json")
    assert result.exit_code == 1
    assert json.loads(result.stdout)["verdict"] == "refuted"
    assert "verdict/refuted" in result.stderr
