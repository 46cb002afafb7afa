"""Would a card notice if its program were wrong? Its mutants are run.

One is caught if it fails, is told of by the engine, or prints something else than
its page says. One that survives shows a line that no assertion and no printed digit
rests on, or a change that means nothing (the rules cannot know which).

No tool does it: those there are change functions of modules and run a test suite
for each; a card is a script, and its printed digits are half of its claim.
"""

from __future__ import annotations

import ast
import hashlib
import sys
import textwrap
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import groupby, islice
from pathlib import Path

from cards.check.card import program_faults
from cards.project import Project
from cards.prove.ledger import MIN_CAUGHT
from cards.prove.mutate import Mutant, mutants
from cards.read.model import Program
from cards.read.source import SourceLine
from cards.run.job import Job, Result, job_of
from cards.run.seeds import fingerprint
from cards.run.store import Store

SAMPLE = 20  # mutants a program
SHORTEST, FACTOR = 20.0, 10  # time-out: seconds, and times what the program takes
CAUGHT = ("assertion", "error", "output", "note", "time")


class MutantStore(Store):
    """Results of mutants: a time-out is a verdict, of figures their number counts."""

    def __init__(self, project: Project) -> None:
        super().__init__(project)
        self.folder = project.cache / "mutants"

    def put(self, key: str, job: Job, result: Result) -> None:
        figures = [""] * len(result.figures)
        super().put(key, job, replace(result, lasting=True, figures=figures))


@dataclass
class Tried:
    """One mutant of one program: what told of it, and where it was changed.

    `caught_by` is one of `CAUGHT`, or nothing where the mutant survives.
    """

    program: Program
    mutant: Mutant
    caught_by: str = ""

    @property
    def place(self) -> SourceLine:
        return self.program.lines[self.mutant.line - 1]


def try_mutants(
    project: Project, programs: Sequence[Program], sample: int = SAMPLE
) -> tuple[list[Tried], list[Program]]:
    """Run mutants of the programs (all where `sample` is 0); what caught each.

    Also the programs that fail unchanged, of whose mutants nothing can be said.
    """
    unchanged = {p.name: r for p, r, _ in Store(project).results(programs)}
    failing = [p for p in programs if program_faults(p, unchanged[p.name])]
    for program in failing:
        print(f"{program.name} fails unchanged: check it first", file=sys.stderr)
    store = MutantStore(project)
    runs: dict[Job, Tried] = {}
    for program in programs:
        limit = max(SHORTEST, FACTOR * unchanged[program.name].seconds)
        plain = replace(job_of(program, project), timeout=limit)
        for mutant in drawn(program.text, sample) if program not in failing else ():
            runs[replace(plain, text=mutant.text)] = Tried(program, mutant)
    started, ran = time.perf_counter(), 0
    for done, (job, result, stored) in enumerate(store.run(runs), 1):
        one = runs[job]
        one.caught_by = _caught_by(one.program, result, unchanged[one.program.name])
        if not stored:
            ran += 1
            told = f"{one.program.name:40} line {one.place.number:3} {one.mutant.kind}"
            seconds = f"{result.seconds:5.1f} s"
            print(f"[{done:3}/{len(runs)}]", f"{told:60}", seconds, end="  ")
            print(one.caught_by or "survives", flush=True)
    seconds = f"{time.perf_counter() - started:.1f} s"
    print(f"{len(runs)} mutants: {ran} run, {len(runs) - ran} stored, {seconds}")
    store.prune()
    return list(runs.values()), failing


def _caught_by(program: Program, result: Result, unchanged: Result) -> str:
    """What told that a program had changed; nothing if nothing did."""
    error = result.error
    if error and not program.fails:
        return error.kind if error.kind in ("assertion", "time") else "error"
    if result.notes or len(result.figures) != len(unchanged.figures):
        return "note"
    return "output" if program_faults(program, result) else ""


def drawn(text: str, size: int) -> list[Mutant]:
    """Some of a program's mutants, in order; which ones follows from its words.

    The same on each call and machine, and others once a word has changed. All of
    them where `size` is 0.
    """
    words = fingerprint(text)

    def order(pair: tuple[int, Mutant]) -> bytes:
        return hashlib.sha256(f"{words} {pair[0]}".encode()).digest()

    found = sorted(enumerate(mutants(text)), key=order)
    chosen = islice(_whole(found), size or None)
    return [mutant for _, mutant in sorted(chosen, key=lambda pair: pair[0])]


def _whole(found: list[tuple[int, Mutant]]) -> Iterator[tuple[int, Mutant]]:
    for i, mutant in found:
        with suppress(SyntaxError):
            ast.parse(mutant.text)
            yield i, mutant


def tell(tried: Sequence[Tried], root: Path, least: float = MIN_CAUGHT) -> list[str]:
    """Print what survived, and what caught how many; the pages below `least`."""
    for one in tried:
        if not one.caught_by:
            file = one.place.file.relative_to(root).as_posix()
            print(f"\n{file}:{one.place.number} [{one.program.card}] survives")
            print(textwrap.indent(one.mutant.before, "-    "))
            print(textwrap.indent(one.mutant.after, "+    "))
    heads = "".join(f"{name:>10}" for name in ("mutants", "caught", *CAUGHT))
    print(f"{'':44}{heads}")
    low = []
    for page, mine in groupby(tried, key=lambda one: one.program.page):
        together = list(mine)
        for name, some in groupby(together, key=lambda one: one.program.name):
            _row(name, list(some))
        share = _row(f"{page}, together", together)
        if share < least:
            low.append(page)
            what = f"{page}: {share:.1%} of its mutants are caught, not {least:.0%}"
            print(what, file=sys.stderr)
    return low


def _row(name: str, some: Sequence[Tried]) -> float:
    """Print how many were caught, and by what; the share of those that were."""
    counts = Counter(one.caught_by for one in some)
    numbers = [len(some), len(some) - counts[""], *(counts[k] for k in CAUGHT)]
    share = 1 - counts[""] / len(some)
    print(f"{name:44}{''.join(f'{n:>10}' for n in numbers)}{share:8.0%}")
    return share
