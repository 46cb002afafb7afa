"""What is on record, as pages tell it: tables, sentences, the words below a card.

`measured` in the settings is the file that tests of the built site write: for each
page what was looked at and what was wrong. `week` is `prove --salt WORD --record`'s.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from cards.files import known, table
from cards.project import Project
from cards.prove.ledger import Records, Standing, read_week
from cards.read.model import Card
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
    file = project.root / project.settings.measured
    for one, reader in (file, read), (project.root / project.settings.week, read_week):
        try:
            reader(one)
        except ValueError as error:
            yield Fault(one, 1, "", f"is no record: {error}")
    for source in known(file, read):
        if not (project.docs / source).is_file():
            yield Fault(file, 1, "", f"measures {source}, which is no page")


def measured(site: Site) -> Iterator[str]:
    """A table: a row for each page that was looked at."""
    project = site.project
    found = known(project.root / project.settings.measured, read)
    if not found:
        yield "Nothing is on record yet."
        return
    yield "| page | KiB | requests | axe | wrong | looked at | clean since |"
    yield "|---|--:|--:|---|---|---|---|"
    for entry, _ in site.own:
        source = entry.source.relative_to(project.docs).as_posix()
        if row := found.get(source):
            yield f"| [{entry.title}]({source}) | {' | '.join(_cells(row))} |"


def _cells(row: dict[str, Any]) -> list[str]:
    """What was measured of a page: of each title of the table but the first."""
    checks = row["checks"]
    wrong = [name for name, said in checks.items() if said == "fails"]
    return [
        f"{row['kib']:.0f}",
        f"{row['requests']}",
        checks.get("axe", "not yet"),
        ", ".join(wrong) or "nothing",
        day(row["when"]),
        day(row["since"]) or ("not now" if wrong else "not yet"),
    ]


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
        if page.kind == "cards"  # whose programs alone are proven
        for card in page.cards
        for program in card.programs
    }
    for name, held in failed.items():
        if name in cards:
            path, card = cards[name]
            yield f"\n- [{card.title}]({path}#{card.id}): {held}"
        else:  # renamed since
            yield f"\n- {name}: {held}"


def counts(site: Site) -> Iterator[str]:
    """In a sentence or two; what is not on record is left out."""
    records = Records(site.project)
    cards = [card for page in site.topics for card in page.cards]
    programs = [program for card in cards for program in card.programs]
    told = f"{len(cards)} cards, {len(programs)} programs"
    entries = [e for p in programs if (e := records.entry(p))]
    random = [entry for entry in entries if entry["random"]]
    if random:
        seeds = min(entry["seeds"] for entry in random)
        held = sum(entry["held"] == entry["seeds"] for entry in random)
        of = f"{held} of {len(random)} that draw random numbers"
        told += f"; {of} keep what they claim for {seeds} seeds"
    if tried := [entry["mutants"] for entry in entries if "mutants" in entry]:
        caught, all_ = (sum(pair[i] for pair in tried) for i in (0, 1))
        told += f"; {caught:,} of {all_:,} programs changed at one place are noticed"
    for name in site.project.settings.packages[:1]:
        if span := _span(name, records.releases(name)):
            told += f"; tried with {span}"
    yield told + "."


def versions(site: Site) -> Iterator[str]:
    """A table, the newest first; a row for each set of releases."""
    rows = Records(site.project).rows[::-1]
    if not rows:
        return
    names = ["python", *site.project.settings.packages]
    titles = ["Python", *site.project.settings.packages]
    yield "| " + " | ".join([*titles, "programs that hold", "last verified"]) + " |"
    yield "|---" * (len(titles) + 2) + "|"
    for row in rows:
        held = f"{len(row['held'])} of {len(row['held']) + len(row['failed'])}"
        cells = [row["versions"].get(name, "") for name in names]
        cells += [held, day(row["date"])]
        yield f"| {' | '.join(cells)} |"


def foot(card: Card, records: Records) -> str:
    """`held for 20 of 20 seeds`, then under which versions; empty if unknown."""
    standing = records.standing(card)
    if not standing:
        return ""
    told = [held_for(standing)]
    spans = records.spans(card)
    for name in records.project.settings.packages[:1]:
        told.append(_span(name, spans.get(name, ("", ""))))
    return ", ".join(filter(None, told))


def held_for(standing: Standing) -> str:
    if not standing.seeds:
        return "nothing in it is random"
    return f"held for {standing.held} of {standing.seeds} seeds"


def _span(name: str, versions: tuple[str, str]) -> str:
    """`numpy 2.1 to 2.4`, from the oldest version to the newest; nothing for none."""
    oldest, newest = (".".join(version.split(".")[:2]) for version in versions)
    if oldest == newest:
        return f"{name} {oldest}" if oldest else ""
    return f"{name} {oldest} to {newest}"
