"""How far one long piece of work is, for whoever wants to hear it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeAlias

Teller: TypeAlias = Callable[[str, float | None], None]
"""Called with what is done and which part of it is done already, from 0 to 1, or None where that is not known. Calls
may come from any thread."""

_listeners: list[Teller] = []


def teller() -> Teller | None:
    """Whom to tell; None where nobody listens."""
    return _listeners[-1] if _listeners else None


@contextmanager
def telling(listener: Teller | None) -> Iterator[None]:
    """Work in the block, on any thread of this process, tells ``listener`` how far it is."""
    if listener is None:
        yield
        return
    _listeners.append(listener)
    try:
        yield
    finally:
        if listener in _listeners:
            _listeners.remove(listener)


def nobody_listens() -> None:
    """Forget whom to tell: in the copy of a process, which shows nothing itself."""
    _listeners.clear()
