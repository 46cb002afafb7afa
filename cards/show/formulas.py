"""LaTeX → MathML, so that no reader has to run a script for it."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element, fromstring

from math_core import LatexError, LatexToMathML

ENTITY = re.compile(r"&(?!(?:lt|gt|amp|quot|apos);)\w+;")  # of HTML, not of XML

_convert = LatexToMathML(fancy_error=False).convert_with_local_state


def to_mathml(root: Element) -> Iterator[tuple[str, str]]:
    """Convert what pymdownx.arithmatex marked; each formula that fails, and why."""
    for parent in list(root.iter()):
        for i, child in enumerate(parent):
            if child.get("class") != "arithmatex" or not child.text:
                continue
            latex = html.unescape(child.text[2:-2]).strip()
            try:
                mathml = _convert(latex, displaystyle=child.text.startswith("\\["))
            except LatexError as error:
                yield latex, str(error)
                continue
            named = ENTITY.sub(lambda match: html.unescape(match[0]), mathml)
            parent[i] = fromstring(named)
            parent[i].tail = child.tail
