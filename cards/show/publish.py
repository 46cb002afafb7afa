"""What the site offers to those who do not come by its front page.

Search engines, link previews, feed readers and language models are told what the
pages say and what ran:

| what                           | where                                     |
|--------------------------------|-------------------------------------------|
| title, description, Open Graph | the head of each page (`theme/main.html`) |
| questions and answers          | the same, as schema.org's JSON-LD         |
| new and changed cards          | `feed.xml`, Atom (`dates.py`)             |
| each page as Markdown          | `<page>.md`, listed in `llms.txt` (`plain.py`) |
| all of them in one file        | `llms-full.txt`                           |
| each program as it runs        | `snippets/<page>/<card>.py`               |
| each page as a notebook        | `notebooks/<page>.ipynb` (`notebook.py`)  |
"""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from cards.project import Project
from cards.read.model import Card, Page, Program, card_file
from cards.read.source import SourceLine
from cards.run.job import Result
from cards.show import notebook
from cards.show.dates import Dates, dates, iso
from cards.show.export import Entry, Plain

PREVIEW = "assets/card.png"  # one image for all pages
NEWEST = 50  # entries of the feed
SUMMARY = 200  # characters of a description that is taken from the text


class Publication:
    """All that one build publishes beside its pages.

    First `add` each page, in the order they are to be listed; then take each
    one's `head`; last `write` the files. `url` is the site's address, or empty:
    then whatever needs a full address is left out, the feed among it.
    """

    def __init__(
        self,
        project: Project,
        results: Mapping[str, Result],
        url: str = "",
        name: str = "",
        description: str = "",
    ) -> None:
        self.project = project
        self.results = results
        self.url = url.rstrip("/") + "/" if url else ""
        self.name, self.description = name, description
        self.plain = Plain(project, self.url)
        self.entries = self.plain.entries
        self._pages = {page.file: page for page in project.pages}
        self._answers: dict[str, str] = {}

    def add(self, source: Path, url: str, title: str, description: str = "") -> Entry:
        """A page of the site; without a description, its first paragraph is it."""
        page = self._pages.get(source)
        if not description and page:
            description = self._first_paragraph(page)
        told = " ".join((description or self.description).split())
        url = url.removeprefix("./")
        entry = self.entries[source] = Entry(source, url, title, told, page)
        return entry

    def updated(self, entry: Entry) -> str:
        """The day of the last commit to a page or its programs, or nothing."""
        lines = entry.page.lines if entry.page else []
        files = {entry.source, *(line.file for line in lines)}
        newest = max(map(self._dates.file, files))
        return iso(newest)[:10] if newest else ""

    def head(self, source: Path) -> dict[str, Any]:
        """What `theme/main.html` puts into the head of a page."""
        entry = self.entries[source]
        meta = [
            ("property", "og:title", entry.title),
            ("property", "og:description", entry.description),
            ("property", "og:type", "website" if entry.home else "article"),
            ("property", "og:site_name", self.name),
            ("name", "twitter:card", "summary_large_image"),
        ]
        if self.url:
            meta += [
                ("property", "og:url", self.url + entry.url),
                ("property", "og:image", self.url + PREVIEW),
                ("property", "og:image:type", "image/png"),
                ("property", "og:image:alt", f"A card of {self.name}"),
            ]
        alternates = []
        if entry.page:
            path = self.plain.path(entry.source)
            alternates.append(("text/markdown", path, f"{entry.title}, as Markdown"))
        if self._news:
            kind = "application/atom+xml"
            alternates.append((kind, "feed.xml", f"{self.name}: new and changed"))
        own_name = entry.home and entry.title == self.name
        return {
            "title": entry.title if own_name else f"{entry.title} - {self.name}",
            "meta": [tag for tag in meta if tag[2]],
            "alternates": alternates,
            "json_ld": _script(self._questions(entry)),
        }

    def write(self, site_dir: Path) -> None:
        """Write every file of the table above into a built site."""
        for path, program in self._programs():
            _put(site_dir / path, program.text)
        for entry in self.entries.values():
            if entry.page:
                text = self.plain.text(entry, entry)
                _put(site_dir / self.plain.path(entry.source), text)
            if entry.page and notebook.has_one(entry.page):
                book = notebook.notebook(entry, self.plain, self.results)
                _put(site_dir / notebook.path(entry.page), book)
        if full := self.plain.full():
            _put(site_dir / "llms-full.txt", full)
        listed = self.plain.llms(self.name, self.description, bool(full))
        _put(site_dir / "llms.txt", listed)
        if self._news:
            _put(site_dir / "feed.xml", self._feed())

    def _programs(self) -> Iterator[tuple[str, Program]]:
        """Every program of the site's pages, and where it is served."""
        for entry in self.entries.values():
            for program in entry.page.programs if entry.page else []:
                name = program.file.name
                if program.recorded and program.file == entry.source:
                    # it stands in the page itself
                    variant = program.name.partition("__")[2]
                    name = card_file(program.card + (f"__{variant}" * bool(variant)))
                yield f"snippets/{program.page}/{name}", program

    def _first_paragraph(self, page: Page) -> str:
        texts = Card(
            page.name, "", "", SourceLine("", page.file, 1), [], prose=page.prose
        )
        for text in texts.paragraphs():
            if not re.match(r"[<!#|>]|[*+-] |\d+\. ", text):
                told = self.plain.words(text, page.file)
                return textwrap.shorten(told, SUMMARY, placeholder=" …")
        return ""

    # questions and answers

    def _question(self, card: Card) -> str:
        return self.plain.words(card.title, card.heading.file)

    def _answer(self, card: Card) -> str:
        if card.name not in self._answers:
            answer = self.plain.html(card.answer, card.heading.file)
            self._answers[card.name] = answer
        return self._answers[card.name]

    def _card_url(self, card: Card) -> str:
        return f"{self.url}{self.entries[card.heading.file].url}#{card.id}"

    def _questions(self, entry: Entry) -> dict[str, Any]:
        """The page in the words of schema.org, or nothing."""
        about: dict[str, Any] = {"@context": "https://schema.org"}
        address = {"url": self.url + entry.url} if self.url else {}
        if entry.home:
            about |= {"@type": "WebSite", "name": self.name, **address}
            return about | {"description": entry.description}
        if not entry.has_cards:
            return {}
        about |= {"@type": "FAQPage", "name": entry.title, **address}
        about["mainEntity"] = questions = []
        for card in filter(lambda card: card.answer, self.plain.cards(entry)):
            place = {"url": self._card_url(card)} if self.url else {}
            answer = {"@type": "Answer", "text": self._answer(card), **place}
            question = {"@type": "Question", "name": self._question(card), **place}
            questions.append(question | {"acceptedAnswer": answer})
        return about if questions else {}

    # the feed

    @cached_property
    def _dates(self) -> Dates:
        return dates(self.project)

    @cached_property
    def _news(self) -> list[tuple[int, Card]]:
        """The newest cards first, each with the time of its last commit.

        A card that is not committed yet has no time, and is no news.
        """
        if not self.url:
            return []
        pages = [entry for entry in self.entries.values() if entry.has_cards]
        cards = [card for entry in pages for card in self.plain.cards(entry)]
        dated = [(self._dates.card(card), card) for card in cards if card.answer]
        newest = sorted(dated, key=lambda item: -item[0])[:NEWEST]
        return [(time, card) for time, card in newest if time]

    def _feed(self) -> str:
        feed = ElementTree.Element("feed", xmlns="http://www.w3.org/2005/Atom")

        def add(to: ElementTree.Element, tag: str, text: str = "", **kw: str) -> None:
            ElementTree.SubElement(to, tag, kw).text = text or None

        def link(to: ElementTree.Element, rel: str, kind: str, href: str) -> None:
            add(to, "link", rel=rel, type=kind, href=href)

        add(feed, "title", self.name)
        add(feed, "subtitle", self.description)
        add(feed, "id", self.url)
        add(feed, "updated", iso(self._news[0][0]))
        link(feed, "self", "application/atom+xml", f"{self.url}feed.xml")
        link(feed, "alternate", "text/html", self.url)
        add(ElementTree.SubElement(feed, "author"), "name", self.name)
        for time, card in self._news:
            entry = ElementTree.SubElement(feed, "entry")
            add(entry, "title", self._question(card))
            add(entry, "id", self._card_url(card))
            link(entry, "alternate", "text/html", self._card_url(card))
            add(entry, "updated", iso(time))
            add(entry, "category", term=self.entries[card.heading.file].title)
            add(entry, "summary", self._answer(card), type="html")
        ElementTree.indent(feed)
        start = '<?xml version="1.0" encoding="utf-8"?>\n'
        return start + ElementTree.tostring(feed, "unicode") + "\n"


def _script(data: dict[str, Any]) -> str:
    """JSON that may stand inside of a script element: nothing in it ends one."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":")) if data else ""
    return text.replace("<", "\\u003c")


def _put(file: Path, content: str | bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content.encode() if isinstance(content, str) else content)
