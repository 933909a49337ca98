"""A workspace whose every free text was written by somebody who wants to break the site.

It is made twice: once hostile, once with the same texts made harmless, letter by letter. The pages of both
must be built of the same elements; whatever differs is text that became markup.
"""

from __future__ import annotations

import csv
import hashlib
import json
import random
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import yaml

from tests.workspace import ENVIRONMENT, Example, git, keep_records

TEXTS = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "'><svg onload=alert(1)>",
    "{{ 7*7 }} {% raw %} {# gone #}",
    "`code` ``more`` ```",
    "a | b | c || d",
    "[x](javascript:alert(1)) ![y](z.png) [z][1] [^1]",
    '--8<-- "/etc/passwd"',
    "<!-- not seen",
    "]]> <![CDATA[",
    ":smile: :material-account: H~2~O ^up^ ==mark== ++ins++",
    "- a list",
    "1. a list",
    "# a heading {: #id .class }",
    "    indented by four",
    '!!! note "An admonition"',
    "??? tip",
    "::: module.name",
    ":   a definition",
    "> quoted",
    "*[HTML]: abbreviation",
    "---",
    "w" * 100,
    "*bold* **bolder** _under_ __scores__ \\escaped\\",
    "&amp; &lt;b&gt; &#60;b&#62;",
    "<details open ontoggle=alert(1)>",
    "</dd></dl></div></article></main>",
    "https://evil.example/ <https://evil.example/> user@evil.example",
    "www.evil.example",
    "(c) (tm) --> <-- 1/2 1st +/- =/= c/o",
    "$x^2$ \\(y\\) $$z$$",
    "~~~ sh",
    "<% erb %> ${shell} $(shell)",
)
FIRST = '<script>alert(1)</script> {{ 7*7 }} [x](javascript:alert(1)) "><img src=x onerror=alert(1)> `'

Text = Callable[[str], str]


def as_it_is(text: str) -> str:
    return text


CODE = re.compile(r"(?<!`)`[^`\s][^`\n]*`(?!`)")
"""A word between single backticks, which is set in code letters where authors write sentences."""


def harmless(text: str) -> str:
    """The same text with a q for everything but spaces and digits, and the backticks around a word."""
    kept = {place for match in CODE.finditer(text) for place in (match.start(), match.end() - 1)}
    return "".join(
        char if char.isspace() or char.isdigit() or place in kept else "q" for place, char in enumerate(text)
    )


def in_prose(text: str) -> str:
    """What is shown of an author's sentence: code letters stand for backticks."""
    return CODE.sub(lambda match: match[0][1:-1], text)


HELD = {
    "cpu.smt",
    "frequency.governor",
    "frequency.turbo",
    "identity.machine",
    "kernel.major",
    "kernel.release",
    "runtime.major",
    "system.os_major",
}
"""Fields whose value the gate holds against what it can be: nothing else gets onto a page."""


def make(root: Path, text: Text) -> Example:
    """Write the workspace; ``text`` is what becomes of every free text on its way in."""
    root.mkdir(parents=True)
    git(root, "init", "--quiet", "--initial-branch=main")
    (root / "bench.py").write_text("print('what is measured')\n")
    git(root, "add", ".")
    git(root, "commit", "--quiet", f"--message={text(FIRST)}")
    commit = git(root, "rev-parse", "HEAD")
    folder = root / "dossiers/demo/1.0"
    (folder / "data").mkdir(parents=True)
    (folder / "environments").mkdir()
    _write(
        root / "dossiers/demo/project.yaml",
        {
            "schema": 1,
            "name": "demo",
            "title": text(FIRST),
            "summary": text(" ".join(TEXTS[:20])),
            "owner": text(TEXTS[1]),
        },
    )
    series = [text(f"{entry.strip()} {place}") for place, entry in enumerate(TEXTS)]
    _samples(folder / "data/load.csv", series)
    _environment(folder / "environments/host.json", text)
    _write(folder / "dossier.yaml", _dossier(commit, folder / "data/load.csv", series, text))
    _reproduction(folder / "reproductions/2026-11-21-them", commit, series, text)
    keep_records(root)
    git(root, "add", "--force", ".")
    git(root, "commit", "--quiet", "--message=Add dossiers")
    return Example(root, commit)


