"""Pages as Jupyter notebooks, with what their programs printed and drew.

A notebook is made from what was run: its code cells are the blocks of the page,
its outputs those of the stored results. Prose is that of the page, with links
in full; recorded outputs and figures are left to the outputs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

import nbformat
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from cards.read.comments import is_unseen
from cards.read.model import Page, Part, Program
from cards.run.job import Result
from cards.show.links import Site, notebook_path

FIGURE = re.compile(r"!\[[^\]]*\]\([^)\s]*plots/[^)\s]*\)\s*$")
FAILS = "raises-exception"  # the tag by which Jupyter goes on after an error
KERNEL = {"display_name": "Python 3", "language": "python", "name": "python3"}
LANGUAGE = {"name": "python", "file_extension": ".py", "mimetype": "text/x-python"}


def notebook(page: Page, site: Site) -> str:
    """A page of programs as the text of a notebook (nbformat 4.5)."""
    owners = {
        id(block): (program, i)
        for program in page.programs
        for i, block in enumerate(program.blocks)
    }
    book = new_notebook(metadata={"kernelspec": KERNEL, "language_info": LANGUAGE})
    undo: list[NotebookNode] = []  # cells that close a card
    for part in page.parts:
        if part.kind == "code":
            program, i = owners[id(part.block)]
            book.cells.append(_code(program, i, site.results))
            if program.recorded and i == len(program.blocks) - 1:
                undo += _undo(program, site.project.settings.undo)
        elif part.kind == "listing":
            book.cells.append(new_markdown_cell("\n".join(part.lines)))
        elif part.kind == "prose":
            for text in _texts(part, page, site):
                if text.startswith("## "):
                    book.cells += undo
                    undo = []
                book.cells.append(new_markdown_cell(text))
    book.cells += undo
    for i, cell in enumerate(book.cells):
        cell.id = f"cell-{i}"  # the same page gives the same file
    nbformat.validate(book)
    written: str = nbformat.writes(book)
    return written + "\n"


def _texts(part: Part, page: Page, site: Site) -> Iterator[str]:
    """The Markdown of a part that is not empty, cut before each heading of a card."""
    seen = [x for x in part.lines if not (is_unseen(x) or FIGURE.match(x))]
    text = site.in_full("\n".join(seen), page.file, notebook_path(page))
    # without the ids, which only the site's Markdown knows
    text = re.sub(r"(?m)^(#+ .*?) *\{ *#[\w-]+ *\} *$", r"\1", text)
    for piece in re.split(r"(?m)^(?=## )", text):
        if piece := re.sub(r"\n{3,}", "\n\n", piece).strip("\n"):
            yield piece


def _undo(program: Program, undo: Mapping[str, str]) -> list[NotebookNode]:
    """Cells that leave the kernel as a program found it."""
    found = [back for what, back in undo.items() if what in program.text]
    return [new_code_cell(f"{back}  # as it was") for back in found]


def _code(program: Program, index: int, results: Mapping[str, Result]) -> NotebookNode:
    block = program.blocks[index]
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
