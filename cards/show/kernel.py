"""A page's notebook as a kernel runs it: its cells one after another, in one process.

It is a program of many parts, and is run and stored as programs are.
"""

from __future__ import annotations

import nbformat

from cards.check.compare import same
from cards.project import Project
from cards.run.alone import lines
from cards.run.job import Job, Result
from cards.show.notebook import FAILS


def job_of_notebook(name: str, text: str, project: Project, timeout: float) -> Job:
    """A notebook as one program; a cell that may fail ends as Jupyter ends it.

    `timeout` is in seconds of wall time.
    """
    code: list[str] = []
    starts = []
    for cell in code_cells(text):
        starts.append(len(code))
        if FAILS in cell.metadata.get("tags", []):
            code += ["try:", f"    exec({cell.source!r}, globals())"]
            code += ["except Exception as error:"]
            code += ["    print(type(error).__name__)"]
        else:
            code += cell.source.split("\n")
    numbers = tuple(range(1, len(code) + 1))
    memory, generators = project.settings.memory, project.settings.generators
    whole = "\n".join(code) + "\n"
    return Job(name, whole, numbers, tuple(starts), timeout, memory, generators)


def trouble(text: str, result: Result) -> str:
    """Where a notebook's run and the outputs that it carries differ, or nothing."""
    if result.error:
        return result.error.trace or result.error.message
    for cell, now in zip(code_cells(text), result.printed, strict=True):
        if not same(told := carried(cell), lines(now)):
            return f"prints {lines(now)}, the page says {told}:\n{cell.source}"
    return ""


def carried(cell: nbformat.NotebookNode) -> list[str]:
    """What a cell wrote, by lines, and the name of the error that ended it."""
    outputs = cell.get("outputs", [])
    said = "".join(o.text for o in outputs if o.output_type == "stream")
    said += "".join(f"{o.ename}\n" for o in outputs if o.output_type == "error")
    return lines(said)


def code_cells(text: str) -> list[nbformat.NotebookNode]:
    """The cells of code of a notebook's text."""
    book = nbformat.reads(text, as_version=4)
    return [cell for cell in book.cells if cell.cell_type == "code"]
