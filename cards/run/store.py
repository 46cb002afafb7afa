"""Results by content: what has been run is not run again.

An entry is one JSON file named by a hash of all that a result depends on: the
program, the versions of Python and of the packages named in the settings, and
the engine's own code that runs and draws. It is written whole or not at all,
and an entry that cannot be read counts as none. What may turn out otherwise on
another try (a time-out, a killed process) is not kept.
"""

from __future__ import annotations

import hashlib
import json
import os
import platform
import sys
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import asdict
from functools import cached_property
from importlib import metadata
from pathlib import Path

from cards.files import known, table, write
from cards.project import Project, Settings
from cards.read.model import Program
from cards.run.job import Error, Job, Result, job_of
from cards.run.pool import execute

KEEP = 30 * 86400  # seconds an entry stays after its last use


class Store:
    """The results of one project, in `.cache/cards`."""

    def __init__(self, project: Project) -> None:
        self.project = project
        self.folder = project.cache
        self.memory: dict[str, Result] = {}
        self._told = False  # that nothing can be written

    @cached_property
    def versions(self) -> dict[str, str]:
        return versions(self.project.settings)

    @property
    def told_versions(self) -> str:
        """What a reader wants to know of them: Python, and the first package."""
        names = ["python", *self.project.settings.packages[:1]]
        told = (f"{name} {self.versions[name].partition('+')[0]}" for name in names)
        return ", ".join(told).replace("python", "Python")

    @cached_property
    def _engine(self) -> str:
        """All the code that runs and draws, and what draws for it."""
        files = sorted(Path(__file__).parent.glob("*.py"))
        code = "".join(file.read_text("utf-8") for file in files)
        return code + metadata.version("scour")

    def key(self, job: Job) -> str:
        """By all that a result depends on; the limits of time and memory are not."""
        depends = {**asdict(job), "timeout": None, "memory": None}
        content = json.dumps([depends, self.versions, self._engine])
        return hashlib.sha256(content.encode()).hexdigest()[:32]

    def get(self, key: str) -> Result | None:
        """A stored result, or None. Marks it as used."""
        if key in self.memory:
            return self.memory[key]
        file = self.folder / f"{key}.json"
        try:
            entry = json.loads(file.read_text("utf-8"))
            if set(entry["result"]) != set(Result.__dataclass_fields__):
                return None
            result = Result(**entry["result"])
            result.error = Error(**entry["result"]["error"]) if result.error else None
            result.notes = [(int(line), str(what)) for line, what in result.notes]
        except (OSError, ValueError, TypeError, KeyError):
            return None
        with suppress(OSError):  # a file that may only be read, or that is gone
            os.utime(file)
        self.memory[key] = result
        return result

    def put(self, key: str, job: Job, result: Result) -> None:
        """Keep a result; on disk only if another try would give the same."""
        self.memory[key] = result
        if not result.lasting:
            return
        entry = {"file": job.file, "versions": self.versions}
        content = json.dumps({**entry, "result": asdict(result)}, indent=1)
        self._write(self.folder / f"{key}.json", content)

    def _write(self, file: Path, content: str) -> None:
        """Write a file. Where that cannot be, say so once and go on without."""
        try:
            write(file, content)
        except OSError as error:
            if not self._told:
                print(f"cards: results are not kept: {error}", file=sys.stderr)
            self._told = True

    def prune(self) -> int:
        """Drop entries that were not used for `KEEP` seconds; how many."""
        now = time.time()
        # a .part was left by a process that was killed
        ages = {".json": KEEP, ".part": 3600}
        dropped = 0
        for suffix, age in ages.items():
            for file in self.folder.glob(f"*{suffix}"):
                with suppress(OSError):  # another process was faster, or may write
                    if now - file.stat().st_mtime > age:
                        file.unlink()
                        dropped += suffix == ".json"
        return dropped

    def results(
        self,
        programs: Iterable[Program],
        fresh: bool = False,
        stop: threading.Event | None = None,
    ) -> Iterator[tuple[Program, Result, bool]]:
        """Each program with its result, and whether that was stored.

        Those that are stored come first, the others as they end. `fresh` runs
        all of them. Raises Stopped soon after `stop` is set.
        """
        owners = {job_of(program, self.project): program for program in programs}
        for job, result, stored in self.run(owners, fresh, stop):
            yield owners[job], result, stored

    def run(
        self,
        jobs: Iterable[Job],
        fresh: bool = False,
        stop: threading.Event | None = None,
        workers: int = 0,
    ) -> Iterator[tuple[Job, Result, bool]]:
        """The same of jobs: stored or run, as they come; `workers` at once."""
        missing: list[Job] = []
        for job in jobs:
            result = None if fresh else self.get(self.key(job))
            if result:
                yield job, result, True
            else:
                missing.append(job)
        if not missing:
            return
        # what took longest when it last ran, whatever has changed since, starts first,
        # so that no core idles at the end; where that is not known, the longest text
        seconds = self.folder / "seconds"
        past: dict[str, float] = known(seconds, table)
        missing.sort(key=lambda job: (-past.get(job.file, 0.0), -len(job.numbers)))
        try:
            running = execute(missing, self.project.settings, workers, stop)
            for job, result in running:
                self.put(self.key(job), job, result)
                past[job.file] = round(result.seconds, 2)
                yield job, result, False
        finally:
            self._write(seconds, json.dumps(past, indent=1))


def versions(settings: Settings) -> dict[str, str]:
    """Of Python, of the kind of machine, and of the packages of the settings."""
    found = {"python": platform.python_version(), "machine": platform.machine()}
    for name in settings.packages:
        try:
            found[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            found[name] = "none"
    return found
