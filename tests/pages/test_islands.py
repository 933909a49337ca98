"""Parts of a page that neither Markdown nor the search reads."""

from __future__ import annotations

import re

from markdown import Markdown  # type: ignore[import-untyped]
from markupsafe import Markup

from mkdocs_dossiers.pages.code import block
from mkdocs_dossiers.pages.escape import escape
from mkdocs_dossiers.plugin.plugin import EXTENSIONS
from mkdocs_dossiers.publish.islands import all_there, anchors, cut, put_back
from tests.site.html_page import HtmlPage

SHEET = f"""\
# A page

{block("SELECT 1 -- </div>", "sql")}

<figure class="dossier-chart">
<figcaption>Said</figcaption>
<div role="img" aria-label="a picture" data-search-exclude>
<div class="inner"><svg width="1"><text>5 ms</text></svg></div>
</div>
<details data-search-exclude><summary>Numbers</summary><table id="numbers"><tr><td>1</td></tr></table></details>
</figure>

<div class="dossier-chart__file" data-search-exclude markdown="1">
[Data](data.csv)
</div>

<details markdown="1"><summary>More</summary>

{block("SELECT 2", "sql")}

Words.

</details>
"""


def html(text: str) -> str:
    return str(Markdown(extensions=list(EXTENSIONS)).convert(text))


def seen(text: str) -> tuple[str, list[tuple[str, tuple[str, ...]]]]:
    """The words of a piece of HTML, and its elements with where they stand."""
    page = HtmlPage(text)
    return " ".join(page.says.split()), [(element.tag, element.inside) for element in page.elements]


def test_the_page_is_the_same_without_its_islands_being_read() -> None:
    short, islands = cut(SHEET)
    assert len(islands) == 4
    assert not any(word in short for word in ("SELECT", "5 ms", "numbers"))
    assert "[Data](data.csv)" in short
    made = html(short)
    assert all_there(made, islands)
    assert seen(put_back(made, islands)) == seen(html(SHEET))
    searched = re.sub(r"\s?data-search-\w+=\"[^\"]+\"", "", made)  # as the theme's search leaves it
    assert all_there(searched, islands)
    assert put_back(short, islands) == SHEET
    assert anchors(islands) == {"numbers"}


def test_what_is_not_closed_or_holds_markdown_is_left_alone() -> None:
    for text in (
        "<div data-search-exclude>\n<p>open\n",
        '<div data-search-exclude>\n<div markdown="1">\n*x*\n</div>\n</div>\n',
        "<div>\ndata-search-exclude\n</div>\n",
        '<div class="data-search-exclude">x</div>\n',
    ):
        assert cut(text) == (text, [])


def test_a_place_that_is_missing_or_twice_is_noticed() -> None:
    short, islands = cut("<div data-search-exclude>1</div>\n\n<div data-search-exclude>2</div>\n")
    assert all_there(short, islands)
    assert not all_there(short + short, islands)
    assert not all_there(short.replace('"1"', '"0"'), islands)
    assert not all_there(short.replace('"1"', '"7"'), islands)


def test_no_text_of_a_dossier_is_a_place() -> None:
    text = '<div data-island="0" data-search-exclude></div>'
    short, islands = cut(f"{escape(text)}\n\n{Markup('<div data-search-exclude>mine</div>')}\n")
    assert put_back(short, islands).count("mine") == 1
    assert all_there(short, islands)
