"""The examples of the documentation are what the format allows."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from mkdocs_dossiers.measure.interval import samples_for_quantile
from mkdocs_dossiers.model.dossier import Form

SCHEMA = json.loads(Path("schema/dossier.schema.json").read_text(encoding="utf-8"))
TEXT = Path("docs/claims.md").read_text(encoding="utf-8")
BLOCKS = [yaml.safe_load(block) for block in re.findall(r"```yaml\n(.*?)```", TEXT, re.DOTALL)]
CLAIMS = {name: claim for block in BLOCKS if "data" not in block for name, claim in block.items()}


def valid(kind: str, value: dict[str, Any]) -> None:
    jsonschema.validate(value, {**SCHEMA["$defs"][kind], "$defs": SCHEMA["$defs"]})


@pytest.mark.parametrize("name", sorted(CLAIMS))
def test_the_claims_are_claims(name: str) -> None:
    valid("claim", CLAIMS[name])


def test_there_is_one_of_every_form() -> None:
    assert {form.value for form in Form} <= {key for claim in CLAIMS.values() for key in claim}


def test_the_dataset_is_a_dataset() -> None:
    for block in BLOCKS:
        for dataset in block.get("data", {}).values():
            valid("dataset", dataset)


def test_the_numbers_of_samples_are_those_that_are_needed() -> None:
    for q in (0.99, 0.999):
        assert f"{samples_for_quantile(q, 0.95, upper=True):,}" in TEXT


def test_every_statistic_is_listed() -> None:
    pattern = SCHEMA["$defs"]["claim"]["properties"]["statistic"]["pattern"]
    for name in re.findall(r"[a-z]{2,}", pattern):
        assert f"`{name}`" in TEXT
