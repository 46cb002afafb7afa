"""Random generators: is each seeded before it is drawn from? And their seeds moved.

Functions and classes that take a seed are replaced by ones that watch it, as soon
as their package is imported: a program that needs none of it imports none.
"""

from __future__ import annotations

import functools
import importlib
import importlib.abc
import importlib.util
import os
import sys
from collections.abc import Callable, Sequence
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import Any

from cards.project import Generator
from cards.run.job import Job
from cards.run.seeds import moved
from cards.run.trace import called_by, current_line

_STREAMS = ("SeedSequence", "PCG64", "PCG64DXSM", "MT19937", "Philox", "SFC64")
STANDARD = (
    Generator(
        "random",
        seed="random.seed",
        state="random.getstate",
        classes={"random.Random": ("__init__", "seed", "setstate")},
    ),
    Generator(  # scikit-learn's and SciPy's random_state is numpy's RandomState
        "numpy.random",
        seed="numpy.random.seed",
        state="numpy.random.get_state",
        seeders=("numpy.random.default_rng",),
        classes={
            "numpy.random.RandomState": ("__init__", "seed", "set_state"),
            **{f"numpy.random.{name}": ("__init__",) for name in _STREAMS},
        },
    ),
)
_SEED_NAMES = {"seed", "a", "x", "entropy"}  # where a seed is given by name


class Generators:
    """All that the job names, watched from now on; `note` takes (what, line)."""

    def __init__(self, job: Job, note: Callable[[str, int | None], None]) -> None:
        self.job, self.note = job, note
        self.seeded = False  # anything at all
        self._inside = 0  # seeding functions that were called by another
        self._globals: list[_Global] = []
        self._last: Any = None  # the object that was seeded last
        self._unseeded: dict[int, tuple[Any, str, int | None]] = {}
        for generator in (*STANDARD, *job.generators):
            package = generator.seed.partition(".")[0]
            when_imported(package, functools.partial(self._try_to_watch, generator))

    @property
    def used(self) -> bool:
        """Whether anything was seeded or drawn."""
        return self.seeded or any(one.drawn for one in self._globals)

    def finish(self) -> None:
        """Note what was never seeded."""
        for one in self._globals:
            if not one.seeded and one.drawn:
                first = self.job.numbers[0]
                self.note(f"draws from {one.name} but never seeds it", first)
        for _, name, line in self._unseeded.values():
            self.note(f"{name}() without a seed", line)

    def _try_to_watch(self, generator: Generator) -> None:
        try:
            self._watch(generator)
        except (ImportError, AttributeError) as error:  # a wrong name in the settings
            self.note(f"cannot be watched for {generator.name}: {error}", None)

    def _watch(self, generator: Generator) -> None:
        module, name, original = _find(generator.seed)
        one = _Global(generator, original)
        self._globals.append(one)
        setattr(module, name, self._function(generator.seed, original, one))
        for seeder in generator.seeders:
            module, name, original = _find(seeder)
            setattr(module, name, self._function(seeder, original))
        for path, methods in generator.classes.items():
            self._class(path, methods)

    def _seeding(self, seeder: Any, args: Sequence[Any], kwargs: dict[str, Any]) -> Any:
        """Call a seeding function with its seed moved, unless another calls it."""
        self.seeded = True
        shift = 0 if self._inside else self.job.shift
        seeds = [moved(value, shift) for value in args[:1]]
        for name in kwargs.keys() & _SEED_NAMES:
            kwargs[name] = moved(kwargs[name], shift)
        self._inside += 1
        try:
            return seeder(*seeds, *args[1:], **kwargs)
        finally:
            self._inside -= 1

    def _function(self, path: str, original: Any, one: _Global | None = None) -> Any:
        @functools.wraps(original)
        def seed(*args: Any, **kwargs: Any) -> Any:
            if one and not one.seeded and one.drawn:
                self.note(f"draws from {one.name} before it calls {path}", None)
            if one:
                one.seeded = True
            asked = one or called_by(self.job.file)
            if asked and not self._inside and not _is_given(args, kwargs):
                self.note(f"{path}() without a seed", None)
            return self._seeding(original, args, kwargs)

        return seed

    def _method(self, original: Any) -> Any:
        @functools.wraps(original)
        def method(this: Any, *args: Any, **kwargs: Any) -> Any:
            if _is_given(args, kwargs):
                self._last = this
                self._unseeded.pop(id(this), None)
            call = functools.partial(original, this)
            if "state" in original.__name__:  # restored, not seeded
                return call(*args, **kwargs)
            return self._seeding(call, args, kwargs)

        return method

    def _class(self, path: str, methods: Sequence[str]) -> None:
        """Put a class in a class's place, whose objects are still the other's."""
        module, name, original = _find(path)
        watch = self

        class Kind(type(original)):  # type: ignore[misc]
            def __instancecheck__(cls, thing: Any) -> bool:
                wanted = original if cls is replacement else cls
                return type.__instancecheck__(wanted, thing)

            def __call__(cls, *args: Any, **kwargs: Any) -> Any:
                made = super().__call__(*args, **kwargs)
                if watch._last is not made and called_by(watch.job.file):
                    line = current_line(watch.job.file)
                    watch._unseeded[id(made)] = made, path, line
                return made

        own = {method: self._method(getattr(original, method)) for method in methods}
        replacement = Kind(name, (original,), {**own, "__module__": module.__name__})
        setattr(module, name, replacement)


class _Global:
    """A package's own generator.

    It starts from the system's entropy, so that nothing unseeded repeats.
    """

    def __init__(self, generator: Generator, seeder: Callable[[int], object]) -> None:
        self.name = generator.name
        self._state: Callable[[], Any] = _find(generator.state)[2]
        seeder(int.from_bytes(os.urandom(4), "little"))
        self._fresh = _plain(self._state())
        self.seeded = False

    @property
    def drawn(self) -> bool:
        return self.seeded or _plain(self._state()) != self._fresh


def _find(path: str) -> tuple[Any, str, Any]:
    """The module (or class) that holds a thing, the thing's name, the thing."""
    module_name, _, name = path.rpartition(".")
    module = importlib.import_module(module_name)
    return module, name, getattr(module, name)


def _is_given(args: Sequence[Any], kwargs: dict[str, Any]) -> bool:
    return next(iter([*args, *kwargs.values()]), None) is not None


def _plain(state: Any) -> Any:
    """A state as numbers that can be compared, from tuples, arrays and tensors."""
    if hasattr(state, "tolist"):
        return state.tolist()
    if isinstance(state, (tuple, list)):
        return [_plain(part) for part in state]
    return state


def when_imported(package: str, call: Callable[[], None]) -> None:
    """Call as soon as a package has been imported, or now where it has been."""
    if package in sys.modules:
        call()
    else:
        sys.meta_path.insert(0, _AfterImport(package, call))


class _AfterImport(importlib.abc.MetaPathFinder):
    def __init__(self, package: str, call: Callable[[], None]) -> None:
        self.package, self.call = package, call
        self.looking = False

    def find_spec(
        self, name: str, path: Sequence[str] | None, target: object = None
    ) -> ModuleSpec | None:
        if name != self.package or self.looking:
            return None
        self.looking = True
        try:
            spec = importlib.util.find_spec(name)
        finally:
            self.looking = False
        if spec and spec.loader:
            execute = spec.loader.exec_module

            def exec_module(module: ModuleType) -> None:
                execute(module)
                sys.meta_path.remove(self)
                self.call()

            spec.loader.exec_module = exec_module  # type: ignore[method-assign]
        return spec
