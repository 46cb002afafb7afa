"""When a page, a program and a card last changed: what git says of them.

Three kinds of question, and none of them twice at one commit: where HEAD is,
when each file was last committed, and when each line of a page of cards was.
Without git, without a commit, and in a shallow clone, whose oldest commit would
claim every line, there are no dates.
"""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from cards.files import UsageError, git, write
from cards.project import Project
from cards.read.model import FENCE, HEADING, Card


@dataclass
class Dates:
    """Seconds since 1970 by path from the root, for cards `path#id`. 0: unknown."""

    root: Path
    head: str = ""
    files: dict[str, int] = field(default_factory=dict)
    cards: dict[str, int] = field(default_factory=dict)

    def _path(self, file: Path) -> str:
        inside = file.is_relative_to(self.root)
        return file.relative_to(self.root).as_posix() if inside else ""

    def file(self, file: Path) -> int:
        return self.files.get(self._path(file), 0)

    def card(self, card: Card) -> int:
        """The last commit of a line of the card, or of a file that it shows.

        A line that was taken out leaves nothing behind, and is not counted.
        """
        page = card.heading.file
        own = self.cards.get(f"{self._path(page)}#{card.id}", 0)
        shown = {line.file for line in card.lines} - {page}
        return max([own, *map(self.file, shown)]) if own else 0


def iso(time: int) -> str:
    return datetime.fromtimestamp(time, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def dates(project: Project) -> Dates:
    """The dates at HEAD; from the cache if they were asked for before."""
    head, _, shallow = _git(
        project, "rev-parse", "HEAD", "--is-shallow-repository"
    ).partition("\n")
    if not head or shallow.strip() != "false":
        return Dates(project.root)
    cache = project.cache / "dates"
    try:
        kept = json.loads(cache.read_text("utf-8"))
        if kept["head"] == head:
            return Dates(project.root, head, kept["files"], kept["cards"])
    except (OSError, ValueError, TypeError, KeyError):
        pass
    found = Dates(project.root, head, _files(project))
    for page in project.pages:
        if page.kind == "cards":
            found.cards |= _cards(project, page.file)
    kept = {name: value for name, value in asdict(found).items() if name != "root"}
    write(cache, json.dumps(kept, indent=1))
    return found


def _git(project: Project, *arguments: str) -> str:
    """What git says, or nothing where it cannot."""
    try:
        said = git(project.root, *arguments).decode(errors="replace")
    except UsageError:
        return ""
    return said.replace("\r\n", "\n")  # files of Windows, in a blame


def _files(project: Project) -> dict[str, int]:
    folders = [folder.name for folder in (project.docs, project.snippets)]
    form = ("--format=%x01%ct", "--name-only", "--relative", "--no-renames")
    times: dict[str, int] = {}
    for commit in _git(project, "log", *form, "--", *folders).split("\x01")[1:]:
        time, *files = filter(None, commit.splitlines())
        for file in files:
            times[file] = max(times.get(file, 0), int(time))
    return times


def _cards(project: Project, file: Path) -> dict[str, int]:
    """For each card of a page as it was committed: the newest of its lines."""
    path = file.relative_to(project.root).as_posix()
    times: dict[str, int] = {}
    of_commit: dict[str, int] = {}
    commit, card, fenced = "", "", False
    for line in _git(project, "blame", "--porcelain", "HEAD", "--", path).split("\n"):
        if not line.startswith("\t"):
            if re.match(r"[0-9a-f]{40,64} ", line):
                commit = line.partition(" ")[0]
            elif line.startswith("committer-time "):
                of_commit[commit] = int(line.partition(" ")[2])
            continue
        text = line[1:]
        fenced ^= bool(FENCE.match(text))
        heading = None if fenced else HEADING.match(text)
        if heading and len(heading[1]) <= 2:
            card = f"{path}#{heading[3]}" if heading[3] else ""
        if card and text.strip():
            times[card] = max(times.get(card, 0), of_commit[commit])
    return times
