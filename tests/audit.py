"""What of many like things a run of the tests tries: what changed, and a sample.

The sample is drawn by the commit, so that each comes to its turn and a run can be
had again. With `CARDS_WHOLE=1`, as once a week, all is tried.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path


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


def changed(root: Path) -> set[str]:
    """The files that differ from those of the commit before, in a project's folder."""
    return set(_git(root, "diff", "--name-only", "--relative", "HEAD~1").splitlines())


def _git(root: Path, *arguments: str) -> str:
    command = ["git", *arguments]
    try:
        said = subprocess.run(command, cwd=root, capture_output=True, encoding="utf-8")
    except FileNotFoundError:
        return ""
    return said.stdout.strip() if said.returncode == 0 else ""
