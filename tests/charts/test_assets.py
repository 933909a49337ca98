from __future__ import annotations

import hashlib
import re
from pathlib import Path

import pytest

import mkdocs_dossiers
from mkdocs_dossiers.charts import theme
from mkdocs_dossiers.publish.assets import assets

ASSETS = Path(mkdocs_dossiers.__file__).parent / "assets"
CSS = (ASSETS / "dossiers.css").read_text(encoding="utf-8")
JS = (ASSETS / "dossiers.js").read_text(encoding="utf-8")
PROVENANCE = (ASSETS / "vendor" / "PROVENANCE.md").read_text(encoding="utf-8")

PAPER = {"light": "#ffffff", "dark": "#1e2129"}  # Material's backgrounds, default and slate
TEXTS = ["text", "text-soft", "value", "limit", "supported", "inconclusive", "refuted", "rejected"]
MARKS = ["bar", "sample", *TEXTS]


def block(start: str) -> dict[str, str]:
    """The custom properties of the first rule after ``start``."""
    body = CSS[CSS.index(start) :].split("{", 1)[1].split("}", 1)[0]
    return dict(re.findall(r"--dossier-([\w-]+): (#\w+);", body))


LIGHT = block(":root,")
DARK = block('[data-md-color-scheme="slate"] {')
PRINT = block("  :root,\n  [data-md-color-scheme] {")


def luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize(("scheme", "inks"), [("light", LIGHT), ("dark", DARK)])
def test_colours_can_be_seen(scheme: str, inks: dict[str, str]) -> None:
    for name in TEXTS:
        assert contrast(inks[name], PAPER[scheme]) >= 4.5, name
    for name in MARKS:
        assert contrast(inks[name], PAPER[scheme]) >= 3, name


def test_charts_and_stylesheet_agree_on_colours() -> None:
    inks = {name: value for name, value in theme.INK.items() if name != "paper"}
    assert inks == LIGHT
    assert set(DARK) == set(inks)
    assert PRINT == theme.INK


def test_stylesheet_keeps_room_for_every_height() -> None:
    rooms = re.findall(r'\[data-height="(\d+)"\] > \.dossier-chart__view \{ min-height: (\d+)px; \}', CSS)
    assert [(int(one), int(two)) for one, two in rooms] == [(height, height) for height in theme.HEIGHTS]


def test_every_colour_used_is_defined() -> None:
    assert set(re.findall(r"var\(--dossier-([\w-]+)", CSS)) <= set(theme.INK)


PARTS = ("filter", "compare")
"""Scripts of their own, for pages that ask for them."""


def test_script_is_small_and_loads_nothing_else() -> None:
    assert len(JS.encode()) < 17_000
    assert not re.search(
        r"\beval\b(?! and)|new Function|innerHTML|XMLHttpRequest|import\(|setAttribute\(.style", JS
    )
    assert JS.count("fetch(") == 1  # what charts are drawn from, when somebody points at one
    assert re.findall(r"https?://", JS + CSS) == []
    assert "url(" not in CSS
    assert "@import" not in CSS


@pytest.mark.parametrize("part", PARTS)
def test_parts_are_small_and_run_no_text(part: str) -> None:
    text = (ASSETS / f"{part}.js").read_text(encoding="utf-8")
    assert len(text.encode()) < 30_000
    assert not re.search(
        r"\beval\b|new Function|innerHTML|insertAdjacentHTML|XMLHttpRequest|import\(|https?://", text
    )
    assert f'"{part}"' in re.findall(r"const PARTS = new Set\((.*)\)", JS)[0]
    assert f"{part}.js" in assets_published()


def assets_published() -> set[str]:
    return {Path(asset.address).name for asset in assets()}


def test_vendored_library_is_the_recorded_one() -> None:
    built = (ASSETS / "vendor" / "vega.js").read_bytes()
    assert f"| vega.js | {len(built)} | {hashlib.sha256(built).hexdigest()} |" in PROVENANCE
    assert b"fetch" not in built
    assert b"XMLHttpRequest" not in built
    assert "://" not in PROVENANCE


def test_every_bundled_package_has_its_licence() -> None:
    licences = (ASSETS / "vendor" / "vega.LICENSE.txt").read_text(encoding="utf-8")
    bundled = PROVENANCE.split("## Bundled")[1].split("## Built with")[0]
    packages = re.findall(r"^\| `([^`]+)` \| (\S+) \| (\S+) \| sha512-", bundled, re.MULTILINE)
    assert {"vega-lite", "vega-view", "vega-interpreter", "d3-scale"} <= {name for name, _, _ in packages}
    for name, version, licence in packages:
        assert f"{name} {version}\n" in licences
        assert licence in {"BSD-3-Clause", "ISC"}


def test_vendored_library_understands_what_altair_writes() -> None:
    import altair as alt

    recorded = re.search(r"^\| `vega-lite` \| (\d+)\.(\d+)\.", PROVENANCE, re.MULTILINE)
    written = re.match(r"v(\d+)\.(\d+)\.", alt.SCHEMA_VERSION)
    assert recorded
    assert written
    assert recorded[1] == written[1]
    assert int(recorded[2]) >= int(written[2])


def test_the_check_runs_no_text_and_reaches_no_other_place() -> None:
    """It is loaded when a reader presses its button: checking.js, then check/."""
    files = sorted((ASSETS / "check").rglob("*.js"))
    assert len(files) > 15
    for file in [ASSETS / "checking.js", *files]:
        text = file.read_text(encoding="utf-8")
        assert len(text.encode()) < 12_000, file
        assert not re.search(
            r"\beval\b|new Function|innerHTML|insertAdjacentHTML|XMLHttpRequest|Math\.random", text
        )
        # The one address in a comment is no request.
        assert re.findall(r"https?://(?! pages)", text) == [], file
        loaded = re.findall(r"import\(([^)]*)\)", text)
        assert set(loaded) <= {"CHECK", "`./formats/${data.format}.js`"}, file
    assert 'new Set(["filter", "compare", "checking"])' in JS
    published = {asset.address for asset in assets()}
    assert {
        f"assets/dossiers/{file.relative_to(ASSETS)}" for file in [ASSETS / "checking.js", *files]
    } <= published
