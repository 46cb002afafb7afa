"""Do the claims hold for other seeds, and on other processors?

Each program is run again and again, every seed in it moved by a number that is
another each time. What it prints may differ; its assertions are bound to hold.
Then, unmoved, as other machines would run it; there it must print the same.
"""

from __future__ import annotations

import ast
import multiprocessing
import platform
import textwrap
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field, replace
from pathlib import Path

from cards.check.card import program_faults
from cards.project import Processor, Project, Settings
from cards.read.model import Program
from cards.read.source import Fault
from cards.run.assertions import REWRITER, can_fail
from cards.run.job import Job, Result, job_of
from cards.run.pool import cores, execute
from cards.run.store import Store

STEP = 1_000_003  # between two shifts: more than the seeds of any program span
NATIVE, FLOAT64 = "native", "float64"


def assertions(program: Program) -> list[ast.Assert]:
    """Those of a program that can fail. Raises SyntaxError where it is no Python."""
    tree = ast.parse(program.text)
    found = [node for node in ast.walk(tree) if isinstance(node, ast.Assert)]
    return sorted(filter(can_fail, found), key=lambda node: node.lineno)


def asserts(program: Program) -> bool:
    """Whether a program has an assertion that can fail, or is meant to fail."""
    try:
        return program.fails or bool(assertions(program))
    except SyntaxError:
        return True  # told by its run


class ProofStore(Store):
    """Results of proofs, which last as long as what a run rests on."""

    def __init__(self, project: Project) -> None:
        super().__init__(project)
        self.folder = project.cache / "proof"


@dataclass
class Proof:
    """What is known of one program: results by number of the shift, and by setting.

    `random` is False where nothing in the program is; it is run once.
    """

    program: Program
    text: str
    shifts: dict[int, Result] = field(default_factory=dict)
    settings: dict[str, Result] = field(default_factory=dict)

    @property
    def random(self) -> bool:
        return self.shifts[0].random

    @property
    def failed(self) -> dict[int, list[tuple[int, str]]]:
        """The shifts whose run was not as it should: (line, what) each."""
        shifts = sorted(self.shifts.items())
        return {k: t for k, r in shifts if (t := _trouble(self.program, r))}

    @property
    def held(self) -> int:
        return len(self.shifts) - len(self.failed)

    def faults(self, setting: str) -> list[Fault]:
        """What is wrong under one setting, where what is printed counts."""
        return program_faults(self.program, self.settings[setting])

    @property
    def settings_held(self) -> list[str]:
        """Under which settings the claims hold, and the printed digits, too.

        The digits of float64 are others: there only the claims count.
        """
        return sorted(
            name
            for name, result in self.settings.items()
            if not (
                _trouble(self.program, result) if name == FLOAT64 else self.faults(name)
            )
        )


def _trouble(program: Program, result: Result) -> list[tuple[int, str]]:
    """What is wrong with a run whatever it prints."""
    found = list(result.notes)
    error = result.error
    if error and (not program.fails or not result.lasting):
        found.append((error.line, error.message.removeprefix("AssertionError: ")))
    if program.fails and not error:
        found.append((program.lines[-1].number, "is marked to fail but does not"))
    return found


Report = Callable[[Job, Result], None]


def _silent(job: Job, result: Result) -> None:
    pass


def prove(
    project: Project, programs: Sequence[Program], seeds: int, machines: bool
) -> list[Proof]:
    """Run programs for as many shifts of their seeds, and as on other machines.

    Tells of each program as it is done. What was run before is not run again.
    """
    store = ProofStore(project)
    proofs = [Proof(program, job_of(program, project).text) for program in programs]

    def job(proof: Proof, setting: str = NATIVE, k: int = 0) -> Job:
        plain = job_of(proof.program, project)
        return plain.replicated(project.settings, setting, k * STEP)

    first = {job(proof): proof for proof in proofs}
    for ran, result in _results(store, list(first)).items():
        first[ran].shifts[0] = result
        first[ran].settings[NATIVE] = result
    # the longest first, so that no core idles at the end
    proofs.sort(key=lambda proof: -proof.shifts[0].seconds)
    tried = [p for p in proofs if p.random and p.shifts[0].lasting]
    rest = {job(proof, k=k): (proof, k) for proof in tried for k in range(1, seeds)}
    done = len(proofs) - (len(tried) if rest else 0)
    for proof in proofs:
        if not rest or proof not in tried:
            print(_line(proof), flush=True)

    def report(ran: Job, result: Result) -> None:
        nonlocal done
        proof, k = rest[ran]
        proof.shifts[k] = result
        if len(proof.shifts) == seeds:
            done += 1
            print(f"[{done:3}/{len(proofs)}] {_line(proof)}", flush=True)

    _results(store, list(rest), report)
    for setting in processors(project.settings) if machines else ():
        others = {job(proof, setting): proof for proof in proofs}
        print(f"{setting}: ", end="", flush=True)
        for ran, result in _results(store, list(others), _dot, setting).items():
            others[ran].settings[setting] = result
        print(flush=True)
    order = {program.name: i for i, program in enumerate(programs)}
    return sorted(proofs, key=lambda proof: order[proof.program.name])


