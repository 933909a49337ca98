"""Files that are not there yet: written whole or not at all, and never over something."""

from __future__ import annotations

import glob
import os
from pathlib import Path


class Taken(Exception):  # noqa: N818 - said of a place
    """Something is there already."""

    def __init__(self, path: Path) -> None:
        super().__init__(str(path))
        self.path = path


def write_fresh(file: Path, text: str) -> None:
    """Write a new file, and clean up what a run that was killed left. Raises :class:`Taken` where something is there,
    and `OSError`.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    for left in file.parent.glob(f".{glob.escape(file.name)}.*.new"):
        left.unlink(missing_ok=True)
    draft = file.with_name(f".{file.name}.{os.getpid()}.new")
    try:
        with draft.open("x", encoding="utf-8", newline="\n") as stream:
            stream.write(text)
            stream.flush()
            os.fsync(stream.fileno())
        try:
            os.link(draft, file)  # unlike a rename, never over something
        except FileExistsError:
            raise Taken(file) from None
        except OSError:  # a file system without links
            with file.open("x", encoding="utf-8", newline="\n") as stream:
                stream.write(text)
    except FileExistsError as error:
        raise Taken(Path(error.filename)) from None
    finally:
        draft.unlink(missing_ok=True)
