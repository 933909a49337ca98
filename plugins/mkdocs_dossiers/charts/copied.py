"""A kind's skeleton, copied to be filled: it is plain data, and there is a copy for every chart of a site."""

from __future__ import annotations

from typing import Any

import msgspec

_PACKED: dict[int, tuple[dict[str, Any], bytes]] = {}
"""Each skeleton, packed once; it is kept so that no other one gets its id."""


def copied(skeleton: dict[str, Any]) -> dict[str, Any]:
    """A copy that shares nothing with it."""
    if id(skeleton) not in _PACKED:
        _PACKED[id(skeleton)] = (skeleton, msgspec.msgpack.encode(skeleton))
    found: dict[str, Any] = msgspec.msgpack.decode(_PACKED[id(skeleton)][1])
    return found
