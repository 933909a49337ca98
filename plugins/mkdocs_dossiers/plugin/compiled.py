"""Templates of the theme as Python, from one build to the next while a site is served.

MkDocs reads its settings again for each build, and the theme with them; compiling its templates takes longer than most
of what a build does after one change. They stay in the memory of this process: what is kept elsewhere is never code.
"""

from __future__ import annotations

from typing import Any, ClassVar

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket


class Compiled(BytecodeCache):
    """What was compiled, by template and by what stands in it."""

    _known: ClassVar[dict[str, tuple[str, Any]]] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Take what is known of a template, where it was compiled from the same text."""
        checksum, code = self._known.get(bucket.key, ("", None))
        if checksum == bucket.checksum:
            bucket.code = code

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a template."""
        self._known[bucket.key] = (bucket.checksum, bucket.code)
