"""Every program that the site offers to copy runs alone, in a fresh interpreter."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest
from alone import AUDITED, Verdicts, judged, offered
from audit import commit, content, drawn, looked_at, whole
from conftest import ROOT, Site

from cards.check.compare import same
from cards.files import UsageError
from cards.project import Project
from cards.prove.elsewhere import Paste, Record
from cards.run.alone import runs_alone
from cards.run.seeds import fingerprint

WELL = Paste("page#well", "print(1)\n", ("1",))
FAILS_ALONE = Paste("page#fails", "import snippets\nprint(1)\n", ("1",))


def test_every_copied_program_runs_alone_and_prints_what_the_page_says(
    built_site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Known by content, tried anew where it is not; all of it with CARDS_WHOLE=1."""
    project = Project.load(ROOT)
    every = offered(project)
    # of an idea whose output stands further down the page nothing is known
    programs = [case for case in every if not case.name.endswith(":idea")]
    unknown = [case.name for case in programs if case.expected is None]
    assert unknown == [], "the build has left a result of each"
    ran, wrong = judged(every, Verdicts(project), commit(ROOT), whole())
    with capsys.disabled():
        print(f"\nalone: {len(ran)} of {len(every)} programs run anew")
    assert len(ran) >= min(AUDITED, len(every))
    assert wrong == []


# the runner


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("print(1)\n", "the page says"),
        ("print(1 / 0)\n", "exits 1"),
        ("import warnings\nwarnings.warn('old')\n", "exits 0"),
        ("import snippets\n", "exits 1"),
        ("import cards\n", "exits 1"),
        ("import os\nprint(os.listdir())\n", "pasted.py"),
    ],
)
def test_a_program_that_does_otherwise_is_seen(text: str, what: str) -> None:
    assert what in runs_alone(text, 60, ["2"])


def test_a_program_that_ends_well_runs_alone() -> None:
    assert runs_alone("print(1)\n", 60) == ""
    assert runs_alone("print('1 ')\nprint()\n", 60, ["1"]) == ""
    assert runs_alone("print(0.123)\n", 60, ["0.124"], same=same) == ""
    assert runs_alone("print(0.123)\n", 60, ["0.124"]) != ""


def test_a_program_that_hangs_is_seen_and_ended() -> None:
    wrong = runs_alone("import time\nwhile True: time.sleep(1)\n", 2)
    assert wrong == "runs longer than 2 s"


def test_it_has_one_thread_and_no_screen() -> None:
    text = "import os\nprint(os.environ['OMP_NUM_THREADS'], 'DISPLAY' in os.environ)\n"
    assert runs_alone(text, 60, ["1 False"]) == ""


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("print(1)\nraise ValueError('no')\n", True),
        ("print(1)\nraise ValueError('other')\n", False),
        ("print(1)\nprint('ValueError: no')\n", False),
    ],
)
def test_a_program_that_must_fail_has_to_say_why(text: str, right: bool) -> None:
    assert (runs_alone(text, 60, ["1", "ValueError: no"], fails=True) == "") == right


# what is known


@pytest.fixture
def verdicts(site: Site) -> Verdicts:
    return Verdicts(Project.load(site.root))


def others(count: int) -> list[Paste]:
    """Programs that are never run here."""
    return [Paste(f"page#other-{i}", f"print({i})\n", (str(i),)) for i in range(count)]


def names(found: list[Paste]) -> set[str]:
    return {case.name for case in found}


def test_what_is_not_known_is_run_and_then_known(verdicts: Verdicts) -> None:
    ran, wrong = judged([WELL], verdicts, "a commit")
    assert (ran, wrong) == ([WELL], [])
    assert verdicts.known(WELL)


def test_a_program_that_fails_alone_is_told_at_each_run(verdicts: Verdicts) -> None:
    for _ in range(2):
        _, wrong = judged([WELL, FAILS_ALONE], verdicts, "a commit")
        assert [what.split()[0] for what in wrong] == ["page#fails"]
        assert "No module named 'snippets'" in wrong[0]
        assert not verdicts.known(FAILS_ALONE)


def test_a_sample_of_what_is_known_is_run_again(verdicts: Verdicts) -> None:
    known = others(40)
    for case in known:
        verdicts.keep(case)
    ran = [judged(known, verdicts, by, run=lambda _: "")[0] for by in "aab"]
    assert [len(some) for some in ran] == [AUDITED] * 3
    assert names(ran[0]) == names(ran[1]) != names(ran[2])
    seen = {name for by in range(100) for name in drawn(names(known), str(by), AUDITED)}
    assert seen == names(known), "each comes to its turn"


def test_a_known_program_that_fails_when_drawn_is_known_no_more(
    verdicts: Verdicts,
) -> None:
    verdicts.keep(WELL)
    assert judged([WELL], verdicts, "a", run=lambda _: "x")[1] == ["page#well x"]
    assert not verdicts.known(WELL)


def test_the_whole_is_run_when_asked_for(verdicts: Verdicts) -> None:
    known = others(40)
    for case in known:
        verdicts.keep(case)
    ran, _ = judged(known, verdicts, "a commit", whole=True, run=lambda _: "")
    assert ran == known


