"""Pages as plain Markdown, with all that they include and print, for models and
for whoever reads files.

The Markdown of a page lies where it lies in `docs/`, not in the page's own
folder: so every relative link and figure in it leads where it did.
"""

from __future__ import annotations

import html
import os
import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import markdown

from cards.project import Project
from cards.read.model import Card, Page
from cards.read.page import UNSEEN
from cards.show.html import cards_of, expand

FULL = 2_000_000  # bytes: a larger llms-full.txt is not made

SHOW = re.compile(r"<!--cards:show +(\S+)-->$")
LINKS = re.compile(
    r"(?P<code>`[^`]*`)"
    r'|(?P<before>\]\(|^\[[^\]]+\]: +|(?:href|src)=")(?P<target>[^)\s"]+)'
)
FORMULA = re.compile(r'<(span|div) class="arithmatex">\\[(\[](.*?)\\[)\]]</\1>', re.S)


@dataclass(frozen=True)
class Entry:
    """A page of the site. `url` leads to it from the site's root."""

    source: Path
    url: str
    title: str
    description: str
    page: Page | None  # None where the page is not one of the engine's

    @property
    def home(self) -> bool:
        return not self.url

    @property
    def has_cards(self) -> bool:
        return bool(self.page and self.page.kind == "cards")


class Plain:
    """The pages of a site at `url` (which may be empty) by their sources."""

    def __init__(self, project: Project, url: str) -> None:
        self.project, self.url = project, url
        self.entries: dict[Path, Entry] = {}
        self._renderer = markdown.Markdown(
            extensions=["pymdownx.arithmatex"],
            extension_configs={"pymdownx.arithmatex": {"generic": True}},
        )

    def path(self, source: Path) -> str:
        """Of a file in `docs/`: where it lies there, and on the site.

        A lab is one that the site has as Markdown.
        """
        path = Path(os.path.relpath(source, self.project.docs))
        lab = source in self.entries and source.suffix == ".py"
        return path.with_suffix(".md" if lab else path.suffix).as_posix()

    def cards(self, entry: Entry) -> list[Card]:
        """The cards that a page is made of, or shows."""
        return cards_of(entry.page, self.project) if entry.page else []

    def html(self, text: str, origin: Path) -> str:
        """Markdown → HTML that stands alone: full addresses, formulas as TeX."""
        linked = self.relinked(text, origin, None)
        return FORMULA.sub(r"<code>\2</code>", self._renderer.reset().convert(linked))

    def words(self, text: str, origin: Path) -> str:
        """Markdown → its words alone."""
        if not re.search(r"[`*_$\[<&\\]", text):
            return " ".join(text.split())
        plain = re.sub(r"<[^>]*>", "", self.html(text, origin))
        return " ".join(html.unescape(plain).split())

    def text(self, entry: Entry, here: Entry | None) -> str:
        """A page's Markdown: includes expanded, lists made, comments dropped.

        Links lead from the Markdown of `here`; without one they are full
        addresses, and cards that the page borrows from another are left out.
        """
        assert entry.page
        prose = {id(line) for line in entry.page.prose}
        lines: list[str] = []
        for line in entry.page.lines:
            if id(line) not in prose:
                lines.append(line)
            elif match := SHOW.match(line):
                card = self.project.find(match[1])[1]
                lines += self._card(card, here) if card and here else []
            elif UNSEEN.match(line):
                made = expand(line, self.project)
                if made != line:
                    lines += self.relinked(made, entry.source, here).splitlines()
            elif line.strip() or (lines and lines[-1].strip()):
                lines.append(self.relinked(line, line.file, here))
        return "\n".join(lines).strip("\n") + "\n"

    def _card(self, card: Card, here: Entry | None) -> Iterator[str]:
        prose = {id(line) for line in card.prose}
        yield card.heading
        for line in card.lines:
            if id(line) not in prose:
                yield line
            elif not UNSEEN.match(line):
                yield self.relinked(line, line.file, here)

    def relinked(self, text: str, origin: Path, here: Entry | None = None) -> str:
        """Links that lead from `origin` made to lead from `here`, or in full."""

        def replace(match: re.Match[str]) -> str:
            if match["code"] or re.match(r"[A-Za-z][\w+.-]*:|/", match["target"]):
                return match[0]
            return str(match["before"]) + self._link(match["target"], origin, here)

        return LINKS.sub(replace, text)

    def _link(self, target: str, origin: Path, here: Entry | None) -> str:
        path, mark, anchor = target.partition("#")
        source = Path(os.path.normpath(origin.parent / path)) if path else origin
        entry = self.entries.get(source)
        if here is None:
            place = entry.url if entry else self.path(source)
            return f"{self.url}{place}{mark}{anchor}"
        if source == here.source and mark:
            return mark + anchor
        place = entry.url if entry and not entry.page else self.path(source)
        folder = posixpath.dirname(self.path(here.source))
        slash = "/" if place.endswith("/") else ""
        return posixpath.relpath(place, folder or ".") + slash + mark + anchor

    def full(self) -> str:
        """Every page of cards, then the others; nothing where it is too much."""
        own = [entry for entry in self.entries.values() if entry.page]
        own.sort(key=lambda entry: not entry.has_cards)
        parts = [
            (f"<!-- {self.url}{entry.url} -->\n\n" if self.url else "")
            + self.text(entry, None)
            for entry in own
        ]
        together = "\n".join(parts)
        return together if len(together.encode()) <= FULL else ""

    def llms(self, name: str, description: str, full: bool) -> str:
        """The list of pages, in the form that llmstxt.org asks for."""
        sections: dict[str, list[str]] = {"Questions and answers": [], "Optional": []}
        for entry in self.entries.values():
            if entry.page:
                kind = "Questions and answers" if entry.has_cards else "Optional"
                link = f"[{entry.title}]({self.url}{self.path(entry.source)})"
                sections[kind].append(f"- {link}: {entry.description}")
        if full:
            link = f"[All pages in one file]({self.url}llms-full.txt)"
            sections["Optional"].append(f"- {link}: the Markdown of every page")
        about = (
            "Each page is here as Markdown, with its programs and what they print. "
            "The program of a card lies at "
            f"`{self.url}snippets/<page>/<card>.py`, as it runs."
        )
        parts = [f"# {name}", *([f"> {description}"] if description else []), about]
        for title, items in sections.items():
            parts += [f"## {title}", "\n".join(items)] if items else []
        return "\n\n".join(parts) + "\n"
