"""Paths lead from card to card; each card on one says what comes before and next."""

from __future__ import annotations

import re
from pathlib import Path

from bs4 import BeautifulSoup
from conftest import ROOT

from cards.project import Project
from cards.read.page import parse
from cards.show.paths import cards_of, is_path, steps


def test_the_cards_of_a_path_are_those_it_links_to_in_order_each_once() -> None:
    project = Project.load(ROOT)
    path = next(page for page in project.pages if page.name == "paths/zero")
    cards = [card.name for card in cards_of(path, project)]
    assert is_path(path)
    assert cards[0] == "fundamentals#neuron"
    assert len(cards) == len(set(cards)) > 20
    linked = re.findall(r"\.\./([\w-]+)\.md#([\w-]+)", path.file.read_text("utf-8"))
    assert cards == list(dict.fromkeys(f"{page}#{card}" for page, card in linked))


def test_a_card_knows_its_neighbors_on_each_path() -> None:
    found = steps(Project.load(ROOT))
    first, *_ = found["fundamentals#neuron"]
    assert first.before is None
    assert first.after
    assert first.after.name == "fundamentals#perceptron"
    (back, *_) = found["fundamentals#perceptron"]
    assert back.before
    assert back.before.name == "fundamentals#neuron"
    assert len(found["activations#why-activations"]) > 1  # it is on several


def test_a_page_of_cards_is_no_path(tmp_path: Path) -> None:
    file = tmp_path / "page.md"
    file.write_text("# P\n\n<!--cards:path-->\n\n## Q? { #q }\n\nA.\n", "utf-8")
    assert "cards:path" in parse(file, tmp_path).faults[0].what


def test_the_built_card_links_to_its_path_and_neighbors(built_site: Path) -> None:
    text = (built_site / "fundamentals/index.html").read_text("utf-8")
    soup = BeautifulSoup(text, "html.parser")
    card = soup.find("section", {"aria-labelledby": "perceptron"})
    assert card
    foot = card.find("p", class_="path")
    assert foot
    links = [link["href"] for link in foot.find_all("a")]
    assert links[0] == "../paths/zero/"
    assert links[1] in ("#neuron", "./#neuron")
    assert foot.get_text().startswith("On the path From zero to a trained network")


def test_the_home_page_counts_what_there_is(built_site: Path) -> None:
    text = (built_site / "index.html").read_text("utf-8")
    pages = [page for page in Project.load(ROOT).pages if page.kind == "cards"]
    cards = sum(len(page.cards) for page in pages)
    programs = sum(len(page.programs) for page in pages)
    told = re.search(r"(\d+) cards, (\d+) programs; (\d+) of (\d+) that draw", text)
    assert told
    assert (int(told[1]), int(told[2])) == (cards, programs)
    assert told[3] == told[4]
    assert re.search(r"[\d,]+ of [\d,]+ programs changed at one place", text)
    assert re.search(r"tried with torch 2\.\d+ to 2\.\d+", text)
