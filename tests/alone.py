"""Which programs are known to run alone, and which are to be run again.

That a program runs in a fresh interpreter is known by its content: the committed
record of proofs says it of the text as it is, or a verdict of an earlier run is
kept in `.cache/cards/alone`. What is not known is run. Of what is, some are run
all the same, drawn by the commit; with `CARDS_WHOLE=1` all are.
"""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from cards.check.compare import same
from cards.files import write
from cards.project import Project
from cards.read.model import Program
from cards.run import alone
from cards.run.job import job_of
from cards.run.pool import cores
from cards.run.seeds import fingerprint
from cards.run.store import Store, versions

AUDITED = 8  # programs whose verdict is tried again at each commit
TIMEOUT = 600.0  # seconds: the machine may be busy with other things


@dataclass(frozen=True)
class Case:
    """A program, and what it should print; `expected` None: nothing is known."""

    name: str
    text: str
    expected: tuple[str, ...] | None
    fails: bool = False

    @property
    def hash(self) -> str:
        """As the record of proofs names the text."""
        return fingerprint(self.text)

    def run(self) -> str:
        """What goes wrong when it runs alone, or nothing."""
        return alone.runs_alone(
            self.text, TIMEOUT, self.expected, fails=self.fails, same=same
        )


def cases(project: Project) -> list[Case]:
    """Every program that the site offers to copy."""
    store = Store(project)
    found = []
    for page in project.pages:
        for program in page.programs if page.has_programs else ():
            printed = _printed(program, store, project)
            found.append(Case(program.name, program.text, printed, program.fails))
    return found


def _printed(
    program: Program, store: Store, project: Project
) -> tuple[str, ...] | None:
    """What its page says; of a lab, which records nothing, what was stored."""
    if program.recorded:
        return tuple(line for b in program.blocks for line in b.expected or [])
    stored = store.get(store.key(job_of(program, project)))
    return tuple("".join(stored.printed).splitlines()) if stored else None


class Verdicts:
    """That programs ran well alone, by all that this depends on."""

    def __init__(self, project: Project) -> None:
        self.folder = project.cache / "alone"
        runner = Path(alone.__file__).read_text("utf-8")
        self.basis = [versions(project.settings), runner]
        file = project.root / (project.settings.proof or "proof.json")
        text = file.read_text("utf-8") if file.is_file() else "{}"
        self.recorded: Mapping[str, Mapping[str, object]] = json.loads(text)

    def known(self, case: Case) -> bool:
        entry = self.recorded.get(case.name, {})
        recorded = entry.get("alone") is True and entry.get("program") == case.hash
        return recorded or self._file(case).exists()

    def keep(self, case: Case) -> None:
        write(self._file(case), case.name + "\n")

    def forget(self, case: Case) -> None:
        self._file(case).unlink(missing_ok=True)

    def _file(self, case: Case) -> Path:
        content = json.dumps([asdict(case), *self.basis])
        return self.folder / hashlib.sha256(content.encode()).hexdigest()[:32]


def commit(root: Path) -> str:
    """What the sample is drawn by: the commit, or else the day."""
    command = ["git", "rev-parse", "HEAD"]
    try:
        said = subprocess.run(command, cwd=root, capture_output=True, encoding="utf-8")
    except FileNotFoundError:
        return datetime.now(UTC).date().isoformat()
    return said.stdout.strip() or datetime.now(UTC).date().isoformat()


def drawn(names: Iterable[str], by: str, count: int = AUDITED) -> set[str]:
    """As many of these names, others for each commit."""
    place = {name: hashlib.sha256(f"{by} {name}".encode()).digest() for name in names}
    return set(sorted(place, key=place.__getitem__)[:count])


def judged(
    cases: Collection[Case],
    verdicts: Verdicts,
    by: str,
    whole: bool = "CARDS_WHOLE" in os.environ,
    run: Callable[[Case], str] = Case.run,
) -> tuple[list[Case], list[str]]:
    """Run what is not known, and a sample of the rest. What ran, and what is wrong.

    One program a core at once. Only a verdict that a program runs well is kept.
    """
    audited = drawn((case.name for case in cases), by)
    todo = [c for c in cases if whole or c.name in audited or not verdicts.known(c)]

    def judge(case: Case) -> str:
        wrong = run(case)
        (verdicts.forget if wrong else verdicts.keep)(case)
        return f"{case.name} {wrong}" if wrong else ""

    with ThreadPoolExecutor(cores()) as pool:
        found: Sequence[str] = list(pool.map(judge, todo))
    return todo, [wrong for wrong in found if wrong]
