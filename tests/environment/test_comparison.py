"""Fingerprint, one-line summary and comparison."""

from __future__ import annotations

import copy
import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from mkdocs_dossiers.environment.document import capture, compare, fingerprint, summary
from mkdocs_dossiers.environment.fields import material_fields

from .machines import LINKS, PROGRAMS, SERVER, answering, build


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    root = build(tmp_path_factory.mktemp("server"), SERVER, LINKS)
    return capture(Path("/data"), salt="salt", packages=False, root=root, run=answering(PROGRAMS), environ={})


def changed(document: dict[str, Any], reference: str, value: Any) -> dict[str, Any]:
    section, name = reference.split(".")
    other = copy.deepcopy(document)
    other["fields"][section][name] = {"value": value, "source": "test"}
    return other


def test_the_fingerprint_can_be_recomputed_from_its_description(server: dict[str, Any]) -> None:
    values = {}
    for field in material_fields():
        entry = server["fields"][field.section][field.name]
        values[field.reference] = entry["value"] if "value" in entry else {"status": entry["status"]}
    text = json.dumps(values, sort_keys=True, separators=(",", ":"))
    assert fingerprint(server) == hashlib.sha256(text.encode("ascii")).hexdigest()


@pytest.mark.parametrize("field", material_fields(), ids=lambda field: field.reference)
def test_every_material_field_changes_the_fingerprint(server: dict[str, Any], field: Any) -> None:
    other = changed(server, field.reference, "something else")
    assert fingerprint(other) != fingerprint(server)
    comparison = compare(server, other)
    assert not comparison.same
    assert [difference.field for difference in comparison.material] == [field]


@pytest.mark.parametrize("reference", ["load.average_1m", "cpu.microcode", "memory.total", "identity.boot"])
def test_other_fields_do_not(server: dict[str, Any], reference: str) -> None:
    other = changed(server, reference, 99)
    assert fingerprint(other) == fingerprint(server)
    comparison = compare(server, other)
    assert comparison.same
    assert [difference.field.reference for difference in comparison.benign] == [reference]


def test_reasons_and_sources_do_not_count(server: dict[str, Any]) -> None:
    other = copy.deepcopy(server)
    other["fields"]["gpu"]["model"]["reason"] = "in other words"
    other["fields"]["cpu"]["model"]["source"] = "elsewhere"
    assert fingerprint(other) == fingerprint(server)
    assert compare(server, other).benign == ()


def test_differences_are_in_words(server: dict[str, Any]) -> None:
    other = changed(changed(server, "memory.size", 64), "gpu.model", ["A", "B"])
    found = {d.field.reference: (d.a, d.b) for d in compare(server, other).material}
    assert found["memory.size"] == ("251 GiB", "64 GiB")
    assert found["gpu.model"][0].startswith("not applicable: no GPU")
    assert found["gpu.model"][1] == "A, B"


def test_a_summary_is_one_line(server: dict[str, Any]) -> None:
    runtime = server["fields"]["runtime"]["name"]["value"]
    assert summary(server) == (
        "Intel(R) Xeon(R) Gold 6338 CPU @ 2.00GHz · 2 cores / 4 threads · 251 GiB · Debian 12 · Linux 6.1 · "
        f"{runtime} · bare metal"
    )


def test_a_summary_counts_gpus_and_names_guests(server: dict[str, Any]) -> None:
    other = changed(changed(server, "gpu.model", ["H100", "H100", "T4"]), "virtualisation.hypervisor", "kvm")
    other = changed(other, "virtualisation.container", "docker")
    assert "2× H100, T4" in summary(other)
    assert summary(other).endswith(" · KVM guest · docker container")


@pytest.mark.parametrize(
    "broken", [{}, {"fields": None}, {"fields": {"cpu": []}}, {"fields": {"cpu": {"model": 3}}}]
)
def test_documents_that_break_the_schema_break_nothing_else(broken: dict[str, Any]) -> None:
    assert summary(broken) == "an environment of which nothing is known"
    assert len(fingerprint(broken)) == 64
    assert compare(broken, {}).same
