"""The small picture of a claim over versions."""

from __future__ import annotations

import re
from dataclasses import replace
from xml.etree import ElementTree

from mkdocs_dossiers.model.measurement import Verdict
from mkdocs_dossiers.pages.address import Addresses
from mkdocs_dossiers.pages.site import build_site
from mkdocs_dossiers.pages.spark import HEIGHT, MOST, spark
from mkdocs_dossiers.pages.view import ClaimRow, View
from tests.gates import run_gate
from tests.workspace import Example


def rows(pristine: Example) -> list[ClaimRow]:
    view = View(run_gate(pristine.root), Addresses(), drafts=True)
    return view.history(view.projects[0], "fast-p95")


def drawn(found: list[ClaimRow]) -> ElementTree.Element:
    return ElementTree.fromstring(str(spark(found)))  # noqa: S314 - made here


def test_every_version_has_its_mark_inside_the_picture(pristine: Example) -> None:
    found = rows(pristine)
    picture = drawn(found)
    circles = picture.findall("circle")
    assert len(circles) == len(found) == 3
    for circle in circles:
        assert 0 <= float(circle.attrib["cx"]) <= float(picture.attrib["width"])
        assert 0 <= float(circle.attrib["cy"]) <= HEIGHT
    assert picture.attrib["aria-hidden"] == "true"
    highest = max(found, key=lambda row: row.judgement.measurement.value or 0.0)
    heights = [float(circle.attrib["cy"]) for circle in circles]
    assert heights.index(min(heights)) == found.index(highest)
    (whiskers,) = (path for path in picture.findall("path") if "V" in path.attrib["d"])
    assert len(re.findall("M", whiskers.attrib["d"])) == 3


def test_each_verdict_has_a_shape_of_its_own(pristine: Example) -> None:
    found = rows(pristine)
    shapes = set()
    for verdict in Verdict:
        changed = [replace(row, judgement=replace(row.judgement, verdict=verdict)) for row in found]
        mark = drawn(changed)[-1]
        shapes.add(mark.tag + re.sub(r"[0-9.,]+", "", mark.attrib.get("d", "")))
    assert len(shapes) == 3


def test_what_cannot_be_drawn_is_not(pristine: Example) -> None:
    found = rows(pristine)
    assert spark([]) == spark(found[:1]) == ""
    other = found[0].judgement.measurement
    foreign = replace(found[0], judgement=replace(found[0].judgement, measurement=replace(other, unit="s")))
    assert spark([foreign, found[1]]) == ""
    assert len(drawn(found * 20).findall("circle")) == MOST


def test_the_projects_page_has_it_beside_each_claim(pristine: Example) -> None:
    view = View(run_gate(pristine.root, pages=True), Addresses())
    page = next(page for page in build_site(view, "D").pages if page.address == "demo/index.md")
    assert page.markdown.count('<svg class="dossier-spark"') == 5
