"""Do the claims hold for other seeds, and on other processors?

Each program is run again and again, every seed in it moved by a number that is
another each time. What it prints may differ; its assertions are bound to hold.
Then, unmoved, as other machines would run it; there it must print the same.

The first half of this module is at work inside a program's own process.
"""

from __future__ import annotations

import ast
import functools
import inspect
import multiprocessing
import operator
import os
import platform
import textwrap
import types
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from cards import run as runner
from cards.check import program_faults
from cards.execute import cores, execute, job_of
from cards.line import Fault
from cards.page import Program
from cards.project import Project
from cards.run import Job, Result
from cards.store import Store

STEP = 1_000_003  # between two shifts: more than the seeds of any program span
NATIVE, FLOAT64 = "native", "float64"
# What libraries are told before they load: to compute as on an older processor,
# or not to burn a core while one thread waits for the other.
MACHINES = {
    "default": {
        "ATEN_CPU_CAPABILITY": "default",
        "ONEDNN_MAX_CPU_ISA": "SSE41",
        "MKL_ENABLE_INSTRUCTIONS": "SSE4_2",
        "OPENBLAS_CORETYPE": "Nehalem",
    },
    "avx2": {
        "ATEN_CPU_CAPABILITY": "avx2",
        "ONEDNN_MAX_CPU_ISA": "AVX2",
        "MKL_ENABLE_INSTRUCTIONS": "AVX2",
        "OPENBLAS_CORETYPE": "Haswell",
    },
    "two threads": {"OMP_WAIT_POLICY": "passive"},
}
THREADS = {"two threads": 2}


class Trial:
    """One run of a proof, as the program's process sees it: its seeds are moved.

    `note` is told what makes the run a different one than was asked for.
    """

    def __init__(self, job: Job, note: Callable[[str], None]) -> None:
        self.shift = job.shift
        self.seeded = False
        self.inside = 0  # a seeding function that was called by another
        self.told = Told()
        self._move_python_and_numpy()
        try:
            import torch
        except ImportError:
            return
        self._move_torch(torch)
        if job.setting == FLOAT64:
            torch.set_default_dtype(torch.float64)
            # a program that names float32 means "as the model", nearly always
            torch.float32 = torch.float = torch.float64
            torch.Tensor.float = torch.Tensor.double  # type: ignore[method-assign]
        torch.set_num_threads(THREADS.get(job.setting, torch.get_num_threads()))
        asked = MACHINES.get(job.setting, {}).get("ATEN_CPU_CAPABILITY")
        found = torch.backends.cpu.get_cpu_capability().lower()
        if asked and asked != found:
            note(f"torch computes with {found}, not {asked}")

    def prepare(self, part: ast.Module, module: types.ModuleType) -> None:
        """Let a part's assertions tell the values that they compare."""
        module.__dict__["__told__"] = self.told
        ast.fix_missing_locations(_Telling().visit(part))

    def moved(self, seed: Any) -> Any:
        """Another seed of the same kind. No seed stays none."""
        if seed is None or not self.shift or self.inside:
            return seed
        with suppress(TypeError):
            number = operator.index(seed)
            return (number + self.shift) % (2**32 if 0 <= number < 2**32 else 2**64)
        if isinstance(seed, (float, str, bytes, bytearray)):
            return f"{seed!r} {self.shift}"
        if isinstance(seed, Sequence) or hasattr(seed, "tolist"):
            return [*seed, self.shift]
        return seed  # a generator, which was moved when it was made

    def _moving(self, seeder: Any, first: int = 0) -> Any:
        """A seeding function, whose seed is moved; of a method it is argument 1."""

        @functools.wraps(seeder)
        def seed(*args: Any, **kwargs: Any) -> Any:
            self.seeded = True
            before, seeds, rest = args[:first], args[first:][:1], args[first + 1 :]
            moved = [self.moved(value) for value in seeds]
            for name in kwargs.keys() & {"seed", "a", "x", "entropy"}:
                kwargs[name] = self.moved(kwargs[name])
            self.inside += 1
            try:
                return seeder(*before, *moved, *rest, **kwargs)
            finally:
                self.inside -= 1

        return seed

    def _functions(self, module: Any, *names: str) -> None:
        for name in names:
            setattr(module, name, self._moving(getattr(module, name)))

    def _class(self, module: Any, name: str, *methods: str, **more: Any) -> None:
        """Put a class in a class's place, whose objects are still the other's."""
        original = getattr(module, name)

        class Kind(type(original)):  # type: ignore[misc]
            def __instancecheck__(cls, thing: Any) -> bool:
                wanted = original if cls is moved else cls
                return type.__instancecheck__(wanted, thing)

        own = {method: self._moving(getattr(original, method), 1) for method in methods}
        moved = Kind(name, (original,), {**own, **more, "__module__": module.__name__})
        setattr(module, name, moved)

    def _move_python_and_numpy(self) -> None:
        """scikit-learn's and SciPy's random_state is numpy's RandomState."""
        import random

        import numpy

        self._functions(random, "seed")
        self._class(random, "Random", "seed")
        self._functions(numpy.random, "seed", "default_rng")
        self._class(numpy.random, "RandomState", "__init__", "seed")
        streams = "PCG64", "PCG64DXSM", "MT19937", "Philox", "SFC64"
        for name in ("SeedSequence", *streams):
            self._class(numpy.random, name, "__init__")

    def _move_torch(self, torch: Any) -> None:
        self._functions(torch, "manual_seed")
        self._functions(torch.cuda, "manual_seed", "manual_seed_all")
        original = torch.Generator

        def new(cls: Any, *args: Any, **kwargs: Any) -> Any:
            """One that is not seeded by hand starts from a fixed seed."""
            generator = original.__new__(cls, *args, **kwargs)
            self.seeded = True
            original.manual_seed(generator, self.moved(generator.initial_seed()))
            return generator

        self._class(torch, "Generator", "manual_seed", __new__=new)


