"""What an author's command will not do, and what the author can do about it."""

from __future__ import annotations


class Refusal(Exception):  # noqa: N818 - the gate's own word
    """Something is refused: the message says what and why, ``fix`` what to do. Nothing was written."""

    code = 1
    """The command's exit code: 1 where the evidence has a problem, 2 where the command could not run."""

    def __init__(self, message: str, fix: str) -> None:
        super().__init__(message)
        self.message = message
        self.fix = fix
        self.found: tuple[str, ...] = ()
        """What an interrupted run had left, where that was found before."""
