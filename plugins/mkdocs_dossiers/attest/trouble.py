"""Why nothing is signed."""

from __future__ import annotations


class NotSignedError(Exception):
    """Something is against the sign-off; the message says what, and what to do."""


class CannotSignError(Exception):
    """It could not be tried: something is missing here, or cannot be written."""
