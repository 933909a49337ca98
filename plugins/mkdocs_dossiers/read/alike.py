"""Equal parts of environments as one: most dossiers of a site were measured on few machines, and what was captured of
one is nearly the same each time. Two hundred values of each would be most of what a site holds of a dossier.
"""

from __future__ import annotations

from typing import Any

MOST = 50_000
"""Parts that are known at once."""
_KNOWN: dict[tuple[Any, ...], dict[str, Any]] = {}
_PLACES: set[int] = set()
"""Where the known parts are in memory; they stay there as long as they are known."""


def alike(value: Any) -> Any:
    """The value, made of parts that other values are made of, too: nobody may change them."""
    if len(_KNOWN) > MOST:
        _KNOWN.clear()
        _PLACES.clear()
    return _alike(value)


def _alike(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    parts = {name: _alike(part) for name, part in value.items()}
    if any(isinstance(part, list) or _is_other(part) for part in parts.values()):
        return parts
    found = _KNOWN.setdefault(tuple((name, *_key(part)) for name, part in parts.items()), parts)
    _PLACES.add(id(found))
    return found


def _is_other(part: object) -> bool:
    """Whether it is a mapping that is not known."""
    return isinstance(part, dict) and id(part) not in _PLACES


def _key(part: object) -> tuple[object, ...]:
    """What tells a part from others: 1 is not True, 0.0 not -0.0, and a known mapping is where it is."""
    if isinstance(part, dict):
        return dict, id(part)
    return type(part), repr(part) if isinstance(part, float) else part
