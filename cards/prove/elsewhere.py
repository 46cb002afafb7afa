"""Does a program do elsewhere what its page says, and is that on record?

Alone, after a paste, in a fresh interpreter; and in a page's notebook, where its
programs follow one another in one process. What held is committed by the
fingerprint of its words, and is tried anew when these change.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from cards.check.compare import same
from cards.files import table, trusted, write
from cards.project import Project
from cards.read.model import Program
from cards.run.alone import runs_alone
from cards.run.job import job_of
from cards.run.pool import cores
from cards.run.seeds import fingerprint
from cards.run.store import Store

START = 60.0  # seconds more than the engine's: packages are imported anew


class Record:
    """Names of programs, ideas and notebooks, each with the words that held."""

    def __init__(self, project: Project) -> None:
        self.file = project.record("elsewhere")
        self.held = self._read()

    def _read(self) -> dict[str, str]:
        return trusted(self.file, "what held elsewhere", table)

    def knows(self, name: str, text: str) -> bool:
        """Whether these words have held."""
        return self.held.get(name) == fingerprint(text)

    def keep(
        self, texts: Mapping[str, str], wrong: Mapping[str, str], names: set[str]
    ) -> None:
        """Write what held of the texts now; what is `wrong` is struck out.

        So is what is no more: all that is not among the `names`. The file is read
        anew, for another process may have written it since.
        """
        self.held = self._read()
        found = {k: fingerprint(t) for k, t in texts.items() if not wrong.get(k)}
        others = {k: v for k, v in self.held.items() if k in names - texts.keys()}
        self.held = dict(sorted((others | found).items()))
        write(self.file, json.dumps(self.held, indent=0) + "\n")


@dataclass(frozen=True)
class Paste:
    """What a reader can copy: a program, or the idea that it begins with.

    `expected` is what the page says that it prints; None where nothing is known.
    """

    name: str
    text: str
    expected: tuple[str, ...] | None
    fails: bool = False

    def run(self, timeout: float) -> str:
        """Run it alone, for so many seconds at most; what goes wrong, or nothing."""
        return runs_alone(
            self.text, timeout, self.expected, fails=self.fails, same=_same
        )


def _same(told: list[str], printed: list[str]) -> bool:
    """As on the page, which leaves out empty lines between the parts' outputs."""
    return same(list(filter(None, told)), list(filter(None, printed)))


def pastes(project: Project, programs: Iterable[Program]) -> list[Paste]:
    """Each program, and of one in parts its first part, the idea."""
    store = Store(project)
    found = []
    for program in programs:
        told: tuple[str, ...] | None = None
        if program.recorded:
            told = tuple(x for b in program.blocks for x in b.expected or [])
        elif stored := store.get(store.key(job_of(program, project))):
            told = tuple("".join(stored.printed).splitlines())
        found.append(Paste(program.name, program.text, told, program.fails))
        if program.recorded and len(program.blocks) > 1:
            first = program.blocks[0].expected
            told = None if first is None else tuple(first)
            found.append(Paste(f"{program.name}:idea", program.idea, told))
    return found


def run_alone(project: Project, todo: Sequence[Paste]) -> Iterator[tuple[Paste, str]]:
    """Each in the order given, as it ends, with what went wrong, or ""."""
    timeout = project.settings.lab_timeout + START
    with ThreadPoolExecutor(cores()) as pool:
        try:
            ran = pool.map(lambda paste: paste.run(timeout), todo)
            yield from zip(todo, ran, strict=True)
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise
