"""A claim's chain as a tree for people."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from mkdocs_dossiers.cli.output.tree import Node
from mkdocs_dossiers.cli.output.tree import render as tree
from mkdocs_dossiers.model.digits import with_interval
from mkdocs_dossiers.model.printable import printable

COLOURS = {
    "supported": "green",
    "inconclusive": "yellow",
    "refuted": "red",
    "rejected": "red",
}


def render(chain: dict[str, Any]) -> str:
    """From the sentence down to bytes, machine and commit, then the SQL."""
    text = tree(chain["claim"], chain["says"], list(_nodes(chain)))
    return f"{text}\n\n{printable(chain['sql'], keep=chr(10)).rstrip()}" if chain["sql"] else text


def _nodes(chain: dict[str, Any]) -> Iterator[Node]:
    verdict = chain["verdict"]
    yield Node("verdict", f"{verdict}: {chain['reason']}", colour=COLOURS[verdict])
    yield Node("claimed", f"{chain['statistic']} of {chain['metric']} {chain['holds']}")
    if chain["n"] is not None:
        yield Node("recomputed", _value(chain))
        yield Node("how", chain["method"] + (f". {chain['source']}" if chain["source"] else ""))
    else:
        yield Node("recomputed", "no: what it rests on is not as declared, or not complete")
    yield Node("series", " to ".join(chain["series"]))
    yield from (Node("note", text) for text in chain["notes"])
    yield from (Node("advice", text) for text in chain["advice"])
    yield from (_dataset(chain, dataset) for dataset in chain["datasets"])
    if chain["record"] is not None:
        yield _record(chain["record"])
    yield _commit(chain["commit"])
    yield from (_again(entry) for entry in chain["reproductions"])
    yield from _steps(chain)
    if chain["sql"]:
        yield Node("SQL", "run this from the repository root in DuckDB 2:")


def _value(chain: dict[str, Any]) -> str:
    if chain["value"] is None:
        return f"not computable, n = {chain['n']:,}"
    value = with_interval(chain["value"], chain["low"], chain["high"], chain["unit"])
    return f"{value}, n = {chain['n']:,}"


def _again(entry: dict[str, Any]) -> Node:
    value = f": {_value(entry)}" if entry["n"] is not None else f": {entry['reason']}"
    words = {"cannot tell": "yellow"}
    colour = words.get(entry["word"], "red" if entry["word"].startswith("not ") else "green")
    return Node(entry["word"], f"{entry['date']} by {', '.join(entry['by'])}{value}", colour=colour)


def digest_node(entry: dict[str, Any]) -> Node:
    """A raw file's digest, computed now, and the declared one where it is another."""
    if entry["same"] is None:
        return Node("sha256", f"cannot be computed: {entry['trouble'] or 'it was not read'}", colour="red")
    if entry["same"]:
        return Node("sha256", "as declared, computed now:", (entry["sha256"],))
    kept = (f"declared {entry['declared']}", f"found    {entry['sha256']}")
    return Node("sha256", "DOES NOT MATCH what is declared:", kept, colour="red")


def _dataset(chain: dict[str, Any], dataset: dict[str, Any]) -> Node:
    environment = dataset["environment"]
    size = f"{dataset['size']:,} bytes" if dataset["size"] is not None else "not read"
    below = [
        Node("file", f"{dataset['file']} ({size}{', ' + dataset['format'] if dataset['format'] else ''})"),
        digest_node(dataset),
        *(_kept_at(dataset)),
        Node("command", kept=tuple(_command(dataset["command"]))),
    ]
    if environment["file"] is not None:
        mark = f"fingerprint {environment['fingerprint'][:16]}"
        below.append(Node("environment", f"{environment['name']}: {environment['summary']}", (mark,)))
    else:
        below.append(Node("environment", f"{environment['name']}: no such document", colour="red"))
    names = [name.partition("/")[2] for name in dataset["claims"] if name != chain["claim"]]
    below.append(Node("also under", ", ".join(names) or "no other claim"))
    return Node("dataset", dataset["name"], below=tuple(below))


def _kept_at(dataset: dict[str, Any]) -> Iterator[Node]:
    """Where a raw file is kept, and the command that puts it where the SQL looks for it."""
    if dataset["url"] is not None:
        yield Node("kept at", dataset["url"])
    if dataset["copy"] is not None:
        yield Node("to run the SQL", "put it into the repository:", (f"$ {dataset['copy']}",))


def _record(record: dict[str, Any]) -> Node:
    errata = f", {record['errata']} errata" if record["errata"] else ""
    if record["same"]:
        return Node("record", f"the whole folder is as {record['file']} says{errata}:", (record["sha256"],))
    kept = (f"recorded {record['declared']}", f"found    {record['sha256']}")
    return Node("record", f"THE FOLDER DOES NOT MATCH {record['file']}:", kept, colour="red")


def _commit(commit: dict[str, Any]) -> Node:
    said = "commit not verified here"
    if commit["verified"]:
        said = f"“{commit['subject']}”, {commit['date']}"
    reached = f", part of {commit['reached_from']}" if commit["reached_from"] else ""
    below = [Node("says", said + reached)]
    if commit["same_tree"] is not None:
        as_declared = "as declared, read now:" if commit["same_tree"] else "DOES NOT MATCH what is declared:"
        kept: tuple[str, ...] = (commit["tree"],)
        if not commit["same_tree"]:
            kept = (f"declared {commit['declared_tree']}", f"found    {commit['tree']}")
        below.append(Node("tree", as_declared, kept, colour=None if commit["same_tree"] else "red"))
    where = f"of {commit['repository']}"
    return Node("commit", f"{commit['id']} {where}", below=tuple(below))


def _steps(chain: dict[str, Any]) -> Iterator[Node]:
    """The steps of the recipe that lead to this claim's files, and those that lead to no file."""
    files = {dataset["file"].rpartition("/data/")[2] for dataset in chain["datasets"]}
    steps = [
        Node(step["does"], kept=tuple(_command(step["run"])))
        for step in chain["reproduce"]["steps"]
        if step["gives"] is None or step["gives"].removeprefix("data/") in files
    ]
    if steps:
        yield Node("reproduce", below=tuple(steps))


def _command(text: str) -> list[str]:
    lines = text.splitlines() or [""]
    return [f"$ {lines[0]}", *(f"  {line}" for line in lines[1:])]
