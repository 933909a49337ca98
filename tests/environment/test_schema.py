"""The schema in the repository, the catalogue and a real capture agree."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from mkdocs_dossiers.environment.document import capture
from mkdocs_dossiers.environment.fields import FIELDS
from mkdocs_dossiers.environment.schema import ID, environment_schema, laid_out

FILE = Path(__file__).parents[2] / "schema" / "environment.schema.json"


@pytest.fixture(scope="module")
def schema() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))
    return found


@pytest.fixture(scope="module")
def document() -> dict[str, Any]:
    return capture(Path(), salt="a project's salt")


def problems(schema: dict[str, Any], document: Any) -> list[str]:
    return [
        f"{error.json_path}: {error.message}" for error in Draft202012Validator(schema).iter_errors(document)
    ]


def test_the_file_is_what_the_catalogue_makes() -> None:
    assert FILE.read_text(encoding="utf-8") == laid_out(environment_schema()) + "\n", (
        "run: python -m mkdocs_dossiers.environment.schema > schema/environment.schema.json"
    )


def test_it_is_a_schema(schema: dict[str, Any]) -> None:
    Draft202012Validator.check_schema(schema)
    assert schema["$id"] == ID


def test_schema_and_catalogue_list_the_same_fields(schema: dict[str, Any]) -> None:
    sections = schema["properties"]["fields"]["properties"]
    listed = {
        (f"{section}.{name}", about["title"])
        for section, part in sections.items()
        for name, about in part["properties"].items()
    }
    assert listed == {(field.reference, field.title) for field in FIELDS}
    required = {f"{section}.{name}" for section, part in sections.items() for name in part["required"]}
    assert required == {field.reference for field in FIELDS if field.mandatory}


def properties(node: Any, path: str = "$") -> Iterator[tuple[str, dict[str, Any]]]:
    if isinstance(node, dict):
        for name, about in node.get("properties", {}).items():
            if isinstance(about, dict) and about.keys() != {"const"}:  # a condition's, not a description's
                yield f"{path}.{name}", about
        for key, child in node.items():
            if key not in ("examples", "const"):
                yield from properties(child, f"{path}/{key}")
    elif isinstance(node, list):
        for at, child in enumerate(node):
            yield from properties(child, f"{path}/{at}")


def test_every_property_is_explained_and_shown_by_valid_examples(schema: dict[str, Any]) -> None:
    found = list(properties(schema))
    assert len(found) > len(FIELDS)
    for path, about in found:
        assert about.get("title"), path
        assert about.get("description"), path
        assert about.get("examples"), path
        for example in about["examples"]:
            assert not problems({**about, "$defs": schema["$defs"]}, example), path


def test_a_real_capture_is_valid_and_complete(schema: dict[str, Any], document: dict[str, Any]) -> None:
    assert problems(schema, document) == []
    fields = {f"{section}.{name}" for section, part in document["fields"].items() for name in part}
    assert fields == {field.reference for field in FIELDS}


@pytest.mark.parametrize(
    ("where", "entry"),
    [
        (("cpu", "cores"), {"value": "2", "source": "/proc/cpuinfo"}),
        (("cpu", "cores"), {"value": 2}),
        (("cpu", "cores"), {"value": 2, "unit": "cores", "source": "/proc/cpuinfo"}),
        (("cpu", "max_clock"), {"value": 2000, "unit": "GHz", "source": "/sys"}),
        (("cpu", "max_clock"), {"value": 2000, "source": "/sys"}),
        (("cpu", "model"), {"status": "not_available", "source": "/proc/cpuinfo"}),
        (("cpu", "model"), {"status": "not_available", "reason": " ", "source": "/proc/cpuinfo"}),
        (("cpu", "model"), {"status": "unknown", "reason": "x", "source": "/proc/cpuinfo"}),
        (("cpu", "model"), {"value": "x", "source": "y", "status": "not_applicable", "reason": "z"}),
        (("cpu", "model"), "Intel"),
        (("cpu", "host_name"), {"value": "web01", "source": "/etc/hostname"}),
        (("cpu", "model"), None),
    ],
)
def test_it_rejects(
    schema: dict[str, Any], document: dict[str, Any], where: tuple[str, str], entry: Any
) -> None:
    broken = copy.deepcopy(document)
    if entry is None:
        del broken["fields"][where[0]][where[1]]
    else:
        broken["fields"][where[0]][where[1]] = entry
    assert problems(schema, broken)
