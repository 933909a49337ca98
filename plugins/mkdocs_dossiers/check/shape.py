"""Documents against their JSON Schema, in words a person can act on."""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jsonschema_rs

from mkdocs_dossiers.model.document import Document, Position
from mkdocs_dossiers.model.problem import Problem, Scope, Severity

if TYPE_CHECKING:
    from jsonschema import Draft202012Validator
    from jsonschema.exceptions import ValidationError

SCHEMA = "shape/schema"
UNKNOWN_KEY = "shape/unknown-key"


def schema_folder() -> Traversable:
    """Where the schemas are: inside the installed package, or at the top of a source checkout."""
    inside = resources.files("mkdocs_dossiers").joinpath("schema")
    return inside if inside.is_dir() else Path(__file__).parents[3] / "schema"


@lru_cache(maxsize=16)
def schema_of(kind: str) -> Mapping[str, Any]:
    """The schema of a document kind: ``project``, ``dossier``, ``environment`` …"""
    text = schema_folder().joinpath(f"{kind}.schema.json").read_text(encoding="utf-8")
    loaded: dict[str, Any] = json.loads(text)
    return loaded


@lru_cache(maxsize=16)
def validator(kind: str) -> Draft202012Validator:
    """The validator of a document kind that says what is wrong, and where."""
    from jsonschema import Draft202012Validator
    from jsonschema.exceptions import ValidationError
    from jsonschema.validators import extend

    def whole(
        _: Draft202012Validator, pattern: str, instance: object, __: Mapping[str, Any]
    ) -> Iterator[ValidationError]:
        """``pattern`` as JSON Schema means it: ``$`` is the very end, and separators of files are no white space."""
        meant = re.sub(r"\$$", r"\\Z", pattern).replace(r"\S", r"[\S\x1c-\x1f]")
        if isinstance(instance, str) and not re.search(meant, instance):
            yield ValidationError(f"{instance!r} does not match {pattern!r}")

    strict: Any = extend(Draft202012Validator, {"pattern": whole})  # type: ignore[no-untyped-call]
    made: Draft202012Validator = strict(schema_of(kind))
    return made


@lru_cache(maxsize=16)
def _quick(kind: str) -> jsonschema_rs.Draft202012Validator:
    return jsonschema_rs.Draft202012Validator(dict(schema_of(kind)))


def fits(kind: str, data: object) -> bool:
    """Whether a document follows its schema, hundreds of times faster than asking what is wrong with it.

    False where that cannot be told of such data: then :func:`validator` has the last word.
    """
    try:
        return _quick(kind).is_valid(data)
    except ValueError:  # no JSON: a lone surrogate, a kind of value that JSON does not have
        return False


def check_shape(
    document: Document,
    kind: str,
    scope: Scope,
    elsewhere: frozenset[tuple[str, str]] = frozenset(),
    rule: str = SCHEMA,
    formed: frozenset[tuple[str, str]] = frozenset(),
) -> Iterator[Problem]:
    """Every way a document departs from its schema.

    ``elsewhere`` holds pairs of a section and a required key that has a rule of its own, which says more; ``formed``
    those whose form has one.
    ``rule`` is the slug the problems are reported under.
    """
    if fits(kind, document.data):
        return
    root = schema_of(kind)
    for error in validator(kind).iter_errors(document.data):
        pointer = tuple(error.absolute_path)
        if (
            error.validator == "pattern"
            and (_section(pointer), str(pointer[-1] if pointer else "")) in formed
        ):
            continue
        yield from _explain(error, _described(error, root), document, scope, elsewhere, rule)


def _described(error: ValidationError, root: Mapping[str, Any]) -> Mapping[str, Any]:
    """The schema that was broken, with the title, description and examples of the place that refers to it."""
    schema = error.schema if isinstance(error.schema, Mapping) else {}
    node: Any = root
    for step in list(error.absolute_schema_path)[:-1]:
        while isinstance(node, Mapping) and step not in node and "$ref" in node:
            node = root["$defs"][str(node["$ref"]).rpartition("/")[2]]
        node = node[step]
    told = node if isinstance(node, Mapping) else {}
    return {**schema, **{key: told[key] for key in ("title", "description", "examples") if key in told}}


def _explain(
    error: ValidationError,
    schema: Mapping[str, Any],
    document: Document,
    scope: Scope,
    elsewhere: frozenset[tuple[str, str]],
    named: str,
) -> Iterator[Problem]:
    pointer = tuple(error.absolute_path)
    own = _narrow(scope, pointer)

    def problem(rule: str, place: Position, message: str, fix: str) -> Problem:
        return Problem(rule, Severity.ERROR, document.path, place.line, place.column, message, fix, own)

    if error.validator == "additionalProperties" and isinstance(error.instance, dict):
        known = list(schema.get("properties", {}))
        for key in sorted(set(error.instance) - set(known)):
            near = difflib.get_close_matches(key, known, 1, 0.6)
            fix = f"Did you mean {near[0]!r}?" if near else f"Known keys here: {', '.join(known)}."
            yield problem(
                UNKNOWN_KEY, document.key_at(*pointer, key), f"The key {key!r} is not known here.", fix
            )
    elif error.validator == "required" and isinstance(error.instance, dict):
        missing = [str(key) for key in _listed(error.validator_value) if key not in error.instance]
        first = error.message.split("'")[1] if "'" in error.message else ""
        for key in [first] if first in missing else missing:
            if (_section(pointer), key) not in elsewhere:
                described = schema.get("properties", {}).get(key, {})
                yield problem(
                    named,
                    document.key_at(*pointer),
                    f"The key {key!r} is missing.",
                    _example(key, described, "Add"),
                )
    elif "propertyNames" in error.absolute_schema_path:
        yield problem(
            named,
            document.key_at(*pointer, str(error.instance)),
            f"{error.instance!r} is not a name that can be used here.",
            "Use lower-case letters, digits and single hyphens, at most 64 characters.",
        )
    else:
        yield problem(named, document.at(*pointer), _message(error, schema, pointer), _advice(error, schema))