class Told:
    """Keeps the values that an assertion compares, for its message."""

    def __init__(self) -> None:
        self.values: dict[str, Any] = {}

    def begin(self) -> bool:
        self.values = {}
        return True

    def __call__(self, text: str, value: Any) -> Any:
        if not isinstance(value, types.ModuleType):
            self.values[text] = value
        return value

    def say(self, claim: str, message: object = "") -> str:
        told = [f"{text} = {_short(value)}" for text, value in self.values.items()]
        with suppress(Exception):  # of two arrays: how far they are apart
            one, other = self.values.values()
            told.append(f"apart by at most {_short(abs(one - other).max())}")
        return "\n".join(filter(None, [claim, ", ".join(told), str(message)]))


def _short(value: Any) -> str:
    if hasattr(value, "tolist"):  # tensors and arrays
        value = value.tolist()
    if isinstance(value, float):
        return f"{value:.6g}"
    if isinstance(value, (list, tuple)):
        text = f"[{', '.join(_short(item) for item in value[:20])}]"
        return text if len(text) < 100 else text[:90] + f" … {len(value)} in all"
    return textwrap.shorten(repr(value), 100, placeholder=" …")


class _Telling(ast.NodeTransformer):
    """`assert a < b` keeps a and b: of a chain, of each clause of `and`, …"""

    def visit_Assert(self, node: ast.Assert) -> ast.Assert:
        message = [node.msg] if node.msg else []
        claim = ast.Constant(ast.unparse(node.test))
        say = ast.Attribute(ast.Name("__told__", ast.Load()), "say", ast.Load())
        node.test = self._begun(node.test)
        node.msg = ast.Call(say, [claim, *message], [])
        return node

    def _begun(self, node: ast.expr) -> ast.expr:
        told = ast.Name("__told__", ast.Load())
        begin = ast.Call(ast.Attribute(told, "begin", ast.Load()), [], [])
        return ast.BoolOp(ast.And(), [begin, self._clause(node)])

    def _clause(self, node: ast.expr) -> ast.expr:
        match node:
            case ast.BoolOp():
                node.values = [self._begun(value) for value in node.values]
            case ast.UnaryOp(ast.Not()):
                node.operand = self._clause(node.operand)
            case ast.BinOp(op=ast.BitAnd() | ast.BitOr()):
                node.left, node.right = map(self._clause, (node.left, node.right))
            case ast.IfExp():
                node.body, node.orelse = map(self._clause, (node.body, node.orelse))
            case ast.Compare():
                node.left = self._kept(node.left)
                node.comparators = [self._kept(value) for value in node.comparators]
            case ast.Call():
                node.args = [self._kept(value) for value in node.args]
                if isinstance(node.func, ast.Attribute):
                    node.func.value = self._clause(node.func.value)
            case _:
                return self._kept(node)
        return node

    def _kept(self, node: ast.expr) -> ast.expr:
        plain = ast.Constant | ast.Starred | ast.Lambda | ast.GeneratorExp
        if isinstance(node, plain) or not _has_names(node):
            return node
        told, text = ast.Name("__told__", ast.Load()), ast.Constant(ast.unparse(node))
        return ast.Call(told, [text, node], [])


