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


def _c_library() -> ctypes.CDLL | None:
    try:
        return ctypes.CDLL("ucrtbase" if sys.platform == "win32" else None)
    except OSError:
        return None


_C = _c_library()


def flush() -> None:
    """Write what Python and C still hold back."""
    for stream in (sys.stdout, sys.stderr, sys.__stdout__, sys.__stderr__):
        with suppress(AttributeError, OSError, ValueError):  # a program's own, closed
            stream.flush()  # type: ignore[union-attr]
    if _C:
        _C.fflush(None)


def _c_by_line() -> None:
    """Windows' C knows no buffering by line: there it is flushed after each part."""
    name = "__stdoutp" if sys.platform == "darwin" else "stdout"
    try:
        assert _C
        stream = ctypes.c_void_p.in_dll(_C, name)
        _C.setvbuf(stream, None, _BY_LINE, ctypes.c_size_t(0))
    except (AssertionError, ValueError):
        return


class captured:
    """Standard output and error into two files, for as long as this is entered."""

    def __init__(self, out: Path, err: Path) -> None:
        self.files = out, err

    def __enter__(self) -> None:
        flush()
        self.saved = [os.dup(fd) for fd in (1, 2)]
        self.streams = sys.stdout, sys.stderr, sys.__stdout__, sys.__stderr__
        for fd, path in zip((1, 2), self.files, strict=True):
            file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_APPEND)
            os.dup2(file, fd)
            os.close(file)
        out = open(1, "w", buffering=1, encoding="utf-8", closefd=False)
        sys.stdout = sys.__stdout__ = out  # type: ignore[misc]
        err = open(2, "w", 1, "utf-8", "backslashreplace", closefd=False)
        sys.stderr = sys.__stderr__ = err  # type: ignore[misc]
        _c_by_line()

    def __exit__(self, *_: object) -> None:
        flush()
        out, err, plain_out, plain_err = self.streams
        sys.stdout, sys.stderr = out, err
        sys.__stdout__, sys.__stderr__ = plain_out, plain_err  # type: ignore[misc]
        for fd, saved in zip((1, 2), self.saved, strict=True):
            os.dup2(saved, fd)
            os.close(saved)