@pytest.mark.parametrize(
    "changed",
    [
        Paste(WELL.name, "print(1) # changed\n", ("1",)),
        Paste(WELL.name, WELL.text, ("2",)),
        Paste(WELL.name, WELL.text, ("1",), fails=True),
    ],
)
def test_a_verdict_is_of_one_content(verdicts: Verdicts, changed: Paste) -> None:
    verdicts.keep(WELL)
    assert verdicts.known(WELL) and not verdicts.known(changed)


def test_a_verdict_is_of_one_set_of_versions_and_of_one_runner(
    verdicts: Verdicts, site: Site
) -> None:
    verdicts.keep(WELL)
    again = Verdicts(Project.load(site.root))
    assert again.known(WELL)
    again.basis[0] = {"python": "2.7"}
    assert not again.known(WELL)
    again = Verdicts(Project.load(site.root))
    again.basis[1] = "another runner"
    assert not again.known(WELL)


@pytest.mark.parametrize(
    ("entry", "known"),
    [(fingerprint(WELL.text), True), ("of another text", False), (True, False)],
)
def test_the_committed_record_is_believed_of_the_text_as_it_is(
    site: Site, entry: object, known: bool
) -> None:
    site.write("elsewhere.json", json.dumps({WELL.name: entry}))
    assert Verdicts(Project.load(site.root)).known(WELL) == known


@pytest.mark.parametrize("text", ["", "[1]", "{", "null"])
def test_a_record_that_cannot_be_read_is_told_and_kept(site: Site, text: str) -> None:
    site.write("elsewhere.json", text)
    with pytest.raises(UsageError, match=r"elsewhere\.json is no record"):
        Record(Project.load(site.root))
    assert (site.root / "elsewhere.json").read_text() == text


def test_two_records_at_once_lose_nothing(site: Site) -> None:
    first, second = (Record(Project.load(site.root)) for _ in range(2))
    texts = {"p#a": "print(1)\n", "p#b": "print(2)\n"}
    first.keep({"p#a": texts["p#a"]}, {}, set(texts))
    second.keep({"p#b": texts["p#b"]}, {}, set(texts))
    assert sorted(Record(Project.load(site.root)).held) == ["p#a", "p#b"]


def test_a_record_drops_what_fails_and_what_is_no_more(site: Site) -> None:
    project = Project.load(site.root)
    record = Record(project)
    texts = {"p#a": "print(1)\n", "p#b": "print(2)\n", "p#gone": "print(3)\n"}
    record.keep(texts, {}, set(texts))
    record = Record(project)
    record.keep({"p#b": texts["p#b"]}, {"p#b": "exits 1"}, {"p#a", "p#b"})
    after = Record(project)
    assert list(after.held) == ["p#a"]
    assert after.knows("p#a", "print( 1 )  # a comment\n")


def test_the_sample_follows_the_commit_or_the_day(site: Site) -> None:
    day = commit(site.root)
    assert day.count("-") == 2
    for command in (
        ["init", "-q"],
        [
            *("-c", "user.name=a", "-c", "user.email=a@b.c"),
            *("-c", "commit.gpgsign=false"),
            *("commit", "-q", "--allow-empty", "-m", "x"),
        ],
    ):
        subprocess.run(["git", *command], cwd=site.root, check=True)
    assert len(commit(site.root)) == 40


def test_a_page_is_looked_at_that_is_unlike_others_new_or_drawn(site: Site) -> None:
    for i in range(9):
        site.card(f"page{i}", "one", "print(1)\n", "1")
    site.write("docs/plain.md", "---\ncards: false\n---\n# Words\n")
    before = {page.name: content(page) for page in Project.load(site.root).pages}
    site.write("snippets/page4/one.py", "print(1)  # changed\n")
    del before["page7"]
    pages = Project.load(site.root).pages
    for by in map(str, range(9)):
        found = looked_at(pages, before, by)
        assert {"index", "plain", "page4", "page7"} <= found
        assert 4 <= len(found) <= 7, "and a few that are known"
    seen = {name for by in range(100) for name in looked_at(pages, before, str(by))}
    everything = {page.name for page in pages}
    assert seen == everything == looked_at(pages, before, "", all_=True)


def test_what_is_tried_is_what_the_site_offers(site: Site) -> None:
    site.card("page", "one", "print(1)\n", "1")
    parts = "# --8<-- [start:idea]\nx = 1\nprint(x)\n# --8<-- [end:idea]\n"
    parts += "# --8<-- [start:evidence]\nprint(x + 1)\n# --8<-- [end:evidence]\n"
    site.card("page", "two", parts, "2")
    text = (site.root / "docs/page.md").read_text("utf-8")
    idea = '--8<-- "page/two.py:idea"\n```\n\n'
    idea += "<!--pytest-codeblocks:expected-output-->\n``` text\n1\n```\n\n"
    idea += '``` python\n--8<-- "page/two.py:evidence"'
    site.write("docs/page.md", text.replace('--8<-- "page/two.py"', idea))
    assert offered(Project.load(site.root)) == [
        Paste("page#one", "print(1)\n", ("1",)),
        Paste("page#two", "x = 1\nprint(x)\nprint(x + 1)\n", ("1", "2")),
        Paste("page#two:idea", "x = 1\nprint(x)\n", ("1",)),
    ]
