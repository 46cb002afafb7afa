"""Files written whole or not at all, tables read or refused, and what git says."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar
from uuid import uuid4

T = TypeVar("T")


class UsageError(Exception):
    """What the caller asked for cannot be: a wrong name, a bad setting."""


def table(file: Path) -> dict[str, Any]:
    """A file's JSON table, by program; an empty one where there is no such file.

    Raises ValueError on anything else.
    """
    entries = json.loads(file.read_text("utf-8")) if file.is_file() else {}
    if not isinstance(entries, dict):
        raise ValueError("not a table of programs")
    return entries


def trusted(file: Path, what: str, read: Callable[[Path], T]) -> T:
    """What `read` makes of a file. Raises UsageError where `read` a ValueError."""
    try:
        return read(file)
    except ValueError as error:
        raise UsageError(f"{file} is no record of {what}: {error}") from error


def known(file: Path, read: Callable[[Path], dict[str, T]]) -> dict[str, T]:
    """The same, but nothing of a file that is no record: that is told as a fault."""
    try:
        return read(file)
    except (OSError, ValueError):
        return {}


def write(file: Path, content: str | bytes) -> bool:
    """Write a file whole, only if it changes. Returns whether it did."""
    data = content.encode() if isinstance(content, str) else content
    try:
        if file.read_bytes() == data:
            return False
    except OSError:
        pass
    file.parent.mkdir(parents=True, exist_ok=True)
    part = file.with_name(f"{file.name}.{uuid4().hex}.part")
    try:
        part.write_bytes(data)
        part.replace(file)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    return True


def git(root: Path, *arguments: str) -> bytes:
    """What git prints in a folder. Raises UsageError where it cannot."""
    command = ["git", "-C", str(root), "-c", "core.quotePath=off", *arguments]
    asked = f"git {' '.join(arguments)}"
    try:
        ended = subprocess.run(command, capture_output=True, timeout=60)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise UsageError(f"{asked}: {error}") from error
    if ended.returncode:
        said = ended.stderr.decode(errors="replace").strip()
        raise UsageError(f"{asked}: {said}")
    return ended.stdout
