"""Text written by strangers, on its way to a terminal."""

from __future__ import annotations


def printable(text: str, keep: str = "") -> str:
    """Control characters shown as escapes, not sent: they could hide text or move the cursor."""
    return "".join(char if char.isprintable() or char in keep else f"\\x{ord(char):02x}" for char in text)
