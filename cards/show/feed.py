"""The newest cards as an Atom feed, dated by git.

A card is news when its program changes: its date is that of the last commit to
a file that the program stands in. Feeds that plugins make have one entry a page.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from xml.etree import ElementTree

from cards.files import UsageError, git
from cards.project import Project
from cards.read.model import Card
from cards.show.links import Site, SitePage
from cards.show.plain import plain, with_code

NEWEST = 50  # entries of the feed


@dataclass
class Dates:
    """Seconds since 1970 of the last commit of each file of pages and programs.

    Where git cannot say, there are none, and `why` says why. So it is in a
    shallow clone, too: its oldest commit would claim every file.
    """

    files: dict[Path, int] = field(default_factory=dict)
    why: str = ""

    def card(self, card: Card) -> int:
        """0 where no file of its programs is committed."""
        files = {program.file for program in card.programs}
        return max((self.files.get(file, 0) for file in files), default=0)

    def page(self, entry: SitePage) -> str:
        """The day of the last commit to a page or its programs, or nothing."""
        programs = entry.page.programs if entry.page else []
        files = {entry.source, *(program.file for program in programs)}
        newest = max(self.files.get(file, 0) for file in files)
        return iso(newest)[:10] if newest else ""


def iso(time: int) -> str:
    return datetime.fromtimestamp(time, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def git_dates(project: Project) -> Dates:
    """What git says of the files in `docs/` and `snippets/`."""
    form = ("--format=%x01%ct", "--name-only", "--relative", "--no-renames")
    folders = [folder.name for folder in (project.docs, project.snippets)]
    try:
        shallow = git(project.root, "rev-parse", "--is-shallow-repository")
        if shallow.strip() != b"false":
            return Dates(why="this is a shallow clone")
        log = git(project.root, "log", *form, "--", *folders)
    except UsageError as error:
        return Dates(why=str(error).partition("\n")[0])
    dates = Dates()
    for commit in log.decode(errors="replace").split("\x01")[1:]:
        time, *files = filter(None, commit.splitlines())
        for file in files:
            path = project.root / file
            dates.files[path] = max(dates.files.get(path, 0), int(time))
    return dates


def newest(site: Site, dates: Dates) -> list[tuple[int, Card]]:
    """The newest cards first, each with its time; none without an address.

    A card that is not committed yet has no time, and is no news.
    """
    if not site.url:
        return []
    cards = [card for page in site.topics for card in page.cards if card.answer]
    dated = [(dates.card(card), card) for card in cards]
    found = sorted(dated, key=lambda item: -item[0])[:NEWEST]
    return [(time, card) for time, card in found if time]


def feed(site: Site, news: list[tuple[int, Card]]) -> str:
    """The feed's XML, of at least one card."""
    root = ElementTree.Element("feed", xmlns="http://www.w3.org/2005/Atom")

    def add(to: ElementTree.Element, tag: str, text: str = "", **kw: str) -> None:
        ElementTree.SubElement(to, tag, kw).text = text or None

    def link(to: ElementTree.Element, rel: str, kind: str, href: str) -> None:
        add(to, "link", rel=rel, type=kind, href=href)

    add(root, "title", site.name)
    add(root, "subtitle", site.description)
    add(root, "id", site.url)
    add(root, "updated", iso(news[0][0]))
    link(root, "self", "application/atom+xml", f"{site.url}feed.xml")
    link(root, "alternate", "text/html", site.url)
    add(ElementTree.SubElement(root, "author"), "name", site.name)
    for time, card in news:
        page, address = card.heading.file, site.card_url(card)
        entry = ElementTree.SubElement(root, "entry")
        add(entry, "title", plain(card.title))
        add(entry, "id", address)
        link(entry, "alternate", "text/html", address)
        add(entry, "updated", iso(time))
        add(entry, "category", term=site.pages[page].title)
        add(entry, "summary", with_code(site.in_full(card.answer, page)), type="html")
    ElementTree.indent(root)
    start = '<?xml version="1.0" encoding="utf-8"?>\n'
    return start + ElementTree.tostring(root, "unicode") + "\n"
