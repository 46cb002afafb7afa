"""What was proven is committed, and speaks of the programs as they are.

Three files, named in the settings. `proof` has an entry for each program: for how
many seeds its claims held, on which processors, how many of its mutants were
caught, and when. `ranges` has what its printed numbers ranged over, `elsewhere` what
holds after a paste and in a notebook. All name a program with a fingerprint of its
words, so that none speaks of one that has changed since.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cards.files import known, table, trusted, write
from cards.project import Project
from cards.prove import ranges as ranges_of
from cards.prove.elsewhere import Record, pastes
from cards.prove.ranges import Span as Span  # what `show` needs to know of ranges
from cards.prove.replicate import Replication
from cards.prove.runs import plain, programs, rows, spans
from cards.prove.runs import read_week as read_week  # what `show` needs of it
from cards.read.model import Card, Program
from cards.read.source import Fault
from cards.run.seeds import fingerprint
from cards.run.store import versions as versions_of

MIN_SEEDS = 20  # for which a claim has to hold before it is published
MIN_CAUGHT = 0.9  # of a page's mutants


def _read(file: Path) -> dict[str, Any]:
    """What was recorded; nothing where there is no such file.

    Raises ValueError on a file that is not a record.
    """
    wanted = {"program", "random", "seeds", "held", "processors", "date", "versions"}
    return table(file, wanted)


# by setting: what the file is a record of, and what reads it
RECORDS: Mapping[str, tuple[str, Callable[[Path], Any]]] = {
    "proof": ("a proof", _read),
    "ranges": ("ranges", ranges_of.read),
    "elsewhere": ("what held elsewhere", table),
    "versions": ("releases", rows),
}


def record(
    project: Project, found: Sequence[Replication], caught: Mapping[str, Sequence[int]]
) -> None:
    """Write what was found into the files to commit, and drop cards that are no more.

    `caught` is by the program's name: how many of its mutants an assertion or the
    recorded output caught, and of how many. Entries of programs that were not tried
    this time stay. The day is that of the last run, not of this writing: the same
    results give the same file.
    """
    old = trusted(project.record("proof"), *RECORDS["proof"])
    ranges = trusted(project.record("ranges"), *RECORDS["ranges"])
    versions = plain(versions_of(project.settings))
    for one in found:
        name = one.program.name
        results = [*one.seeds.values(), *one.processors.values()]
        entry: dict[str, Any] = {
            "program": fingerprint(one.program.text),
            "versions": versions,
            "random": one.random,
            "seeds": len(one.seeds),
            "held": one.held,
            "processors": one.processors_held,
            "date": max(result.when for result in results)[:10],
        }
        before = old.get(name, {})
        if all(before.get(k) == entry[k] for k in ("program", "versions")):
            # what was not tried now, or not on this machine, still holds
            others = set(before["processors"]) - set(one.processors)
            entry["processors"] = sorted(others | set(one.processors_held))
            if "mutants" in before:
                entry["mutants"] = before["mutants"]
        if name in caught:
            entry["mutants"] = list(caught[name])
        old[name] = entry
        ranges.pop(name, None)
        if one.random and not one.failed:
            runs = [result for _, result in sorted(one.seeds.items())]
            if made := ranges_of.rows(one.program, runs):
                ranges[name] = [entry["program"], *made]
    names = {program.name for program in programs(project)}
    old, ranges = ({k: v for k, v in t.items() if k in names} for t in (old, ranges))
    text = json.dumps(old, indent=1, sort_keys=True) + "\n"
    write(project.record("proof"), text)
    write(project.record("ranges"), ranges_of.dump(ranges))


def stale(project: Project) -> list[Fault]:
    """Where what is recorded is of other programs, too little, or not there."""
    found: dict[str, Any] = {}
    unread = []
    for name, (what, read) in RECORDS.items():
        file = project.record(name)
        try:
            found[name] = read(file)
        except ValueError as error:
            what = f"is no record of {what}: {error}"
            unread.append(Fault(file, 1, "", what, kind="proof"))
    if unread:
        return sorted(unread)
    proof, ranges = found["proof"], found["ranges"] if project.settings.ranges else {}
    return sorted([*_outdated(project, proof, ranges), *_unnoticed(project, proof)])


def _outdated(
    project: Project, entries: Mapping[str, Any], ranged: Mapping[str, Any]
) -> Iterator[Fault]:
    """Programs that were not proven as they are, and entries of no such program."""
    file, ranges = project.record("proof"), project.record("ranges")
    elsewhere = Record(project)
    there = {program.name: program for program in programs(project)}
    told = set()
    for name, program in there.items():
        what = _lacks(project, program, entries.get(name))
        if not what and program.page not in project.settings.old_form:
            offered = pastes(project, [program])
            if not all(elsewhere.knows(paste.name, paste.text) for paste in offered):
                what = "was never run alone, as after a paste"
        if what:
            told.add(name)
            yield _fault(program.file, 1, what, program)
    for name in entries.keys() - there.keys():
        yield _fault(file, _line(file, name), f"records {name}, which is no more")
    for name in ranged.keys() - told:
        if what := _no_ranges(there.get(name), ranged[name]):
            what = f"the entry of {name} {what}"
            yield _fault(ranges, _line(ranges, name), what, there.get(name))


def _fault(file: Path, line: int, what: str, program: Program | None = None) -> Fault:
    """With the command that mends it."""
    card, name = (program.card, f" {program.card_name}") if program else ("", "")
    what = f"{what}: python -m cards prove{name} --record"
    return Fault(file, line, card, what, kind="proof")


def _line(file: Path, name: str) -> int:
    """The line on which the entry of a program begins, from 1."""
    return file.read_text("utf-8").partition(f'"{name}":')[0].count("\n") + 1


def _lacks(project: Project, program: Program, entry: dict[str, Any] | None) -> str:
    """What a program's entry does not say, or says against it; "" where it is good."""
    if entry is None:
        return "was never proven"
    if entry["program"] != fingerprint(program.text):
        return "has changed since it was proven"
    if entry["held"] < entry["seeds"]:
        return f"held for {entry['held']} of {entry['seeds']} seeds"
    if entry["random"] and entry["seeds"] < MIN_SEEDS:
        return f"was tried with {entry['seeds']} seeds, not {MIN_SEEDS}"
    if program.page not in project.settings.old_form and "mutants" not in entry:
        return "was proven before its mutants were run"
    return ""


