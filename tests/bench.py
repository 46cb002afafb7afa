"""`make bench`: what the engine costs, as ratios measured in one run.

All is timed in temporary folders, so it may run while you work; on a busy machine
the times grow and the ratios, but for those of one further card, little.
"""

from __future__ import annotations

import argparse
import io
import json
import shutil
import subprocess
import tarfile
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from conftest import ROOT, Run, Site, copy_project, make_site

from cards.run.pool import cores

PAGE = "activations"
FEW, MORE = 10, 110


def seconds(site: Site, command: Callable[[Site], Run]) -> float:
    """Wall time of a command, all counted: Python's start, reading, checking."""
    started = time.perf_counter()
    run = command(site)
    assert run.code == 0, run.text
    return time.perf_counter() - started


def computing(root: Path) -> list[float]:
    """Seconds that each program in the store took by itself."""
    entries = (root / ".cache/cards").glob("*.json")
    return [
        json.loads(entry.read_text("utf-8"))["result"]["seconds"] for entry in entries
    ]


def check_page(site: Site) -> Run:
    return site.check(PAGE)


def page_of_the_site() -> float:
    """(a) A real page from an empty store, against its computing; (b) once more.

    Returns the seconds that its programs compute.
    """
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        site = Site(Path(name))
        copy_project(site.root)
        cold = seconds(site, check_page)
        own = computing(site.root)
        again = seconds(site, check_page)
    ideal = sum(own) / cores()
    print(
        f"(a) {len(own)} programs of {PAGE}, cold: {cold:.1f} s; their computing on "
        f"{cores()} cores {ideal:.1f} s: ratio {cold / ideal:.2f}"
    )
    print(f"(b) once more: {again:.1f} s: ratio {again / cold:.2f}", flush=True)
    return sum(own)


def page_before(revision: str, now: float) -> None:
    """(d) What the programs of the page computed at an earlier revision."""
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        site = Site(Path(name))
        copy_project(site.root)
        shutil.rmtree(site.root / "snippets" / PAGE)
        paths = (f"docs/{PAGE}.md", f"snippets/{PAGE}")
        archive = ["git", "archive", revision, *paths]
        packed = subprocess.run(archive, cwd=ROOT, capture_output=True, check=True)
        with tarfile.open(fileobj=io.BytesIO(packed.stdout)) as tar:
            tar.extractall(site.root, filter="data")
        site.check(PAGE)  # its form may be a fault by now; it runs all the same
        before = computing(site.root)
    print(
        f"(d) {PAGE} at {revision}: {len(before)} programs computed "
        f"{sum(before):.1f} s, now {now:.1f} s: ratio {now / sum(before):.2f}"
    )


@contextmanager
def tiny_site(cards: int) -> Iterator[Site]:
    """A page of so many cards whose programs print a number."""
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        site = make_site(Path(name))
        for number in range(cards):
            site.card("page", f"card-{number}", f"print({number})\n", f"{number}")
        yield site


def further_cards(name: str, command: Callable[[Site], Run]) -> None:
    """(c) What one more card costs a cold run, beyond its own computing."""
    beyond = []
    for count in (FEW, MORE):
        with tiny_site(count) as site:
            wall = seconds(site, command)
            own = computing(site.root)
            assert len(own) >= count, f"{len(own)} of {count} programs have run"
        beyond.append(wall - sum(own) / cores())
    each = (beyond[1] - beyond[0]) / (MORE - FEW)
    print(
        f"(c) {name}: {FEW} cards {beyond[0]:.1f} s, {MORE} cards {beyond[1]:.1f} s "
        f"beyond computing: {each:.3f} s a further card (target < 1)",
        flush=True,
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    text = f"also measure {PAGE} as it was at a revision"
    parser.add_argument("--before", metavar="REVISION", help=text)
    options = parser.parse_args()
    further_cards("check", Site.check)
    further_cards("pytest", Site.test)
    now = page_of_the_site()
    if options.before:
        page_before(options.before, now)


if __name__ == "__main__":
    main()
