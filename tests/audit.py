"""What of many like things a run of the tests tries: what is not known, and a sample.

The sample is drawn by the commit, so that each comes to its turn and a run can be
had again. With `CARDS_WHOLE=1`, as once a week, all is tried.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path

from cards.project import Project
from cards.read.model import Page
from cards.show.measured import read


def whole() -> bool:
    """Whether nothing is left to a sample."""
    return os.environ.get("CARDS_WHOLE", "") not in ("", "0")


def commit(root: Path) -> str:
    """What a sample is drawn by: the commit, or else the day."""
    return _git(root, "rev-parse", "HEAD") or datetime.now(UTC).date().isoformat()


def drawn(names: Iterable[str], by: str, count: int) -> set[str]:
    """As many of these names, others for each commit."""
    place = {name: hashlib.sha256(f"{by} {name}".encode()).digest() for name in names}
    return set(sorted(place, key=place.__getitem__)[:count])


# of the pages that differ by what they tell only: how many are looked at at least
ALIKE = {"cards": 3, "labs": 1, "paths": 1}


def kind(page: Page) -> str:
    """By which a page is like others; a page that is unlike all has none."""
    if page.kind == "cards":
        return "cards"
    folder, _, name = page.name.partition("/")
    return folder if name and folder in ALIKE else ""


def content(page: Page) -> str:
    """16 hexadecimal digits of what a page is made of: its text and programs."""
    return hashlib.sha256("\n".join(page.lines).encode()).hexdigest()[:16]


def looked_at(
    pages: Iterable[Page], known: Mapping[str, str], by: str, all_: bool = False
) -> set[str]:
    """The names of the pages to look at in a browser, which takes seconds for each.

    Every page that is unlike the others; of those alike what is not `known`, by its
    name, as it is, and a sample.
    """
    groups: dict[str, list[Page]] = {}
    for page in pages:
        groups.setdefault(kind(page), []).append(page)
    found: set[str] = set()
    for group, alike in groups.items():
        names = {page.name for page in alike}
        new = {page.name for page in alike if known.get(page.name) != content(page)}
        everything = all_ or not group
        found |= names if everything else new | drawn(names, by, ALIKE[group])
    return found


def site_pages(project: Project) -> list[Page]:
    """The pages of the site that the engine knows."""
    return [page for page in project.pages if page.file.is_relative_to(project.docs)]


def tried(project: Project) -> list[str]:
    """The names of the pages that this run looks at; `measured.json` knows the rest."""
    found = read(project.root / project.settings.measured)
    known = {
        Path(source).with_suffix("").as_posix(): str(entry.get("content"))
        for source, entry in found.items()
    }
    by = commit(project.root)
    return sorted(looked_at(site_pages(project), known, by, whole()))


def _git(root: Path, *arguments: str) -> str:
    command = ["git", *arguments]
    try:
        said = subprocess.run(command, cwd=root, capture_output=True, encoding="utf-8")
    except FileNotFoundError:
        return ""
    return said.stdout.strip() if said.returncode == 0 else ""
