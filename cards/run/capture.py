"""What a program prints: file descriptors 1 and 2 into files.

By descriptor, so that native code is caught too; by line, as on a terminal, so
that what C prints stands in its place between what Python prints.
"""

from __future__ import annotations

import ctypes
import os
import sys
from contextlib import suppress
from pathlib import Path

_BY_LINE = 1  # _IOLBF of glibc, musl and macOS
_C = ctypes.CDLL("ucrtbase" if sys.platform == "win32" else None)


def flush() -> None:
    """Write what Python and C still hold back."""
    for stream in (sys.stdout, sys.stderr, sys.__stdout__, sys.__stderr__):
        with suppress(AttributeError, OSError, ValueError):  # a program's own, closed
            stream.flush()  # type: ignore[union-attr]
    _C.fflush(None)


def capture(out: Path, err: Path) -> None:
    """Standard output and error into two files, for the rest of the process."""
    flush()
    for fd, path in ((1, out), (2, err)):
        file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_APPEND)
        os.dup2(file, fd)
        os.close(file)
    plain = os.fdopen(1, "w", 1, "utf-8", closefd=False)
    sys.stdout = sys.__stdout__ = plain  # type: ignore[misc]
    errors = os.fdopen(2, "w", 1, "utf-8", "backslashreplace", closefd=False)
    sys.stderr = sys.__stderr__ = errors  # type: ignore[misc]
    _c_by_line()


def _c_by_line() -> None:
    """Windows' C knows no buffering by line: there it is flushed after each part."""
    if sys.platform != "win32":
        name = "__stdoutp" if sys.platform == "darwin" else "stdout"
        stream = ctypes.c_void_p.in_dll(_C, name)
        _C.setvbuf(stream, None, _BY_LINE, ctypes.c_size_t(0))