def _section(pointer: tuple[str | int, ...]) -> str:
    return str(pointer[0]) if pointer else ""


def _narrow(scope: Scope, pointer: tuple[str | int, ...]) -> Scope:
    """The smallest part of a dossier that a pointer is about."""
    if scope.kind == "dossier" and len(pointer) >= 2 and pointer[0] in ("claims", "data"):
        return Scope("claim" if pointer[0] == "claims" else "dataset", scope.dossier, str(pointer[1]))
    return scope


def _message(error: ValidationError, schema: Mapping[str, Any], pointer: tuple[str | int, ...]) -> str:
    name = str(pointer[-1]) if pointer else "The document"
    if isinstance(pointer[-1] if pointer else "", int):
        name = f"{pointer[-2]}, item {int(pointer[-1]) + 1}," if len(pointer) > 1 else f"Item {pointer[-1]}"
    value = error.instance
    shown = json.dumps(value, ensure_ascii=False)
    shown = shown if len(shown) <= 60 else shown[:57] + "…"
    kind = error.validator
    if kind == "type":
        return f"{name} is {_kind(value)}; it should be {_kinds(error.validator_value)}."
    if kind == "const":
        return f"{name} is {shown}; only {json.dumps(error.validator_value)} is known."
    if kind == "enum":
        return (
            f"{name} is {shown}; it should be one of {', '.join(map(str, _listed(error.validator_value)))}."
        )
    if kind == "pattern":
        return f"{name} is {shown}, which is not {_form(schema)}."
    if kind in ("minLength", "minProperties", "minItems"):
        return f"{name} is empty." if not value else f"{name} is {shown}, which is too short."
    if kind in ("maxLength", "maxProperties", "maxItems"):
        return f"{name} is longer than {error.validator_value}."
    if kind in ("minimum", "maximum", "exclusiveMinimum"):
        bounds = [f"{word} {schema[key]}" for key, word in _BOUNDS.items() if key in schema]
        return f"{name} is {shown}; it should be {' and '.join(bounds)}."
    return f"{name}: {error.message}."


_BOUNDS = {"minimum": "at least", "exclusiveMinimum": "above", "maximum": "at most"}
_KINDS = {
    "object": "a mapping",
    "array": "a list",
    "string": "text",
    "number": "a number",
    "integer": "a number",
}


def _kind(value: object) -> str:
    if value is None:
        return "empty"
    if isinstance(value, bool):
        return "true or false"
    if isinstance(value, int | float):
        return f"the number {value}"
    if isinstance(value, dict):
        return "a mapping"
    return "a list" if isinstance(value, list) else "text"


def _kinds(names: object) -> str:
    return " or ".join(_KINDS.get(str(name), str(name)) for name in _listed(names))


def _listed(value: object) -> list[object]:
    return value if isinstance(value, list) else [value]


_FORMS = {
    "^[0-9a-f]{40}$": "a full commit id (40 hexadecimal digits)",
    "^[0-9a-f]{64}$": "a SHA-256 digest (64 hexadecimal digits)",
    "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$": "a date (year-month-day)",
}


def _form(schema: Mapping[str, Any]) -> str:
    examples = schema.get("examples")
    general = (
        f"of the form of {examples[0]}" if isinstance(examples, list) and examples else "of the right form"
    )
    return _FORMS.get(str(schema.get("pattern")), general)


def _advice(error: ValidationError, schema: Mapping[str, Any]) -> str:
    if (
        error.validator == "type"
        and isinstance(error.instance, int | float)
        and schema.get("type") == "string"
    ):
        return f'Put it in quotes: "{error.instance}".'
    if error.validator == "enum" and isinstance(error.instance, str):
        known = [str(value) for value in _listed(error.validator_value)]
        near = difflib.get_close_matches(error.instance[:80], known, 1)
        if near:
            return f"Did you mean {near[0]!r}?"
    if error.validator == "minProperties" and schema.get("title") in _EMPTY:
        return _EMPTY[str(schema["title"])]
    meant = _MEANT.get(str(error.instance)) if error.validator == "pattern" else None
    if meant is not None:
        return f"Did you mean {meant!r}?"
    return _example(str(schema.get("title", "it")), schema, "Correct")


_EMPTY = {
    "Datasets": "Measure: dossier record PROJECT@VERSION NAME -- COMMAND. For output that is there: dossier add.",
    "Claims": "Write one: a sentence, and the limit that makes it checkable. dossier claim proposes some from data.",
}
"""What to do about a section in which nothing stands yet."""
_MEANT = {
    "average": "mean",
    "avg": "mean",
    "maximum": "max",
    "minimum": "min",
    "stddev": "cv",
    "throughput": "rate",
}
"""What people call a statistic, and what it is called here."""


def _example(name: str, schema: Mapping[str, Any], verb: str) -> str:
    """What a key is for, with an example; where the schema says nothing of it, only what to do (``verb``)."""
    description = str(schema.get("description", "")).split(". ")[0].rstrip(".")
    examples = schema.get("examples")
    example = ""
    if isinstance(examples, list) and examples and isinstance(examples[0], str | int | float):
        example = f" Example: {json.dumps(examples[0], ensure_ascii=False)}."
    if not description:
        return f"{verb} {name}.{example}"
    lower = description if description[1:2].isupper() else description[:1].lower() + description[1:]
    return f"{'Add ' + name + ': it is' if verb == 'Add' else 'What belongs here:'} {lower}.{example}"
