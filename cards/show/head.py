"""What the head of a page tells others: title, Open Graph, questions as JSON-LD."""

from __future__ import annotations

import json
import re
import textwrap
from typing import Any

from cards.read.model import Page, paragraphs
from cards.show.links import Site, SitePage
from cards.show.plain import plain, with_code

PREVIEW = "assets/card.png"  # one image for all pages
SUMMARY = 200  # characters of a description that is taken from the text


class Heads:
    """The heads of a site's pages, whose titles are known by now."""

    def __init__(self, site: Site, feed: bool) -> None:
        self.site, self.feed = site, feed

    def describe(self, entry: SitePage, description: str = "") -> None:
        """Set the description: the given one, the first paragraph, or the site's."""
        if not description and entry.page:
            description = self._first_paragraph(entry.page)
        entry.description = " ".join((description or self.site.description).split())

    def head(self, entry: SitePage) -> dict[str, Any]:
        """What `theme/main.html` puts into the head of a page."""
        site = self.site
        meta = [
            ("property", "og:title", entry.title),
            ("property", "og:description", entry.description),
            ("property", "og:type", "website" if entry.home else "article"),
            ("property", "og:site_name", site.name),
            ("name", "twitter:card", "summary_large_image"),
        ]
        if site.url:
            meta += [
                ("property", "og:url", site.url + entry.url),
                ("property", "og:image", site.url + PREVIEW),
                ("property", "og:image:type", "image/png"),
                ("property", "og:image:alt", f"A card of {site.name}"),
            ]
        alternates = []
        if entry.page:
            path = site.path(entry.source)
            alternates.append(("text/markdown", path, f"{entry.title}, as Markdown"))
        if self.feed:
            kind = "application/atom+xml"
            alternates.append((kind, "feed.xml", f"{site.name}: new and changed"))
        own_name = entry.home and entry.title == site.name
        return {
            "title": entry.title if own_name else f"{entry.title} - {site.name}",
            "meta": [tag for tag in meta if tag[2]],
            "alternates": alternates,
            "json_ld": _script(self._questions(entry)),
        }

    def _first_paragraph(self, page: Page) -> str:
        for text in paragraphs(page.prose):
            if not re.match(r"[<!#|>]|[*+-] |\d+\. ", text):
                told = plain(text)
                return textwrap.shorten(told, SUMMARY, placeholder=" …")
        return ""

    def _questions(self, entry: SitePage) -> dict[str, Any]:
        """The page in the words of schema.org, or nothing."""
        site = self.site
        about: dict[str, Any] = {"@context": "https://schema.org"}
        address = {"url": site.url + entry.url} if site.url else {}
        if entry.home:
            about |= {"@type": "WebSite", "name": site.name, **address}
            return about | {"description": entry.description}
        if not entry.page or entry.page.kind != "cards":
            return {}
        about |= {"@type": "FAQPage", "name": entry.title, **address}
        about["mainEntity"] = questions = []
        for card in filter(lambda c: c.answer, entry.page.cards):
            file = card.heading.file
            place = {"url": site.card_url(card)} if site.url else {}
            told = with_code(site.in_full(card.answer, file))
            answer = {"@type": "Answer", "text": told, **place}
            name = plain(card.title)
            question = {"@type": "Question", "name": name, **place}
            questions.append(question | {"acceptedAnswer": answer})
        return about if questions else {}


def _script(data: dict[str, Any]) -> str:
    """JSON that may stand inside of a script element: nothing in it ends one."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":")) if data else ""
    return text.replace("<", "\\u003c")
