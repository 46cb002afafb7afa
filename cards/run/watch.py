"""One program, run and watched inside a process of its own.

Everything here happens in a fresh process, forked from one that has imported
the heavy packages and done nothing else. What the program prints, draws and
leaves behind is collected; what it must not do is noted with its line.
"""

from __future__ import annotations

import ast
import faulthandler
import gc
import importlib
import ipaddress
import linecache
import multiprocessing
import os
import random
import sys
import time
import traceback
import types
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

from cards.read.source import Kind
from cards.run.job import Error, Job, Result

EXITED = "exited with"  # in the trace: a program that called os._exit


def run(job: Job, folder: str) -> Result:
    """Run a program in `folder`, which takes its files. Called in a new process."""
    gc.freeze()  # what was imported ahead is there to stay
    gc.enable()
    os.chdir(folder)
    with open("trace", "w") as trace, _captured("out", "err"):
        # the watchdog is a thread of C: it fires in a hung native call too
        faulthandler.dump_traceback_later(job.timeout, exit=True, file=trace)
        faulthandler.enable(trace)
        _limit_memory(job.memory)
        watch = _Watch(job, trace)
        started = time.perf_counter()
        error = watch.run()
        watch.finish()
        seconds = time.perf_counter() - started
        faulthandler.cancel_dump_traceback_later()
        faulthandler.disable()
    notes = watch.notes
    if printed := Path("err").read_text(errors="replace").strip():
        notes.append((watch.last_line, f"writes to stderr: {printed}"))
    out = Path("out").read_bytes()
    ends = [*watch.ends, len(out)]
    parts = [out[a:b].decode(errors="replace") for a, b in zip([0, *ends], ends)]  # noqa: B905
    when = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
    result = Result(parts, watch.drawn, watch.drawn_by, notes, error, seconds, when)
    if watch.trial:
        result.random = watch.trial.seeded or any(map(_Generator.used, watch.seeds))
    return result


def where_it_stopped(job: Job, trace: str) -> Error:
    """Read what the watchdog wrote: newest frame first, as faulthandler does."""
    lines = trace.splitlines()
    mine = [line for line in lines if f'"{job.file}"' in line]
    number = int(mine[0].split("line ")[1].split()[0]) if mine else 1
    shown = [f"{line}\n    {_source(job, line)}" for line in reversed(mine)]
    return Error("", number, "\n".join(shown), "exit")


def _source(job: Job, frame: str) -> str:
    number = int(frame.split("line ")[1].split()[0])
    index = job.numbers.index(number) if number in job.numbers else 0
    return job.text.splitlines()[index].strip()


class _captured:
    """File descriptors 1 and 2 to files, so that native code is caught too."""

    def __init__(self, *names: str) -> None:
        self.names = names

    def __enter__(self) -> None:
        sys.stdout.flush(), sys.stderr.flush()
        self.saved = [os.dup(fd) for fd in (1, 2)]
        self.streams = sys.stdout, sys.stderr
        for fd, name in zip((1, 2), self.names, strict=True):
            file = os.open(name, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_APPEND)
            os.dup2(file, fd)
            os.close(file)
        sys.stdout = open(1, "w", encoding="utf-8", closefd=False)
        sys.stderr = open(2, "w", encoding="utf-8", closefd=False)

    def __exit__(self, *_: object) -> None:
        sys.stdout.flush(), sys.stderr.flush()
        sys.stdout, sys.stderr = self.streams
        for fd, saved in zip((1, 2), self.saved, strict=True):
            os.dup2(saved, fd)
            os.close(saved)


def _limit_memory(limit: int) -> None:
    try:
        import resource
    except ImportError:  # Windows
        return
    resource.setrlimit(resource.RLIMIT_DATA, (limit, limit))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


