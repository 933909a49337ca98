"""Why something could not be measured: the gate turns it into a problem at the right place."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Failure:
    """A dataset or claim that cannot be measured.

    ``rule`` is the gate's rule, ``pointer`` the keys below the dataset or claim that the message is about.
    """

    rule: str
    message: str
    fix: str
    pointer: tuple[str, ...] = ()


class WorkLost(Exception):  # noqa: N818 - said of processes
    """A process that measures was ended from outside; the message says what to do."""


class CannotMeasure(Exception):  # noqa: N818 - it is not always an error of the program
    """Raised with the failure to report."""

    def __init__(self, failure: Failure) -> None:
        super().__init__(failure.message)
        self.failure = failure
