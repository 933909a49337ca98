"""Mount options: switches and settings stay; options that can hold a path, a name or an address go."""

from __future__ import annotations

import re
from collections.abc import Iterable

_KEPT = frozenset((
    "actimeo", "acdirmax", "acdirmin", "acregmax", "acregmin", "alloc_mode", "allocsize", "ashift",
    "atime", "barrier", "cache", "commit", "compress", "compress-force", "data", "dax", "delalloc",
    "discard", "errors", "fsync_mode", "gc_merge", "hash", "huge", "inode_readahead_blks", "iocharset",
    "journal_async_commit", "logbsize", "logbufs", "max_batch_time", "metacopy", "min_batch_time",
    "mode", "msize", "nconnect", "nr_inodes", "proto", "recordsize", "redirect_dir", "retrans", "rsize",
    "size", "space_cache", "ssd", "stripe", "sunit", "swidth", "sync", "thread_pool", "timeo", "vers",
    "volatile", "wsize", "xattr", "xino",
))  # fmt: skip
"""Options of mount(8), nfs(5), and of ext4, xfs, btrfs, f2fs, overlay and tmpfs that move performance."""

_SWITCH = re.compile(r"[a-z][a-z0-9_-]{0,31}")
_SETTING = re.compile(r"[\w.:%+-]{1,32}")


def publishable(options: Iterable[str]) -> list[str]:
    """The options, with a setting that is not known to be harmless left at its name."""
    kept: list[str] = []
    for option in options:
        name, equals, value = option.partition("=")
        if not _SWITCH.fullmatch(name):
            continue
        harmless = name in _KEPT and _SETTING.fullmatch(value)
        kept.append(option if harmless or not equals else f"{name}=[redacted]")
    return kept
