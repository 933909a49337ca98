"""The catalogue is consistent with itself and with what it was asked to hold."""

from __future__ import annotations

import pytest

from mkdocs_dossiers.environment.comparison import Difference
from mkdocs_dossiers.environment.field import Field
from mkdocs_dossiers.environment.fields import FIELDS, SECTIONS, fields_of, material_fields

TYPES: dict[str, type | tuple[type, ...]] = {
    "text": str,
    "number": (int, float),
    "integer": int,
    "flag": bool,
    "list": list,
    "table": dict,
}


def test_each_field_has_one_name() -> None:
    references = [field.reference for field in FIELDS]
    assert len(references) == len(set(references))


def test_sections_and_fields_name_each_other() -> None:
    assert {field.section for field in FIELDS} == {section.name for section in SECTIONS}
    assert sum(len(fields_of(section.name)) for section in SECTIONS) == len(FIELDS)


def test_material_fields_are_exactly_those_that_change_results() -> None:
    assert {field.reference for field in material_fields()} == {
        "cpu.model",
        "cpu.cores",
        "cpu.smt",
        "frequency.governor",
        "frequency.turbo",
        "memory.size",
        "system.os_major",
        "kernel.major",
        "toolchain.compiler",
        "runtime.major",
        "gpu.model",
        "gpu.driver",
        "virtualisation.hypervisor",
        "virtualisation.container",
        "limits.cpus",
        "limits.memory",
    }


def test_what_changes_by_the_moment_is_never_material() -> None:
    assert not [field for field in FIELDS if field.material and field.momentary]


@pytest.mark.parametrize("field", FIELDS, ids=lambda field: field.reference)
def test_a_field_explains_itself(field: Field) -> None:
    assert field.title
    assert field.description.endswith(".")
    assert isinstance(field.example, TYPES[field.kind])


@pytest.mark.parametrize("field", FIELDS, ids=lambda field: field.reference)
def test_differences_in_every_field_are_told_once(field: Field) -> None:
    twice = [Difference(field, "a", "b"), Difference(field, "a", "b"), Difference(field, "a", "c")]
    assert len(dict.fromkeys(twice)) == 2
