"""What was proven is committed, told on the page, and never of another program."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from conftest import ROOT, Site, make_site

from cards.project import Project
from cards.prove.ledger import Records, stale

RANDOM = """\
import numpy as np

x = np.random.default_rng(0).random(9)
assert x.min() >= 0 and x.max() < 1
assert len(x) == 9
print("`done`")
"""
BROKEN = "x = {}\nassert x == {}, 'as it should'\nx['`key`']\n"
PROOF = (
    "---\ncards: false\n---\n# Proof\n\n<!--cards:versions-->\n\n<!--cards:claims-->\n"
)
BOTH = 'proof = "proof.json"\nversions = "versions.json"\n'


def recorded(root: Path) -> Site:
    """A site that keeps a record, with a card of one program and one of two."""
    site = make_site(root)
    settings = (root / "pyproject.toml").read_text()
    site.write("pyproject.toml", settings.replace("timeout =", BOTH + "timeout ="))
    site.card("page", "random", RANDOM, "`done`")
    site.write("snippets/page/fixed__broken.py", BROKEN)
    site.card("page", "fixed", "x = sum(range(5))\nassert x == 10 != '`'\n")
    text = (root / "docs/page.md").read_text()
    fence = '<!--pytest.mark.xfail-->\n``` python\n--8<-- "page/fixed__broken.py"\n```'
    told = "<!--pytest-codeblocks:expected-output-->\n``` text\nKeyError: '`key`'\n```"
    head, _, tail = text.rpartition("**In practice.**")
    site.write("docs/page.md", f"{head}{fence}\n\n{told}\n\n**In practice.**{tail}")
    site.write("docs/proof.md", PROOF)
    return site


@pytest.fixture(scope="module")
def proven(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """Proven, verified and built."""
    site = recorded(tmp_path_factory.mktemp("proven"))
    run = site.python("cards", "prove", "--record")
    assert run.code == 0, run.text
    run = site.check("--record")
    assert run.code == 0, run.text
    run = site.build()
    assert run.code == 0, run.text
    return site


def read(site: Site, page: str) -> BeautifulSoup:
    html = (site.root / f"site/{page}/index.html").read_text("utf-8")
    return BeautifulSoup(html, "html.parser")


def test_a_card_says_how_far_it_held(proven: Site) -> None:
    page = read(proven, "page")
    random, fixed = (card.get_text() for card in page.select(".card-foot"))
    assert re.search(r" · held for 20 of 20 seeds, torch 2\.\d+$", random)
    assert re.search(r" · nothing in it is random, torch 2\.\d+$", fixed)
    links = [a["href"] for a in page.select(".card-foot a")]
    assert links == ["../proof/#page", "../proof/#page"]


def test_every_assertion_is_listed_by_card(proven: Site) -> None:
    page = read(proven, "proof")
    assert page.select_one("h3#page")
    claims = [code.get_text() for code in page.select("article li li code")]
    assert claims == [
        "x.min() >= 0 and x.max() < 1",
        "len(x) == 9",
        "x == 10 != '`'",
        "x == {}",
        "fixed__broken.py",
    ]
    links = [str(a["href"]) for a in page.select("article li > p > a")]
    assert links == ["../page/#random", "../page/#fixed"]
    assert "held for 20 of 20 seeds" in page.get_text()


def test_the_releases_are_a_table(proven: Site) -> None:
    (row,) = read(proven, "proof").select("article tbody tr")
    cells = [cell.get_text() for cell in row.select("td")]
    assert re.fullmatch(
        r"3\.\d+\.\d+ 2\.[\d.]+ .* 3 of 3 \d{4}\u2011\d\d\u2011\d\d", " ".join(cells)
    )
    assert "+" not in " ".join(cells), "a build's local name tells nobody anything"


def other(site: Site, **changes: object) -> None:
    """Rows of other releases, under which other cards held."""
    file = site.root / "versions.json"
    (row,) = json.loads(file.read_text())
    older = {**row, "versions": {**row["versions"], "torch": "2.9.1"}}
    newest = {**row, "versions": {**row["versions"], "torch": "2.100.0"}, **changes}
    file.write_text(json.dumps([newest, older, row]))


def test_versions_are_ordered_by_number(tmp_path: Path, proven: Site) -> None:
    site = copied(proven, tmp_path)
    other(site)
    project = Project.load(site.root)
    card = project.find("page#random")[1]
    assert card
    assert Records(project).spans(card)["torch"] == ("2.9.1", "2.100.0")
    other_site = copied(proven, tmp_path / "b")
    other(other_site, held={}, failed=["page#random"])
    project = Project.load(other_site.root)
    card = project.find("page#random")[1]
    assert card
    assert Records(project).spans(card)["torch"][1] != "2.100.0", "it failed there"


def test_what_is_said_of_another_program_is_not_said(
    tmp_path: Path, proven: Site
) -> None:
    site = copied(proven, tmp_path)
    site.write("snippets/page/random.py", RANDOM + "assert len(x) < 10\n")
    project = Project.load(site.root)
    records, card = Records(project), project.find("page#random")[1]
    assert card
    assert records.standing(card) is None
    assert records.spans(card) == {}


def copied(site: Site, root: Path) -> Site:
    for name in ("pyproject.toml", "mkdocs.yml", "proof.json", "versions.json"):
        Site(root).write(name, (site.root / name).read_text())
    for file in [*site.root.glob("docs/*.md"), *site.root.glob("snippets/*/*.py")]:
        Site(root).write(str(file.relative_to(site.root)), file.read_text())
    return Site(root)


def test_stale_proof_fails_check_and_build(tmp_path: Path, proven: Site) -> None:
    site = copied(proven, tmp_path)
    site.write("snippets/page/random.py", RANDOM + "assert len(x) < 10\n")
    told = "snippets/page/random.py:1 [random] has changed since it was proven: "
    told += "python -m cards prove page#random --record"
    for run in (site.check(), site.build()):
        assert run.code == 1
        assert told in run.text
    assert site.check("page#random").code == 0, "while one works on a card"


def test_a_weak_proof_is_a_fault(tmp_path: Path, proven: Site) -> None:
    site = copied(proven, tmp_path)
    file = site.root / "proof.json"
    entries = json.loads(file.read_text())
    for name, value, told in (
        ("held", 19, "held for 19 of 20 seeds"),
        ("seeds", 8, "was tried with 8 seeds, not 20"),
    ):
        changed = {**entries["page#random"], "held": 8, name: value}
        file.write_text(json.dumps(entries | {"page#random": changed}))
        (fault,) = stale(Project.load(site.root))
        assert fault.what.startswith(told)
    del changed["processors"]
    file.write_text(json.dumps(entries | {"page#random": changed}))
    (fault,) = stale(Project.load(site.root))
    assert "the entry of page#random is not whole" in fault.what


def test_a_verification_is_of_all_cards(tmp_path: Path, proven: Site) -> None:
    site = copied(proven, tmp_path)
    run = site.check("page#random", "--record")
    assert run.code == 2
    assert "--record is of all cards" in run.text
    page = (site.root / "docs/page.md").read_text()
    site.write("docs/page.md", page.replace("text\n`done`", "text\n`other`"))
    other(site)
    assert site.check("--record").code == 1
    rows = json.loads((site.root / "versions.json").read_text())
    assert len(rows) == 3, "one for each set of releases"
    failed = [row["failed"] for row in rows]
    assert sorted(failed) == [[], [], ["page#random"]]


@pytest.mark.parametrize("text", ["{", "{}", "[1]", '[{"held": {}}]'])
def test_releases_that_are_no_record_are_a_fault_and_kept(
    tmp_path: Path, proven: Site, text: str
) -> None:
    site = copied(proven, tmp_path)
    site.write("versions.json", text)
    (fault,) = stale(Project.load(site.root))
    assert fault.show(site.root).startswith("versions.json:1 is no record of releases")
    assert Records(Project.load(site.root)).rows == []
    run = site.check("--record")
    assert run.code == 2 and "is no record of releases" in run.text
    assert (site.root / "versions.json").read_text() == text, "none is lost"


def test_no_record_is_asked_for_where_none_is_named(site: Site) -> None:
    site.card("page", "a", "print(1)\n", "1")
    assert site.check().code == 0


def test_the_committed_proof_holds_where_it_was_made() -> None:
    """On which other processors, who can try them records."""
    entries = json.loads((ROOT / "proof.json").read_text())
    assert [
        name for name, e in entries.items() if "native" not in e["processors"]
    ] == []
