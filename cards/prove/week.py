"""Seeds that nobody had seen, by a word such as the week: which programs held."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cards.files import table, write
from cards.project import Project

if TYPE_CHECKING:
    from cards.prove.replicate import Replication

WANTED = {"salt", "seeds", "date", "programs", "failed"}


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
    write(project.root / project.settings.week, text)


def read_week(file: Path) -> dict[str, Any]:
    """What was written, or nothing if there is no file. Raises ValueError on others."""
    found = table(file)
    if found and WANTED - set(found):
        raise ValueError(f"{', '.join(sorted(WANTED - set(found)))} is missing")
    return found
