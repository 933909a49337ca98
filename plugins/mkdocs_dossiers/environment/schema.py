"""The JSON Schema of an environment document, made from the catalogue.

``python -m mkdocs_dossiers.environment.schema`` prints it; a test holds ``schema/environment.schema.json``
to it, so that the reference people read and the fields that are captured cannot drift apart.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from typing import Any

from mkdocs_dossiers.environment.document import SCHEMA
from mkdocs_dossiers.environment.field import Field, Kind
from mkdocs_dossiers.environment.fields import FIELDS, SECTIONS, Section, fields_of
from mkdocs_dossiers.environment.run.observed import OBSERVED, Observed

ID = "https://mkdocs-dossiers.example/schema/environment.schema.json"

_SHA256 = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
_CAPTURED = {"at": "2026-11-21T09:30:00Z", "tool": "mkdocs-dossiers 0.1.0", "tool_sha256": _SHA256}
_TIME = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z$"
_MACHINE = "3fa1c09b7e5d2286"
_NO_CPUFREQ = "the kernel offers no frequency control, as is usual in virtual machines"
_NOT_AVAILABLE = {"status": "not_available", "reason": _NO_CPUFREQ, "source": "/sys/devices/system/cpu"}
_NOT_APPLICABLE = {"status": "not_applicable", "reason": "not in a container"}

_TEXT: dict[str, Any] = {"type": "string", "minLength": 1, "maxLength": 4096, "pattern": r"\S"}
_TEXTS: dict[str, Any] = {"type": "array", "items": _TEXT, "minItems": 1, "maxItems": 4096}
_TABLE: dict[str, Any] = {
    "type": "object",
    "propertyNames": {"minLength": 1, "maxLength": 256},
    "additionalProperties": _TEXT,
    "minProperties": 1,
    "maxProperties": 8192,
}
_KINDS: dict[Kind, tuple[dict[str, Any], str, Any]] = {
    "text": (_TEXT, "One line of text.", "performance"),
    "number": ({"type": "number"}, "A number.", 2596.1),
    "integer": ({"type": "integer"}, "A whole number.", 64),
    "flag": ({"type": "boolean"}, "Yes or no.", True),
    "list": (_TEXTS, "Lines of text, in order.", ["rw", "relatime"]),
    "table": (_TABLE, "Texts by name.", {"vm.swappiness": "60"}),
}
"""Each kind's schema, what it is, and an example."""