class _Watch:
    """Runs the program and notes what it must not do."""

    def __init__(self, job: Job, trace: Any) -> None:
        self.job = job
        self.trace = trace
        self.notes: list[tuple[int, str]] = []
        self.drawn: list[str] = []
        self.drawn_by: list[int] = []
        self.ends: list[int] = []
        self.last_line = job.numbers[0] if job.numbers else 1
        self.over = False
        self.trial: Any = None
        self.seeds: list[_Generator] = []
        lines = dict(zip(job.numbers, job.text.splitlines(), strict=True))
        size = max(lines, default=0)
        source = [lines.get(i, "") + "\n" for i in range(1, size + 1)]
        linecache.cache[job.file] = (sum(map(len, source)), None, source, job.file)

    def note(self, what: str, line: int | None = None) -> None:
        self.notes.append((line or self.line(), what))

    def line(self) -> int:
        """The program's line that is being run."""
        frame = sys._getframe()
        while frame.f_back and frame.f_code.co_filename != self.job.file:
            frame = frame.f_back
        mine = frame.f_code.co_filename == self.job.file
        return frame.f_lineno if mine else self.last_line

    def run(self) -> Error | None:
        from cards.run import figures

        figures.set_style()
        self._watch_figures()
        self._watch_warnings()
        self._watch_exits()
        self.seeds = [generator for generator in _generators(self) if generator]
        if self.job.processor:
            from cards.run import seeds

            self.trial = seeds.SeedShift(self.job, self.note)
        sys.addaudithook(self._audit)
        module = types.ModuleType("__main__")
        module.__file__ = self.job.file
        sys.modules["__main__"] = module
        sys.argv = [self.job.file]
        # a program's own processes start as they would for the reader
        multiprocessing.set_start_method(None, force=True)
        try:
            for part in self._parts():
                if self.trial:
                    self.trial.prepare(part, module)
                exec(compile(part, self.job.file, "exec"), module.__dict__)
                sys.stdout.flush()
                if len(self.ends) < len(self.job.parts) - 1:
                    self.ends.append(os.fstat(1).st_size)
        except BaseException as error:  # SystemExit and KeyboardInterrupt too
            return self._error(error)
        finally:
            self.over = True
            missing = len(self.job.parts) - 1 - len(self.ends)
            sys.stdout.flush()
            self.ends += [os.fstat(1).st_size] * missing
        return None

    def finish(self) -> None:
        """What can only be said at the end."""
        from matplotlib import pyplot

        if pyplot.get_fignums():
            self.note("draws a figure but never calls plt.show()", self.last_line)
        for generator in self.seeds:
            generator.finish()

    def _parts(self) -> list[ast.Module]:
        """The program's statements by block, numbered as in their file."""
        tree = ast.parse(self.job.text, self.job.file)
        numbers, starts = self.job.numbers, [*self.job.parts, len(self.job.numbers)]
        if numbers:
            self.last_line = numbers[-1]
        parts = [ast.Module([], []) for _ in self.job.parts]
        for statement in tree.body:
            first = statement.lineno - 1
            which = sum(start <= first for start in starts[1:])
            parts[which].body.append(statement)
        for node in ast.walk(tree):
            if hasattr(node, "lineno"):
                node.lineno = numbers[node.lineno - 1]
                node.end_lineno = numbers[node.end_lineno - 1]  # type: ignore[attr-defined]
        return parts

    def _error(self, error: BaseException) -> Error:
        summary = traceback.TracebackException.from_exception(error)
        message = "".join(summary.format_exception_only()).strip()
        if isinstance(error, SyntaxError):
            line = self.last_line
            if error.filename == self.job.file and error.lineno:
                line = self.job.numbers[error.lineno - 1]
            text = (error.text or "").rstrip()
            place = f'  File "{self.job.file}", line {line}\n    {text.strip()}'
            last = f"{type(error).__name__}: {error.msg}"
            return Error(last, line, f"{place}\n{last}")
        mine = [f for f in summary.stack if f.filename == self.job.file]
        shown = "".join(traceback.StackSummary.from_list(mine).format())
        line = mine[-1].lineno if mine and mine[-1].lineno else self.last_line
        trace = f"Traceback (most recent call last):\n{shown}{message}"
        kind: Kind = "assertion" if isinstance(error, AssertionError) else "error"
        return Error(message, line, trace, kind)

    def _watch_figures(self) -> None:
        from matplotlib import pyplot

        from cards.run import figures

        def show(*_: object, **__: object) -> None:
            numbers = pyplot.get_fignums()
            if not numbers:
                self.note("calls plt.show() with no figure open")
            for number in numbers:
                figure = pyplot.figure(number)
                if figures.is_empty(figure):
                    self.note("shows an empty figure")
                if not self.trial:  # a proof is about claims: it saves the time
                    self.drawn.append(figures.to_svg(figure))
                    self.drawn_by.append(len(self.ends))
            pyplot.close("all")

        pyplot.show = show

    def _watch_warnings(self) -> None:
        """Note what the reader would see on the screen."""

        def showwarning(message: Warning | str, category: type, *_: object) -> None:
            self.note(f"warns: {category.__name__}: {message}")

        warnings.showwarning = showwarning  # type: ignore[assignment]

    def _watch_exits(self) -> None:
        """Leave a trace of where a program ends its own process."""
        leave, process = os._exit, os.getpid()

        def _exit(status: int) -> None:
            if not self.over and os.getpid() == process:
                faulthandler.dump_traceback(self.trace, all_threads=False)
                print(f"{EXITED} {status}", file=self.trace, flush=True)
                status = 1  # the pool takes 0 for a worker that has done its work
            leave(status)

        os._exit = _exit  # type: ignore[assignment]

    def _audit(self, event: str, arguments: tuple[Any, ...]) -> None:
        if self.over:
            return
        if event in ("os.kill", "signal.raise_signal"):
            faulthandler.dump_traceback(self.trace, all_threads=False)
        elif event in _NETWORK and not _is_local(event, arguments):
            self.note("uses the network")
            raise PermissionError("a card may not use the network")
        elif event in _SPAWNS and self._asked_for_it():
            self.note("starts another program, which cannot be watched")
            raise PermissionError("a card may not start another program")

    def _asked_for_it(self) -> bool:
        """Whether the program itself, not a package, starts a process."""
        frame = sys._getframe(2)
        while frame.f_back and frame.f_globals.get("__name__") in _STARTERS:
            frame = frame.f_back
        return frame.f_code.co_filename == self.job.file


