"""What changed for readers since another commit, as one HTML page.

The other commit's files are laid beside the store and run by the engine they
came with, which shares the store: what is the same there is not run again. A
card is shown if its output, its figure or its proof is another one than before;
one whose prose alone changed is not, as any diff tool shows that better.
"""

from __future__ import annotations

import base64
import difflib
import html
import io
import os
import shutil
import subprocess
import sys
import tarfile
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from cards import claims
from cards.check import write_figures
from cards.page import Card
from cards.project import Project, UsageError
from cards.record import Records
from cards.store import Store, write

NAME = "changes.html"
STYLE = """
:root { color-scheme: light dark }
body { font: 1rem/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 75rem }
body, pre { padding: 0 1rem }
section { border-top: 1px solid gray; margin-top: 2rem }
.sides { display: grid; gap: 1rem; grid-template-columns: 1fr 1fr }
.sides > * { min-width: 0 }
pre { border-left: 3px solid gray; overflow-x: auto }
img { max-width: 100% }
mark { background: #ffd54f80; color: inherit }
"""


@dataclass(frozen=True)
class Side:
    """A card as readers see it at one commit."""

    title: str
    program: str
    printed: str
    figures: tuple[str, ...]  # SVG
    proof: str

    def shown(self) -> tuple[str, tuple[str, ...], str]:
        return self.printed, self.figures, self.proof


NOTHING = Side("", "", "", (), "")


def diff(project: Project, base: str) -> tuple[Path, list[str]]:
    """Write the page. Returns its file and the names of the cards it shows.

    Raises UsageError where there is no such commit, or no project in it.
    """
    old = sides(_base(project, base))
    results = Store(project).results([p for x in project.pages for p in x.programs])
    for page in project.pages:
        for card in page.cards:
            write_figures(project, card, results)
    new = sides(project)
    names = [*new, *(name for name in old if name not in new)]
    pairs = {name: (old.get(name, NOTHING), new.get(name, NOTHING)) for name in names}
    changed = {n: (a, b) for n, (a, b) in pairs.items() if a.shown() != b.shown()}
    file = project.root / NAME
    write(file, "\n".join(_page(base, changed, len(names))) + "\n")
    return file, list(changed)


def sides(project: Project) -> dict[str, Side]:
    """Every card of a project whose figures are drawn, by its name."""
    records = Records(project)
    return {
        card.name: _side(project, card, records)
        for page in project.pages
        if page.has_cards
        for card in page.cards
    }


def _side(project: Project, card: Card, records: Records) -> Side:
    blocks = [block for program in card.programs for block in program.blocks]
    printed = ["\n".join(block.expected) for block in blocks if block.expected]
    files = [image.line.file.parent / image.target for image in card.images]
    return Side(
        card.title,
        "\n".join(program.text for program in card.programs),
        "\n\n".join(printed),
        tuple(file.read_text("utf-8") for file in files if file.is_file()),
        claims.foot(card, records),
    )


def _base(project: Project, base: str) -> Project:
    """The project as it was, its figures drawn."""
    found = project.git("rev-parse", "--verify", f"{base}^{{commit}}")
    commit = found.decode().strip()
    folder = project.cache / "base" / commit
    if not folder.exists():
        shutil.rmtree(folder.parent, ignore_errors=True)
        part = folder.with_suffix(".part")
        archive = io.BytesIO(project.git("archive", commit))
        with tarfile.open(fileobj=archive) as files:
            files.extractall(part, filter="data")
        with suppress(OSError):  # where links are not allowed all is run again
            (part / ".cache").mkdir()
            (part / ".cache/cards").symlink_to(project.cache, target_is_directory=True)
        part.rename(folder)
    if not (folder / "cards/__main__.py").exists():
        raise UsageError(f"{base} has no engine: nothing to compare with")
    try:
        settings = Project.load(folder).settings
    except UsageError:  # one that this engine no longer has
        settings = project.settings
    was = Project(folder, settings)
    names = [page.name for page in was.pages if page.has_cards]
    print(f"{base}: {len(names)} pages of cards", flush=True)
    if names:
        # its faults are no matter here; what it draws and says is
        subprocess.run(
            [sys.executable, "-m", "cards", "check", *names],
            cwd=folder,
            env=os.environ | {"PYTHONPATH": str(folder)},
            stderr=subprocess.DEVNULL,
        )
    return was


def _page(base: str, changed: dict[str, tuple[Side, Side]], of: int) -> Iterator[str]:
    base = html.escape(base)
    count = f"{len(changed)} of {of} cards" if of != 1 else f"{len(changed)} of 1 card"
    yield "<!doctype html>\n<html lang=en><meta charset=utf-8>"
    yield '<meta name=viewport content="width=device-width">'
    yield f"<title>Changed since {base}</title><style>{STYLE}</style>"
    yield f"<h1>Changed since {base}</h1><p>{count}: another output, figure or proof."
    yield "<ul>"
    for name in changed:
        yield f'<li><a href="#{html.escape(name)}">{html.escape(name)}</a>'
    yield "</ul>"
    for name, (old, new) in changed.items():
        yield from _card(name, old, new)


def _card(name: str, old: Side, new: Side) -> Iterator[str]:
    state = "new" if old is NOTHING else "gone" if new is NOTHING else ""
    title = html.escape(new.title or old.title)
    yield f'<section id="{html.escape(name)}"><h2>{title}</h2>'
    yield f"<p><code>{html.escape(name)}</code>{f': {state}' if state else ''}"
    if old.program != new.program and not state:
        sides = old.program.splitlines(), new.program.splitlines()
        lines = difflib.unified_diff(*sides, "before", "after", n=2, lineterm="")
        text = html.escape("\n".join(lines))
        yield "<details><summary>Its program changed</summary>"
        yield f"<pre>{text}</pre></details>"
    for what, before, after in (
        ("Output", _printed(old, new), _printed(new, old)),
        ("Figure", _drawn(old), _drawn(new)),
        ("Proof", _paragraph(old.proof), _paragraph(new.proof)),
    ):
        if before != after:
            none = "<p>nothing"
            yield f"<h3>{what}</h3><div class=sides>"
            yield f"<div><p>before{before or none}</div>"
            yield f"<div><p>after{after or none}</div></div>"
    yield "</section>"


def _printed(side: Side, other: Side) -> str:
    """What was printed; lines that the other side has not are marked."""
    lines: Iterable[str] = side.printed.splitlines()
    known = set(other.printed.splitlines())
    marked = (
        html.escape(line) if line in known else f"<mark>{html.escape(line)}</mark>"
        for line in lines
    )
    return f"<pre>{chr(10).join(marked)}</pre>" if side.printed else ""


def _paragraph(text: str) -> str:
    return f"<p>{html.escape(text)}" if text else ""


def _drawn(side: Side) -> str:
    """The figures, each an image of its own: styles in one reach no other."""
    data = (base64.b64encode(svg.encode()).decode() for svg in side.figures)
    return "".join(
        f'<p><img alt="" src="data:image/svg+xml;base64,{text}">' for text in data
    )
