"""Links and anchors that lead nowhere, as the rendered page has them.

The page's prose is rendered by the site's own Markdown extensions, so nothing is
guessed: what the site makes a link is one, and what it makes an anchor is one.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import cache, lru_cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import markdown

from cards.files import UsageError
from cards.project import Project
from cards.read.model import Page
from cards.read.source import Fault, SourceLine
from cards.settings import nearest, site_config

# what the engine or a script does itself, or what only colors code
LEFT_OUT = {"pymdownx.snippets", "pymdownx.highlight"}


class _Addresses(HTMLParser):
    """The links and the anchors of a piece of HTML."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.anchors: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if "id" in given:
            self.anchors.add(given["id"])
        if tag == "a" and "name" in given:
            self.anchors.add(given["name"])
        if tag in ("a", "link") and "href" in given:
            self.links.append(given["href"])
        elif "src" in given:
            self.links.append(given["src"])


@cache
def _extensions(root: Path) -> tuple[list[str], dict[str, Any]]:
    """The Markdown extensions of `mkdocs.yml`, and how they are set."""
    given = site_config(root)
    names, settings = ["toc", "tables", "fenced_code"], {}
    for item in given.get("markdown_extensions") or []:
        for name, values in (item if isinstance(item, dict) else {item: {}}).items():
            if name not in LEFT_OUT:
                names.append(name)
                settings[name] = values or {}
    return list(dict.fromkeys(names)), settings


def _addresses(project: Project, page: Page) -> _Addresses:
    return _rendered(project.root, "\n".join(page.prose))


@lru_cache(1024)  # pages: others link to their anchors
def _rendered(root: Path, text: str) -> _Addresses:
    names, settings = _extensions(root)
    try:
        renderer = markdown.Markdown(extensions=names, extension_configs=settings)
    except Exception as error:  # whatever an extension raises
        what = f"mkdocs.yml: markdown_extensions: {type(error).__name__}: {error}"
        raise UsageError(what) from error
    found = _Addresses()
    found.feed(renderer.convert(text))
    return found


def links(project: Project, page: Page) -> Iterable[Fault]:
    """Links and anchors inside the project that lead nowhere."""
    pages = {other.file.resolve(): other for other in project.pages}
    seen: Counter[str] = Counter()
    for target in _addresses(project, page).links:
        seen[target] += 1
        if re.match(r"[A-Za-z][\w+.-]*:|//", target):
            continue
        path, _, anchor = target.partition("#")
        place = page.file.parent / unquote(path.partition("?")[0])
        where = place.resolve() if path else page.file.resolve()
        if where.is_relative_to(project.plots):
            continue  # generated: checked with the figures
        absolute = page.kind == "cards" and path.startswith("/")
        if absolute or not where.exists():
            yield _fault(page, target, seen[target], f"broken link: {target}")
            continue
        if anchor and where in pages:
            known = _addresses(project, pages[where]).anchors | pages[where].anchors
            if unquote(anchor) not in known:
                near = nearest(anchor, known)
                what = f"broken anchor {near} in the link {target}"
                yield _fault(page, target, seen[target], what)


def _fault(page: Page, target: str, nth: int, what: str) -> Fault:
    """At the line of the page that has the link for the n-th time."""
    found: list[SourceLine] = []
    for line in page.prose:
        found += [line] * max(line.count(s) for s in {target, unquote(target)})
    found = found[:nth] or [SourceLine("", page.file, 1)]
    card = page.card_at(found[-1].number)
    return found[-1].fault(card.id if card else "", what, "link")