def environment_schema() -> dict[str, Any]:
    """The schema, as a document of JSON Schema 2020-12."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": ID,
        "title": "Environment",
        "description": "One machine and its software, as captured for a measurement. Every field is a value, "
        "not available with the reason, or not applicable with the reason. No person or host is named.",
        **_object(
            {
                "schema": _const("Form", "Version of this document's form.", SCHEMA),
                "captured": _captured(),
                "machine": _text(
                    "Machine",
                    "Pseudonym of the machine: the first 64 bits of HMAC-SHA256 of its machine-id under the "
                    "project's salt.",
                    _MACHINE,
                    "^[0-9a-f]{16}$",
                ),
                "fields": {
                    "title": "Fields",
                    "description": "Everything recorded, by section.",
                    "examples": [_examples(FIELDS)],
                    **_object(
                        {section.name: _section(section) for section in SECTIONS},
                        (
                            section.name
                            for section in SECTIONS
                            if any(f.mandatory for f in fields_of(section.name))
                        ),
                    ),
                },
                "runs": _runs(),
            },
            ("schema", "captured", "machine", "fields"),
        ),
        "$defs": {**_absences(), **_presences(), **_changes()},
    }


def laid_out(node: Any, indent: int = 0) -> str:
    """JSON with everything on one line that fits into one, so that a person can read the file."""
    flat = json.dumps(node, ensure_ascii=False)
    if not isinstance(node, dict | list) or len(flat) + indent <= 110:
        return flat
    inner = " " * (indent + 2)
    if isinstance(node, list):
        return "[\n" + ",\n".join(inner + laid_out(item, indent + 2) for item in node) + f"\n{inner[2:]}]"
    rows = (f"{inner}{json.dumps(key)}: {laid_out(value, indent + 2)}" for key, value in node.items())
    return "{\n" + ",\n".join(rows) + f"\n{inner[2:]}}}"


def _object(properties: dict[str, Any], required: Iterable[str] | None = None) -> dict[str, Any]:
    """An object with these properties and no others; all are required unless told otherwise."""
    return {
        "type": "object",
        "additionalProperties": False,
        "required": list(properties if required is None else required),
        "properties": properties,
    }


def _const(title: str, description: str, value: Any) -> dict[str, Any]:
    return {"title": title, "description": description, "examples": [value], "const": value}


def _text(title: str, description: str, example: str, pattern: str | None = None) -> dict[str, Any]:
    shape = {"type": "string", "pattern": pattern} if pattern else _TEXT
    return {"title": title, "description": description, "examples": [example], **shape}


def _captured() -> dict[str, Any]:
    return {
        "title": "Captured",
        "description": "When, and by which program.",
        "examples": [_CAPTURED],
        **_object(
            {
                "at": _text("Time", "UTC, ISO 8601.", _CAPTURED["at"], _TIME),
                "tool": _text("Tool", "Name and version of the program that captured.", _CAPTURED["tool"]),
                "tool_sha256": _text("Tool digest", "SHA-256 of its sources.", _SHA256, "^[0-9a-f]{64}$"),
            }
        ),
    }


def _section(section: Section) -> dict[str, Any]:
    fields = fields_of(section.name)
    return {
        "title": section.title,
        "description": section.description,
        "examples": [_examples(fields)[section.name]],
        **_object({f.name: _field(f) for f in fields}, (f.name for f in fields if f.mandatory)),
    }


def _field(field: Field) -> dict[str, Any]:
    reference = f"#/$defs/{field.kind}{'_with_unit' if field.unit else ''}"
    return {
        "title": field.title,
        "description": field.description + (" A difference here changes results." if field.material else ""),
        "examples": [_example(field)],
        "$ref": reference,
        **({"properties": {"unit": _const("Unit", "Unit of the value.", field.unit)}} if field.unit else {}),
    }


def _examples(fields: tuple[Field, ...]) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for field in fields:
        found.setdefault(field.section, {})[field.name] = _example(field)
    return found


def _example(field: Field) -> dict[str, Any]:
    source = next(section.source for section in SECTIONS if section.name == field.section)
    return {"value": field.example, **({"unit": field.unit} if field.unit else {}), "source": source}


def _runs() -> dict[str, Any]:
    """The records of `mkdocs_dossiers.environment.run.record.between`, by dataset."""
    started, ended = _CAPTURED["at"], "2026-11-21T09:30:06Z"
    run = {
        "started": started,
        "ended": ended,
        "seconds": 6.2,
        "cpus": 2,
        "changes": {observed.name: _watched_example(observed) for observed in OBSERVED},
    }
    return {
        "title": "Runs",
        "description": "What the machine did while each dataset was measured: what was read right before and right "
        "after. `dossier record` writes it.",
        "examples": [{"unary": run}],
        "type": "object",
        "maxProperties": 500,
        "propertyNames": {"pattern": "^[a-z0-9][a-z0-9.-]{0,63}$"},
        "additionalProperties": {
            "title": "Run",
            "description": "One run, by the name of the dataset it wrote.",
            "examples": [run],
            **_object(
                {
                    "started": _text("Started", "UTC, ISO 8601.", started, _TIME),
                    "ended": _text("Ended", "UTC, ISO 8601.", ended, _TIME),
                    "seconds": {
                        "title": "Seconds",
                        "description": "How long it took, by a clock that nobody sets.",
                        "examples": [run["seconds"]],
                        "type": "number",
                        "minimum": 0,
                    },
                    "cpus": {
                        "title": "CPUs",
                        "description": "CPUs the kernel uses: the CPU time there was is so many times the seconds.",
                        "examples": [run["cpus"]],
                        "type": "integer",
                        "minimum": 1,
                    },
                    "changes": {
                        "title": "Changes",
                        "description": "What was watched.",
                        "examples": [run["changes"]],
                        **_object({observed.name: _watched(observed) for observed in OBSERVED}, ()),
                    },
                }
            ),
        },
    }


def _watched(observed: Observed) -> dict[str, Any]:
    return {
        "title": observed.title,
        "description": observed.description,
        "examples": [_watched_example(observed)],
        "$ref": f"#/$defs/{observed.kind}{'_with_unit' if observed.unit else ''}",
        **(
            {"properties": {"unit": _const("Unit", "Unit of the numbers.", observed.unit)}}
            if observed.unit
            else {}
        ),
    }


def _watched_example(observed: Observed) -> dict[str, Any]:
    before, after = observed.example
    unit = {"unit": observed.unit} if observed.unit else {}
    if observed.kind == "counter" and not isinstance(before, str) and not isinstance(after, str):
        return {"change": round(after - before, 6), **unit, "source": "/proc/stat"}
    return {"before": before, "after": after, **unit, "source": "/proc/stat"}


def _changes() -> dict[str, Any]:
    """The forms of what was watched."""
    number = {"type": "number"}
    kinds: dict[str, tuple[str, dict[str, dict[str, Any]]]] = {
        "counter": (
            "By how much it grew.",
            {"change": {"title": "Change", "description": "By how much it grew.", "examples": [0], **number}},
        ),
        "gauge": (
            "A number before and after.",
            {
                "before": {"title": "Before", "description": "Right before.", "examples": [0.08], **number},
                "after": {"title": "After", "description": "Right after.", "examples": [0.93], **number},
            },
        ),
        "setting": (
            "A text before and after.",
            {
                "before": _text("Before", "Right before.", "performance"),
                "after": _text("After", "Right after.", "performance"),
            },
        ),
    }
    forms: dict[str, Any] = {}
    for kind, (description, parts) in kinds.items():
        _add_forms(forms, kind, description, parts)
    return forms


def _absences() -> dict[str, Any]:
    source = _text("Source", "Where it was looked for.", "/sys/devices/system/cpu")
    return {
        "not_available": {
            "title": "Not available",
            "description": "It may exist, but could not be read.",
            "examples": [_NOT_AVAILABLE],
            **_object({"status": _status("not_available"), "reason": _reason(_NO_CPUFREQ), "source": source}),
        },
        "not_applicable": {
            "title": "Not applicable",
            "description": "It does not exist on this machine.",
            "examples": [_NOT_APPLICABLE],
            **_object({"status": _status("not_applicable"), "reason": _reason("not in a container")}),
        },
    }


def _status(word: str) -> dict[str, Any]:
    return _const("Status", "Says that there is no value.", word)


def _reason(example: str) -> dict[str, Any]:
    return _text("Reason", "Why there is no value: unexplained absence is the error, not absence.", example)


def _presences() -> dict[str, Any]:
    """One form per kind, with and without a unit.

    ``if`` rather than ``oneOf``: a validator then complains about the one form that was meant.
    """
    forms: dict[str, Any] = {}
    for kind, (schema, description, example) in _KINDS.items():
        value = {"title": "Value", "description": description, "examples": [example], **schema}
        _add_forms(forms, kind, description, {"value": value})
    return forms


def _add_forms(forms: dict[str, Any], kind: str, description: str, parts: dict[str, dict[str, Any]]) -> None:
    """The parts with their source, with and without a unit; or the reason why there is nothing."""
    source = _text("Source", "The file, program or interface it was read from.", "/proc/cpuinfo")
    unit = _text("Unit", "Unit of the value.", "MHz")
    for name, complete in (
        (kind, {**parts, "source": source}),
        (f"{kind}_with_unit", {**parts, "unit": unit, "source": source}),
    ):
        forms[name] = {
            "title": name.replace("_", " ").capitalize(),
            "description": f"{description} Or the reason why there is none.",
            "examples": [{part: about["examples"][0] for part, about in complete.items()}],
            "type": "object",
            "if": {"required": ["status"]},
            "then": {
                "if": {"properties": {"status": {"const": "not_applicable"}}},
                "then": {"$ref": "#/$defs/not_applicable"},
                "else": {"$ref": "#/$defs/not_available"},
            },
            "else": _object(complete),
        }


def main() -> None:
    """Print the schema as the file in ``schema/`` holds it."""
    sys.stdout.write(laid_out(environment_schema()) + "\n")


if __name__ == "__main__":
    main()
