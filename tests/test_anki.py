"""The deck for Anki, read back from its package."""

from __future__ import annotations

import json
import re
import sqlite3
import zipfile
from pathlib import Path

import pytest
from conftest import ROOT

from cards.project import Project
from cards.read.model import Card
from cards.show import anki
from cards.show.links import Site, SitePage

ADDRESS = "https://example.org/site/"


def deck_of(site: Site, file: Path) -> dict[str, dict[str, str]]:
    """The notes of a deck, by the name of their card; `files` are its pictures."""
    told: list[str] = []
    file.write_bytes(anki.deck(site, told.append))
    notes = read(file)
    notes["reports"] = {"all": "\n".join(told)}
    return notes


def read(file: Path) -> dict[str, dict[str, str]]:
    folder = file.with_suffix("")
    with zipfile.ZipFile(file) as package:
        assert package.testzip() is None
        package.extractall(folder)
    media = json.loads((folder / "media").read_text("utf-8"))
    base = sqlite3.connect(folder / "collection.anki2")
    rows = base.execute("select guid, mid, tags, flds from notes").fetchall()
    ids = [row[0] for row in base.execute("select distinct did from cards")]
    base.close()
    names = ("Card", "Question", "Answer", "Picture", "Output", "Link")
    notes = {}
    for guid, model, tags, fields in rows:
        note = dict(zip(names, fields.split("\x1f"), strict=True))
        note |= {"guid": guid, "model": str(model), "tags": tags.strip()}
        notes[note["Card"]] = note | {"deck": str(ids)}
    for number, name in media.items():  # what a picture's name says is in the package
        assert (folder / number).stat().st_size, name
    pictures = re.findall(
        r'src="([^"]+)"', "".join(n["Picture"] for n in notes.values())
    )
    assert sorted(pictures) == sorted(media.values())
    return notes


def small(tmp_path: Path, picture: bool = True, url: str = ADDRESS) -> Site:
    docs = tmp_path / "docs"
    (docs / "plots/page").mkdir(parents=True, exist_ok=True)
    (docs / "page.md").write_text(
        "# Page\n\n## Is $x < y$ & so? { #q }\n\nIt is [so](#q), if `a < b`.\n\n"
        "![A line](plots/page/q.svg)\n\n``` python\nprint('<b>')\n```\n\n"
        "<!--pytest-codeblocks:expected-output-->\n``` text\n<b>\n```\n",
        "utf-8",
    )
    if picture:
        (docs / "plots/page/q.svg").write_text("<svg/>", "utf-8")
    (tmp_path / "mkdocs.yml").write_text("nav: [page.md]\n", "utf-8")
    project = Project.load(tmp_path)
    site = Site(project, {}, url, "A site")
    for page in project.pages:
        if page.file.is_relative_to(docs):
            site.pages[page.file] = SitePage(page.file, "page/", page.title, page)
    return site


def test_a_note_has_question_answer_picture_output_and_link(tmp_path: Path) -> None:
    note = deck_of(small(tmp_path), tmp_path / "deck.apkg")["page#q"]
    assert note["Question"].startswith("Is ")
    assert r"\(x &lt; y\)" in note["Question"]  # as Anki wants its formulas
    address = f"{ADDRESS}page/#q"
    assert f'<a href="{address}">so</a>' in note["Answer"]
    assert "<code>a &lt; b</code>" in note["Answer"]
    assert note["Picture"] == '<img src="A-site-page-q.svg">'
    assert note["Output"] == "&lt;b&gt;"
    assert f'href="{address}"' in note["Link"]
    assert note["tags"] == "page"


def test_a_second_import_finds_the_same_notes(tmp_path: Path) -> None:
    first = deck_of(small(tmp_path), tmp_path / "one.apkg")["page#q"]
    site = small(tmp_path)
    page = tmp_path / "docs/page.md"
    page.write_text(page.read_text("utf-8").replace("It is", "It was"), "utf-8")
    site = Site(Project.load(tmp_path), {}, ADDRESS, "A site", pages=site.pages)
    for entry in site.pages.values():
        entry.page = next(p for p in site.project.pages if p.file == entry.source)
    second = deck_of(site, tmp_path / "two.apkg")["page#q"]
    for known in ("guid", "model", "deck"):
        assert first[known] == second[known]
    assert "It was" in second["Answer"]


def test_a_missing_figure_is_told_and_nothing_else_is_lost(tmp_path: Path) -> None:
    notes = deck_of(small(tmp_path, picture=False), tmp_path / "deck.apkg")
    assert "page#q: no picture in the deck: " in notes["reports"]["all"]
    assert notes["page#q"]["Picture"] == ""
    assert "It is" in notes["page#q"]["Answer"]


def test_a_site_without_an_address_has_no_links(tmp_path: Path) -> None:
    note = deck_of(small(tmp_path, url=""), tmp_path / "deck.apkg")["page#q"]
    assert "href" not in note["Answer"] + note["Link"]
    assert "It is so, if" in note["Answer"]


def test_the_built_site_has_every_card_in_its_deck(
    built_site: Path, tmp_path: Path
) -> None:
    file = tmp_path / "deck.apkg"
    file.write_bytes((built_site / "deck.apkg").read_bytes())
    notes = read(file)
    pages = [page for page in Project.load(ROOT).pages if page.kind == "cards"]
    cards: list[Card] = [card for page in pages for card in page.cards]
    assert notes.keys() == {card.name for card in cards}
    assert len({note["guid"] for note in notes.values()}) == len(cards)
    for card in cards:
        note = notes[card.name]
        assert note["tags"] == card.page
        assert note["Answer"].startswith("<p>")
        assert bool(note["Picture"]) == bool(card.images)


@pytest.mark.parametrize("name", ["model of A", "deck of A"])
def test_ids_are_what_anki_takes(name: str) -> None:
    assert 2**30 <= anki._number(name) < 2**31
    assert anki._number(name) == anki._number(name)
