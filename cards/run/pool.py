"""Many programs → results, in a pool of fresh processes.

Each program gets a process of its own, forked from a server that has imported
the heavy packages and nothing else (`forkserver`), or started anew where the
system cannot fork safely (`spawn`: Windows, macOS). One thread a program.
"""

from __future__ import annotations

import multiprocessing
import os
import shutil
import signal
import sys
import tempfile
import threading
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from concurrent.futures import TimeoutError as PoolTimeout
from contextlib import contextmanager
from itertools import islice
from pathlib import Path

from pebble import CONSTS, ProcessExpired, ProcessPool

from cards.project import Settings
from cards.run import watch
from cards.run.environment import environment
from cards.run.job import Job, Result
from cards.run.limits import EXITED
from cards.run.trace import where_it_stopped

# in the fork server
FIRST = ("cards.run.preload", "cards.run.watch", "cards.run.figures")
CONSTS.sleep_unit = 0.01  # how soon pebble notices that a process is free; was 0.1
GRACE = 10.0  # seconds that a process has to start or to end after its time-out


class Stopped(Exception):
    """Execution was called off; what had finished was handed over before."""


def cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def execute(
    jobs: Sequence[Job],
    settings: Settings,
    workers: int = 0,
    stop: threading.Event | None = None,
) -> Iterator[tuple[Job, Result]]:
    """Run programs in the given order; each with its result as it finishes.

    A program that hangs, is killed or ends its process is a result like any
    other, with an error. All have the first job's environment, which the fork
    server keeps: another needs a process of its own. Raises Stopped soon after
    `stop` is set.
    """
    if not jobs:
        return
    at_once = min(workers or cores(), len(jobs))
    waiting = enumerate(jobs)
    # one process more than run at once: it is forked while the others compute
    with _pool(settings, dict(jobs[0].environment), at_once + 1) as (pool, folder):
        running: dict[Future[Result], tuple[Job, Path]] = {}

        def fill() -> None:
            for i, job in islice(waiting, at_once - len(running)):
                place = folder / str(i)
                place.mkdir()
                limit = job.timeout + GRACE
                future: Future[Result] = pool.schedule(
                    watch.run, (job, str(place)), timeout=limit
                )
                running[future] = job, place

        fill()
        while running:
            finished, _ = wait(running, 0.25, return_when=FIRST_COMPLETED)
            ended = [(future, *running.pop(future)) for future in finished]
            if not (stop and stop.is_set()):
                fill()
            for future, job, place in ended:
                result = _result(future, job, place)
                shutil.rmtree(place, ignore_errors=True)
                yield job, result
            if stop and stop.is_set():
                raise Stopped


def _result(future: Future[Result], job: Job, place: Path) -> Result:
    try:
        return future.result()
    except PoolTimeout:
        what = "ends its own process, or hangs where it cannot be watched"
    except ProcessExpired as end:
        what = _ending(end.exitcode or 0)
    trace = (place / "trace").read_text() if (place / "trace").exists() else ""
    if trace.startswith("Timeout"):
        what = f"runs longer than {job.timeout:g} s"
    elif EXITED in trace:
        what = _ending(int(trace.rpartition(EXITED)[2]))
    error = where_it_stopped(job, trace)
    error.message = what
    error.kind = "time" if trace.startswith("Timeout") else "exit"
    out = place / "out"
    printed = out.read_text(errors="replace") if out.exists() else ""
    empty = [""] * (len(job.parts) - 1)
    return Result([printed, *empty], error=error, lasting=False)


def _ending(code: int) -> str:
    if code >= 0:
        return f"ends its own process with exit status {code}"
    try:
        name = signal.Signals(-code).name
    except ValueError:
        name = f"signal {-code}"
    hint = " (out of memory?)" if name == "SIGKILL" else ""
    return f"is killed by {name}{hint}"


# A process that was being started when its pool closed still looks for the
# pool's locks, which go when the pool does: keep them while this process lives.
_closed: list[ProcessPool] = []


@contextmanager
def _pool(
    settings: Settings, more: Mapping[str, str], workers: int
) -> Iterator[tuple[ProcessPool, Path]]:
    start = settings.start or ("forkserver" if sys.platform == "linux" else "spawn")
    context = multiprocessing.get_context(start)
    if start == "forkserver":
        context.set_forkserver_preload([*FIRST, *settings.preload])
    folder = tempfile.TemporaryDirectory(prefix="cards-", ignore_cleanup_errors=True)
    with folder, environment(settings, more):
        pool = ProcessPool(workers, max_tasks=1, context=context)
        try:
            yield pool, Path(folder.name).resolve()
            pool.close()
        except BaseException:  # Ctrl-C: leave no process behind
            pool.stop()
            raise
        finally:
            pool.join()
            _closed.append(pool)
