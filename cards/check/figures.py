"""Figures put where the site looks for them, and taken away with their cards."""

from __future__ import annotations

from collections.abc import Mapping

from cards.files import write
from cards.project import Project
from cards.read.model import Card, figure_files
from cards.run.job import Result


def write_figures(project: Project, card: Card, results: Mapping[str, Result]) -> bool:
    """Put a card's figures into `docs/plots`. Returns whether any changed."""
    drawn = [
        svg
        for program in card.programs
        if program.name in results
        for svg in results[program.name].figures
    ]
    names = figure_files(card, len(drawn))
    folder = project.plots / card.page
    changes = [write(folder / n, svg) for n, svg in zip(names, drawn, strict=True)]
    return any(changes)


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
