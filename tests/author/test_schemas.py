"""Schemas for editors: copies, their catalogue, and what the documentation says of them."""

from __future__ import annotations

import json
import re
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from click.testing import CliRunner

from mkdocs_dossiers.author.schemas import COPIES, KINDS, catalogue_entries, refresh, schema_text
from mkdocs_dossiers.cli.main import cli
from tests.workspace import Example

TEXT = Path("docs/editors.md").read_text(encoding="utf-8")
BLOCKS: list[dict[str, Any]] = [
    json.loads(block) for block in re.findall(r"```json\n(.*?)```", TEXT, re.DOTALL)
]


def test_every_document_of_a_workspace_has_one(pristine: Example) -> None:
    documents = [
        path.relative_to(pristine.root).as_posix()
        for path in (pristine.root / "dossiers").rglob("*")
        if path.suffix in (".yaml", ".json") and "data" not in path.parts
    ]
    assert documents
    for path in documents:
        fitting = [kind for kind, files in KINDS.items() if fnmatch(path, files.replace("**", "*"))]
        assert len(fitting) == 1 or "environment" in fitting, (path, fitting)


def test_every_schema_of_a_document_that_people_write_is_listed() -> None:
    known = {path.name.partition(".")[0] for path in Path("schema").glob("*.json")}
    assert set(KINDS) == {kind for kind in known if not kind.startswith("site")} - {"difference", "lock"}


def test_the_settings_of_the_documentation_are_the_same_list() -> None:
    settings = BLOCKS[0]
    listed = {Path(url).name.partition(".")[0]: files for url, files in settings["yaml.schemas"].items()}
    for entry in settings["json.schemas"]:
        listed[Path(entry["url"]).name.partition(".")[0]] = entry["fileMatch"][0]
    assert listed == KINDS
    assert all(url.startswith(f"./{COPIES}/") for url in settings["yaml.schemas"])


def test_the_snippet_of_the_documentation_is_a_claim() -> None:
    body = "\n".join(BLOCKS[1]["Claim"]["body"])
    filled = re.sub(r"\$\{\d+:([^}]*)\}", r"\1", re.sub(r"\$\{\d+\|([^,|]*)[^}]*\}", r"\1", body)).replace(
        "$0", ""
    )
    schema = json.loads(schema_text("dossier"))
    for claim in yaml.safe_load(filled).values():
        jsonschema.validate(claim, {**schema["$defs"]["claim"], "$defs": schema["$defs"]})
    statistics = re.search(r"\|([^|]*)\|", body)
    assert statistics is not None
    for name in statistics[1].split(","):
        assert re.fullmatch(schema["$defs"]["claim"]["properties"]["statistic"]["pattern"], name)


def test_the_catalogue(tmp_path: Path) -> None:
    entries = catalogue_entries(tmp_path)["schemas"]
    assert [entry["fileMatch"] for entry in entries] == [[f"**/{files}"] for files in KINDS.values()]
    refresh(tmp_path)
    assert all((tmp_path / entry["url"]).is_file() for entry in entries)
    (tmp_path / "schema").mkdir()
    (tmp_path / "schema/dossier.schema.json").write_text("{}")
    assert catalogue_entries(tmp_path)["schemas"][1]["url"] == "./schema/dossier.schema.json"


def test_copies_are_brought_up_to_date(tmp_path: Path) -> None:
    assert refresh(tmp_path) == list(KINDS)
    file = tmp_path / COPIES / "dossier.schema.json"
    file.write_text("{}")
    (tmp_path / COPIES / "waiver.schema.json").unlink()
    assert refresh(tmp_path) == ["dossier", "waiver"]
    assert file.read_text() == schema_text("dossier")
    assert refresh(tmp_path) == []
    assert sorted(path.name for path in file.parent.iterdir()) == sorted(
        f"{kind}.schema.json" for kind in KINDS
    )


@pytest.mark.parametrize("kind", KINDS)
def test_a_schema_is_printed(kind: str) -> None:
    found = CliRunner().invoke(cli, ["schema", kind])
    assert found.exit_code == 0
    jsonschema.Draft202012Validator.check_schema(json.loads(found.stdout))


@pytest.mark.parametrize(
    ("arguments", "says"),
    [(["dosier"], "There is no schema 'dosier'"), (["dossier", "--write"], "one of them")],
)
def test_what_cannot_be_printed(arguments: list[str], says: str) -> None:
    found = CliRunner().invoke(cli, ["schema", *arguments])
    assert found.exit_code == 2
    assert says in found.output


def test_the_command_writes_and_lists(workspace: Example) -> None:
    assert "dossiers/*/*/dossier.yaml" in CliRunner().invoke(cli, ["schema"]).stdout
    found = CliRunner().invoke(cli, ["schema", "--write", "--root", str(workspace.root)])
    assert (found.exit_code, "written: project, dossier" in found.stderr) == (0, True)
    found = CliRunner().invoke(cli, ["schema", "--write", "--root", str(workspace.root)])
    assert "up to date" in found.stderr
    found = CliRunner().invoke(cli, ["schema", "--catalogue", "--root", str(workspace.root)])
    assert json.loads(found.stdout)["version"] == 1
