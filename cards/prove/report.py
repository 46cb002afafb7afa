"""What a replication found, as a table at the terminal."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from pathlib import Path

from cards.prove.replicate import Replication, unclaimed


def line(one: Replication) -> str:
    """A program, for how many seeds it held, and the seconds that its runs took."""
    seconds = sum(result.seconds for result in one.seeds.values())
    held = f"{one.held}/{len(one.seeds)}"
    if one.held and not one.random:
        held = "nothing random"
    return f"{one.program.name:44} {held:>14} {seconds:7.1f} s"


def table(found: Sequence[Replication], root: Path) -> str:
    """One line for each program; below it, what did not hold, where and how far."""
    lines = [f"{'card':44} {'held':>14} {'seconds':>9}"]
    silent = unclaimed(found)
    for one in found:
        lines.append(line(one))
        file = one.program.file.relative_to(root).as_posix()
        cases: dict[tuple[int, str], list[str]] = {}
        for k, faults in one.failed.items():
            error = one.seeds[k].error
            values = error.message.partition("\n")[2].split() if error else []
            for fault in faults:
                compared = " ".join(values if fault.kind != "note" else [])
                seen = f"seed {k:2}: {compared}".rstrip(": ")
                cases.setdefault((fault.line, fault.what), []).append(seen)
        for (number, claim), told in sorted(cases.items()):
            lines += [f"  {file}:{number} {claim}", *(f"    {text}" for text in told)]
        if one.program.name in silent:
            lines.append(f"  {file}:1 asserts nothing that can fail")
    for processor in found[0].processors if found else ():
        faults = [fault for one in found for fault in one.faults(processor)]
        held = sum(processor in one.processors_held for one in found)
        lines.append(f"{processor}: {held} of {len(found)} print what the page says")
        lines += [textwrap.indent(fault.show(root), "  ") for fault in faults]
    return "\n".join(lines)
