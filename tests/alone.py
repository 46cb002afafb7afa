"""Which programs are known to run alone, and which are to be run again.

That a program runs in a fresh interpreter is known by its content: the committed
record of proofs says it of the text as it is, or a verdict of an earlier run is
kept in `.cache/cards/alone`. What is not known is run. Of what is, some are run
all the same, drawn by the commit; with `CARDS_WHOLE=1` all are.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Collection, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path

from audit import drawn

from cards.check.compare import same
from cards.files import write
from cards.project import Project
from cards.prove.elsewhere import Record, printed
from cards.run import alone
from cards.run.pool import cores
from cards.run.store import versions

AUDITED = 8  # programs whose verdict is tried again at each commit
TIMEOUT = 600.0  # seconds: the machine may be busy with other things


@dataclass(frozen=True)
class Case:
    """A program, and what it should print; `expected` None: nothing is known."""

    name: str
    text: str
    expected: tuple[str, ...] | None
    fails: bool = False

    def run(self) -> str:
        """What goes wrong when it runs alone, or nothing."""
        return alone.runs_alone(
            self.text, TIMEOUT, self.expected, fails=self.fails, same=same
        )


def cases(project: Project) -> list[Case]:
    """Every program that the site offers to copy."""
    found = []
    for page in project.pages:
        for program in page.programs if page.has_programs else ():
            told = printed(program, project)
            found.append(Case(program.name, program.text, told, program.fails))
    return found


class Verdicts:
    """That programs ran well alone, by all that this depends on."""

    def __init__(self, project: Project) -> None:
        self.folder = project.cache / "alone"
        runner = Path(alone.__file__).read_text("utf-8")
        self.basis = [versions(project.settings), runner]
        self.record = Record(project)

    def known(self, case: Case) -> bool:
        return self.record.knows(case.name, case.text) or self._file(case).exists()

    def keep(self, case: Case) -> None:
        write(self._file(case), case.name + "\n")

    def forget(self, case: Case) -> None:
        self._file(case).unlink(missing_ok=True)

    def _file(self, case: Case) -> Path:
        content = json.dumps([asdict(case), *self.basis])
        return self.folder / hashlib.sha256(content.encode()).hexdigest()[:32]


def judged(
    cases: Collection[Case],
    verdicts: Verdicts,
    by: str,
    whole: bool = False,
    run: Callable[[Case], str] = Case.run,
) -> tuple[list[Case], list[str]]:
    """Run what is not known, and a sample of the rest. What ran, and what is wrong.

    One program a core at once. Only a verdict that a program runs well is kept.
    """
    audited = drawn((case.name for case in cases), by, AUDITED)
    todo = [c for c in cases if whole or c.name in audited or not verdicts.known(c)]

    def judge(case: Case) -> str:
        wrong = run(case)
        (verdicts.forget if wrong else verdicts.keep)(case)
        return f"{case.name} {wrong}" if wrong else ""

    with ThreadPoolExecutor(cores()) as pool:
        found: Sequence[str] = list(pool.map(judge, todo))
    return todo, [wrong for wrong in found if wrong]
