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

from cards.check.card import program_faults, run_faults
from cards.check.claims import asserts
from cards.project import Project, Settings
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
    def failed(self) -> dict[int, list[Fault]]:
        """The seeds whose run was not as it should, and what was wrong with it."""
        runs = sorted(self.seeds.items())
        return {k: f for k, r in runs if (f := run_faults(self.program, r))}

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
    # libraries choose their code as they load: in a process of its own, whose
    # server, which programs are forked from, has loaded none of them
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, context) as other:
        ran = other.submit(_run, project.root, list(owners), processor).result()
    for job, result in ran:
        owners[job].processors[processor] = result


def _run(root: Path, jobs: list[Job], processor: str) -> list[tuple[Job, Result]]:
    """The results of jobs of one processor; a dot for each that was run."""
    project, results = Project.load(root), []
    workers = max(1, cores() // project.settings.processors[processor].threads)
    for job, result, stored in ReplicaStore(project).run(jobs, workers=workers):
        results.append((job, result))
        if not stored:
            print(".", end="", flush=True)
    return results


def processors(settings: Settings) -> list[str]:
    """Those of the settings that this machine can imitate."""
    return [
        name
        for name, kind in settings.processors.items()
        if not kind.machines or platform.machine() in kind.machines
    ]


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
