"""One program, run and watched inside a process of its own.

Everything here happens in a fresh process, forked from one that has imported
the heavy packages and done nothing else. What the program prints, draws and
leaves behind is collected; what it must not do is noted with its line.
"""

from __future__ import annotations
import __future__

import ast
import faulthandler
import functools
import gc
import os
import re
import time
import types
import warnings
from pathlib import Path
from typing import TextIO

from cards.run import capture, interpreter
from cards.run.assertions import Assertions
from cards.run.generators import Generators
from cards.run.job import Error, Job, Result
from cards.run.limits import Limits, limit_memory
from cards.run.trace import current_line, error_of, tell_source

# what differs from run to run, though the store would keep it
_VARIES = {
    re.compile(r"\bat 0x[0-9a-fA-F]{6,}"): "prints an address, another in each run",
    re.compile(r"\{'[^'\n:]*'(?:, '[^'\n:]*')+\}"): (
        "prints a set of strings, in another order in each run: sort it"
    ),
}


def run(job: Job, folder: str) -> Result:
    """Run a program, which finds an empty folder. Called in a new process.

    What is kept of it lies in `folder`, which is absolute, apart from its own files.
    """
    gc.freeze()  # what was imported ahead is there to stay
    gc.enable()
    kept = Path(folder)
    (kept / "work").mkdir()
    os.chdir(kept / "work")
    out, err = kept / "out", kept / "err"
    capture.capture(out, err)
    with open(kept / "trace", "w") as trace:
        # the watchdog is a thread of C: it fires in a hung native call too
        faulthandler.dump_traceback_later(job.timeout, exit=True, file=trace)
        faulthandler.enable(trace)
        limit_memory(job.memory)
        watch = _Watch(job, trace)
        started = time.perf_counter()
        error = watch.run(str(kept / "work"))
        seconds = time.perf_counter() - started
        faulthandler.cancel_dump_traceback_later()
        faulthandler.disable()
    notes = watch.notes
    if wrote := err.read_text(errors="replace").strip():
        notes.append((watch.last_line, f"writes to stderr: {wrote}"))
    printed = out.read_bytes()
    ends = [*watch.ends, len(printed)]
    parts = [printed[a:b].decode(errors="replace") for a, b in zip([0, *ends], ends)]  # noqa: B905
    for pattern, what in _VARIES.items():
        if not job.processor and any(map(pattern.search, parts)):
            notes.append((watch.last_line, what))
    when = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
    result = Result(parts, watch.drawn, watch.drawn_by, notes, error, seconds, when)
    result.random = watch.generators.used
    return result


class _Watch:
    """Runs the program and notes what it must not do."""

    def __init__(self, job: Job, trace: TextIO) -> None:
        from cards.run import figures  # matplotlib, which no other process needs

        self.job, self.figures = job, figures
        self.notes: list[tuple[int, str]] = []
        self.drawn: list[str] = []
        self.drawn_by: list[int] = []
        self.ends: list[int] = []
        self.last_line = job.numbers[-1] if job.numbers else 1
        tell_source(job)
        figures.set_style()
        self._watch_figures()
        self._watch_warnings()
        self._set_up()
        self.generators = Generators(job, self.note)
        self.limits = Limits(job.file, self.note, trace)

    def note(self, what: str, line: int | None = None) -> None:
        self.notes.append((line or current_line(self.job.file) or self.last_line, what))

    def run(self, folder: str) -> Error | None:
        error = None
        with interpreter.own_interpreter(self.job.file, folder) as module:
            try:
                self._run_parts(module)
            except BaseException as raised:  # SystemExit and KeyboardInterrupt too
                error = error_of(self.job, raised)
            capture.flush()
            missing = len(self.job.parts) - 1 - len(self.ends)
            self.ends += [os.fstat(1).st_size] * missing
            if self.figures.are_open():
                self.note("draws a figure but never calls plt.show()", self.last_line)
            interpreter.end(module)
            capture.flush()
        self.limits.over = True
        self.generators.finish()
        if error and self.job.processor:
            self.assertions.tell(error)
        return error

    def _run_parts(self, module: types.ModuleType) -> None:
        text, file = self.job.text, self.job.file
        build = functools.partial(
            compile, filename=file, mode="exec", dont_inherit=True, optimize=0
        )
        with warnings.catch_warnings():  # they come again, part by part
            warnings.simplefilter("ignore")
            whole = build(text)
        futures = (getattr(__future__, name) for name in __future__.all_feature_names)
        flags = whole.co_flags & sum(future.compiler_flag for future in futures)
        for part in self._parts():
            exec(build(part, flags=flags), module.__dict__)
            capture.flush()
            if len(self.ends) < len(self.job.parts) - 1:
                self.ends.append(os.fstat(1).st_size)

    def _parts(self) -> list[ast.Module]:
        """The program's statements by block, numbered as in their file."""
        tree = ast.parse(self.job.text, self.job.file)
        numbers = self.job.numbers
        parts = [ast.Module([], []) for _ in self.job.parts]
        for statement in tree.body:
            first = statement.lineno - 1
            which = sum(start <= first for start in self.job.parts[1:])
            parts[which].body.append(statement)
        for node in ast.walk(tree):
            if hasattr(node, "lineno"):
                node.lineno = numbers[node.lineno - 1]
                node.end_lineno = numbers[node.end_lineno - 1]  # type: ignore[attr-defined]
        if self.job.processor:
            self.assertions = Assertions(tree)
            for part in parts:
                self.assertions.rewrite(part)
        return parts

    def _set_up(self) -> None:
        """Compute as another processor, where one is asked for."""
        try:
            exec(self.job.setup, {})
        except Exception as error:
            self.note(str(error))

    def _watch_figures(self) -> None:
        def shown(svg: str) -> None:
            self.drawn.append(svg)
            self.drawn_by.append(len(self.ends))

        # a replication is about claims: not drawing saves the time
        self.figures.watch_show(self.note, None if self.job.processor else shown)

    def _watch_warnings(self) -> None:
        """Note what the reader would see on the screen."""

        def showwarning(message: Warning | str, category: type, *_: object) -> None:
            self.note(f"warns: {category.__name__}: {message}")

        warnings.showwarning = showwarning  # type: ignore[assignment]
