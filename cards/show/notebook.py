"""Pages as Jupyter notebooks, with what their programs printed and drew.

A notebook is made from what was run: its code cells are the blocks of the page,
its outputs those of the stored results. Prose is that of the page, with links
in full; recorded outputs and figures are left to the outputs.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

import nbformat
from nbformat import NotebookNode
from nbformat.v4 import (
    new_code_cell,
    new_markdown_cell,
    new_notebook,
    new_output,
)

from cards.read.comments import EXPECTED, UNSEEN
from cards.read.model import FENCE, Block, Page, Program
from cards.run.job import Result

if TYPE_CHECKING:
    from cards.show.export import Entry, Plain

FIGURE = re.compile(r"!\[[^\]]*\]\([^)\s]*plots/[^)\s]*\)\s*$")
FAILS = "raises-exception"  # the tag by which Jupyter goes on after an error
KERNEL = {"display_name": "Python 3", "language": "python", "name": "python3"}
LANGUAGE = {"name": "python", "file_extension": ".py", "mimetype": "text/x-python"}
GITHUB = re.compile(r"https://github\.com/([\w.-]+)/([\w.-]+?)(?:\.git|/)?$")


def has_one(page: Page) -> bool:
    """Whether a page is one of programs, not of words that hold some."""
    return page.kind == "cards" or page.kind == "lab"


def path(page: Page) -> str:
    """Where the site has it: `notebooks/<page>.ipynb`."""
    return f"notebooks/{page.name}.ipynb"


def colab(page: Page, repo_url: str) -> str:
    """The address that opens it in Colab; empty where the code is not on GitHub.

    Deployments push the finished site to the branch `gh-pages`.
    """
    found = GITHUB.match(repo_url)
    if not found:
        return ""
    place = f"{found[1]}/{found[2]}/blob/gh-pages/{path(page)}"
    return f"https://colab.research.google.com/github/{place}"


def notebook(entry: Entry, plain: Plain, results: Mapping[str, Result]) -> str:
    """A page of programs as the text of a notebook (nbformat 4.5)."""
    page = entry.page
    assert page
    owners = {
        id(block.fence): (program, i)
        for program in page.programs
        for i, block in enumerate(program.blocks)
    }
    prose = {id(line) for line in page.prose}
    book = new_notebook(metadata={"kernelspec": KERNEL, "language_info": LANGUAGE})
    text: list[str] = []

    def close() -> None:
        """End a cell of Markdown."""
        source = re.sub(r"\n{3,}", "\n\n", "\n".join(text)).strip("\n")
        if source:
            book.cells.append(new_markdown_cell(source))
        text.clear()

    undo: list[NotebookNode] = []  # cells that close a card
    in_code = recorded = False  # inside a program's block, or in its output
    for line in page.lines:
        if id(line) in owners:
            close()
            program, i = owners[id(line)]
            book.cells.append(_code(program, i, results))
            if program.recorded and i == len(program.blocks) - 1:
                undo += _undo(program, plain.project.settings.undo)
            in_code = True
        elif in_code:
            in_code = not (FENCE.match(line) and _is_end(line))
        elif id(line) in prose:
            recorded = recorded or line.strip() == EXPECTED
            if not (UNSEEN.match(line) or FIGURE.match(line)):
                if line.startswith("## "):
                    close()
                    book.cells += undo
                    undo = []
                text.append(_heading(plain.relinked(line, line.file)))
        elif recorded:
            recorded = not (FENCE.match(line) and _is_end(line))
        else:
            text.append(line)
    close()
    book.cells += undo
    for i, cell in enumerate(book.cells):
        cell.id = f"cell-{i}"  # the same page gives the same file
    nbformat.validate(book)
    written: str = nbformat.writes(book)
    return written + "\n"


def _undo(program: Program, undo: Mapping[str, str]) -> list[NotebookNode]:
    """Cells that leave the kernel as a program found it."""
    found = [back for what, back in undo.items() if what in program.text]
    return [new_code_cell(f"{back}  # as it was") for back in found]


def _is_end(line: str) -> bool:
    return not line.strip().strip("`~")


def _heading(line: str) -> str:
    """Without the id, which only the site's Markdown knows."""
    return re.sub(r"^(#+ .*?) *\{ *#[\w-]+ *\} *$", r"\1", line)


def _code(program: Program, index: int, results: Mapping[str, Result]) -> NotebookNode:
    block: Block = program.blocks[index]
    cell = new_code_cell("\n".join(block.lines))
    if block.fails:
        cell.metadata["tags"] = [FAILS]
    result = results.get(program.name)
    if result is None:
        return cell
    if printed := "".join(result.printed[index : index + 1]):
        cell.outputs.append(new_output("stream", name="stdout", text=printed))
    for figure, by in zip(result.figures, result.drawn_by, strict=False):
        if by == index:
            data = {"image/svg+xml": figure, "text/plain": "<Figure>"}
            cell.outputs.append(new_output("display_data", data=data))
    if result.error and index == len(program.blocks) - 1:
        name, _, value = result.error.message.partition(": ")
        trace = result.error.trace.splitlines()
        error = new_output("error", ename=name, evalue=value, traceback=trace)
        cell.outputs.append(error)
    return cell
