"""A program run alone, as a reader runs what they paste: in an empty folder, by a
fresh interpreter that knows nothing of this project."""

from __future__ import annotations

import operator
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from cards.run.environment import ONE_THREAD

# what it must not find although it may be installed here: this engine
HIDDEN = 'raise ModuleNotFoundError("No module named {0!r}", name={0!r})\n'
OURS = ("PYTHONSAFEPATH", "PYTHONSTARTUP", "DISPLAY")


def runs_alone(
    text: str,
    timeout: float,
    expected: Sequence[str] | None = None,
    *,
    fails: bool = False,
    same: Callable[[list[str], list[str]], bool] = operator.eq,
) -> str:
    """Run a program alone; what went wrong, or nothing.

    It has to end well and say nothing on stderr, within `timeout` seconds, on one
    thread, as the engine runs it. `expected` are the lines that it should print,
    compared by `same`; None asks for none in particular. A program that `fails`
    has to end in an error instead, whose message is the last of these lines.
    """
    env = {name: value for name, value in os.environ.items() if name not in OURS}
    env |= {**ONE_THREAD, "MPLBACKEND": "agg", "PYTHONIOENCODING": "utf-8"}
    # said where there is a screen, which the backend would not use
    env["PYTHONWARNINGS"] = "ignore:FigureCanvasAgg is non-interactive"
    with tempfile.TemporaryDirectory() as name:
        folder, hidden = Path(name) / "empty", Path(name) / "hidden"
        folder.mkdir()
        hidden.mkdir()
        engine = __name__.partition(".")[0]
        (hidden / f"{engine}.py").write_text(HIDDEN.format(engine), encoding="utf-8")
        env["PYTHONPATH"] = str(hidden)
        file = folder / "pasted.py"
        file.write_text(text, encoding="utf-8", newline="\n")
        try:
            ended = subprocess.run(
                [sys.executable, file.name],
                cwd=folder,
                env=env,
                stdin=subprocess.DEVNULL,
                capture_output=True,
                encoding="utf-8",
                errors="replace",
                timeout=timeout,
            )
        except subprocess.TimeoutExpired:
            return f"runs longer than {timeout:g} s"
    printed, said = lines(ended.stdout), lines(ended.stderr)
    wanted = lines("\n".join(expected or []))
    if fails:
        message = said[-max(len(wanted) - len(printed), 1) :]
        printed, said = printed + message, []
    if (ended.returncode != 0) != fails or said:
        return f"exits {ended.returncode}:\n{ended.stderr}"
    if expected is not None and not same(wanted, printed):
        return f"prints {printed}, the page says {wanted}"
    return ""


def lines(text: str) -> list[str]:
    """Lines without blanks at their ends, without empty ones around them."""
    return [line.rstrip() for line in text.strip("\n").splitlines()]
