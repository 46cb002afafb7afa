"""What the tests found of the site is told as they found it, good or bad."""

from __future__ import annotations

import json
from pathlib import Path

import measured
import pytest
from conftest import ROOT, Site, make_site

from cards.project import Project
from cards.show.links import Site as Shown
from cards.show.links import SitePage
from cards.show.measured import day, faults, read, week
from cards.show.measured import measured as table

ALL = [name for names in measured.CHECKS.values() for name in names]
TELLS = {"kib": "99.5", "requests": "7", "rules": "41", "content": "abc"}


def report(
    folder: Path, day: str, wrong: tuple[str, ...] = (), tests: list[str] = ALL
) -> Path:
    """What pytest writes when these tests ran on `a/`, some of them in vain."""
    told = "".join(f'<property name="{k}" value="{v}"/>' for k, v in TELLS.items())
    cases = "".join(
        f'<testcase name="{name}[a/]"><properties>{told}</properties>'
        f"{'<failure/>' if name in wrong else ''}</testcase>"
        for name in tests
    )
    file = folder / f"{day}.xml"
    file.write_text(
        f'<testsuites><testsuite timestamp="{day}T10:00:00">{cases}'
        '<testcase name="test_other[a/]"/><testcase name="test_axe_finds_nothing[b/]"/>'
        "</testsuite></testsuites>"
    )
    return file


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    (tmp_path / "a.md").write_text("# A\n")
    return tmp_path


def after(docs: Path, *reports: Path) -> dict[str, dict[str, object]]:
    entries: dict[str, dict[str, object]] = {}
    for file in reports:
        found = measured.collect([file], docs)
        entries = dict(measured.merged(entries, found, docs))
    return entries


def test_since_is_the_day_from_which_nothing_was_wrong(docs: Path) -> None:
    first = report(docs, "2026-01-01")
    second = report(docs, "2026-01-08")
    bad = report(docs, "2026-01-15", wrong=("test_axe_finds_nothing",))
    last = report(docs, "2026-01-22")
    assert list(after(docs, first)) == ["a.md"], "b is no page"
    entry = after(docs, first, second)["a.md"]
    assert entry["since"] == "2026-01-01" and entry["when"] == "2026-01-08"
    assert entry["kib"] == 99.5 and entry["requests"] == 7
    assert entry["content"] == "abc", "this is known to be well"
    entry = after(docs, first, bad)["a.md"]
    assert entry["content"] == ""
    assert entry["since"] == "" and entry["checks"]["axe"] == "fails"  # type: ignore[index]
    assert after(docs, first, bad, last)["a.md"]["since"] == "2026-01-22"


def test_of_a_page_that_was_tried_in_part_the_rest_stays(docs: Path) -> None:
    first = report(docs, "2026-01-01")
    part = report(docs, "2026-01-08", tests=ALL[-1:])
    bad = report(docs, "2026-01-15", wrong=(ALL[-1],), tests=ALL[-1:])
    entry = after(docs, part)["a.md"]
    assert (
        entry["since"] == ""
        and entry["kib"] == 99.5
        and entry["checks"] == {"weight": "held"}
    )
    assert after(docs, first, part) == after(docs, first)
    entry = after(docs, first, bad)["a.md"]
    assert entry["since"] == "" and entry["checks"]["axe"] == "41 rules"  # type: ignore[index]
    assert entry["checks"]["weight"] == "fails"  # type: ignore[index]
    broken = docs / "broken.xml"  # a site that was not built says nothing of a page
    broken.write_text(bad.read_text().replace("<failure/>", "<error/>"))
    assert after(docs, first, broken) == after(docs, first)
    (docs / "a.md").unlink()
    assert after(docs) == {}


def test_the_tests_that_are_collected_are_there() -> None:
    text = "".join(
        (ROOT / f"tests/{name}.py").read_text("utf-8")
        for name in ("test_browser", "test_budget")
    )
    assert [name for name in ALL if f"def {name}(" not in text] == []


def test_without_a_report_that_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    assert measured.main(["nowhere.xml"]) == 2
    assert "nowhere.xml" in capsys.readouterr().err


# what the site tells of it


@pytest.fixture
def site(tmp_path: Path) -> Site:
    site = make_site(tmp_path)
    settings = (site.root / "pyproject.toml").read_text()
    names = 'measured = "measured.json"\nweek = "week.json"\n'
    site.write("pyproject.toml", settings.replace("timeout =", names + "timeout ="))
    site.card("page", "one", "print(1)\n", "1")
    return site


