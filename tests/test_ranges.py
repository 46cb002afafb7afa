"""What a printed number ranges over: recorded, kept true, and shown behind a switch."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from browser import NARROW, inaccessible, serve, too_wide, unfocusable
from bs4 import BeautifulSoup
from conftest import ROOT, Site, make_site
from markdown import Markdown
from playwright.sync_api import Browser, Page, expect
from trees import tree

from cards.project import Project
from cards.prove.ledger import Records, stale
from cards.prove.ranges import Span, dump, rows, spans
from cards.read.model import Program
from cards.run.job import Result
from cards.show.code import Code, element
from cards.show.ranges import add

MOST = 400 * 1024 / 250  # bytes a card

PROGRAM = """\
# --8<-- [start:idea]
import random

random.seed(0)
print("the idea")
# --8<-- [end:idea]
# --8<-- [start:evidence]
x = [random.gauss(10, 1) for _ in range(3)]
print("name     mean   share of 20")
for name, value in zip(("first", "second"), x):
    print(f"{name:8} {value:4.1f}  {value:6.0f} %")
print("high" if x[2] > 10 else "low")
if x[0] < 9.9:
    print("and one line more")
assert len(x) == 3
# --8<-- [end:evidence]
"""
CARD = """# page

## Varies? {{ #varies }}

It does.

``` python
--8<-- "page/varies.py:idea"
```

<!--pytest-codeblocks:expected-output-->
``` text
the idea
```

``` python
--8<-- "page/varies.py:evidence"
```

<!--pytest-codeblocks:expected-output-->
``` text
{printed}
```

**In practice.** Use it.

