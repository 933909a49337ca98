"""How charts look: names of styles, and the CSS custom property behind every colour.

A spec carries ``var(--dossier-…)`` as its colours, which a browser resolves inside SVG like anywhere else.
So the page's stylesheet decides: light, dark and paper need no second spec and no redrawing. The hex value
is what remains where that stylesheet is absent; it equals the light value there (a test compares them).

Colour never speaks alone. A limit is dashed and labelled, an interval is a band with its numbers beside it,
a verdict has a shape and a word. The hues are told apart with the common colour vision deficiencies:
blue against vermilion, after Okabe and Ito, "Color Universal Design", 2008.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

INK = {
    "text": "#1f2328",
    "text-soft": "#59636e",
    "grid": "#d8dde3",
    "paper": "#ffffff",
    "bar": "#7a93ab",
    "sample": "#47627a",
    "value": "#0b5394",
    "interval": "#0b539433",
    "second": "#7b3fa0",
    "second-interval": "#7b3fa033",
    "limit": "#a83c00",
    "claimed": "#0b53940f",
    "supported": "#0b6b62",
    "inconclusive": "#7a5200",
    "refuted": "#b3261e",
    "rejected": "#5b5b66",
}
"""Every colour of a chart, as on white paper. On the page: ``--dossier-`` and the name."""

HEIGHTS = (200, 240, 280, 320, 380, 460, 560, 680, 820)
"""Heights a picture may have. The stylesheet keeps the room for each, so that nothing jumps."""

VERDICTS = {
    "supported": "circle",
    "inconclusive": "diamond",
    "refuted": "M-.7,-1L0,-.3L.7,-1L1,-.7L.3,0L1,.7L.7,1L0,.3L-.7,1L-1,.7L-.3,0L-1,-.7Z",  # ×
    "rejected": "square",
}
"""The symbol of each verdict."""


def ink(name: str) -> str:
    """Return the colour called ``name`` as a spec writes it."""
    return f"var(--dossier-{name}, {INK[name]})"


def height(needed: float) -> int:
    """Return the smallest height of a picture that has room for ``needed`` pixels."""
    return next((room for room in HEIGHTS if room >= needed), HEIGHTS[-1])


def config() -> dict[str, Any]:
    """Return the part of a spec that decides its looks. The font is the page's: the script adds it."""
    # "color" is what Vega-Lite fills a filled mark with, and draws the line of any other
    label = {"color": ink("text"), "stroke": ink("paper"), "strokeWidth": 3, "fontSize": 12}
    return {
        "background": "transparent",
        "aria": False,  # the element around the picture is the image, with the description as its name
        "padding": {"left": 0, "right": 0, "top": 2, "bottom": 4},
        "view": {"stroke": "transparent"},
        "axis": {
            "domainColor": ink("text-soft"),
            "tickColor": ink("text-soft"),
            "gridColor": ink("grid"),
            "labelColor": ink("text-soft"),
            "titleColor": ink("text"),
            "labelFontSize": 12,
            "titleFontSize": 12,
            "titleFontWeight": "normal",
            "titlePadding": 6,
            "labelSeparation": 6,
        },
        "title": {
            "anchor": "start",
            "frame": "bounds",
            "color": ink("text"),
            "fontSize": 13,
            "fontWeight": 600,
            "subtitleColor": ink("text-soft"),
            "subtitleFontSize": 12,
            "subtitlePadding": 4,
            "offset": 10,
        },
        "legend": {
            "labelColor": ink("text"),
            "labelFontSize": 12,
            "symbolSize": 90,
            "symbolStrokeWidth": 0,
            "columnPadding": 16,
            "offset": 8,
        },
        "style": {
            "dossier-claimed": {"color": ink("claimed")},
            "dossier-interval": {"color": ink("interval")},
            "dossier-bar": {"color": ink("bar"), "stroke": ink("paper"), "strokeWidth": 0.5},
            "dossier-guide": {"color": ink("grid")},
            "dossier-sample": {"filled": True, "color": ink("sample"), "opacity": 0.6, "size": 16},
            "dossier-value": {"color": ink("value"), "strokeWidth": 2},
            "dossier-limit": {"color": ink("limit"), "strokeWidth": 2, "strokeDash": [6, 4]},
            "dossier-annotation": {"color": ink("text-soft"), "strokeWidth": 1.5, "strokeDash": [2, 3]},
            "dossier-annotation-number": {**label, "fontWeight": 600},
            "dossier-whisker": {"color": ink("text-soft"), "strokeWidth": 1.5},
            "dossier-open": {"filled": True, "color": ink("text-soft"), "size": 40, "opacity": 1},
            "dossier-fence": {"color": ink("text-soft"), "strokeWidth": 1, "strokeDash": [2, 3]},
            "dossier-outlier": {"filled": True, "color": ink("limit"), "size": 36, "opacity": 1},
            "dossier-axis": {"color": ink("text-soft")},
            "dossier-line-1": {"color": ink("value"), "strokeWidth": 2},
            "dossier-line-2": {"color": ink("second"), "strokeWidth": 2, "strokeDash": [7, 3]},
            "dossier-band-1": {"color": ink("interval")},
            "dossier-band-2": {"color": ink("second-interval")},
            "dossier-dot-1": {"filled": True, "color": ink("value"), "opacity": 0.6, "size": 16},
            "dossier-dot-2": {"filled": True, "color": ink("second"), "opacity": 0.6, "size": 16},
            "dossier-whisker-1": {"color": ink("value"), "strokeWidth": 5, "opacity": 0.55},
            "dossier-whisker-2": {"color": ink("second"), "strokeWidth": 5, "opacity": 0.55},
            "dossier-mark-1": {"filled": True, "color": ink("value"), "size": 60, "opacity": 1},
            "dossier-mark-2": {"filled": True, "color": ink("second"), "size": 60, "opacity": 1},
            "dossier-side": {"color": ink("interval")},
            "dossier-residual": {"color": ink("limit"), "strokeWidth": 1.5, "strokeDash": [2, 2]},
            "dossier-hit": {"filled": True, "color": "transparent", "size": 220, "opacity": 1},
            "dossier-tick": {"color": ink("text-soft"), "fontSize": 12},
            "dossier-axis-title": {"color": ink("text"), "fontSize": 12},
            "dossier-head-note": {"color": ink("text-soft"), "fontSize": 12},
            "dossier-head-line-1": {"color": ink("value"), "fontSize": 12},
            "dossier-head-line-2": {"color": ink("second"), "fontSize": 12},
            "dossier-head-limit": {"color": ink("limit"), "fontSize": 12},
            **{
                f"dossier-verdict-{name}": {"filled": True, "color": ink(name), "size": 110, "opacity": 1}
                for name in VERDICTS
            },
            "dossier-name": {"color": ink("text"), "fontSize": 13, "fontWeight": 600},
            "dossier-note": {"color": ink("text-soft"), "fontSize": 12},
            "dossier-share": {**label, "color": ink("text-soft")},
            "dossier-value-label": {**label, "color": ink("value")},
            "dossier-limit-label": {**label, "color": ink("limit")},
            "dossier-number": label,
        },
    }


def finished(spec: dict[str, Any], layers: Sequence[str]) -> dict[str, Any]:
    """Return what Altair built, with these looks, an empty data set per layer and no address in it."""
    kept = {key: value for key, value in spec.items() if key not in {"$schema", "config", "usermeta"}}
    return {**kept, "config": config(), "datasets": {layer: [] for layer in layers}}
