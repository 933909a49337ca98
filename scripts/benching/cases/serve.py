"""Live editing: from saving a draft to the page a browser gets."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from benching.case import Bench, Case, Goal
from benching.site import BIN, SAID
from benching.timing import FailedError, Row
from benching.workload import Made, workspace

DOSSIERS = 1_000
ROUNDS = 5
LONGEST = 600.0
"""Seconds to wait for the first build."""
_EPOCH = re.compile(rb"livereload\(([0-9]+), [0-9]+\);")


def run(bench: Bench) -> list[Row]:
    """The title of a draft changes; what a waiting browser is told, and then gets, is timed."""
    made = workspace(bench.folder / "served", bench.size(DOSSIERS, 20))
    draft = _draft(made)
    (made.root / "docs").mkdir()
    settings = 'site_name: S\ntheme: {name: material, font: false}\nplugins: [search, dossiers: {path: ""}]\n'
    (made.root / "mkdocs.yml").write_text(settings, encoding="utf-8")
    rows = []
    with _serving(made.root, bench) as address:
        page = f"{address}{draft.parent.parent.name}/{draft.parent.name}/"
        for number in range(bench.rounds or ROUNDS):
            bench.tell(f"round {number + 1} of {bench.rounds or ROUNDS}")
            rows.append(Row("saved", number, round(_saved(address, page, draft, number), 6), 0.0, 0.0))
    return rows


def _draft(made: Made) -> Path:
    """A draft of the first project's next version: a copy of its last one."""
    last = max(folder for folder in made.dossiers if folder.parent == made.dossiers[0].parent)
    folder = last.parent / "1.99"
    shutil.copytree(last, folder)
    document = folder / "dossier.yaml"
    text = document.read_text(encoding="utf-8").replace(f'version: "{last.name}"', 'version: "1.99"', 1)
    text = re.sub(r"^title: .*$", "title: Title 0", text, count=1, flags=re.MULTILINE)
    document.write_text(text.replace("status: published", "status: draft", 1), encoding="utf-8")
    return document


@contextmanager
def _serving(root: Path, bench: Bench) -> Iterator[str]:
    """The address of ``mkdocs serve``, once it has one page to show."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        place = f"127.0.0.1:{free.getsockname()[1]}"
    said = bench.folder / "said.txt"
    command = [str(BIN / "mkdocs"), "serve", "--dev-addr", place]
    environment = {**os.environ, **SAID, "DOSSIER_CACHE": str(bench.folder / "cache")}
    with said.open("wb") as output:
        process = subprocess.Popen(command, cwd=root, env=environment, stdout=output, stderr=output)
    try:
        end = time.monotonic() + LONGEST
        while time.monotonic() < end and process.poll() is None:
            with suppress(OSError):
                _get(f"http://{place}/")
                break
            time.sleep(0.5)
        else:
            raise FailedError(f"mkdocs serve did not come up:\n{said.read_text(errors='replace')[-2000:]}")
        yield f"http://{place}/"
    finally:
        process.terminate()
        process.wait()


def _saved(address: str, page: str, draft: Path, number: int) -> float:
    """Seconds from a save to the whole page with what was saved."""
    epoch = _EPOCH.search(_get(page))
    if epoch is None:
        raise FailedError("the page does not wait for changes")
    title = f"Another title {number}"
    text = re.sub(
        r"^title: .*$", f"title: {title}", draft.read_text(encoding="utf-8"), count=1, flags=re.MULTILINE
    )
    start = time.perf_counter()
    draft.write_text(text, encoding="utf-8")
    while int(_get(f"{address}livereload/{epoch[1].decode()}/1")) <= int(epoch[1]):
        if time.perf_counter() - start > LONGEST:
            raise FailedError("no browser was told of a change")
    if title.encode() not in _get(page):
        raise FailedError("the page does not say what was saved")
    return time.perf_counter() - start


def _get(address: str) -> bytes:
    with urllib.request.urlopen(address, timeout=LONGEST) as answer:  # noqa: S310 - our own
        found: bytes = answer.read()
    return found


CASE = Case(
    "mkdocs serve of 1,000 dossiers; the title of a draft is saved, and a browser that waits gets the new page.",
    (Goal("saved", 2.0),),
    run,
)
