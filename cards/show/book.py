"""The cards as a book: EPUB 3, with MathML, figures and outputs, nothing folded.

pandoc writes it, from one Markdown text that the engine makes: every page of cards,
every lab and every path, with links between them. What leads elsewhere is a full
address, or where the site has none plain words.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from cards.files import UsageError
from cards.read.model import HEADING, Page
from cards.show import paths
from cards.show.links import Site, relinked
from cards.show.markdown import markdown

_READ = "markdown-auto_identifiers-citations-example_lists-smart"
_STYLE = """body { line-height: 1.5; }
h2 { break-before: page; }
pre { font-size: 0.75em; white-space: pre-wrap; }
img { max-width: 100%; background: #fff; color-scheme: light; }
"""


def pandoc() -> str:
    """Where pandoc is: on the path, or in the package pypandoc_binary.

    Raises UsageError where it is in neither.
    """
    if found := shutil.which("pandoc"):
        return found
    try:
        import pypandoc

        return str(pypandoc.get_pandoc_path())
    except (ImportError, OSError) as error:
        what = "no pandoc: python -m pip install pypandoc_binary"
        raise UsageError(what) from error


def book(site: Site, program: str) -> bytes:
    """The book, written by the pandoc that is given.

    Raises UsageError with what pandoc says where it fails or warns.
    """
    with TemporaryDirectory() as name:
        folder = Path(name)
        text = "\n\n".join(_pages(site, folder))
        (folder / "book.md").write_text(text, "utf-8")
        (folder / "book.css").write_text(_STYLE, "utf-8")
        command = [program, "book.md", f"--from={_READ}", "--to=epub3", "--mathml"]
        command += ["--toc", "--toc-depth=2", "--split-level=2", "--css=book.css"]
        title = site.name or "Cards"
        told = {"title": title, "lang": "en", "description": site.description}
        command += [f"--metadata={k}={v}" for k, v in told.items() if v]
        command += ["--fail-if-warnings", "--output=book.epub"]
        ended = subprocess.run(command, cwd=folder, capture_output=True, text=True)
        if ended.returncode:
            raise UsageError(f"pandoc: {ended.stderr.strip()}")
        return (folder / "book.epub").read_bytes()


def _pages(site: Site, folder: Path) -> Iterator[str]:
    """Each page's Markdown, with anchors of its own. Figures go into the folder."""
    chosen = [page for _, page in site.own if page.has_programs or paths.is_path(page)]
    places = {page.file: page for page in chosen}

    def change(file: Path, anchor: str) -> str:
        if file in places:
            return "#" + _anchor(places[file], anchor[1:])
        if file.is_relative_to(site.project.plots):
            copy = folder / file.relative_to(site.project.plots)
            if file.exists() and not copy.exists():
                copy.parent.mkdir(parents=True, exist_ok=True)
                svg = file.read_text("utf-8")  # EPUB knows SVG 1.1 alone
                svg = svg.replace("image-rendering:pixelated", "")
                copy.write_text(re.sub(r' image-rendering="\w+"', "", svg), "utf-8")
            return copy.relative_to(folder).as_posix()
        return site.address_of(file) + anchor if site.url else "#nowhere"

    for page in chosen:

        def prose(text: str, origin: Path, page: Page = page) -> str:
            text = relinked(text, origin, change)
            # without an address of the site such links are words
            text = re.sub(r"(?<!!)\[([^\[\]]+)\]\(#nowhere\)", r"\1", text)
            return "\n".join(_headed(line, page) for line in text.split("\n"))

        yield markdown(page, site, prose, borrowed=False)


def _headed(line: str, page: Page) -> str:
    """A line of prose; a heading says its anchor in the book."""
    heading = HEADING.match(line)
    if heading and len(heading[1]) == 1:
        return f"# {heading[2]} {{ #{_anchor(page)} }}"
    if heading and heading[3]:
        return f"{heading[1]} {heading[2]} {{ #{_anchor(page, heading[3])} }}"
    return line


def _anchor(page: Page, card: str = "") -> str:
    name = page.name.replace("/", "-")
    return f"{name}--{card}" if card else name
