"""Every fault of a project: what check finds, and proof that is of other programs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from cards.check.project import check, project_faults
from cards.project import Project
from cards.prove.ledger import stale
from cards.read.source import Fault
from cards.run.job import Result


def faults(project: Project, results: Mapping[str, Result]) -> list[Fault]:
    """All that fails a build, by file and line."""
    return sorted({*check(project, results), *whole(project)})


def whole(project: Project) -> Iterable[Fault]:
    """What is wrong with the project beside its pages."""
    yield from project_faults(project)
    if project.settings.proof:
        yield from stale(project)