def _has_names(node: ast.expr) -> bool:
    return any(isinstance(inner, ast.Name) for inner in ast.walk(node))


def assertions(program: Program) -> list[ast.Assert]:
    """Those of a program that can fail. Raises SyntaxError where it is no Python."""
    tree = ast.parse(program.text)
    found = [node for node in ast.walk(tree) if isinstance(node, ast.Assert)]
    found.sort(key=lambda node: node.lineno)
    return [
        node
        for node in found
        if not isinstance(node.test, ast.Tuple) and _has_names(node.test)
    ]


def asserts(program: Program) -> bool:
    """Whether a program has an assertion that can fail, or is meant to fail."""
    try:
        return program.fails or bool(assertions(program))
    except SyntaxError:
        return True  # told by its run


# --- From here on: outside, in the process that asks for the proof ---------------


class ProofStore(Store):
    """Results of proofs, which last as long as what a run rests on."""

    def __init__(self, project: Project) -> None:
        super().__init__(project)
        self.folder = project.cache / "proof"

    @cached_property
    def _engine(self) -> str:  # not figures.py: nothing is drawn
        inside: list[Any] = [Trial, Told, _Telling, _short, _has_names]
        source = "".join(map(inspect.getsource, inside))
        return Path(runner.__file__).read_text("utf-8") + source + repr(MACHINES)


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
        return replace(plain, setting=setting, shift=k * STEP)

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
    for setting in _settings() if machines else ():
        others = {job(proof, setting): proof for proof in proofs}
        print(f"{setting}: ", end="", flush=True)
        for ran, result in _results(store, list(others), _dot, setting).items():
            others[ran].settings[setting] = result
        print(flush=True)
    order = {program.name: i for i, program in enumerate(programs)}
    return sorted(proofs, key=lambda proof: order[proof.program.name])


def _dot(job: Job, result: Result) -> None:
    print(".", end="", flush=True)


def _settings() -> list[str]:
    """Those that this machine can imitate."""
    intel = platform.machine().lower() in ("x86_64", "amd64")
    return [*(MACHINES if intel else THREADS), FLOAT64]


def _results(
    store: ProofStore,
    jobs: Sequence[Job],
    report: Report = _silent,
    setting: str = NATIVE,
    workers: int = 0,
) -> dict[Job, Result]:
    """Results of jobs of one setting, stored or run. Tells of each."""
    found = {job: store.get(store.key(job)) for job in jobs}
    results = {job: result for job, result in found.items() if result}
    for job, result in results.items():
        report(job, result)
    missing = [job for job in jobs if job not in results]
    if missing and setting in MACHINES:
        # libraries choose their code as they load: in a process of its own,
        # whose server, which programs are forked from, has loaded none of them
        context = multiprocessing.get_context("spawn")
        with ProcessPoolExecutor(1, context) as other:
            root = store.project.root
            return results | other.submit(_elsewhere, root, missing, setting).result()
    settings = store.project.settings
    # not imported anew by each program
    settings = replace(settings, preload=(*settings.preload, __name__))
    for job, result in execute(missing, settings, workers):
        store.put(store.key(job), job, result)
        results[job] = result
        report(job, result)
    return results


def _elsewhere(root: Path, jobs: list[Job], setting: str) -> dict[Job, Result]:
    os.environ.update(MACHINES[setting])
    workers = max(1, cores() // THREADS.get(setting, 1))
    return _results(ProofStore(Project.load(root)), jobs, _dot, workers=workers)


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
