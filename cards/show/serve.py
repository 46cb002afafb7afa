"""While serving nothing waits: results come in the background, pages say so."""

from __future__ import annotations

import logging
import os
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from cards.check.card import card_faults
from cards.files import write
from cards.project import Project
from cards.read.model import Card, Page, Program
from cards.run.job import Result, job_of
from cards.run.pool import Stopped
from cards.run.store import Store

log = logging.getLogger("mkdocs.plugins.cards")

WAITING = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="389pt" height="230pt" '
    'viewBox="0 0 389 230"><text x="194" y="115" text-anchor="middle" '
    'fill="gray" font-family="sans-serif" font-size="12">running …</text></svg>\n'
)


class Background:
    """Programs that run while pages are served, nothing twice at a time.

    `memory` holds what the store keeps for this process alone.
    """

    def __init__(self) -> None:
        self.memory: dict[str, Result] = {}
        self._running: set[str] = set()
        self._lock = threading.Lock()
        self._stop = threading.Event()
        self._ended = threading.Event()  # some did, and that is not told yet

    def results(self, store: Store, programs: Sequence[Program]) -> dict[str, Result]:
        """What is stored; the other programs are started."""
        keys = {p.name: store.key(job_of(p, store.project)) for p in programs}
        stored = ((name, store.get(key)) for name, key in keys.items())
        results = {name: result for name, result in stored if result}
        with self._lock:
            missing = [
                program
                for program in programs
                if program.name not in results
                and keys[program.name] not in self._running
            ]
            self._running |= {keys[program.name] for program in missing}
        if missing:
            log.info(f"running {len(missing)} programs in the background")
            run = threading.Thread(
                target=self._run, args=(store, missing, keys), daemon=True
            )
            run.start()
        return results

    def _run(
        self, store: Store, programs: Sequence[Program], keys: Mapping[str, str]
    ) -> None:
        try:
            found = store.results(programs, stop=self._stop)
            for done, (program, result, _) in enumerate(found, 1):
                report(done, len(programs), program, result)
                with self._lock:
                    self._running.discard(keys[program.name])
                self._ended.set()
        except Stopped:
            pass
        except Exception:  # a thread's error would go unseen
            log.exception("the programs could not be run")

    def tell(self, finished: Path, watching: Callable[[], bool]) -> None:
        """Change a file whenever programs have ended, once that is seen by anyone.

        Those are told that ended before it was `watching`, during the first build.
        """

        def run() -> None:
            while not watching():
                time.sleep(0.05)
            while self._ended.wait():
                self._ended.clear()
                write(finished, str(time.time_ns()))

        threading.Thread(target=run, daemon=True).start()

    def stop(self) -> None:
        self._stop.set()


def report(done: int, of: int, program: Program, result: Result) -> None:
    log.info(f"[{done:3}/{of}] {program.name} {result.seconds:.1f} s")


def states(
    project: Project, page: Page, results: Mapping[str, Result]
) -> dict[str, str]:
    """What a reader should know of cards that have not held (yet), by their ids."""
    told = {}
    for card in page.cards:
        if not ran(card, results):
            told[card.id] = "This program is still running …"
            continue
        faults = card_faults(project, page, card, results)
        faults += [fault for fault in page.faults if fault.card == card.id]
        if faults:
            told[card.id] = "\n".join(fault.show(project.root) for fault in faults)
    return told


def ran(card: Card, results: Mapping[str, Result]) -> bool:
    return all(program.name in results for program in card.programs)


def hold_places(project: Project, card: Card) -> None:
    """A picture that says so in place of each figure that is still to be drawn."""
    for image in card.images:
        file = Path(os.path.normpath(card.heading.file.parent / image.target))
        if file.is_relative_to(project.plots) and not file.exists():
            write(file, WAITING)
