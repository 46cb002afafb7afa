"""When the cards were run, and which of them held: `versions` and `week`, two files.

`versions` has a row for each set of releases, the newest run's. It names a program
with a fingerprint of its words, as all that is on record does. `week` is of seeds
that nobody had seen, drawn by a word such as the week.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from packaging.version import InvalidVersion, Version

from cards.files import table, trusted, write
from cards.project import Project
from cards.prove.replicate import Replication
from cards.read.model import Program
from cards.run.job import Result
from cards.run.seeds import fingerprint
from cards.run.store import versions as versions_of


def note_release(
    project: Project, results: Mapping[str, Result], failed: set[str]
) -> None:
    """Write down that the programs were run, under which versions, and which held.

    `failed` names the programs that have a fault. One row for each set of
    versions, the newest run's; the day is that of the run.
    """
    file = project.record("versions")
    versions = plain(versions_of(project.settings))
    row = {
        "versions": versions,
        "date": max((result.when for result in results.values()), default="")[:10],
        "held": {
            program.name: fingerprint(program.text)
            for program in programs(project)
            if program.name in results and program.name not in failed
        },
        "failed": sorted(failed),
    }
    known = trusted(file, "releases", rows)
    others = [old for old in known if old["versions"] != versions]
    found = sorted([*others, row], key=_order)  # as they are read
    write(file, json.dumps(found, indent=1, sort_keys=True) + "\n")


def rows(file: Path) -> list[dict[str, Any]]:
    """The runs that were recorded, the oldest releases first; none without a file.

    Raises ValueError on a file that is not a record.
    """
    found = json.loads(file.read_text("utf-8")) if file.is_file() else []
    wanted = {"versions", "date", "held", "failed"}
    if not isinstance(found, list) or not all(
        isinstance(row, dict) and wanted <= set(row) for row in found
    ):
        raise ValueError("not a list of runs")
    return sorted(found, key=_order)


def spans(some: Sequence[Mapping[str, Any]]) -> dict[str, tuple[str, str]]:
    """Oldest and newest version of each package in some rows."""
    names = some[0]["versions"] if some else ()
    found = {n: sorted((row["versions"][n] for row in some), key=_key) for n in names}
    return {name: (versions[0], versions[-1]) for name, versions in found.items()}


def note_week(
    project: Project, salt: str, seeds: int, found: Sequence[Replication]
) -> None:
    """Write which programs held, in place of what the file said before."""
    days = [result.when for one in found for result in one.seeds.values()]
    entry = {
        "salt": salt,
        "seeds": seeds,
        "date": max(days, default="")[:10],
        "programs": len(found),
        "failed": {
            one.program.name: f"{one.held} of {len(one.seeds)} runs"
            for one in found
            if one.failed
        },
    }
    text = json.dumps(entry, indent=1, sort_keys=True) + "\n"
    write(project.record("week"), text)


def read_week(file: Path) -> dict[str, Any]:
    """What was written, or nothing if there is no file. Raises ValueError on others."""
    found = table(file)
    missing = {"salt", "seeds", "date", "programs", "failed"} - set(found)
    if found and missing:
        raise ValueError(f"{', '.join(sorted(missing))} is missing")
    return found


def plain(versions: Mapping[str, str]) -> dict[str, str]:
    """Without the kind of machine, and without a build's local name."""
    return {
        name: version.partition("+")[0]
        for name, version in versions.items()
        if name != "machine"
    }


def programs(project: Project) -> list[Program]:
    return [p for page in project.pages if page.kind == "cards" for p in page.programs]


def _key(version: str) -> Version:
    try:
        return Version(version)
    except InvalidVersion:  # "none": the package is not there
        return Version("0")


def _order(row: Mapping[str, Any]) -> list[Version]:
    versions = row["versions"]
    first = _key(versions.get("python", ""))
    return [first, *(_key(version) for _, version in sorted(versions.items()))]