def _dot(job: Job, result: Result) -> None:
    print(".", end="", flush=True)


def processors(settings: Settings) -> list[str]:
    """Those of the settings that this machine can imitate."""
    return [
        name
        for name, kind in settings.processors.items()
        if not kind.machines or platform.machine() in kind.machines
    ]


def _results(
    store: ProofStore,
    jobs: Sequence[Job],
    report: Report = _silent,
    setting: str = NATIVE,
    elsewhere: bool = False,
) -> dict[Job, Result]:
    """Results of jobs of one setting, stored or run. Tells of each."""
    found = {job: store.get(store.key(job)) for job in jobs}
    results = {job: result for job, result in found.items() if result}
    for job, result in results.items():
        report(job, result)
    missing = [job for job in jobs if job not in results]
    settings = store.project.settings
    known = settings.processors.get(setting, Processor())
    if missing and known.environment and not elsewhere:
        # libraries choose their code as they load: in a process of its own,
        # whose server, which programs are forked from, has loaded none of them
        context = multiprocessing.get_context("spawn")
        with ProcessPoolExecutor(1, context) as other:
            root = store.project.root
            return results | other.submit(_elsewhere, root, missing, setting).result()
    # not imported anew by each program
    settings = replace(settings, preload=(*settings.preload, REWRITER))
    workers = max(1, cores() // known.threads)
    for job, result in execute(missing, settings, workers):
        store.put(store.key(job), job, result)
        results[job] = result
        report(job, result)
    return results


def _elsewhere(root: Path, jobs: list[Job], setting: str) -> dict[Job, Result]:
    store = ProofStore(Project.load(root))
    return _results(store, jobs, _dot, setting, elsewhere=True)


def _line(proof: Proof) -> str:
    seconds = sum(result.seconds for result in proof.shifts.values())
    held = f"{proof.held}/{len(proof.shifts)}"
    if proof.held and not proof.random:
        held = "nothing random"
    return f"{proof.program.name:44} {held:>14} {seconds:7.1f} s"


def table(proofs: Sequence[Proof], root: Path) -> str:
    """One line for each program; below it, what did not hold, where and how far."""
    lines = [f"{'card':44} {'held':>14} {'seconds':>9}"]
    for proof in proofs:
        lines.append(_line(proof))
        file = proof.program.file.relative_to(root).as_posix()
        cases: dict[tuple[int, str], list[str]] = {}
        for k, trouble in proof.failed.items():
            for number, what in trouble:
                claim, _, values = what.partition("\n")
                cases.setdefault((number, claim), []).append(
                    f"shift {k:2}: {' '.join(values.split())}".rstrip(": ")
                )
        for (number, claim), told in sorted(cases.items()):
            lines += [f"  {file}:{number} {claim}", *(f"    {text}" for text in told)]
        if not asserts(proof.program):
            lines.append(f"  {file}:1 asserts nothing that can fail")
    for setting in proofs[0].settings if proofs else ():
        if setting == FLOAT64:
            continue
        faults = [fault for proof in proofs for fault in proof.faults(setting)]
        held = sum(setting in proof.settings_held for proof in proofs)
        lines.append(f"{setting}: {held} of {len(proofs)} print what the page says")
        lines += [textwrap.indent(fault.show(root), "  ") for fault in faults]
    lines += _float64(proofs, root)
    return "\n".join(lines)


def _float64(proofs: Sequence[Proof], root: Path) -> Iterable[str]:
    """Told, not a fault: a program may well speak of float32."""
    tried = [proof for proof in proofs if FLOAT64 in proof.settings]
    if not tried:
        return
    held = sum(FLOAT64 in proof.settings_held for proof in tried)
    yield f"{FLOAT64}: the claims of {held} of {len(tried)} hold; for information:"
    for proof in tried:
        file = proof.program.file.relative_to(root).as_posix()
        for number, what in _trouble(proof.program, proof.settings[FLOAT64])[-1:]:
            yield f"  {file}:{number} " + "  ".join(what.splitlines())


def holds(proofs: Sequence[Proof]) -> bool:
    """Whether every claim stands: float64 aside, which is told as information."""
    return all(
        asserts(proof.program)
        and not proof.failed
        and not set(proof.settings) - set(proof.settings_held) - {NATIVE, FLOAT64}
        for proof in proofs
    )
