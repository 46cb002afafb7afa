"""Figures put where the site looks for them, and taken away with their cards."""

from __future__ import annotations

from collections.abc import Mapping

from cards.files import write
from cards.project import Project
from cards.read.model import Card, figure_files
from cards.run.job import Result


def figures(card: Card, results: Mapping[str, Result]) -> dict[str, str]:
    """A card's figures, so far as they are drawn, by the names of their files."""
    ran = [results[p.name] for p in card.programs if p.name in results]
    drawn = [svg for result in ran for svg in result.figures]
    return dict(zip(figure_files(card, len(drawn)), drawn, strict=True))


def write_figures(project: Project, card: Card, results: Mapping[str, Result]) -> None:
    """Put a card's figures into `docs/plots`."""
    for name, svg in figures(card, results).items():
        write(project.plots / card.page / name, svg)


def remove_stale_figures(project: Project) -> None:
    """Remove the figures of cards that are no more."""
    shown = {
        (image.line.file.parent / image.target).resolve()
        for page in project.pages
        for card in page.cards
        for image in card.images
    }
    for file in project.plots.rglob("*.svg"):
        if file.resolve() not in shown:
            file.unlink()