**Source.** [A paper](https://example.org/paper).

<!--cards:predict What does it print? | =second    8.6       9 %= | 0-->
"""
PRINTED = """\
name     mean   share of 20
first    10.9      11 %
second    8.6       9 %
low"""
FIXED = "import random\n\nrandom.seed(0)\nx = random.random()\nprint(1)\nassert x < 1\n"


@pytest.fixture
def program(tmp_path: Path) -> Program:
    """One of two blocks, of which the second shows what it prints."""
    site = make_site(tmp_path)
    site.card("page", "a", "print(1)\n", "1")
    card = Project.load(site.root).find("page#a")[1]
    assert card
    return card.programs[0]


# Recorded


@pytest.mark.parametrize(
    ("runs", "told"),
    [
        (["a 1.5", "a 2.5", "a 0.5"], ["0.5,2.5"]),
        (["a 1.5\nb 2", "a 1.5\nb 3"], ["", "2,3"]),
        (["3 of 1.0 and 2", "3 of 1.0 and 9"], [";;2,9"]),
        (["93.1 %", "9.0 %", "100.0%"], ["9.0,100.0"]),
        (["0.5 ± 0.01", "0.4 ± 0.01"], ["0.4,0.5"]),
        (["1e-05", "9e-06", "2e+01"], ["9e-06,2e+01"]),
        (["-1", "+1", "−3"], ["−3,+1"]),
        (["|  1.0|   2", "| 10.0|  12"], ["1.0,10.0;2,12"]),
        (["x 1", "x nan", "x 2"], ["?1"]),
        (["small 1\nb", "large 1\nb", "large 2\nb"], ["?2"]),
        (["a\nb 1\nc 1", "a\nc 1", "a"], ["", "?2", "?2"]),
        (["a", "a\nb\nc", "a"], ["", "?1"]),
        (["a 1\n\nb", "a 1\n\nb"], []),
        (["", "", ""], []),
    ],
)
def test_a_row_tells_what_a_line_ranges_over(
    program: Program, runs: list[str], told: list[str]
) -> None:
    results = [Result([text + "\n"], []) for text in runs]
    found = rows(program, results)
    assert found == ([told] if told else [])
    assert len(spans(runs[0], told)) == sum(
        len(re.findall(r"[^;]+", row)) for row in told
    ), "and is read as it was written"


def test_the_places_are_those_of_the_shown_text() -> None:
    text = "\n93.1 % of 7\nlow\n"
    assert spans(text, ["90.4,94.0", "?3"]) == [
        Span(1, 7, "90.4", "94.0"),
        Span(13, 16, other=3),
    ]
    assert spans(text, ["", "", "?2"]) == [Span(16, 16, other=2)]


@pytest.mark.parametrize(
    ("text", "told", "what"),
    [
        ("a 1.0", ["", "1,2"], "has 1 numbers for the 0 of ''"),
        ("a 1.0", ["1.0,2.0;3,4"], "has 2 numbers for the 1 of 'a 1.0'"),
        ("a 1.0", ["", "", ""], "has 3 rows for 1 lines"),
        ("a 1.0", ["low,high"], "has no range in 'low,high'"),
        ("a 1.0", ["1.0"], "has no range in '1.0'"),
        ("a 1.0", ["?"], "has no range in '?'"),
        ("a 1.0", ["2.0,3.0"], "has '2.0,3.0' for the 1.0 of 'a 1.0'"),
    ],
)
def test_rows_of_another_output_are_refused(
    text: str, told: list[str], what: str
) -> None:
    with pytest.raises(ValueError, match=what):
        spans(text, told)


def test_a_last_digit_that_a_processor_rounds_otherwise_is_in_the_range() -> None:
    assert spans("a 1.0", ["1.1,2.0"]) and spans("a 2.1 %", ["1.1,2.0"])


def test_the_file_has_a_line_for_each_program_and_is_small() -> None:
    file = ROOT / "ranges.json"
    entries = json.loads(file.read_text("utf-8"))
    text = file.read_text("utf-8")
    assert text == dump(entries), "sorted, and as it is written"
    assert len(text.splitlines()) == len(entries) + 2
    assert len(text.encode()) <= MOST * len(entries)


# Kept true, and shown


@dataclass
class Proven:
    """A site whose cards were proven and built, and where its pages are."""

    site: Site
    url: str


@pytest.fixture(scope="module")
def proven(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Proven]:
    site = make_site(tmp_path_factory.mktemp("proven"))
    settings = (site.root / "pyproject.toml").read_text("utf-8")
    files = 'proof = "proof.json"\nranges = "ranges.json"\ntimeout ='
    site.write("pyproject.toml", settings.replace("timeout =", files))
    for name in ("cards.css", "cards.js"):
        text = (ROOT / "docs/assets" / name).read_text("utf-8")
        site.write(f"docs/assets/{name}", text)
    site.write("snippets/page/varies.py", PROGRAM)
    site.write("docs/page.md", CARD.format(printed=PRINTED))
    site.card("page", "constant", FIXED, "1")
    run = site.python("cards", "prove", "--record")
    assert run.code == 0, run.text
    run = site.build()
    assert run.code == 0, run.text
    for url in serve(site.root / "site"):
        yield Proven(site, url)


def test_a_program_that_prints_the_same_for_every_seed_needs_no_entry(
    proven: Proven,
) -> None:
    entries = json.loads((proven.site.root / "ranges.json").read_text())
    assert list(entries) == ["page#varies"]
    _, idea, made = entries["page#varies"]
    assert idea == []
    assert re.fullmatch(r";?\d.*", made[1]) and re.fullmatch(r"\?\d+", made[3])
    assert stale(Project.load(proven.site.root)) == []


PLANTED: dict[str, list[Any]] = {
    "is of a program that has changed since": ["0" * 16, ["1,2"]],
    "has 9 rows for 4 lines": [None, [], [""] * 9],
    "has 3 numbers for the 2 of 'first    10.9      11 %'": [
        None,
        [],
        ["", "1,2;3,4;5,6"],
    ],
    "has '1,2' for the 10.9": [None, [], ["", "1,2"]],
    "has 3 outputs, not 2": [None, [], [], []],
}


@pytest.mark.parametrize("what", PLANTED)
def test_ranges_of_other_words_or_outputs_are_a_fault_and_not_shown(
    proven: Proven, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    root = proven.site.root
    file = root / "ranges.json"
    true = file.read_text("utf-8")
    words, *made = PLANTED[what]
    entry = [words or json.loads(true)["page#varies"][0], *made]
    try:
        file.write_text(dump({"page#varies": entry, "a#gone": ["0"]}), "utf-8")
        project = Project.load(root)
        gone, fault = [fault.show(root) for fault in stale(project)]
        card = project.find("page#varies")[1]
        assert card and Records(project).ranges(card.programs[0]) == (0, {})
    finally:
        file.write_text(true, "utf-8")
    assert gone.startswith("ranges.json:2 the entry of a#gone is of none")
    assert fault.startswith("ranges.json:3 [varies] the entry of page#varies ")
    assert what in fault
    assert fault.endswith(": python -m cards prove page#varies --record")


@pytest.mark.parametrize(
    "text", ["[]", "{", '{"a": 1}', '{"a": []}', '{"a": ["0", [1]]}', '{"a": ["0", 1]}']
)
def test_a_file_of_ranges_that_is_none_is_a_fault(proven: Proven, text: str) -> None:
    file = proven.site.root / "ranges.json"
    true = file.read_text("utf-8")
    try:
        file.write_text(text, "utf-8")
        (fault,) = stale(Project.load(proven.site.root))
        run = proven.site.python("cards", "prove", "--record")
    finally:
        file.write_text(true, "utf-8")
    assert "ranges.json:1 is no record of ranges: " in fault.show(proven.site.root)
    assert run.code == 2 and "is no record of ranges" in run.text, "none is lost"


def test_ranges_of_a_changed_program_are_told_with_its_proof(proven: Proven) -> None:
    file = proven.site.root / "snippets/page/varies.py"
    try:
        file.write_text(PROGRAM.replace("== 3", "> 2"), "utf-8")
        project = Project.load(proven.site.root)
        (fault,) = stale(project)
        card = project.find("page#varies")[1]
        assert card and Records(project).ranges(card.programs[0]) == (0, {})
    finally:
        file.write_text(PROGRAM, "utf-8")
    assert "has changed since it was proven" in fault.what


def shown(text: str, told: list[str]) -> str:
    """An output with its ranges, as it reads when the switch is on."""
    md = Markdown()
    code = element("code", f"{text}\n")
    root = element("div", element("pre", code), class_="highlight")
    md.htmlStash.store("")
    add(Code(md, 0, root), spans(text, told), 20)
    assert str(md.htmlStash.rawHtmlBlocks[0]).startswith(
        '<div class="highlight"><label'
    )
    return "".join(code.itertext()).removesuffix("\n")


@pytest.mark.parametrize(
    ("text", "told", "on"),
    [
        ("of 93.1 %, b", ["90.4,94.0"], "of 93.1 % [90.4, 94.0], b"),
        ("low", ["?3"], "low  [other words in 3 of 20 seeds]"),
        ("low", ["", "?3"], "low\n[more lines in 3 of 20 seeds]"),
        (
            "name    mean  last\na       0.93   0.1\nb  or      -   0.2",
            ["", "0.90,0.94"],
            "name    mean               last\n"
            "a       0.93 [0.90, 0.94]   0.1\n"
            "b  or      -                0.2",
        ),
        (
            "plain + log 49      0.84\nweighted - log 49   0.98",
            ["40,90;0.8,0.9", "40,90;0.9,1.0"],
            "plain + log 49 [40, 90]               0.84 [0.8, 0.9]\n"
            "weighted - log 49 [40, 90]            0.98 [0.9, 1.0]",
        ),
        (
            "0.25  0.23 ± 0.001\n 1.0  0.66 ± 0.007",
            ["", ";0.6,0.7;0.004,0.009"],
            "0.25  0.23            ± 0.001\n"
            " 1.0  0.66 [0.6, 0.7] ± 0.007 [0.004, 0.009]",
        ),
    ],
)
def test_columns_stay_in_line(text: str, told: list[str], on: str) -> None:
    assert shown(text, told) == on


def test_the_output_is_what_it_was_and_so_is_what_is_taken_along(
    proven: Proven,
) -> None:
    site = proven.site.root / "site"
    soup = BeautifulSoup((site / "page/index.html").read_text("utf-8"), "html.parser")
    idea, varies, constant = soup.select(".output")
    assert not idea.select(".seeds, .range")
    assert varies.label and varies.label.get_text().startswith(" 20 seeds")
    assert not constant.select(".seeds, .range"), "nothing is random in what it prints"
    assert varies.code and len(varies.select("code .range")) >= 5
    for part in varies.select(".range"):
        part.decompose()
    assert varies.code.get_text().strip("\n") == PRINTED
    ranges = json.loads((proven.site.root / "ranges.json").read_text())
    low = ranges["page#varies"][2][1].partition(",")[0]
    for file in ("notebooks/page.ipynb", "page.md"):
        text = (site / file).read_text("utf-8")
        assert "first    10.9      11 %" in text and f"[{low}" not in text


@pytest.fixture
def read(browser: Browser, proven: Proven) -> Iterator[Page]:
    with browser.new_context(viewport=NARROW) as context:
        page = context.new_page()
        page.goto(f"{proven.url}page/")
        yield page


def test_the_switch_works_by_key_and_says_what_it_is(read: Page) -> None:
    switch = read.get_by_role("checkbox", name="20 seeds: range of each number")
    output = read.locator(".output").nth(1)
    number = re.compile(r"first +10\.9 \[\d+\.\d, \d+\.\d\] +11 % \[\d+, \d+\]")
    expect(switch).not_to_be_checked()
    expect(output).not_to_contain_text(number, use_inner_text=True)
    assert unfocusable(read) == []
    switch.focus()
    read.keyboard.press("Space")
    expect(switch).to_be_checked()
    expect(output).to_contain_text(number, use_inner_text=True)
    expect(output).to_contain_text("[lowest, highest]", use_inner_text=True)
    words = re.compile(r"low +\[other words in \d+ of 20 seeds\]")
    expect(output).to_contain_text(words, use_inner_text=True)
    expect(output).to_contain_text("[more lines in ", use_inner_text=True)
    read.keyboard.press("Space")
    expect(switch).not_to_be_checked()
    expect(output).not_to_contain_text(number, use_inner_text=True)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_ranges_are_readable_by_all_and_widen_no_page(
    browser: Browser, proven: Proven, scheme: str
) -> None:
    with browser.new_context(viewport=NARROW, color_scheme=scheme) as context:  # type: ignore[arg-type]
        page = context.new_page()
        page.goto(f"{proven.url}page/")
        page.get_by_role("checkbox").first.check()
        block = page.locator(".output code").nth(1)
        assert block.evaluate("b => b.scrollWidth > b.clientWidth"), "it scrolls"
        expect(block).to_have_attribute("tabindex", "0")
        assert too_wide(page) == []
        assert inaccessible(page) == []


def test_the_switch_needs_no_script_and_prints_as_it_is_set(
    browser: Browser, proven: Proven
) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"{proven.url}page/")
        label, part = page.locator(".seeds"), page.locator("code .range").first
        page.emulate_media(media="print")
        expect(label).to_be_hidden()
        expect(part).to_be_hidden()
        page.emulate_media(media="screen")
        label.click()
        expect(part).to_be_visible()
        page.emulate_media(media="print")
        expect(part).to_be_visible()
        expect(label).to_be_visible()


def test_a_prediction_finds_its_output_whether_ranges_are_shown(read: Page) -> None:
    read.get_by_role("checkbox").first.check()
    read.locator(".predict > summary").click()
    read.get_by_role("radio", name="second").check()
    found = "() => { window.shown = []; Element.prototype.scrollIntoView = "
    told = "function () { shown.push(this.nextElementSibling.textContent); }; }"
    read.evaluate(found + told)  # the verdict stands above its output
    read.get_by_role("button", name="Check").click()
    read.wait_for_function("shown.length === 1")
    assert "second" in read.evaluate("shown[0]"), "not the first output for want of it"


def test_every_range_that_is_recorded_is_on_its_page(built_site: Path) -> None:
    project = Project.load(ROOT)
    records = Records(project)
    count = 0
    for page in project.pages:
        if page.kind != "cards":
            continue
        soup = tree(built_site / page.name / "index.html")
        found = [records.ranges(program)[1] for program in page.programs]
        shown = [
            span for blocks in found for spans in blocks.values() for span in spans
        ]
        assert len(soup.select(".seeds")) == sum(map(len, found)), page.name
        told = " ".join(part.get_text() for part in soup.select("code .range"))
        assert all(f"[{span.low}, {span.high}]" in told for span in shown if span.low)
        count += len(shown)
    assert count, "none is recorded"