def _reproduction(folder: Path, commit: str, series: list[str], text: Text) -> None:
    """Somebody else's measurement, in words as bad."""
    (folder / "data").mkdir(parents=True)
    (folder / "environments").mkdir()
    _samples(folder / "data/load.csv", series, seed=8)
    _environment(folder / "environments/theirs.json", lambda old: text(f"{old} theirs"))
    _write(
        folder / "reproduction.yaml",
        {
            "schema": 1,
            "of": "demo@1.0",
            "date": "2026-11-21",
            "by": [text(f"{entry} by") for entry in TEXTS[:8]],
            "level": "replicated",
            "subject": {"repository": ".", "commit": commit},
            "note": text(f"{' '.join(TEXTS[:24])} again"),
            "data": {
                "load": {
                    "file": "data/load.csv",
                    "sha256": hashlib.sha256((folder / "data/load.csv").read_bytes()).hexdigest(),
                    "environment": "theirs",
                    "command": text("\n".join(TEXTS)),
                    "columns": {
                        "series": "arm",
                        "metrics": {"latency": {"column": "latency_s", "unit": "s"}},
                    },
                }
            },
        },
    )


def _dossier(commit: str, data: Path, series: list[str], text: Text) -> dict[str, Any]:
    return {
        "schema": 1,
        "version": "1.0",
        "status": "published",
        "date": "2026-11-21",
        "title": text(FIRST),
        "summary": text("\n\n".join(TEXTS)),
        "authors": [text(entry) for entry in TEXTS[:8]],
        "subject": {"repository": ".", "commit": commit},
        "data": {
            "load": {
                "file": "data/load.csv",
                "sha256": hashlib.sha256(data.read_bytes()).hexdigest(),
                "environment": "host",
                "command": text("\n".join(TEXTS)),
                "tool": text(TEXTS[0]),
                "note": text(" ".join(TEXTS[:24])),
                "columns": {"series": "arm", "metrics": {"latency": {"column": "latency_s", "unit": "s"}}},
            }
        },
        "claims": {
            f"claim-{place}": {
                "says": text(f"{entry} claim {place}") + ", at the median",
                "metric": "latency",
                "of": f"load/{series[place]}",
                "statistic": "median",
                "holds": "<= 20 ms",
                "context": text(f"{entry} context {place}"),
            }
            for place, entry in enumerate(TEXTS)
        },
        "reproduce": {
            "needs": [text(f"{entry} needed") for entry in TEXTS[-20:]],
            "steps": [
                {"does": "Check out the measured commit", "run": f"git checkout {commit}"},
                *(
                    {"does": text(f"{entry} step {place}"), "run": text(f"{entry}\n\n{entry}\n\nand done")}
                    for place, entry in enumerate(TEXTS)
                ),
                {"does": "Measure", "run": text("\n".join(TEXTS)), "gives": "data/load.csv"},
            ],
        },
    }


def _write(path: Path, document: dict[str, Any]) -> None:
    path.write_text(
        yaml.safe_dump(document, sort_keys=False, allow_unicode=False, width=1000), encoding="utf-8"
    )


def _samples(path: Path, series: list[str], seed: int = 7) -> None:
    chance = random.Random(seed)
    with path.open("w", newline="", encoding="utf-8") as file:
        rows = csv.writer(file)
        rows.writerow(["arm", "latency_s"])
        for name in series:
            rows.writerows([name, f"{chance.lognormvariate(0, 0.1) * 0.01:.9f}"] for _ in range(60))


def _environment(path: Path, text: Text) -> None:
    document = json.loads(ENVIRONMENT.read_text("utf-8"))
    texts = _over_and_over()
    for group, section in document["fields"].items():
        for name, entry in section.items():
            for key in ("value", "reason", "source"):
                if isinstance(entry.get(key), str) and (key != "value" or f"{group}.{name}" not in HELD):
                    entry[key] = text(f"{next(texts)} as seen")
    path.write_text(json.dumps(document, indent=1), encoding="utf-8")


def _over_and_over() -> Iterator[str]:
    while True:
        yield from TEXTS
