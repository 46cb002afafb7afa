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
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import islice
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


@dataclass(frozen=True, eq=False)
class MutantRun:
    """One mutant of one program, to be run or done."""

    program: Program
    mutant: Mutant
    unchanged: Result  # of the program itself

    def job(self, project: Project) -> Job:
        limit = max(SHORTEST, FACTOR * self.unchanged.seconds)
        plain = job_of(self.program, project)
        return replace(plain, text=self.mutant.text, timeout=limit)

    @property
    def place(self) -> SourceLine:
        return self.program.lines[self.mutant.line - 1]

    @property
    def diff(self) -> str:
        """The changed statement, before and after."""
        before = textwrap.indent(self.mutant.before, "-    ")
        return before + "\n" + textwrap.indent(self.mutant.after, "+    ")

    def caught_by(self, result: Result) -> str:
        """What told that the program had changed, or nothing if it survives."""
        error = result.error
        if error and not self.program.fails:
            return error.kind if error.kind in ("assertion", "time") else "error"
        if result.notes or len(result.figures) != len(self.unchanged.figures):
            return "note"
        return "output" if program_faults(self.program, result) else ""


Verdicts = Mapping[MutantRun, str]  # what caught each; "" if it survives


def try_mutants(
    project: Project, programs: Sequence[Program], sample: int = SAMPLE
) -> tuple[dict[MutantRun, str], list[Program]]:
    """Run mutants of the programs (all where `sample` is 0); what caught each.

    Also the programs that fail unchanged, of whose mutants nothing can be said.
    """
    unchanged = {p.name: r for p, r, _ in Store(project).results(programs)}
    failing = [p for p in programs if program_faults(p, unchanged[p.name])]
    for program in failing:
        print(f"{program.name} fails unchanged: check it first", file=sys.stderr)
    store = MutantStore(project)
    runs: dict[Job, MutantRun] = {}
    for program in programs:
        if program not in failing:
            for mutant in drawn(program.text, sample):
                run = MutantRun(program, mutant, unchanged[program.name])
                runs[run.job(project)] = run
    verdicts: dict[MutantRun, str] = {}
    started, ran = time.perf_counter(), 0
    for job, result, stored in store.run(runs):
        run = runs[job]
        verdicts[run] = run.caught_by(result)
        if not stored:
            ran += 1
            told = f"{run.program.name:40} line {run.place.number:3} {run.mutant.kind}"
            seconds = f"{result.seconds:5.1f} s"
            print(f"[{len(verdicts):3}/{len(runs)}]", f"{told:60}", seconds, end="  ")
            print(verdicts[run] or "survives", flush=True)
    seconds = f"{time.perf_counter() - started:.1f} s"
    print(f"{len(runs)} mutants: {ran} run, {len(runs) - ran} stored, {seconds}")
    store.prune()
    return {run: verdicts[run] for run in runs.values()}, failing


def drawn(text: str, size: int) -> list[Mutant]:
    """Some of a program's mutants, in order; which ones follows from its words.

    The same on each call and machine, and others once a word has changed. All of
    them where `size` is 0.
    """
    found = list(enumerate(mutants(text)))
    if size:
        words = fingerprint(text)
        order = {i: hashlib.sha256(f"{words} {i}".encode()).digest() for i, _ in found}
        found = sorted(found, key=lambda pair: order[pair[0]])
    chosen = islice(_whole(found), size or None)
    return [mutant for _, mutant in sorted(chosen, key=lambda pair: pair[0])]


def _whole(found: list[tuple[int, Mutant]]) -> Iterator[tuple[int, Mutant]]:
    for i, mutant in found:
        with suppress(SyntaxError):
            ast.parse(mutant.text)
            yield i, mutant


def survivors(verdicts: Verdicts, root: Path) -> str:
    """Where nothing noticed a change, and the statement before and after."""
    lines = []
    for run, verdict in verdicts.items():
        if not verdict:
            file = run.place.file.relative_to(root).as_posix()
            lines.append(
                f"\n{file}:{run.place.number} [{run.program.card}] survives\n{run.diff}"
            )
    return "\n".join(lines)


def table(verdicts: Verdicts, least: float = MIN_CAUGHT) -> tuple[str, list[str]]:
    """What caught how many, by card and page; and the pages below `least`."""
    heads = "".join(f"{name:>10}" for name in ("mutants", "caught", *CAUGHT))
    lines, low = [f"{'':44}{heads}"], []

    def row(name: str, some: Sequence[str]) -> float:
        counts = Counter(some)
        numbers = [len(some), len(some) - counts[""], *(counts[k] for k in CAUGHT)]
        share = 1 - counts[""] / len(some)
        cells = "".join(f"{n:>10}" for n in numbers)
        lines.append(f"{name:44}{cells}{share:8.0%}")
        return share

    for page in dict.fromkeys(run.program.page for run in verdicts):
        mine = {run: v for run, v in verdicts.items() if run.program.page == page}
        for name in dict.fromkeys(run.program.name for run in mine):
            row(name, [v for run, v in mine.items() if run.program.name == name])
        share = row(f"{page}, together", list(mine.values()))
        if share < least:
            low.append(page)
            what = f"{page}: {share:.1%} of its mutants are caught, not {least:.0%}"
            print(what, file=sys.stderr)
    return "\n".join(lines), low