def _no_ranges(program: Program | None, entry: Sequence[Any]) -> str:
    """What keeps recorded ranges from being of a program and of what it shows."""
    if program is None:
        return "is of none that is there"
    try:
        ranges_of.by_block(program, entry)
    except ValueError as error:
        return str(error)
    return ""


def _unnoticed(project: Project, entries: Mapping[str, Any]) -> Iterator[Fault]:
    """Pages of which too many mutants survive."""
    for page in project.pages:
        if page.kind != "cards" or page.name in project.settings.old_form:
            continue
        found = [entries.get(p.name, {}).get("mutants") for p in page.programs]
        caught, tried = (sum(pair[i] for pair in found if pair) for i in (0, 1))
        if caught < MIN_CAUGHT * tried:
            what = f"{caught} of {tried} mutants are caught, {MIN_CAUGHT:.0%} have to"
            what += f" be: python -m cards mutate {page.name}"
            yield Fault(page.file, 1, "", what, kind="proof")


@dataclass(frozen=True)
class Standing:
    """What may be said of a card's claims; `seeds` is 0 where nothing is random."""

    seeds: int
    held: int


class Records:
    """The files, as they speak of the programs that there are now."""

    def __init__(self, project: Project) -> None:
        self.project = project
        settings = project.settings
        self.proof = known(project.root / settings.proof, _read)
        self._ranges = known(project.root / settings.ranges, ranges_of.read)
        try:
            self.rows = rows(project.root / settings.versions)
        except (OSError, ValueError):  # told as a fault by `stale`
            self.rows = []

    def entry(self, program: Program) -> dict[str, Any] | None:
        """What is recorded of a program as it is; None where nothing is."""
        entry = self.proof.get(program.name)
        same = entry is not None and entry["program"] == fingerprint(program.text)
        return entry if same else None

    def standing(self, card: Card) -> Standing | None:
        """How far a card was tried; None where that is not known of all of it."""
        entries = [entry for p in card.programs if (entry := self.entry(p))]
        if not entries or len(entries) < len(card.programs):
            return None
        random = [entry for entry in entries if entry["random"]]
        return Standing(
            min((entry["seeds"] for entry in random), default=0),
            min((entry["held"] for entry in random), default=0),
        )

    def ranges(self, program: Program) -> tuple[int, dict[int, list[Span]]]:
        """Over how many seeds, and by index of the block: what has a range, and where.

        The places are those in the block's `expected` lines joined by "\\n". Nothing
        where the program, or what its page shows, is not as it was recorded.
        """
        entry = self.entry(program)
        if program.name not in self._ranges or entry is None:
            return 0, {}
        try:
            found = ranges_of.by_block(program, self._ranges[program.name])
        except ValueError:  # told as a fault by `stale`
            return 0, {}
        return entry["seeds"], found

    def releases(self, name: str) -> tuple[str, str]:
        """Oldest and newest version of a package that all cards were tried with."""
        return spans(self.rows).get(name, ("", ""))

    def spans(self, card: Card) -> dict[str, tuple[str, str]]:
        """Oldest and newest version of each package under which a card has held."""
        words = {p.name: fingerprint(p.text) for p in card.programs}
        return spans([row for row in self.rows if words.items() <= row["held"].items()])