def shown(site: Site) -> Shown:
    project = Project.load(site.root)
    made = Shown(project, {})
    for page in project.pages:
        made.pages[page.file] = SitePage(page.file, f"{page.name}/", page.title, page)
    return made


def entry(**changed: object) -> dict[str, object]:
    checks = {"axe": "41 rules"}
    kept = {"when": "2026-01-08", "since": "2026-01-01", "kib": 99.5, "requests": 7}
    return kept | {"checks": checks} | changed


def test_the_site_tells_each_page_that_was_looked_at(site: Site) -> None:
    assert list(table(shown(site))) == ["Nothing is on record yet."]
    pages = {"page.md": entry(), "index.md": entry(since="", checks={"axe": "fails"})}
    site.write("docs/other.md", "---\ncards: false\n---\n# Other\n")
    pages["other.md"] = entry(since="", checks={})
    site.write("measured.json", json.dumps(pages))
    lines = list(table(shown(site)))
    last, first = day("2026-01-08"), day("2026-01-01")
    row = f"| [page](page.md) | 100 | 7 | 41 rules | nothing | {last} | {first} |"
    assert row in lines
    assert any(line.endswith(f"| fails | axe | {last} | not now |") for line in lines)
    assert any(
        line.endswith(f"| not yet | nothing | {last} | not yet |") for line in lines
    )
    assert list(faults(Project.load(site.root))) == []


@pytest.mark.parametrize(
    ("name", "text", "what"),
    [
        ("measured.json", "[]", "is no record"),
        ("measured.json", "{", "is no record"),
        ("measured.json", '{"page.md": {"kib": 3}}', "page.md is not whole"),
        ("measured.json", json.dumps({"x.md": entry()}), "x.md, which is no page"),
        ("week.json", '{"salt": "a"}', "is missing"),
    ],
)
def test_a_record_that_is_none_is_a_fault(
    site: Site, name: str, text: str, what: str
) -> None:
    site.write(name, text)
    (fault,) = faults(Project.load(site.root))
    assert fault.file.name == name and what in fault.what
    assert list(table(shown(site))) and list(week(Project.load(site.root)))


def test_the_seeds_of_the_week_are_told_with_what_failed(site: Site) -> None:
    assert list(week(Project.load(site.root))) == ["No such run is on record yet."]
    text = "import random\n\nrandom.seed(0)\nx = random.random()\nassert x < 0.9\n"
    site.card("page", "two", text)
    run = site.python("cards", "prove", "--seeds", "90", "--salt", "W1", "--record")
    assert run.code == 1, run.text
    found = json.loads((site.root / "week.json").read_text())
    assert found["salt"] == "W1" and found["programs"] == 2 and found["seeds"] == 90
    assert not (site.root / "proof.json").exists()
    told = list(week(Project.load(site.root)))
    assert told[0].startswith("1 of 2 programs held for 90 other seeds (W1, 2")
    assert told[1].startswith("\n- [two?](page.md#two): ") and "of 91 runs" in told[1]
    site.write("snippets/page/two__more.py", "assert 1 + 1 == 2\n")
    fence = '--8<-- "page/two.py"\n```\n'
    more = '\n``` python\n--8<-- "page/two__more.py"\n```\n'
    page = (site.root / "docs/page.md").read_text()
    site.write("docs/page.md", page.replace(fence, fence + more))
    part = json.dumps(found | {"failed": {"page#two__more": "1 of 2 runs"}})
    site.write("week.json", part)
    told = list(week(Project.load(site.root)))
    assert told[1] == "\n- [two?](page.md#two): 1 of 2 runs"
    broken = json.dumps(found | {"failed": {"page#gone": "1 of 2 runs"}})
    site.write("week.json", broken)
    assert list(week(Project.load(site.root)))[1] == "\n- page#gone: 1 of 2 runs"


def test_the_record_of_this_site_is_of_its_pages() -> None:
    project = Project.load(ROOT)
    assert read(ROOT / project.settings.measured)
    assert list(faults(project)) == []


def test_a_program_outside_of_the_pages_is_no_trouble_to_the_week(site: Site) -> None:
    site.write("README.md", "# Read me\n\n## Try\n\n``` python\nprint(1)\n```\n")
    found = {"salt": "W1", "seeds": 3, "date": "2026-01-08", "programs": 2}
    failed = {"page#one": "1 of 4 runs"}
    site.write("week.json", json.dumps(found | {"failed": failed}))
    told = list(week(Project.load(site.root)))
    assert told[1] == "\n- [one?](page.md#one): 1 of 4 runs"
