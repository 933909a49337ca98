"""What is fuzzed: the kinds of documents through the whole gate, raw formats through the reader of raw files."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from random import Random

import yaml
from tests.hostile.places import DOCUMENTS, make_small
from tests.hostile.sound import reported
from tests.workspace import RAW

from fuzzing.damage import changed, structure_changed
from mkdocs_dossiers.cli.output.inspection_text import render
from mkdocs_dossiers.cli.output.reports import formats
from mkdocs_dossiers.measure.inspection import NotReadable, inspect_closely, inspect_file
from mkdocs_dossiers.model.dossier import Column, Columns

TABLE = Columns("arm", (Column("latency", "latency_s", "s"), Column("ended", "ended_s", "s")))


@dataclass(frozen=True)
class Target:
    """A kind of input: what it is made of, how it is damaged, and what it is shown to."""

    name: str
    seeds: tuple[tuple[str, bytes], ...]
    damage: Callable[[bytes, Random], bytes]
    show: Callable[[str, bytes], None]


def targets(folder: Path) -> dict[str, Target]:
    """Every target by name; ``folder`` is a temporary one they may use."""
    found = {target.name: target for target in _documents(folder / "workspace")}
    return found | {target.name: target for target in _formats(folder / "raw")}


def _documents(root: Path) -> list[Target]:
    make_small(root)

    def made(kind: str, path: str) -> Target:
        sound = (root / path).read_bytes()

        def show(_: str, raw: bytes) -> None:
            (root / path).write_bytes(raw)
            try:
                reported(root, forms=formats())
            finally:
                (root / path).write_bytes(sound)

        return Target(kind, ((Path(path).name, sound),), _document_changed, show)

    return [made(kind, path) for kind, path in DOCUMENTS.items()]


def _document_changed(raw: bytes, chance: Random) -> bytes:
    if chance.random() < 0.5:
        return changed(raw, chance)
    data = structure_changed(yaml.load(raw, Loader=yaml.CBaseLoader), chance)  # noqa: S506 - makes text only
    return json.dumps(data, indent=1, ensure_ascii=chance.random() < 0.5).encode("utf-8", "surrogatepass")


def _formats(folder: Path) -> list[Target]:
    seeds: dict[str, list[tuple[str, bytes]]] = {}
    files = [file for file in sorted(RAW.rglob("*")) if file.is_file() and file.suffix != ".md"]
    for file in sorted(files, key=lambda file: file.stat().st_size):
        try:
            name = str(inspect_file(file).format)
        except NotReadable:
            continue
        if len(seeds.setdefault(name, [])) < 3:
            seeds[name].append((file.name, file.read_bytes()))
    seeds |= {"csv": _tables("csv"), "ndjson": _tables("ndjson"), "parquet": _tables("parquet")}

    def show(name: str, raw: bytes) -> None:
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        (folder / name).write_bytes(raw)
        try:
            found = inspect_closely(folder / name, TABLE if name.startswith("table.") else None, 2)
        except NotReadable as error:
            if not error.message.strip() or not error.fix.strip():
                raise ValueError("a message that says nothing") from error
        else:
            json.dumps([entry.as_json() for entry in found.raw.series], allow_nan=False).encode(
                "utf-8", "backslashreplace"
            )
            shown = render(found, "utf-8")
            if not all(char.isprintable() or char in "\n\u00a0" for char in shown):
                raise ValueError("a control character on its way to a terminal")

    return [Target(name, tuple(known), changed, show) for name, known in sorted(seeds.items())]


def _tables(kind: str) -> list[tuple[str, bytes]]:
    """A plain table of forty rows; DuckDB writes the Parquet file."""
    import tempfile

    import duckdb

    rows = [("fast" if place % 2 else "slow", 0.001 * (place + 1), 0.1 * place) for place in range(40)]
    if kind == "csv":
        text = "arm,latency_s,ended_s\n" + "".join(f"{arm},{one},{other}\n" for arm, one, other in rows)
        return [("table.csv", text.encode())]
    if kind == "ndjson":
        lines = (json.dumps({"arm": arm, "latency_s": one, "ended_s": other}) for arm, one, other in rows)
        return [("table.ndjson", "".join(f"{line}\n" for line in lines).encode())]
    with tempfile.TemporaryDirectory() as place:
        file = Path(place) / "table.parquet"
        listed = ", ".join(f"('{arm}', {one}::DOUBLE, {other}::DOUBLE)" for arm, one, other in rows)
        duckdb.connect().execute(
            f"COPY (SELECT * FROM (VALUES {listed}) AS t(arm, latency_s, ended_s)) TO '{file}' (FORMAT parquet)"
        )
        return [("table.parquet", file.read_bytes())]
