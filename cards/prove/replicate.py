"""Do the claims hold for other seeds, and on other processors?

Each program is run again and again, every seed in it moved by a number that
follows from its own words. What it prints may differ; its assertions are bound to
hold. Then, unmoved, as other machines would run it; there it must print the same.
"""

from __future__ import annotations

import multiprocessing
import platform
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field, replace
from pathlib import Path

from cards.check.card import program_faults
from cards.check.claims import asserts
from cards.project import Processor, Project, Settings
from cards.read.model import Program
from cards.read.source import Fault
from cards.run.assertions import REWRITER
from cards.run.job import Job, Result, job_of
from cards.run.pool import cores
from cards.run.seeds import shift_of
from cards.run.store import Store

NATIVE = "native"  # this machine's processor, as it is


class ReplicaStore(Store):
    """Results of replications, which last as long as what a run rests on."""

    def __init__(self, project: Project) -> None:
        settings = project.settings  # the rewriter is not imported by each program
        settings = replace(settings, preload=(*settings.preload, REWRITER))
        super().__init__(replace(project, settings=settings))
        self.folder = project.cache / "proof"


@dataclass
class Replication:
    """What is known of one program: results by number of the seed, and by processor.

    The seeds of number 0 are the program's own. `random` is False where nothing in
    the program is; it is run once.
    """

    program: Program
    seeds: dict[int, Result] = field(default_factory=dict)
    processors: dict[str, Result] = field(default_factory=dict)

    @property
    def random(self) -> bool:
        return self.seeds[0].random

    @property
    def failed(self) -> dict[int, list[tuple[int, str]]]:
        """The seeds whose run was not as it should: (line, what) each."""
        runs = sorted(self.seeds.items())
        return {k: t for k, r in runs if (t := _trouble(self.program, r))}

    @property
    def held(self) -> int:
        return len(self.seeds) - len(self.failed)

    def faults(self, processor: str) -> list[Fault]:
        """What is wrong on one processor, where what is printed counts."""
        return program_faults(self.program, self.processors[processor])

    @property
    def processors_held(self) -> list[str]:
        """On which processors the claims hold, and the printed digits, too."""
        return sorted(name for name in self.processors if not self.faults(name))


def _trouble(program: Program, result: Result) -> list[tuple[int, str]]:
    """What is wrong with a run whatever it prints."""
    found = list(result.notes)
    error = result.error
    if error and (not program.fails or not result.lasting):
        found.append((error.line, error.message.removeprefix("AssertionError: ")))
    if program.fails and not error:
        found.append((program.lines[-1].number, "is marked to fail but does not"))
    return found


def replicate(
    project: Project, programs: Sequence[Program], seeds: int, salt: str = ""
) -> Iterator[Replication]:
    """Each program with its runs for as many seeds, as it is done.

    With a `salt` they are others, beside the program's own. What was run before is
    not run again.
    """
    store = ReplicaStore(project)
    found = {program.name: Replication(program) for program in programs}

    def job(program: Program, k: int) -> Job:
        shift = shift_of(program.text, k, salt)
        return job_of(program, project).replicated(project.settings, NATIVE, shift)

    first = {job(program, 0): found[program.name] for program in programs}
    for ran, result, _ in store.run(first):
        first[ran].seeds[0] = first[ran].processors[NATIVE] = result
    rest: dict[Job, tuple[Replication, int]] = {}
    last = seeds if salt else seeds - 1
    for one in found.values():
        others = range(1, last + 1) if one.random and one.seeds[0].lasting else ()
        if not others:
            yield one
        rest |= {job(one.program, k): (one, k) for k in others}
    for ran, result, _ in store.run(rest):
        one, k = rest[ran]
        one.seeds[k] = result
        if len(one.seeds) == last + 1:
            yield one


def imitate(project: Project, found: Sequence[Replication], processor: str) -> None:
    """Add the runs of programs as another processor runs them."""
    owners = {
        job_of(one.program, project).replicated(project.settings, processor): one
        for one in found
    }
    for job, result in _as(project, list(owners), processor):
        owners[job].processors[processor] = result


def processors(settings: Settings) -> list[str]:
    """Those of the settings that this machine can imitate."""
    return [
        name
        for name, kind in settings.processors.items()
        if not kind.machines or platform.machine() in kind.machines
    ]


def _as(
    project: Project, jobs: list[Job], processor: str, elsewhere: bool = False
) -> list[tuple[Job, Result]]:
    """The results of jobs of one processor; a dot for each that was run."""
    store = ReplicaStore(project)
    kind = project.settings.processors.get(processor, Processor())
    stored = all(store.get(store.key(job)) for job in jobs)
    if kind.environment and not stored and not elsewhere:
        # libraries choose their code as they load: in a process of its own,
        # whose server, which programs are forked from, has loaded none of them
        context = multiprocessing.get_context("spawn")
        with ProcessPoolExecutor(1, context) as other:
            return other.submit(_elsewhere, project.root, jobs, processor).result()
    results = []
    for job, result, known in store.run(jobs, workers=max(1, cores() // kind.threads)):
        results.append((job, result))
        if not known:
            print(".", end="", flush=True)
    return results


def _elsewhere(root: Path, jobs: list[Job], processor: str) -> list[tuple[Job, Result]]:
    return _as(Project.load(root), jobs, processor, elsewhere=True)


def unclaimed(found: Sequence[Replication]) -> set[str]:
    """The names of the programs of cards that assert nothing in any program."""
    claiming = {one.program.card_name for one in found if asserts(one.program)}
    silent = (one.program for one in found if one.program.card_name not in claiming)
    return {program.name for program in silent}


def holds(found: Sequence[Replication]) -> bool:
    """Whether every claim stands."""
    return not unclaimed(found) and all(
        not one.failed and not set(one.processors) - set(one.processors_held) - {NATIVE}
        for one in found
    )
