"""What is found elsewhere, and told here: of the built site, and by other seeds.

`measured` in the settings is the file that tests of the built site write: for each
page what was looked at and what was wrong. `week` is `prove --salt WORD --record`'s.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from cards.files import known, table
from cards.project import Project
from cards.prove.ledger import read_week
from cards.read.source import Fault
from cards.show.links import Site

WANTED = {"when", "since", "kib", "requests", "checks"}


def read(file: Path) -> dict[str, dict[str, Any]]:
    """What was measured, by a page's source. Raises ValueError on another file."""
    found = table(file)
    for name, entry in found.items():
        if not isinstance(entry, dict) or WANTED - set(entry):
            raise ValueError(f"the entry of {name} is not whole")
    return found


def faults(project: Project) -> Iterator[Fault]:
    """Files that are no records, and a record of a page that is no more."""
    settings = project.settings
    for name, reader in (("measured", read), ("week", read_week)):
        file = project.root / getattr(settings, name)
        if not getattr(settings, name):
            continue
        try:
            found = reader(file)
        except ValueError as error:
            yield Fault(file, 1, "", f"is no record: {error}")
            continue
        for source in found if name == "measured" else ():
            if not (project.docs / source).is_file():
                yield Fault(file, 1, "", f"measures {source}, which is no page")


def measured(site: Site) -> Iterator[str]:
    """A table: a row for each page that was looked at."""
    project = site.project
    found = known(project.root / project.settings.measured, read)
    docs = project.docs
    rows = [
        (f"[{entry.title}]({source})", found[source])
        for entry, _ in site.own
        if (source := entry.source.relative_to(docs).as_posix()) in found
    ]
    if not rows:
        yield "Nothing is on record yet."
        return
    titles = ["page", "KiB", "requests", "axe", "wrong", "looked at", "clean since"]
    yield f"| {' | '.join(titles)} |"
    yield "|---|--:|--:|---|---|---|---|"
    for link, row in rows:
        wrong = [name for name, said in row["checks"].items() if said == "fails"]
        cells = [
            link,
            f"{row['kib']:.0f}",
            row["requests"],
            row["checks"].get("axe", "not yet"),
        ]
        since = day(row["since"]) or ("not now" if wrong else "not yet")
        cells += [", ".join(wrong) or "nothing", day(row["when"]), since]
        yield f"| {' | '.join(map(str, cells))} |"


def day(date: str) -> str:
    """A date that a narrow column does not break."""
    return date.replace("-", "\u2011")


def week(project: Project) -> Iterator[str]:
    """How other seeds went, in a sentence, and the cards whose claims they broke."""
    found = known(project.root / project.settings.week, read_week)
    if not found:
        yield "No such run is on record yet."
        return
    failed, tried = found["failed"], found["programs"]
    told = f"{tried - len(failed)} of {tried} programs held for "
    yield f"{told}{found['seeds']} other seeds ({found['salt']}, {found['date']})."
    cards = {
        program.name: (page.file.relative_to(project.docs).as_posix(), card)
        for page in project.pages
        for card in page.cards
        for program in card.programs
    }
    for name, held in failed.items():
        if name in cards:
            path, card = cards[name]
            yield f"\n- [{card.title}]({path}#{card.id}): {held}"
        else:  # renamed since
            yield f"\n- {name}: {held}"