_NETWORK = {
    "socket.connect",
    "socket.sendto",
    "socket.sendmsg",
    "socket.getaddrinfo",
    "socket.gethostbyname",
    "socket.gethostbyaddr",
}
_SPAWNS = {"subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "os.spawn"}
_STARTERS = {
    *("subprocess", "os", "multiprocessing.popen_fork"),
    *(__name__, "cards.run.seeds"),
}


def _is_local(event: str, arguments: tuple[Any, ...]) -> bool:
    address = arguments[1] if event in _NETWORK - _LOOKUPS else arguments[0]
    host = address[0] if isinstance(address, tuple) else address
    if address is not host or event in _LOOKUPS:
        if host in (None, "", "localhost", b"localhost"):
            return True
        try:
            return ipaddress.ip_address(host).is_loopback
        except ValueError:
            return False
    return True  # a Unix socket has no host


_LOOKUPS = {"socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr"}


class _Generator:
    """A global random generator: seeded before it is first drawn from?

    It starts from the system's entropy, so that nothing unseeded repeats.
    """

    def __init__(
        self, watch: _Watch, name: str, seeder: str, state: Callable[[], bytes]
    ) -> None:
        self.watch, self.name, self.state = watch, name, state
        module_name, _, function = seeder.rpartition(".")
        module = importlib.import_module(module_name)
        original = getattr(module, function)
        self.seeded = False

        def seed(*args: Any, **kwargs: Any) -> Any:
            if not self.seeded and self.state() != self.fresh:
                watch.note(f"draws from {name} before it calls {seeder}")
            value = next(iter([*args, *kwargs.values()]), None)
            if value is None:
                watch.note(f"{seeder}() without a seed")
            self.seeded = True
            return original(*args, **kwargs)

        original(int.from_bytes(os.urandom(4), "little"))
        self.fresh = state()
        setattr(module, function, seed)

    def used(self) -> bool:
        return self.seeded or self.state() != self.fresh

    def finish(self) -> None:
        if not self.seeded and self.used():
            first = self.watch.job.numbers[0]
            self.watch.note(f"draws from {self.name} but never seeds it", first)


def _generators(watch: _Watch) -> list[_Generator]:
    """Those whose package is there: preloaded, or imported by the program."""
    import numpy

    def numpy_state() -> bytes:
        state: Any = numpy.random.get_state(legacy=False)["state"]
        return bytes(state["key"].tobytes()) + bytes([state["pos"] % 256])

    original = numpy.random.default_rng

    def default_rng(seed: Any = None) -> Any:
        if seed is None and watch._asked_for_it():
            watch.note("numpy.random.default_rng() without a seed")
        return original(seed)

    numpy.random.default_rng = default_rng
    found = [
        _Generator(watch, "random", "random.seed", lambda: _bytes(random.getstate())),
        _Generator(watch, "numpy.random", "numpy.random.seed", numpy_state),
    ]
    try:
        import torch
    except ImportError:
        return found

    def torch_state() -> bytes:
        return bytes(torch.get_rng_state().numpy().tobytes())

    return [*found, _Generator(watch, "torch", "torch.manual_seed", torch_state)]


def _bytes(state: object) -> bytes:
    return repr(state).encode()
