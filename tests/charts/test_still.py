"""The static picture: the same places as Vega's, and nothing but numbers and words in it."""

from __future__ import annotations

import copy
import re

import pytest

from mkdocs_dossiers.charts import frame
from mkdocs_dossiers.charts.axis import Axis
from mkdocs_dossiers.charts.still import Still, still

from . import samples

AXIS = Axis(0.0, 10.0)
PATH = re.compile(r"(?:[MHVLhvz]|-?\d+(?:\.\d+)?,?)+")


def picture(name: str) -> Still:
    made = samples.ALL[name]().still
    assert made is not None
    return made


@pytest.mark.parametrize("name", list(samples.ALL))
def test_every_kind_has_one_of_its_chart_s_height(name: str) -> None:
    made = picture(name)
    assert made.height == samples.ALL[name]().height
    assert made.axis == (name not in ("single", "pair", "few"))
    assert made.paths
    for path in made.paths:
        assert PATH.fullmatch(path.d), path.d
        assert path.fill.startswith(("none", "var(--dossier-"))
        assert path.stroke.startswith(("none", "var(--dossier-"))
    for word in (word for group in made.words for word in group.words):
        assert word.text.strip()
        assert -1 <= float(word.x.rstrip("%")) <= 101


def test_places_are_those_of_the_data() -> None:
    sheet = frame.Sheet(
        frame.drawing(frame.rule("r", "whisker", y2="y2:Q"), frame.line("l", "line-2")), AXIS, AXIS
    )
    sheet.add("r", x=2.5, y=0.0, y2=10.0)
    sheet.data["l"] = [{"x": 10.0, "y": 10.0}, {"x": 0.0, "y": 5.0}]
    sheet.axes("across", "up", x_ticks=[(5.0, "half")], y_ticks=[])
    spec, _ = sheet.finish([("note", "above")])
    made = still(spec)
    assert made is not None
    assert made.paths[1].d == f"M250,{made.plot}V0"
    assert made.paths[2].d == f"M0,{made.plot / 2:g}L1000,0"
    assert made.paths[2].dash == "7 3"
    texts = {word.text: word for group in made.words for word in group.words}
    assert texts["half"].x == "50%"
    assert float(texts["half"].y) > made.plot
    assert float(texts["above"].y) == pytest.approx(2 - made.top + 12 * 0.79, abs=0.1)


def test_what_it_does_not_know_is_refused_or_left_to_vega() -> None:
    spec = copy.deepcopy(samples.shares().spec)
    layer = next(one for one in spec["layer"] if one["data"]["name"] == "line-1")
    layer["mark"]["type"] = "arc"
    with pytest.raises(ValueError, match="no static picture of a mark 'arc'"):
        still(spec)
    spec = copy.deepcopy(samples.ordered().spec)
    layer = next(one for one in spec["layer"] if one["data"]["name"] == "higher")
    layer["mark"]["shape"] = "M0,0"
    with pytest.raises(ValueError, match="no static picture of a symbol"):
        still(spec)


def test_what_only_the_pointer_finds_is_not_drawn() -> None:
    bare = copy.deepcopy(samples.shares().spec)
    bare["datasets"]["hits"] = []
    assert still(bare) == samples.shares().still
