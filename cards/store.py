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
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict
from functools import cached_property
from importlib import metadata
from pathlib import Path

from cards.execute import execute, job_of
from cards.page import Program
from cards.project import Project
from cards.run import Error, Job, Result

KEEP = 30 * 86400  # seconds an entry stays after its last use

Report = Callable[[int, int, Program, Result], None]


class Store:
    """The results of one project, in `.cache/cards`."""

    def __init__(self, project: Project) -> None:
        self.project = project
        self.folder = project.cache
        self.memory: dict[str, Result] = {}

    @cached_property
    def versions(self) -> dict[str, str]:
        found = {"python": platform.python_version(), "machine": platform.machine()}
        for name in self.project.settings.packages:
            try:
                found[name] = metadata.version(name)
            except metadata.PackageNotFoundError:
                found[name] = "none"
        return found

    @property
    def told_versions(self) -> str:
        """What a reader wants to know of them: Python, and the first package."""
        names = ["python", *self.project.settings.packages[:1]]
        told = (f"{name} {self.versions[name].partition('+')[0]}" for name in names)
        return ", ".join(told).replace("python", "Python")

    @cached_property
    def _engine(self) -> str:
        files = [Path(__file__).with_name(name) for name in ("run.py", "figures.py")]
        return "".join(file.read_text("utf-8") for file in files)

    def key(self, job: Job) -> str:
        content = json.dumps([asdict(job), self.versions, self._engine])
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
            os.utime(file)
        except (OSError, ValueError, TypeError, KeyError):
            return None
        self.memory[key] = result
        return result

    def put(self, key: str, job: Job, result: Result) -> None:
        """Keep a result; on disk only if another try would give the same."""
        self.memory[key] = result
        if not result.lasting:
            return
        entry = {"file": job.file, "versions": self.versions}
        content = json.dumps({**entry, "result": asdict(result)}, indent=1)
        write(self.folder / f"{key}.json", content)

    def prune(self) -> int:
        """Drop entries that were not used for `KEEP` seconds; how many."""
        old = time.time() - KEEP
        dropped = 0
        for file in self.folder.glob("*.json"):
            if file.stat().st_mtime < old:
                file.unlink(missing_ok=True)
                dropped += 1
        for file in self.folder.glob("*.part"):  # left by a process that was killed
            if file.stat().st_mtime < time.time() - 3600:
                file.unlink(missing_ok=True)
        return dropped

    def _past_seconds(self) -> dict[str, float]:
        """How long each program took when it last ran, whatever has changed since.

        The longest start first, so that no core idles at the end. Where nothing
        is known the number of lines has to do.
        """
        try:
            times: dict[str, float] = json.loads(self._times.read_text("utf-8"))
        except (OSError, ValueError):
            return {}
        return times

    @property
    def _times(self) -> Path:
        return self.folder / "seconds"

    def results(
        self,
        programs: Sequence[Program],
        report: Report = lambda done, of, program, result: None,
        stop: threading.Event | None = None,
        fresh: bool = False,
    ) -> dict[str, Result]:
        """Results by program name: stored ones, and the rest by running them.

        `report` is told of each program as it finishes. `fresh` runs all.
        """
        jobs = {program.name: job_of(program, self.project) for program in programs}
        keys = {name: self.key(job) for name, job in jobs.items()}
        found = {name: None if fresh else self.get(key) for name, key in keys.items()}
        results = {name: result for name, result in found.items() if result}
        missing = [program for program in programs if program.name not in results]
        past = self._past_seconds()
        missing.sort(key=lambda p: (-past.get(p.name, 0.0), -len(p.lines)))
        owner = {jobs[program.name]: program for program in missing}
        running = execute(list(owner), self.project.settings, stop=stop)
        for count, (job, result) in enumerate(running, 1):
            program = owner[job]
            self.put(keys[program.name], job, result)
            results[program.name] = result
            report(count, len(owner), program, result)
            past[program.name] = round(result.seconds, 2)
        if missing:
            write(self._times, json.dumps(past, indent=1))
        return results


def write(file: Path, content: str) -> bool:
    """Write a file whole, only if it changes. Returns whether it did."""
    data = content.encode()
    try:
        if file.read_bytes() == data:
            return False
    except OSError:
        pass
    file.parent.mkdir(parents=True, exist_ok=True)
    handle, part = tempfile.mkstemp(".part", file.name, file.parent)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
        umask = os.umask(0)
        os.umask(umask)
        os.chmod(part, 0o666 & ~umask)  # mkstemp makes it private
        os.replace(part, file)
    except BaseException:
        Path(part).unlink(missing_ok=True)
        raise
    return True
