"""Does a program run for a reader who pastes it: alone, in a fresh interpreter?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor

from cards.check.compare import same
from cards.project import Project
from cards.read.model import Program
from cards.run.alone import runs_alone
from cards.run.pool import cores

START = 60.0  # seconds more than the engine's: packages are imported anew


def run_alone(
    project: Project, programs: Sequence[Program]
) -> Iterator[tuple[Program, str]]:
    """Each program as it ends, in the order given, with what went wrong, or ""."""

    def run(program: Program) -> str:
        expected = [line for block in program.blocks for line in (block.expected or [])]
        timeout = project.settings.timeout + START
        fails = program.fails
        return runs_alone(program.text, timeout, expected, fails=fails, same=same)

    with ThreadPoolExecutor(cores()) as pool:
        try:
            yield from zip(programs, pool.map(run, programs), strict=True)
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise
