"""The small pieces of a card's frame: bars, folds, figures, the question to predict."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from xml.etree.ElementTree import Element

from cards.check.figures import figures
from cards.read.model import Card, Predict, Program
from cards.run.job import Result
from cards.show.code import element

SIZE = re.compile(r'<svg [^>]*?width="([\d.]+)pt" height="([\d.]+)pt"')
Sizes = Mapping[str, tuple[str, str]]  # width and height in CSS pixels, by file name


def bar(program: Program, path: str, idea: bool = False) -> Element:
    """Above the first block of a program: its file at `path`, and how to copy it.

    `idea`: its first part may be copied alone.
    """
    copies = [_copy("Copy idea", program, data_part="idea")] if idea else []
    copies.append(_copy("Copy program", program))
    file = element("a", program.file.name, href=path)
    return element("div", file, element("span", *copies), class_="program-bar")


def _copy(label: str, program: Program, **attributes: str) -> Element:
    name = program.name
    return element(
        "button", label, type="button", class_="needs-js", data_copy=name, **attributes
    )


def fold(summary: str, code: Element) -> Element:
    """Code that proves the idea, folded; what it prints stays open."""
    title = element("summary", *_inline(summary))
    return element("details", title, code, class_="evidence")


def _inline(text: str) -> list[Element | str]:
    """Words with code between backticks."""
    pieces = text.split("`")
    if len(pieces) % 2 == 0:
        return [text]
    return [element("code", p) if i % 2 else p for i, p in enumerate(pieces)]


def prediction(card: Card, predict: Predict) -> Element:
    """A question on the output, hidden until asked; without a script a fold."""
    options = []
    for i, option in enumerate(predict.options):
        named = {"name": f"predict-{card.id}", "value": str(i), "required": "required"}
        radio = element("input", type="radio", **named)
        options.append(element("label", radio, " ", *_inline(option)))
    legend = element("legend", *_inline(predict.question))
    button = element("button", "Check", type="submit")
    said = element("p", role="status")
    fields = element("fieldset", legend, *options)
    given = {"data_right": str(predict.right), "data_answer": predict.answer}
    form = element("form", fields, button, said, class_="needs-js", **given)
    question = element("p", *_inline(predict.question))
    items = [element("li", *_inline(option)) for option in predict.options]
    right = element("p", *_inline(predict.options[predict.right]))
    told = element("details", element("summary", "What it prints"), right)
    plain = element("div", question, element("ul", *items), told, class_="without-js")
    summary = element("summary", "Predict first")
    return element("details", summary, form, plain, class_="predict")


def ran(
    card: Card, results: Mapping[str, Result], versions: str
) -> list[Element | str]:
    """When its programs ran, for how long, with which versions; once all did."""
    found = [results[p.name] for p in card.programs if p.name in results]
    if not found or len(found) < len(card.programs):
        return []
    when = max(result.when for result in found)
    seconds = sum(result.seconds for result in found)
    time = element("time", when[:10], datetime=when)
    return ["Ran on ", time, f" in {seconds:.1f} s, {versions}"]


def figure_sizes(card: Card, results: Mapping[str, Result]) -> Sizes:
    """Of a card's figures, so far as they are drawn."""
    sizes = {}
    for name, svg in figures(card, results).items():
        if found := SIZE.search(svg):
            width, height = (round(float(n) * 4 / 3) for n in found.groups())
            sizes[name] = str(width), str(height)
    return sizes


def figure(paragraph: Element, sizes: Sizes) -> None:
    """A paragraph of a figure alone: it takes its room before it loads, and opens."""
    alone = len(paragraph) == 1 and not (paragraph.text or "").strip()
    if paragraph.tag != "p" or not alone or paragraph[0].tag != "img":
        return
    image = paragraph[0]
    source = image.get("src", "")
    if "plots/" not in source or (image.tail or "").strip():
        return
    if size := sizes.get(posixpath.basename(source)):
        image.set("width", size[0])
        image.set("height", size[1])
    image.set("loading", "lazy")
    image.set("decoding", "async")
    paragraph.set("class", "figure")
    paragraph[:] = [element("a", image, href=source)]


def test_yourself() -> Element:
    """Above the first card: all answers closed, one by one opened."""
    button = element("button", "Test yourself", type="button", aria_pressed="false")
    keys = [element("kbd", key) for key in ("j", "k", "space")]
    words = (keys[0], " next, ", keys[1], " previous, ", keys[2], " opens and closes")
    how = element("span", "closes all answers; ", *words)
    return element("p", button, " ", how, class_="test-yourself needs-js")
