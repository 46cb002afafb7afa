"""Where a page, a program, a figure and a notebook lie, and links between them."""

from __future__ import annotations

import os
import posixpath
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote

from cards.project import Project
from cards.read.model import Card, Page, Program, card_file
from cards.run.job import Result

LINKS = re.compile(
    r"(?P<code>^ *(?P<fence>`{3,}|~{3,}).*?(?:^ *(?P=fence)|\Z)"
    r"|(?P<ticks>`+)(?!`)(?:(?!\n\s*\n).)+?(?<!`)(?P=ticks)(?!`))"
    r'|(?P<before>\]\(|^\[[^\]]+\]: +|(?:href|src)=")(?P<target>[^)\s"]+)',
    re.MULTILINE | re.DOTALL,
)
GITHUB = re.compile(r"https://github\.com/([\w.-]+)/([\w.-]+?)(?:\.git|/)?$")


@dataclass
class SitePage:
    """A page of the site. `url` leads to it from the site's root."""

    source: Path
    url: str
    title: str
    page: Page | None = None  # None where the page is not one of the engine's
    description: str = ""

    @property
    def home(self) -> bool:
        return self.url in ("", "index.html", "index.md")


@dataclass
class Site:
    """What is shown: the pages by their sources, in order, and what ran.

    `url` is the address of the site's root, which ends in `/`, or empty.
    """

    project: Project
    results: Mapping[str, Result]
    url: str = ""
    name: str = ""
    description: str = ""
    pages: dict[Path, SitePage] = field(default_factory=dict)
    book: bool = False  # whether the site has its cards as a book

    @property
    def own(self) -> list[tuple[SitePage, Page]]:
        """The pages that the engine knows."""
        return [(entry, entry.page) for entry in self.pages.values() if entry.page]

    @property
    def topics(self) -> list[Page]:
        """The pages of cards."""
        return [page for _, page in self.own if page.kind == "cards"]

    def card_url(self, card: Card) -> str:
        """In full, or from the site's root where that has no address."""
        return f"{self.url}{self.pages[card.heading.file].url}#{card.id}"

    def path(self, file: Path) -> str:
        """Of a file in `docs/`, as the site and an export have it beside the pages.

        A page lies there as Markdown, a lab too.
        """
        path = Path(os.path.relpath(file, self.project.docs))
        lab = file in self.pages and file.suffix == ".py"
        return (path.with_suffix(".md") if lab else path).as_posix()

    def address_of(self, file: Path, here: str = "") -> str:
        """Of a page, or another file in `docs/`, as `address` has it."""
        page = self.pages.get(file)
        return self.address(page.url if page else self.path(file), here)

    def in_full(self, text: str, origin: Path, here: str = "") -> str:
        """Markdown whose links, which lead from `origin`, are full addresses.

        Where the site has no address they lead from `here`, a path of the site.
        """

        def change(file: Path, anchor: str) -> str:
            return self.address_of(file, here) + anchor

        return relinked(text, origin, change)

    def beside(self, text: str, origin: Path, here: Path) -> str:
        """Markdown with links from one page's Markdown file to the others.

        In full where the site has an address: who reads one file does not always
        know where it came from.
        """

        def change(file: Path, anchor: str) -> str:
            if file == here and anchor:
                return anchor
            page = self.pages.get(file)
            place = page.url if page and not page.page else self.path(file)
            return self.address(place, self.path(here)) + anchor

        return relinked(text, origin, change)

    def address(self, place: str, here: str) -> str:
        """Of a place of the site: in full, or from `here` where it has no address."""
        return self.url + place if self.url else relative(place, here)

    def from_source(self, text: str, origin: Path, here: Path) -> str:
        """The Markdown of `origin` made to stand in the source `here`."""

        def change(file: Path, anchor: str) -> str:
            return Path(os.path.relpath(file, here.parent)).as_posix() + anchor

        return text if origin == here else relinked(text, origin, change)


def relinked(text: str, origin: Path, change: Callable[[Path, str], str]) -> str:
    """Every relative link of a Markdown text, changed.

    `change` gets the file that the link leads to, and its `#anchor` or nothing.
    """

    def replace(match: re.Match[str]) -> str:
        place = _place(match, origin)
        return match["before"] + change(*place) if place else match[0]

    return LINKS.sub(replace, text)


def linked(text: str, origin: Path) -> list[tuple[Path, str]]:
    """The file and the `#anchor` of every relative link of a Markdown text."""
    found = (_place(match, origin) for match in LINKS.finditer(text))
    return [place for place in found if place]


def _place(match: re.Match[str], origin: Path) -> tuple[Path, str] | None:
    """Where a relative link leads; None of code, and of other links."""
    if match["code"] or re.match(r"[A-Za-z][\w+.-]*:|/", match["target"]):
        return None
    path, mark, anchor = match["target"].partition("#")
    place = os.path.normpath(origin.parent / unquote(path)) if path else origin
    return Path(place), mark + anchor


def relative(target: str, here: str) -> str:
    """The way from one path of a site to another, both from its root."""
    slash = "/" if target.endswith("/") else ""
    return posixpath.relpath(target or ".", posixpath.dirname(here) or ".") + slash


def program_path(program: Program) -> str:
    """Where the site has a program: `snippets/<page>/<card>.py`."""
    name = program.file.name
    if program.file.suffix != ".py":  # it stands in the page itself
        name = card_file(program.name.partition("#")[2])
    return f"snippets/{program.page}/{name}"


def notebook_path(page: Page) -> str:
    """Where the site has a page of programs as a notebook."""
    return f"notebooks/{page.name}.ipynb"


def colab(page: Page, repo_url: str) -> str:
    """The address that opens it in Colab; empty where the code is not on GitHub.

    Deployments push the finished site to the branch `gh-pages`.
    """
    found = GITHUB.match(repo_url)
    if not found:
        return ""
    place = f"{found[1]}/{found[2]}/blob/gh-pages/{notebook_path(page)}"
    return f"https://colab.research.google.com/github/{place}"
