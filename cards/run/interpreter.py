"""As in an interpreter of its own: what a program finds, and how it ends.

A program runs in a process that the engine has prepared. For the program it is
to be like `python program.py`: it is the main module, it cannot import the
engine, and after its last line all happens that happens when Python exits.
"""

from __future__ import annotations

import atexit
import gc
import importlib.abc
import multiprocessing
import os
import sys
import sysconfig
import threading
import types
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

ENGINE = __name__.partition(".")[0]
ROOT = Path(__file__).parents[2]  # the folder that the engine is imported from


@contextmanager
def own_interpreter(file: str, folder: str) -> Iterator[types.ModuleType]:
    """A new main module; the engine and the project's root cannot be imported."""
    module = types.ModuleType("__main__")
    module.__file__ = file
    engine = {n: m for n, m in sys.modules.items() if n.partition(".")[0] == ENGINE}
    path, finder = sys.path.copy(), _NoEngine()
    for name in engine:
        del sys.modules[name]
    sys.modules["__main__"] = module
    sys.argv = [file]
    installed = Path(sysconfig.get_path("purelib")) == ROOT
    if not installed:
        sys.path[:] = [entry for entry in path if Path(entry or ".").resolve() != ROOT]
    sys.path.insert(0, folder)
    sys.meta_path.insert(0, finder)
    # a program's own processes start as they would for the reader
    multiprocessing.set_start_method(None, force=True)
    os.environ.pop("PYTHONPATH", None)
    try:
        yield module
    finally:
        sys.meta_path.remove(finder)
        sys.path[:] = path
        sys.modules.update(engine)


class _NoEngine(importlib.abc.MetaPathFinder):
    def find_spec(
        self, name: str, path: Sequence[str] | None, target: object = None
    ) -> None:
        if name.partition(".")[0] == ENGINE:
            raise ModuleNotFoundError(f"No module named {ENGINE!r}", name=ENGINE)


def end(module: types.ModuleType) -> None:
    """What Python does as it exits: wait for threads, call `atexit`, drop names.

    Errors there are written to stderr, as Python writes them.
    """
    threading._shutdown()  # type: ignore[attr-defined]
    atexit._run_exitfuncs()
    if threading.active_count() > 1:
        return  # threads that Python would stop still need the program's names
    names = [name for name in vars(module) if name != "__builtins__"]
    names.sort(key=lambda name: not name.startswith("_") or name.startswith("__"))
    for name in names:
        vars(module)[name] = None
    gc.collect()
