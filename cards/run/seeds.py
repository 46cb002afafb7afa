"""In a program's own process: its seeds moved, its assertions told by value."""

from __future__ import annotations

import ast
import functools
import operator
import textwrap
import types
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Any

from cards.run.job import Job

FLOAT64 = "float64"
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


class SeedShift:
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
        if job.processor == FLOAT64:
            torch.set_default_dtype(torch.float64)
            # a program that names float32 means "as the model", nearly always
            torch.float32 = torch.float = torch.float64
            torch.Tensor.float = torch.Tensor.double  # type: ignore[method-assign]
        torch.set_num_threads(THREADS.get(job.processor, torch.get_num_threads()))
        asked = MACHINES.get(job.processor, {}).get("ATEN_CPU_CAPABILITY")
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
        if isinstance(node, plain) or not has_names(node):
            return node
        told, text = ast.Name("__told__", ast.Load()), ast.Constant(ast.unparse(node))
        return ast.Call(told, [text, node], [])


def has_names(node: ast.expr) -> bool:
    return any(isinstance(inner, ast.Name) for inner in ast.walk(node))
