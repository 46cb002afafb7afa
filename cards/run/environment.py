"""What the processes of programs are started with, whatever our caller has set."""

from __future__ import annotations

import os
import sys
import types
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from cards.project import Settings
from cards.run.interpreter import ROOT

ONE_THREAD = dict.fromkeys(
    ("OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS"), "1"
)
# What a process is started with, so that no result depends on the caller's shell
ENVIRONMENT = {
    **ONE_THREAD,
    "MPLBACKEND": "agg",
    "PYTHONUTF8": "1",
    "COLUMNS": "80",
    "LINES": "24",
}
_CLEARED = ("PYTHON", "OMP_", "MKL_", "OPENBLAS_", "LC_", "LANG")
_ALSO_CLEARED = {"MATPLOTLIBRC", "NO_COLOR", "FORCE_COLOR", "TERM", "TZ"}


@contextmanager
def environment(settings: Settings, more: Mapping[str, str]) -> Iterator[None]:
    """The engine's own, and `more`, which imitates a processor.

    Children inherit the options of `-W`, too, unless they are put aside. They take
    our path, which has to have the engine: who loaded us may have restored it since.
    And they would import our caller's main module first.
    """
    own = {name for kind in settings.processors.values() for name in kind.environment}
    values: dict[str, str | None] = {
        name: None
        for name in os.environ
        if name.startswith(_CLEARED) or name in own | _ALSO_CLEARED
    }
    values |= {**ENVIRONMENT, **more}
    here = str(ROOT)
    # the fork server takes its path from here
    paths = [here, *filter(None, [os.environ.get("PYTHONPATH")])]
    values["PYTHONPATH"] = os.pathsep.join(paths)
    before = {name: os.environ.get(name) for name in values}
    options, main = sys.warnoptions[:], sys.modules["__main__"]
    missing = here not in sys.path
    _set_environment(values)
    sys.warnoptions.clear()
    sys.modules["__main__"] = types.ModuleType("__main__")
    if missing:
        sys.path.append(here)
    try:
        yield
    finally:
        _set_environment(before)
        sys.warnoptions[:] = options
        sys.modules["__main__"] = main
        if missing and here in sys.path:
            sys.path.remove(here)


def _set_environment(values: Mapping[str, str | None]) -> None:
    """Each by itself: other threads of our caller read the rest meanwhile."""
    for name, value in values.items():
        if value is None:
            os.environ.pop(name, None)
        else:
            os.environ[name] = value
