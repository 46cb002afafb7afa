"""Under which releases the cards were run, and which of them held: `versions.json`.

A row for each set of versions, the newest run's. It names a program with a
fingerprint of its words, as all that is on record does.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from packaging.version import InvalidVersion, Version

from cards.files import write
from cards.project import Project
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
    others = [old for old in rows(file) if old["versions"] != versions]
    found = sorted([*others, row], key=_order)  # as they are read
    write(file, json.dumps(found, indent=1, sort_keys=True) + "\n")


def rows(file: Path) -> list[dict[str, Any]]:
    """The runs that were recorded; none where the file is missing or not whole."""
    try:
        found = json.loads(file.read_text("utf-8"))
        found = [r for r in found if {"versions", "date", "held", "failed"} <= set(r)]
        return sorted(found, key=_order)
    except (OSError, ValueError, TypeError):
        return []


def plain(versions: Mapping[str, str]) -> dict[str, str]:
    """Without the kind of machine, and without a build's local name."""
    return {
        name: version.partition("+")[0]
        for name, version in versions.items()
        if name != "machine"
    }


def programs(project: Project) -> list[Program]:
    return [p for page in project.pages if page.kind == "cards" for p in page.programs]


def key(version: str) -> Version:
    try:
        return Version(version)
    except InvalidVersion:  # "none": the package is not there
        return Version("0")


def _order(row: Mapping[str, Any]) -> list[Version]:
    versions = row["versions"]
    first = key(versions.get("python", ""))
    return [first, *(key(version) for _, version in sorted(versions.items()))]
