"""Does a program do elsewhere what its page says, and is that on record?

Alone, after a paste, in a fresh interpreter; and in a page's notebook, where its
programs follow one another in one process. What held is committed by the
fingerprint of its words, and is tried anew when these change.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

from cards.check.compare import same
from cards.files import write
from cards.project import Project
from cards.read.model import Program
from cards.run.alone import runs_alone
from cards.run.job import job_of
from cards.run.pool import cores
from cards.run.seeds import fingerprint
from cards.run.store import Store

START = 60.0  # seconds more than the engine's: packages are imported anew


class Record:
    """Names of programs and notebooks, each with the words that held elsewhere."""

    def __init__(self, project: Project) -> None:
        self.file = project.root / (project.settings.elsewhere or "elsewhere.json")
        self.held: dict[str, str] = {}
        with suppress(OSError, ValueError, TypeError):  # no record: all is tried
            self.held = dict(json.loads(self.file.read_text("utf-8")))

    def knows(self, name: str, text: str) -> bool:
        """Whether these words have held."""
        return self.held.get(name) == fingerprint(text)

    def keep(self, texts: Mapping[str, str], wrong: Mapping[str, str]) -> None:
        """Write what held of the texts now; what is `wrong` is struck out."""
        found = {k: fingerprint(t) for k, t in texts.items() if not wrong.get(k)}
        held = {k: v for k, v in self.held.items() if k not in texts} | found
        self.held = dict(sorted(held.items()))
        write(self.file, json.dumps(self.held, indent=0) + "\n")

    def prune(self, names: set[str]) -> None:
        """Strike out what is no more: all but these names."""
        self.held = {k: v for k, v in self.held.items() if k in names}


def printed(program: Program, project: Project) -> tuple[str, ...] | None:
    """What its page says; of a lab, which records nothing, what was stored."""
    if program.recorded:
        return tuple(line for b in program.blocks for line in b.expected or [])
    store = Store(project)
    stored = store.get(store.key(job_of(program, project)))
    return tuple("".join(stored.printed).splitlines()) if stored else None


def run_alone(
    project: Project, programs: Sequence[Program]
) -> Iterator[tuple[Program, str]]:
    """Each program as it ends, in the order given, with what went wrong, or ""."""

    def run(program: Program) -> str:
        settings = project.settings
        limit = settings.timeout if program.recorded else settings.lab_timeout
        expected, fails = printed(program, project), program.fails
        return runs_alone(program.text, limit + START, expected, fails=fails, same=same)

    with ThreadPoolExecutor(cores()) as pool:
        try:
            yield from zip(programs, pool.map(run, programs), strict=True)
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise
