"""Files written whole or not at all, and what git says."""

from __future__ import annotations

import os
import subprocess
import tempfile
from pathlib import Path


class UsageError(Exception):
    """What the caller asked for cannot be: a wrong name, a bad setting."""


def write(file: Path, content: str) -> bool:
    """Write a file whole, only if it changes. Returns whether it did."""
    data = content.encode()
    try:
        if file.read_bytes() == data:
            return False
    except OSError:
        pass
    file.parent.mkdir(parents=True, exist_ok=True)
    handle, part = tempfile.mkstemp(".part", file.name, file.parent)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
        umask = os.umask(0)
        os.umask(umask)
        os.chmod(part, 0o666 & ~umask)  # mkstemp makes it private
        os.replace(part, file)
    except BaseException:
        Path(part).unlink(missing_ok=True)
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
