"""Compiler flags: those that change the generated code stay; paths, file names and macro values go."""

from __future__ import annotations

import re
from collections.abc import Iterable

_KEPT = re.compile(
    r"-O\w*|-g\w*|-pthread|-p|-pg|-static(-[\w-]+)?|-shared|-s|-fuse-ld=\w+|-std=[\w+]+|-x\w+|"
    r"-[fm][\w-]+(=[\w.,+-]+)?|-W[la],(-[zOE],?[\w=,-]*|--[\w-]+(=\w+)?|-[\w-]+)|-D[A-Za-z_]\w*(=\d{1,9})?|"
    r"-C[\w-]+(=[\w.,+-]+)?|(target-cpu|target-feature|opt-level|lto|codegen-units|debuginfo|panic|"
    r"overflow-checks|embed-bitcode|force-frame-pointers|linker-plugin-lto)=[\w.,+-]+|-(race|trimpath)|--(release|target=[\w-]+)"
)
_HOLDS_PATH = re.compile(r"-f\w*(prefix-map|profile|plugin|sanitize-ignorelist|dump)\w*.*|-march=.*/.*")
_MACRO = re.compile(r"(-D[A-Za-z_]\w*)=.*")


def publishable(flags: Iterable[str]) -> list[str]:
    """The flags that may be shown, each once, in the order of their first use."""
    kept: dict[str, None] = {}
    for flag in flags:
        if macro := _MACRO.fullmatch(flag):
            number = _KEPT.fullmatch(flag)
            kept[flag if number else f"{macro.group(1)}=[redacted]"] = None
        elif _KEPT.fullmatch(flag) and not (_HOLDS_PATH.fullmatch(flag) and "=" in flag):
            kept[flag] = None
    return list(kept)
