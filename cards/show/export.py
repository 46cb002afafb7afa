"""Finished pages, figures, programs and notebooks, for any generator of sites."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from cards.files import UsageError, write
from cards.project import Project
from cards.run.job import Result
from cards.show import anki, lists
from cards.show.head import Heads
from cards.show.links import Site, SitePage, linked, notebook_path, program_path
from cards.show.markdown import page_files
from cards.show.notebook import notebook


def program_files(site: Site) -> Iterator[tuple[str, str]]:
    """Each program, and each page of programs as a notebook."""
    for _, page in site.own:
        for program in page.programs:
            yield program_path(program), program.text
        if page.has_programs:
            yield notebook_path(page), notebook(page, site)


def export(project: Project, results: Mapping[str, Result], folder: Path) -> int:
    """Write the finished pages with all that they lead to; how many files.

    All or nothing: the folder must not exist, or be empty. Raises UsageError
    where it is not, cannot be written, or a link leads out of it.
    """
    site = site_of(project, results)
    files = {path: text.encode() for path, text in page_files(site)}
    for entry, page in site.own:
        if page.kind != "prose" or entry.description:
            head = _front_matter(entry)
            path = site.path(entry.source)
            files[path] = head.encode() + files[path]
    files |= {path: text.encode() for path, text in program_files(site)}
    missing: list[str] = []
    files[lists.DECK] = anki.deck(site, missing.append)
    if missing:
        raise UsageError("\n".join(missing))
    for file in sorted(_shown(site)):
        files[file.relative_to(project.docs).as_posix()] = file.read_bytes()
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(".part", folder.name, folder.parent) as part:
            made = Path(part, "made")
            for name, data in files.items():
                write(made / name, data)
            if folder.exists():
                folder.rmdir()  # which refuses one that is not empty
            made.replace(folder)
    except OSError as error:
        raise UsageError(f"{folder} cannot be written: {error}") from error
    return len(files)


def must_be_empty(folder: Path) -> None:
    """Raises UsageError unless a folder is empty, or is not there."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UsageError(f"{folder} is there already, and not empty")


def site_of(project: Project, results: Mapping[str, Result]) -> Site:
    """The project's pages as a site of Markdown files, which has no address."""
    site = Site(project, results)
    heads = Heads(site, feed=False)
    for page in project.pages:
        if page.file.is_relative_to(project.docs):
            entry = site.pages[page.file] = SitePage(page.file, "", page.title, page)
            entry.url = site.path(page.file)
            heads.describe(entry, page.meta.get("description", ""))
            if entry.home:
                site.name, site.description = entry.title, entry.description
    return site


def _front_matter(entry: SitePage) -> str:
    """In YAML, whose strings are those of JSON."""
    told = {"title": entry.title, "description": entry.description}
    lines = [f"{k}: {json.dumps(v, ensure_ascii=False)}" for k, v in told.items() if v]
    return "\n".join(["---", *lines, "---", "", ""])


def _shown(site: Site) -> set[Path]:
    """The files in `docs/` that pages show or lead to, and that are not pages."""
    found = {
        file
        for _, page in site.own
        for file, _ in linked("\n".join(page.prose), page.file)
        if file not in site.pages
    }
    docs = site.project.docs
    if wrong := [file for file in found if not file.is_relative_to(docs)]:
        raise UsageError(f"a page links to {wrong[0]}, which is outside of {docs}")
    if missing := [file for file in found if not file.is_file()]:
        raise UsageError(f"a page links to {missing[0]}, which is no file")
    return found
