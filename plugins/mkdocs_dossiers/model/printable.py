"""Text written by strangers, on its way to a terminal, a log or a file."""

from __future__ import annotations


def printable(text: str, keep: str = "") -> str:
    """Control characters shown as escapes, not sent: they could hide text or move the cursor."""
    return "".join(
        char if char.isprintable() or char in keep or char == "\u00a0" else f"\\x{ord(char):02x}"
        for char in text
    )


def plain_text(text: str) -> str:
    """Text that can be written as UTF-8: bytes of file names that are not become escapes."""
    return text.encode("utf-8", "backslashreplace").decode()
