"""The cards as a deck for Anki: one note a card, by topic as tags.

A note is known by the card's name, so that a newer deck updates what was learned
from an older one, and doubles nothing.
"""

from __future__ import annotations

import hashlib
import html
import re
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from cards.read.model import Card
from cards.show.links import Site
from cards.show.plain import as_html

_FIELDS = ("Card", "Question", "Answer", "Picture", "Output", "Link")
_FRONT = "<div class=question>{{Question}}</div>"
_BACK = """{{FrontSide}}<hr id=answer>{{Answer}}{{Picture}}
{{#Output}}<details><summary>What it prints</summary><pre>{{Output}}</pre></details>
{{/Output}}<p class=link>{{Link}}</p>"""
_STYLE = """.card { font: 1.1em/1.5 system-ui, sans-serif; }
.card { max-width: 40em; margin: auto; }
.question { font-weight: 600; font-size: 1.15em; }
img { max-width: 100%; background: #fff; color-scheme: light; }
pre { text-align: left; white-space: pre-wrap; font-size: 0.8em; }
.link { font-size: 0.8em; }"""


def deck(site: Site, report: Callable[[str], None]) -> bytes:
    """The package. A figure that is not there is reported, and left out."""
    import genanki  # takes a tenth of a second, which other commands need not wait

    name = site.name or "Cards"
    model = genanki.Model(
        _number(f"model of {name}"),
        f"{name}: question and answer",
        fields=[{"name": field} for field in _FIELDS],
        templates=[{"name": "Card", "qfmt": _FRONT, "afmt": _BACK}],
        css=_STYLE,
    )
    notes = genanki.Deck(_number(f"deck of {name}"), name, site.description)
    with TemporaryDirectory() as folder:
        package = genanki.Package(notes)
        for page in site.topics:
            for card in page.cards:
                pictures = list(_pictures(card, site, Path(folder), report))
                package.media_files += pictures
                fields = _fields(card, site, pictures)
                guid = genanki.guid_for(name, card.name)
                note = genanki.Note(model, fields, guid=guid, tags=[page.name])
                notes.add_note(note)
        package.write_to_file(made := BytesIO())
    return made.getvalue()


def _fields(card: Card, site: Site, pictures: list[str]) -> list[str]:
    origin = card.heading.file
    answer = as_html(site.in_full(card.answer, origin))
    question = as_html(card.title).removeprefix("<p>").removesuffix("</p>")
    if not site.url:  # then its links lead nowhere from a deck
        answer = re.sub(r"</?a\b[^>]*>", "", answer)
    images = "".join(f'<img src="{Path(picture).name}">' for picture in pictures)
    address = html.escape(site.card_url(card))
    link = f'<a href="{address}">The whole card, with its program</a>'
    return [
        card.name,
        question,
        answer,
        images,
        html.escape("\n".join(card.printed)),
        link if site.url else html.escape(card.name),
    ]


def _pictures(
    card: Card, site: Site, folder: Path, report: Callable[[str], None]
) -> Iterator[str]:
    """Files of the card's first picture, named as no other's: a deck has no folders."""
    for image in card.images[:1]:
        source = card.heading.file.parent / image.target
        copy = folder / re.sub(r"\W+", "-", f"{site.name} {card.name}").strip("-")
        copy = copy.with_name(copy.name + source.suffix)
        try:
            copy.write_bytes(source.read_bytes())
        except OSError as error:
            report(f"{card.name}: no picture in the deck: {error}")
        else:
            yield str(copy)


def _number(name: str) -> int:
    """The same for a name each time, as Anki wants of models and decks."""
    return int(hashlib.sha256(name.encode()).hexdigest()[:8], 16) % 2**30 + 2**30
