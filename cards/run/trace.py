"""Where in a program something happened: by the lines of its own file."""

from __future__ import annotations

import linecache
import sys
import traceback

from cards.read.source import Kind
from cards.run.job import Error, Job

# modules that start processes on behalf of whoever calls them
_STARTERS = {"subprocess", "os", "multiprocessing.popen_fork"}
_ENGINE = __name__.rpartition(".")[0] + "."


def tell_source(job: Job) -> None:
    """Let tracebacks show a program's lines, though no such file is there."""
    lines = _lines(job)
    source = [lines.get(i, "") + "\n" for i in range(1, max(lines, default=0) + 1)]
    linecache.cache[job.file] = (sum(map(len, source)), None, source, job.file)


def current_line(file: str) -> int | None:
    """The program's line that is being run, or None where none of it is."""
    frame = sys._getframe()
    while frame.f_back and frame.f_code.co_filename != file:
        frame = frame.f_back
    return frame.f_lineno if frame.f_code.co_filename == file else None


def called_by(file: str) -> bool:
    """Whether the program itself, not a package, makes the call that is watched."""
    frame = sys._getframe()
    while frame.f_back:
        name = str(frame.f_globals.get("__name__"))
        if name not in _STARTERS and not name.startswith(_ENGINE):
            break
        frame = frame.f_back
    return frame.f_code.co_filename == file


def error_of(job: Job, error: BaseException) -> Error:
    """What a program raised, its traceback by the program's lines alone."""
    summary = traceback.TracebackException.from_exception(error)
    message = "".join(summary.format_exception_only()).strip()
    end = job.numbers[-1] if job.numbers else 1
    if isinstance(error, SyntaxError):
        line = end
        if error.filename == job.file and error.lineno:
            line = job.numbers[error.lineno - 1]
        text = (error.text or "").strip()
        place = f'  File "{job.file}", line {line}\n    {text}'
        last = f"{type(error).__name__}: {error.msg}"
        return Error(last, line, f"{place}\n{last}")
    mine = [frame for frame in summary.stack if frame.filename == job.file]
    shown = "".join(traceback.StackSummary.from_list(mine).format())
    line = mine[-1].lineno if mine and mine[-1].lineno else end
    trace = f"Traceback (most recent call last):\n{shown}{message}"
    kind: Kind = "assertion" if isinstance(error, AssertionError) else "error"
    return Error(message, line, trace, kind)


def where_it_stopped(job: Job, trace: str) -> Error:
    """Read what the watchdog wrote: newest frame first, as faulthandler does."""
    lines, line = _lines(job), 1
    shown = []
    for frame in reversed(trace.splitlines()):
        if f'"{job.file}"' in frame:
            line = int(frame.split("line ")[1].split()[0])
            shown.append(f"{frame}\n    {lines.get(line, '').strip()}")
    return Error("", line, "\n".join(shown), "exit")


def _lines(job: Job) -> dict[int, str]:
    return dict(zip(job.numbers, job.text.splitlines(), strict=True))
