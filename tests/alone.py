"""Which programs are known to run alone, and which are to be run again.

That a program runs in a fresh interpreter is known by its content: the committed
record of what holds elsewhere says it of the text as it is, or a verdict of an
earlier run is kept in `.cache/cards/alone`. What is not known is run. Of what is,
some are run all the same, drawn by the commit; with `CARDS_WHOLE=1` all are.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Collection, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from pathlib import Path

from audit import drawn

from cards.files import write
from cards.project import Project
from cards.prove.elsewhere import Paste, Record, pastes
from cards.run import alone
from cards.run.pool import cores
from cards.run.store import versions

AUDITED = 8  # programs whose verdict is tried again at each commit
TIMEOUT = 600.0  # seconds: the machine may be busy with other things


def offered(project: Project) -> list[Paste]:
    """All that the site offers to copy."""
    pages = [page for page in project.pages if page.has_programs]
    return pastes(project, [p for page in pages for p in page.programs])


def run(paste: Paste) -> str:
    return paste.run(TIMEOUT)


class Verdicts:
    """That programs ran well alone, by all that this depends on."""

    def __init__(self, project: Project) -> None:
        self.folder = project.cache / "alone"
        runner = Path(alone.__file__).read_text("utf-8")
        self.basis = [versions(project.settings), runner]
        self.record = Record(project)

    def known(self, case: Paste) -> bool:
        return self.record.knows(case.name, case.text) or self._file(case).exists()

    def keep(self, case: Paste) -> None:
        write(self._file(case), case.name + "\n")

    def forget(self, case: Paste) -> None:
        self._file(case).unlink(missing_ok=True)

    def _file(self, case: Paste) -> Path:
        content = json.dumps([asdict(case), *self.basis])
        return self.folder / hashlib.sha256(content.encode()).hexdigest()[:32]


def judged(
    cases: Collection[Paste],
    verdicts: Verdicts,
    by: str,
    whole: bool = False,
    run: Callable[[Paste], str] = run,
) -> tuple[list[Paste], list[str]]:
    """Run what is not known, and a sample of the rest. What ran, and what is wrong.

    One program a core at once. Only a verdict that a program runs well is kept.
    """
    audited = drawn((case.name for case in cases), by, AUDITED)
    todo = [c for c in cases if whole or c.name in audited or not verdicts.known(c)]

    def judge(case: Paste) -> str:
        wrong = run(case)
        (verdicts.forget if wrong else verdicts.keep)(case)
        return f"{case.name} {wrong}" if wrong else ""

    with ThreadPoolExecutor(cores()) as pool:
        found: Sequence[str] = list(pool.map(judge, todo))
    return todo, [wrong for wrong in found if wrong]
