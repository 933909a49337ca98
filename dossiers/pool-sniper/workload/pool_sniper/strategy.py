"""When to trade: a price more than two per cent away from its own moving average."""

from __future__ import annotations

from dataclasses import dataclass

from pool_sniper.market import Event

_FAR = 0.02
_WEIGHT = 0.2


@dataclass(frozen=True, slots=True)
class Signal:
    """Buy what became cheap, sell what became dear."""

    pool: int
    side: str
    price: float


class Strategy:
    """Looks at every event, keeps an average for each pool."""

    def __init__(self) -> None:
        self._average: dict[int, float] = {}

    def see(self, event: Event) -> Signal | None:
        """What to do about an event; the average then starts anew from its price."""
        average = self._average.get(event.pool, event.price)
        if abs(event.price - average) > _FAR * average:
            self._average[event.pool] = event.price
            return Signal(event.pool, "sell" if event.price > average else "buy", event.price)
        self._average[event.pool] = average + _WEIGHT * (event.price - average)
        return None
