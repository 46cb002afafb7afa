"""What the tests found of the built site, from pytest's own reports → measured.json.

`make measured` runs this after `make test`: each report is JUnit's XML. A page whose
every kind of test has run is told anew; of the others what was found before stays,
unless something is wrong now. `since` is the day from which nothing was; `content`
says what the page was made of (`audit.content`).
"""

from __future__ import annotations

import json
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from conftest import ROOT

from cards.files import write
from cards.show.measured import read

FILE = ROOT / "measured.json"
CHECKS = {
    "axe": ("test_axe_finds_nothing",),
    "keyboard": (
        "test_tab_reaches_everything_and_shows_where_it_is",
        "test_everything_takes_the_focus_and_shows_it",
        "test_tab_leads_back_as_well_and_on_a_phone",
    ),
    "without a script": (
        "test_without_a_script_every_word_is_there",
        "test_without_a_script_nothing_that_needs_one_is_shown",
        "test_without_a_script_formulas_and_figures_are_there",
    ),
    "at 360 pixels": ("test_nothing_scrolls_sideways_on_a_narrow_phone",),
    "nothing moves": ("test_nothing_jumps_while_a_page_loads",),
    "this host alone": ("test_nothing_goes_wrong_and_no_request_leaves_the_host",),
    "weight": ("test_a_first_view_is_within_its_budget",),
}


@dataclass
class Found:
    """Of one page: how each test ended, what it measured, and on which day."""

    good: dict[str, bool] = field(default_factory=dict)
    told: dict[str, str] = field(default_factory=dict)
    day: str = ""


def source(address: str, docs: Path) -> str:
    """The file in `docs/` of a page's address; nothing where it is none."""
    stem = address.rstrip("/").removeprefix(".") or "index"
    return next(
        (f"{stem}{e}" for e in (".md", ".py") if (docs / (stem + e)).is_file()), ""
    )


def collect(reports: Iterable[Path], docs: Path) -> dict[str, Found]:
    """What the reports say, by a page's source."""
    pages: dict[str, Found] = defaultdict(Found)
    names = {name for wanted in CHECKS.values() for name in wanted}
    for report in reports:
        for suite in ElementTree.parse(report).getroot().iter("testsuite"):
            for case in suite.iter("testcase"):
                name, _, rest = case.get("name", "").partition("[")
                address = re.sub(r"^(desktop|phone)-", "", rest.removesuffix("]"))
                page = source(address, docs) if name in names else ""
                untried = ("skipped", "error")  # an error is of what comes before
                if not page or any(case.find(kind) is not None for kind in untried):
                    continue
                found = pages[page]
                good = case.find("failure") is None
                found.good[name] = found.good.get(name, True) and good
                found.day = suite.get("timestamp", "")[:10]
                for one in case.iter("property"):
                    found.told[one.get("name", "")] = one.get("value", "")
    return dict(pages)


def merged(
    old: dict[str, dict[str, Any]], pages: dict[str, Found], docs: Path
) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each page's entry, in the order of their names."""
    for page in sorted({name for name in old if (docs / name).is_file()} | set(pages)):
        found, before = pages.get(page, Found()), old.get(page)
        last = before or {"kib": 0, "requests": 0, "checks": {}}
        tried = {kind: said for kind in CHECKS if (said := verdict(kind, found))}
        checks = last["checks"] | tried
        weight = {
            "kib": float(found.told.get("kib", last["kib"])),
            "requests": int(found.told.get("requests", last["requests"])),
        }
        good = all(found.good.values())
        whole = all(name in found.good for names in CHECKS.values() for name in names)
        if before is not None and good and not whole:
            yield page, before | weight
            continue
        since = before["since"] if before else ""
        days = {
            "when": found.day,
            "since": (since or found.day) if good and whole else "",
        }
        content = found.told.get("content", "") if good and whole else ""
        yield page, days | weight | {"checks": checks, "content": content}


def verdict(kind: str, found: Found) -> str:
    """`held`, `fails`, or nothing where it was not tried whole."""
    ends = [found.good[name] for name in CHECKS[kind] if name in found.good]
    if not ends:
        return ""
    if not all(ends):
        return "fails"
    if len(ends) < len(CHECKS[kind]):
        return ""
    return f"{found.told['rules']} rules" if kind == "axe" else "held"


def main(reports: list[str]) -> int:
    if missing := [name for name in reports if not Path(name).is_file()]:
        print(
            f"no report of pytest: {', '.join(missing)}; run make test", file=sys.stderr
        )
        return 2
    docs = ROOT / "docs"
    entries = dict(merged(read(FILE), collect(map(Path, reports), docs), docs))
    write(FILE, json.dumps(entries, indent=1) + "\n")
    print(f"{FILE.name}: {len(entries)} pages")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
