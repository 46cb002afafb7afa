"""What is run, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from cards.project import Generator, Processor, Project, Settings
from cards.read.model import Program
from cards.read.source import Kind


@dataclass(frozen=True)
class Job:
    """A program to run: `text` by lines, each with its line number in `file`.

    `parts` are the indexes at which its blocks start. `timeout` in seconds,
    `memory` in bytes: neither says what a program prints, so neither is part of
    its key. `generators` are those beside Python's and numpy's that are watched.
    In a replication `processor` says what it is run as: `environment` is set before
    its process starts, `setup` is Python code that is run before it. `shift` is
    added to every seed (see `seeds.py`).
    """

    file: str
    text: str
    numbers: tuple[int, ...]
    parts: tuple[int, ...]
    timeout: float
    memory: int
    generators: tuple[Generator, ...] = ()
    processor: str = ""
    environment: tuple[tuple[str, str], ...] = ()
    setup: str = ""
    shift: int = 0

    def __hash__(self) -> int:
        return hash((self.file, self.text, self.processor, self.shift))

    def replicated(self, settings: Settings, processor: str, shift: int = 0) -> Job:
        """The same program with its seeds moved, as another processor runs it."""
        known = settings.processors.get(processor, Processor())
        return replace(
            self,
            processor=processor,
            environment=tuple(sorted(known.environment.items())),
            setup=known.setup,
            shift=shift,
        )


@dataclass
class Error:
    """How a program ended: the message, and the trace by the program's lines.

    `kind` is "assertion", "error" (any other exception), "time" (it ran longer
    than it may) or "exit" (it ended its own process, or was killed).
    """

    message: str
    line: int
    trace: str
    kind: Kind = "error"


@dataclass
class Result:
    """What a program did. `printed` has one text for each block."""

    printed: list[str] = field(default_factory=list)
    figures: list[str] = field(default_factory=list)  # SVG
    drawn_by: list[int] = field(default_factory=list)  # of each, the block's index
    notes: list[tuple[int, str]] = field(default_factory=list)  # (line, what)
    error: Error | None = None
    seconds: float = 0.0  # wall time of the program alone
    when: str = ""  # it ran, as 2026-01-31T12:00:00Z
    lasting: bool = True  # False for what another try may change: not stored
    random: bool = True  # False where nothing was seeded and nothing drawn


def job_of(program: Program, project: Project) -> Job:
    """The job that runs a program of a page."""
    starts, count = [], 0
    for block in program.blocks:
        starts.append(count)
        count += len(block.lines)
    settings = project.settings
    return Job(
        program.file.relative_to(project.root).as_posix(),
        program.text,
        tuple(line.number for line in program.lines),
        tuple(starts),
        settings.timeout if program.recorded else settings.lab_timeout,
        settings.memory,
        settings.generators,
    )
