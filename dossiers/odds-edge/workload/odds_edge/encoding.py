"""The answer as JSON, by three libraries."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence

import msgspec
import orjson

ENCODERS: dict[str, Callable[[object], bytes]] = {
    "json": lambda answer: json.dumps(answer, separators=(",", ":")).encode(),
    "orjson": orjson.dumps,
    "msgspec": msgspec.json.Encoder().encode,
}


def answer_of(slate: str, version: int, shares: Sequence[float], together: float) -> dict[str, object]:
    """What a client is told: a fair price for each leg and for all legs of the bet."""
    return {
        "slate": slate,
        "version": version,
        "legs": [
            {"leg": number, "probability": share, "odds": price(share)} for number, share in enumerate(shares)
        ],
        "together": {"probability": together, "odds": price(together)},
    }


def price(probability: float) -> float | None:
    """Decimal odds without a margin; none for what never happened."""
    return round(1.0 / probability, 4) if probability > 0.0 else None
