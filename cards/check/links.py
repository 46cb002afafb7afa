"""Links and anchors that lead nowhere, as the rendered page has them.

The page's prose is rendered by the site's own Markdown extensions, so nothing is
guessed: what the site makes a link is one, and what it makes an anchor is one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import markdown
import yaml

from cards.project import Project, nearest
from cards.read.model import Page
from cards.read.source import Fault, SourceLine

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


class _Loader(yaml.SafeLoader):
    """MkDocs' own tags, such as `!ENV`, are of no matter here."""


_Loader.add_multi_constructor("", lambda loader, suffix, node: None)
_Loader.add_multi_constructor("!", lambda loader, suffix, node: None)


@cache
def _extensions(root: Path) -> tuple[list[str], dict[str, Any]]:
    """The Markdown extensions of `mkdocs.yml`, and how they are set."""
    file = root / "mkdocs.yml"
    given: Any = {}
    if file.exists():
        given = yaml.load(file.read_text("utf-8"), _Loader) or {}
    names, settings = ["toc", "tables", "fenced_code"], {}
    for item in given.get("markdown_extensions") or []:
        name, values = (
            next(iter(item.items())) if isinstance(item, dict) else (item, {})
        )
        if name not in LEFT_OUT:
            names.append(name)
            settings[name] = values or {}
    return list(dict.fromkeys(names)), settings


def _addresses(project: Project, page: Page) -> _Addresses:
    names, settings = _extensions(project.root)
    renderer = markdown.Markdown(extensions=names, extension_configs=settings)
    found = _Addresses()
    found.feed(renderer.convert("\n".join(page.prose)))
    return found


def links(project: Project, page: Page) -> Iterable[Fault]:
    """Links and anchors inside the project that lead nowhere."""
    rendered = _rendered(project)
    pages = {other.file.resolve(): other for other in project.pages}
    for target in rendered(page).links:
        if re.match(r"[A-Za-z][\w+.-]*:|//", target):
            continue
        path, _, anchor = target.partition("#")
        place = page.file.parent / unquote(path.partition("?")[0])
        where = place.resolve() if path else page.file.resolve()
        if where.is_relative_to(project.plots):
            continue  # generated: checked with the figures
        absolute = page.kind == "cards" and path.startswith("/")
        if absolute or not where.exists():
            yield _fault(page, target, f"broken link: {target}")
            continue
        if anchor and where in pages:
            known = rendered(pages[where]).anchors | pages[where].anchors
            if unquote(anchor) not in known:
                near = nearest(anchor, known)
                what = f"broken anchor {near} in the link {target}"
                yield _fault(page, target, what)


def _rendered(project: Project) -> Any:
    """Each page's addresses, rendered once for the project as it was read."""
    kept: dict[Path, _Addresses] = project.__dict__.setdefault("_addresses", {})

    def rendered(page: Page) -> _Addresses:
        if page.file not in kept:
            kept[page.file] = _addresses(project, page)
        return kept[page.file]

    return rendered


def _fault(page: Page, target: str, what: str) -> Fault:
    """At the line of the page that has the link."""
    first = SourceLine("", page.file, 1)
    spellings = (target, unquote(target))
    found = (line for line in page.prose if any(s in line for s in spellings))
    line = next(found, first)
    card = page.card_at(line.number)
    return Fault(line.file, line.number, card.id if card else "", what, kind="link")
