"""What was proven is committed, and speaks of the programs as they are.

Two files, named in the settings. `proof` has an entry for each program: for how
many seeds its claims held, as which processors, and when. `versions` has one for
each set of releases under which all cards were run. Both name a program with a
hash of its text, so that neither speaks of one that has changed since.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cards.files import write
from cards.project import Project
from cards.read.model import Card, Program
from cards.read.source import Fault
from cards.run.job import Result
from cards.run.store import versions as versions_of

if TYPE_CHECKING:
    from cards.prove.replicate import Proof

LEAST = 20  # seeds for which a claim has to hold before it is published


def _hash(program: Program, project: Project) -> str:
    text = program.text
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def record(project: Project, file: Path, proofs: Sequence[Proof]) -> None:
    """Write what was found into a file to commit, and drop cards that are no more.

    Entries of programs that were not tried this time stay. The day is that of
    the last run, not of this writing: the same results give the same file.
    """
    old, _ = _read(file)
    versions = _plain(versions_of(project.settings))
    for proof in proofs:
        results = [*proof.shifts.values(), *proof.settings.values()]
        entry = {
            "program": _hash(proof.program, project),
            "versions": versions,
            "random": proof.random,
            "seeds": len(proof.shifts),
            "held": proof.held,
            "settings": proof.settings_held,
            "date": max(result.when for result in results)[:10],
        }
        before = old.get(proof.program.name, {})
        same = all(before.get(k) == entry[k] for k in ("program", "versions"))
        if same and set(proof.settings) == {"native"}:  # machines were not tried
            others = set(before["settings"]) - {"native"}
            entry["settings"] = sorted(others | set(proof.settings_held))
        old[proof.program.name] = entry
    names = {program.name for program in _programs(project)}
    kept = {name: entry for name, entry in old.items() if name in names}
    write(file, json.dumps(kept, indent=1, sort_keys=True) + "\n")


def stale(project: Project, file: Path) -> list[Fault]:
    """Where the recorded proof is of other programs than there are, or is none."""
    try:
        entries, text = _read(file)
    except ValueError as error:
        return [Fault(file, 1, "", f"is no record of a proof: {error}")]
    faults = []
    programs = {program.name: program for program in _programs(project)}
    for name, program in programs.items():
        command = f"python -m cards prove {program.page}#{program.card} --record"
        entry = entries.get(name)
        if entry is None:
            what = f"was never proven: {command}"
        elif entry["program"] != _hash(program, project):
            what = f"has changed since it was proven: {command}"
        elif entry["held"] < entry["seeds"]:
            what = f"held for {entry['held']} of {entry['seeds']} seeds: {command}"
        elif entry["random"] and entry["seeds"] < LEAST:
            what = f"was tried with {entry['seeds']} seeds, not {LEAST}: {command}"
        else:
            continue
        faults.append(Fault(program.file, 1, program.card, what))
    for name in entries.keys() - programs.keys():
        line = text[: text.find(f'"{name}": ')].count("\n") + 1
        what = f"records {name}, which is no more: python -m cards prove --record"
        faults.append(Fault(file, line, "", what))
    return sorted(faults)


def verify(
    project: Project, file: Path, results: Mapping[str, Result], failed: set[str]
) -> None:
    """Write down that the programs were run, under which versions, and which held.

    `failed` names the programs that have a fault. One row for each set of
    versions, the newest run's; the day is that of the run.
    """
    versions = _plain(versions_of(project.settings))
    row = {
        "versions": versions,
        "date": max((result.when for result in results.values()), default="")[:10],
        "held": {
            program.name: _hash(program, project)
            for program in _programs(project)
            if program.name in results and program.name not in failed
        },
        "failed": sorted(failed),
    }
    rows = [old for old in _rows(file) if old["versions"] != versions]
    rows = sorted([*rows, row], key=lambda row: _order(row["versions"]))  # as read
    write(file, json.dumps(rows, indent=1, sort_keys=True) + "\n")


@dataclass(frozen=True)
class Standing:
    """What may be said of a card's claims; `seeds` is 0 where nothing is random."""

    seeds: int
    held: int


class Records:
    """Both files, as they speak of the programs that there are now."""

    def __init__(self, project: Project) -> None:
        self.project = project
        settings = project.settings
        try:
            self.proof = _read(project.root / settings.proof)[0]
        except (OSError, ValueError):  # told as a fault by `stale`
            self.proof = {}
        file = project.root / settings.versions
        self.rows = _rows(file) if settings.versions else []

    def standing(self, card: Card) -> Standing | None:
        """How far a card was tried; None where that is not known of all of it."""
        entries = []
        for program in card.programs:
            entry = self.proof.get(program.name)
            if entry is None or entry["program"] != _hash(program, self.project):
                return None
            entries.append(entry)
        if not entries:
            return None
        random = [entry for entry in entries if entry["random"]]
        return Standing(
            min((entry["seeds"] for entry in random), default=0),
            min((entry["held"] for entry in random), default=0),
        )

    def spans(self, card: Card) -> dict[str, tuple[str, str]]:
        """Oldest and newest version of each package under which a card has held."""
        held = [
            row["versions"]
            for row in self.rows
            if all(
                row["held"].get(program.name) == _hash(program, self.project)
                for program in card.programs
            )
        ]
        names = held[0] if held else ()
        found = {name: sorted((v[name] for v in held), key=_key) for name in names}
        return {name: (v[0], v[-1]) for name, v in found.items()}


def _plain(versions: Mapping[str, str]) -> dict[str, str]:
    """Without the kind of machine, and without a build's local name."""
    return {
        name: version.partition("+")[0]
        for name, version in versions.items()
        if name != "machine"
    }


def _key(version: str) -> list[tuple[bool, int, str]]:
    """2.10 comes after 2.9."""
    parts = version.split(".")
    return [(p.isdigit(), int(p) if p.isdigit() else 0, p) for p in parts]


def _order(versions: Mapping[str, str]) -> list[Any]:
    first = versions.get("python", "")
    return [_key(first), *(_key(version) for _, version in sorted(versions.items()))]


def _programs(project: Project) -> list[Program]:
    return [p for page in project.pages if page.kind == "cards" for p in page.programs]


def _read(file: Path) -> tuple[dict[str, Any], str]:
    """What was recorded, and its text; nothing where there is no such file.

    Raises ValueError on a file that is not a record.
    """
    text = file.read_text("utf-8") if file.is_file() else "{}"
    entries = json.loads(text)
    if not isinstance(entries, dict):
        raise ValueError("not a table of programs")
    wanted = {"program", "random", "seeds", "held", "settings", "date", "versions"}
    for name, entry in entries.items():
        if not isinstance(entry, dict) or wanted - set(entry):
            raise ValueError(f"the entry of {name} is not whole")
    return entries, text


def _rows(file: Path) -> list[dict[str, Any]]:
    """The runs that were recorded; none where the file is missing or not whole."""
    try:
        rows = json.loads(file.read_text("utf-8"))
        rows = [r for r in rows if {"versions", "date", "held", "failed"} <= set(r)]
        return sorted(rows, key=lambda row: _order(row["versions"]))
    except (OSError, ValueError, TypeError):
        return []
