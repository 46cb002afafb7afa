"""matplotlib figure → one small, deterministic SVG file that follows the theme.

Figures are drawn in sentinel colors; the file then names them by CSS variables
that it defines itself, once for light and once for dark. A browser resolves
`prefers-color-scheme` inside an `<img>` by the page's own color scheme, so the
site's theme switch works on a plain image file.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from typing import Any

import matplotlib
import numpy as np
from cycler import cycler
from matplotlib import pyplot
from matplotlib.figure import Figure
from scour import scour

# name: (sentinel or named color, light, dark). The six data colors differ in
# lightness as well as hue, so that they stay apart without color vision;
# contrast with the page is at least 3 : 1 (text 7 : 1) in both themes.
COLORS = {
    "t": ("#010203", "#1f2430", "#e3e6ee"),  # text
    "m": ("#808080", "#6b7180", "#9aa1b2"),  # "gray": helper lines
    "g": ("#010205", "#c9cdd6", "#454b5a"),  # axes
    "b": ("#ffffff", "#ffffff", "#161922"),  # the page
    "k": ("#000000", "#1f2430", "#e3e6ee"),  # "black"
    "c0": ("#010210", "#1b62d1", "#7db0ff"),
    "c1": ("#010211", "#c8500a", "#ff9d5c"),
    "c2": ("#010212", "#1e8449", "#5fd08a"),
    "c3": ("#010213", "#8e3bb8", "#d394f2"),
    "c4": ("#010214", "#8a6d00", "#dcc04c"),
    "c5": ("#010215", "#0b7f8c", "#53c8d4"),
}

STYLE: dict[str, Any] = {
    "svg.fonttype": "none",  # text stays text: half the bytes
    "svg.hashsalt": "cards",
    "figure.figsize": (5.4, 3.2),
    "savefig.facecolor": "none",
    "axes.facecolor": "none",
    "font.size": 11,
    "axes.titlesize": 11,
    "axes.titleweight": "bold",
    "axes.spines.top": False,
    "axes.spines.right": False,
    "legend.frameon": False,
    "lines.linewidth": 1.8,
    "text.color": COLORS["t"][0],
    "axes.labelcolor": COLORS["t"][0],
    "axes.titlecolor": COLORS["t"][0],
    "xtick.labelcolor": COLORS["t"][0],
    "ytick.labelcolor": COLORS["t"][0],
    "axes.edgecolor": COLORS["g"][0],
    "xtick.color": COLORS["g"][0],
    "ytick.color": COLORS["g"][0],
    "grid.color": COLORS["g"][0],
    "axes.prop_cycle": cycler(color=[COLORS[f"c{i}"][0] for i in range(6)]),
}

_PAINT = r'((?:fill|stroke|stop-color)(?:="|: ?))(?:%s)\b'
# how else scour and matplotlib write some of them
_ALSO = {"#808080": "|gray|grey", "#ffffff": "|#fff|white", "#000000": "|#000|black"}
_FONT = "system-ui,'Segoe UI',Roboto,'Helvetica Neue','DejaVu Sans',sans-serif"


def set_style() -> None:
    """Draw without a screen, in sentinel colors."""
    matplotlib.use("svg")
    matplotlib.rcdefaults()  # not as our caller has set them
    matplotlib.rcParams.update(STYLE)  # type: ignore[arg-type]


def are_open() -> bool:
    """Whether a figure was begun and not shown."""
    return bool(pyplot.get_fignums())


def watch_show(
    note: Callable[[str], None], shown: Callable[[str], None] | None
) -> None:
    """Let `plt.show()` hand over each figure as SVG; without `shown` none is drawn."""

    def show(*_: object, **__: object) -> None:
        numbers = pyplot.get_fignums()
        if not numbers:
            note("calls plt.show() with no figure open")
        for number in numbers:
            figure = pyplot.figure(number)
            if is_empty(figure):
                note("shows an empty figure")
            if shown:
                shown(to_svg(figure))
        pyplot.close("all")

    pyplot.show = show


def is_empty(figure: Figure) -> bool:
    """Whether a figure shows nothing: no finite point, patch, image or text."""
    for axes in figure.axes:
        lines = [np.asarray(line.get_xydata(), float) for line in axes.lines]
        if any(np.isfinite(points).all(axis=1).any() for points in lines):
            return False
        if axes.images or axes.patches or axes.texts or axes.tables:
            return False
        for collection in axes.collections:
            offsets = np.ma.filled(collection.get_offsets(), np.nan)
            if len(collection.get_paths()) and np.isfinite(offsets).any():
                return False
    return not (figure.images or figure.texts)


def lay_out(figure: Figure) -> None:
    """So that nothing overlaps, unless the program has seen to its layout itself."""
    places = figure.subplotpars
    if figure.get_layout_engine() or vars(places) != vars(type(places)()):
        return
    bars = any(axes.get_label() == "<colorbar>" for axes in figure.axes)
    figure.set_layout_engine("tight" if bars else "constrained")


def to_svg(figure: Figure) -> str:
    """One SVG file, the same bytes for the same figure on one machine."""
    lay_out(figure)
    buffer = io.StringIO()
    figure.savefig(buffer, format="svg", metadata={"Date": None, "Creator": None})
    text = re.sub(r"font: ([\d.]+px)[^;\"]*", r"font-size: \1", buffer.getvalue())
    text = re.sub(r"font-family: [^;\"]*;?", "", text)
    text = _round(text)
    options = scour.sanitizeOptions(None)
    options.strip_xml_prolog = options.remove_metadata = True
    options.enable_viewboxing = options.strip_comments = True
    options.strip_ids = options.shorten_ids = True
    options.indent_type, options.newlines, options.quiet = "none", False, True
    options.digits = options.cdigits = 6
    text = scour.scourString(text, options)
    text = re.sub(r"<!DOCTYPE[^>]*>|transform=\"rotate\(-?0 [^\"]*\" ", "", text)
    return _theme(text.strip()) + "\n"


def _round(text: str) -> str:
    """Coordinates to a tenth of a point, small ones (markers) to a hundredth.

    Numbers in transforms stay as they are: rounding those ruins text.
    """

    def tenth(number: re.Match[str]) -> str:
        value = float(number[0])
        return f"{value:.{1 if abs(value) >= 10 else 2}f}".rstrip("0").rstrip(".")

    def shorten(attribute: re.Match[str]) -> str:
        return re.sub(r"-?\d+\.\d+", tenth, attribute[0])

    return re.sub(r'\s(?:d|x|y)="[^"]*"', shorten, text)


def _theme(svg: str) -> str:
    """Sentinel colors → variables, with their light and dark values inside."""
    used = []
    for name, (sentinel, _, _) in COLORS.items():
        pattern = _PAINT % (sentinel + _ALSO.get(sentinel, ""))
        svg, n = re.subn(pattern, rf"\1var(--{name})", svg)
        if n:
            used.append(name)
    # what has no fill of its own is black by SVG's rule: text must follow
    light = ";".join(f"--{name}:{COLORS[name][1]}" for name in used)
    dark = ";".join(f"--{name}:{COLORS[name][2]}" for name in used)
    style = (
        f"<style>:root{{{light};color-scheme:light dark}}"
        f"@media(prefers-color-scheme:dark){{:root{{{dark}}}}}"
        f"text{{font-family:{_FONT}}}</style>"
    )
    return re.sub(r"(<svg\b[^>]*>)", lambda m: m[1] + style, svg, count=1)
