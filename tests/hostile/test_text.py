"""Free texts of every kind on their way to pages and charts: shown, never run."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from typing import Any

import pytest

from mkdocs_dossiers.pages.address import Addresses
from mkdocs_dossiers.pages.page import Site
from mkdocs_dossiers.pages.site import build_site
from mkdocs_dossiers.pages.view import View
from tests.gates import run_gate
from tests.hostile.places import DOCUMENTS, make_small
from tests.workspace import Example, commit_edits, keep_records

EVIL = (
    "<script>alert(1)</script> {{ 7*7 }} {% x %} `a` | b | [x](javascript:alert(1)) '; DROP TABLE load; -- datum['x'] "
    "<!-- "
)
SERIES = "<img src=x onerror=alert(1)> {{ 7*7 }} | `x` '; DROP TABLE load; -- datum.value"
RUN = {
    "expr",
    "signal",
    "calculate",
    "filter",
    "test",
    "labelExpr",
    "href",
    "url",
    "transform",
    "update",
    "on",
    "format",
}
"""Keys of a chart whose values Vega evaluates or follows."""


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Example:
    """A sound dossier, each of its free texts written to harm a page."""
    made = make_small(tmp_path_factory.mktemp("text") / "workspace")
    quoted = json.dumps(EVIL)
    load = made.dossier.parent / "data/load.csv"
    before = load.read_bytes()
    name = '"' + SERIES.replace('"', '""') + '"'
    load.write_text(before.decode().replace("\nfast,", f"\n{name},"))
    text = made.text().replace("load/fast", f"load/{SERIES}")
    text = text.replace(f"of: load/{SERIES}\n", f"of: {json.dumps(f'load/{SERIES}')}\n").replace(
        f"to: load/{SERIES}}}", f"to: {json.dumps(f'load/{SERIES}')}}}"
    )
    text = text.replace(_digest(before), _digest(load.read_bytes())).replace(
        "title: Version 1.0", f"title: {quoted}"
    )
    text = text.replace(
        "command: load --output load.csv", f"command: {quoted}\n    note: {quoted}\n    tool: {quoted}"
    )
    text = text.replace(
        "does: Measure the load, run: load --output load.csv", f"does: {quoted}, run: {quoted}"
    )
    text = text.replace("needs: [Linux]", f"needs: [{quoted}]").replace(
        "authors: [Ada Author]", f"authors: [{quoted}]\nsummary: {quoted}"
    )
    made.dossier.write_text(
        text.replace("    holds: <= 20 ms", f"    holds: <= 20 ms\n    context: {quoted}")
    )
    project = made.root / DOCUMENTS["project"]
    project.write_text(f"schema: 1\nname: demo\ntitle: {quoted}\nsummary: {quoted}\nowner: {quoted}\n")
    waiver = made.root / DOCUMENTS["waiver"]
    waiver.write_text(
        waiver.read_text().replace("The machine was set up by hand", EVIL.replace(":", "").replace("#", ""))
    )
    keep_records(made.root)
    published = made.root / DOCUMENTS["published"]
    record = json.loads(published.read_text())
    record["versions"]["1.0"]["errata"] = [
        {**erratum, "says": EVIL} for erratum in record["versions"]["1.0"]["errata"]
    ]
    record["withdrawn"] = {"gone": {"since": "1.0", "date": "2026-11-21", "reason": EVIL}}
    published.write_text(json.dumps(record))
    commit_edits(made.root)
    return made


@pytest.fixture(scope="module")
def site(example: Example) -> Site:
    report = run_gate(example.root, pages=True)
    assert len(report.judgements) == 5, [problem.message for problem in report.problems]
    return build_site(View(report, Addresses()), EVIL)


def _digest(raw: bytes) -> str:
    import hashlib

    return hashlib.sha256(raw).hexdigest()


def test_no_page_holds_their_markup(site: Site) -> None:
    seen = 0
    for page in site.pages:
        head, body = re.fullmatch(r"---\n(.*?)\n---\n(.*)", page.markdown, re.DOTALL).groups()  # type: ignore[union-attr]
        assert "render_macros: false" in head  # the title there is text of no template
        for sign in ("<script>alert", "<img src=x", "<!-- "):
            assert sign not in page.markdown, (page.address, sign)
        for sign in ("{{ 7", "{% x", "](javascript:"):
            assert sign not in body, (page.address, sign)
        seen += "alert" in body
    assert seen > 5


def test_charts_take_names_as_values_and_run_none_of_them(site: Site) -> None:
    specs = [
        json.loads(html.unescape(found))
        for page in site.pages
        for found in re.findall(r"data-spec='([^']*)'", page.markdown)
    ]
    files = [file for page in site.pages for file in page.files if file.address.endswith("/charts.json")]
    assert files
    specs += [json.loads(file.content or b"") for file in files]
    for spec in specs:
        for key, value in _evaluated(spec):
            for sign in ("alert", "DROP", "7*7"):
                assert sign not in value, (key, value)


def _evaluated(value: Any, inside: str = "") -> Iterator[tuple[str, str]]:
    """Every text below a key whose value Vega evaluates; the data itself is not."""
    if isinstance(value, dict):
        for key, item in value.items():
            if key not in ("datasets", "values"):
                yield from _evaluated(item, key if key in RUN else inside)
    elif isinstance(value, list):
        for item in value:
            yield from _evaluated(item, inside)
    elif isinstance(value, str) and inside:
        yield inside, value


def test_the_statement_still_reads_the_series(example: Example) -> None:
    """An SQL literal holds the name, and nothing of it is SQL."""
    report = run_gate(example.root)
    measured = [one for reference, one in report.judgements.items() if str(reference).endswith("fast-p95")]
    assert measured[0].measurement.n == 400
    assert SERIES.replace("'", "''") in measured[0].measurement.sql
