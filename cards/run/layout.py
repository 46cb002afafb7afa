"""Figures are laid out so that nothing overlaps, unless the program does it itself.

matplotlib warns where one layout takes another's place. That the first was the
engine's the program's author cannot know and no reader sees: it gives way in silence.
"""

from __future__ import annotations

import weakref
from typing import Any

import matplotlib
from matplotlib.figure import Figure
from matplotlib.layout_engine import TightLayoutEngine

STYLE = {"figure.constrained_layout.use": True}
_ASKED = ("layout", "tight_layout", "constrained_layout")
_ours: weakref.WeakSet[Figure] = weakref.WeakSet()


def watch_layouts() -> None:
    """Let the style's layout give way, from now on."""
    begin, tight = Figure.__init__, Figure.tight_layout
    adjust, choose = Figure.subplots_adjust, Figure.set_layout_engine

    def init(figure: Figure, *args: Any, **kwargs: Any) -> None:
        begin(figure, *args, **kwargs)
        if all(kwargs.get(name) is None for name in _ASKED):
            _ours.add(figure)

    def tight_layout(figure: Figure, **kwargs: Any) -> None:
        if figure in _ours:  # ours lets nothing overlap, which is what is asked
            choose(figure, "constrained")
        else:
            tight(figure, **kwargs)

    def subplots_adjust(figure: Figure, *args: Any, **kwargs: Any) -> None:
        if figure in _ours:
            _choose_none(figure)
        adjust(figure, *args, **kwargs)

    def set_layout_engine(figure: Figure, layout: Any = None, **kwargs: Any) -> None:
        is_tight = layout == "tight" or isinstance(layout, TightLayoutEngine)
        if figure in _ours and (layout is None or is_tight):
            choose(figure, "constrained")
            return
        if figure in _ours:
            _ours.discard(figure)
            _choose_none(figure)
        choose(figure, layout, **kwargs)

    def _choose_none(figure: Figure) -> None:
        names = ("figure.constrained_layout.use", "figure.autolayout")
        off: Any = dict.fromkeys(names, False)
        with matplotlib.rc_context(off):
            choose(figure, None)

    Figure.__init__ = init  # type: ignore[assignment,method-assign]
    Figure.tight_layout = tight_layout  # type: ignore[assignment,method-assign]
    Figure.subplots_adjust = subplots_adjust  # type: ignore[assignment,method-assign]
    Figure.set_layout_engine = set_layout_engine  # type: ignore[assignment,method-assign]
