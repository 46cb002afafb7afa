"""update, new and check at the terminal: what they write, and what they refuse."""

from __future__ import annotations

import pytest
from conftest import Site


def page_of(site: Site, name: str = "page") -> str:
    return (site.root / f"docs/{name}.md").read_text("utf-8")


def test_update_writes_what_was_printed_and_shows_the_diff(site: Site) -> None:
    site.card("page", "one", "print('loss 0.25')\n", "loss 0.75")
    site.card("page", "two", "print('x')\n")
    run = site.python("cards", "update")
    assert run.code == 0, run.text
    assert "-loss 0.75\n+loss 0.25" in run.text
    assert "``` text\nx\n```" in page_of(site)
    assert site.check().code == 0
    assert "2 programs: 0 run, 2 stored" in site.python("cards", "update").text


def test_update_removes_an_output_that_is_no_more(site: Site) -> None:
    site.card("page", "one", "x = 1\n", "loss 0.75")
    assert site.python("cards", "update").code == 0
    assert "expected-output" not in page_of(site)
    assert site.check().code == 0


def test_update_leaves_a_page_alone_within_the_last_digit(site: Site) -> None:
    site.card("page", "one", "print('loss 0.25')\n", "loss 0.26")
    before = page_of(site)
    site.python("cards", "update")
    assert page_of(site) == before


def test_update_of_one_card_leaves_the_others(site: Site) -> None:
    site.card("page", "one", "print(1)\n", "0")
    site.card("page", "two", "print(2)\n", "0")
    assert site.python("cards", "update", "page#two").code == 0
    assert site.check("page#two").code == 0
    assert site.check("page#one").code == 1


def test_update_leaves_a_page_alone_that_it_has_nothing_to_write_in(
    site: Site,
) -> None:
    site.card("page", "one", "print(1)\n", "1")
    page = page_of(site).rstrip("\n")
    site.write("docs/page.md", page)
    site.card("other", "two", "print(2)\n", "0")
    (site.root / "docs/notes.md").write_bytes(b"\xff")
    site.python("cards", "update")
    assert page_of(site) == page
    assert "``` text\n2\n```" in page_of(site, "other")


def test_update_keeps_the_old_output_of_a_program_that_fails(site: Site) -> None:
    site.card("page", "one", "print(1)\n1 / 0\n", "0")
    site.card("page", "two", "print(2)\n", "0")
    run = site.python("cards", "update")
    assert run.code == 1
    assert "snippets/page/one.py:2 [one] ZeroDivisionError" in run.text
    assert "``` text\n0\n```" in page_of(site)
    assert "``` text\n2\n```" in page_of(site)


def test_update_records_an_expected_error(site: Site) -> None:
    site.card("page", "one", "1 / 0\n", "?")
    text = page_of(site).replace("``` python", "<!--pytest.mark.xfail-->\n``` python")
    site.write("docs/page.md", text)
    assert site.python("cards", "update").code == 0
    assert "``` text\nZeroDivisionError: division by zero\n```" in page_of(site)


def test_new_begins_a_card_that_says_what_is_missing(site: Site) -> None:
    run = site.python("cards", "new", "page/what-is-it", "What is it?")
    assert run.code == 0, run.text
    assert (site.root / "snippets/page/what_is_it.py").exists()
    assert "## What is it? { #what-is-it }" in page_of(site)
    check = site.check()
    assert check.code == 1
    lines = [line for line in check.text.splitlines() if line.startswith("docs")]
    assert lines
    assert all("still to be written (TODO)" in line for line in lines)


def test_new_adds_to_a_page_and_leaves_the_rest(site: Site) -> None:
    site.card("page", "one", "print(1)\n", "1")
    before = page_of(site)
    assert site.python("cards", "new", "page/two", "Two?").code == 0
    assert page_of(site).startswith(before)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["new", "page/one", "One?"], "has a card or heading 'one' already"),
        (["new", "page/Two", "Two?"], "a card is named page/card"),
        (["new", "page", "Two?"], "a card is named page/card"),
        (["new", "page/two", "Two."], "the heading of a card is a question"),
        (["new", "index/two", "Two?"], "index is not a page of cards"),
        (["check", "pgae"], "there is no page 'pgae'; did you mean 'page'?"),
        (["check", "page#onee"], "page has no card 'onee'; did you mean 'one'?"),
        (["update", "page#onee"], "page has no card 'onee'; did you mean 'one'?"),
        (
            ["check", "a#b", "page#x"],
            "there is no page 'a'; did you mean 'page'?; page has no card 'x'",
        ),
    ],
)
def test_a_wrong_name_is_refused_with_the_nearest_right_one(
    site: Site, arguments: list[str], says: str
) -> None:
    site.card("page", "one", "print(1)\n", "1")
    before = page_of(site)
    run = site.python("cards", *arguments)
    assert run.code == 2
    assert f"cards: {says}" in run.text or says in run.text
    assert page_of(site) == before
    assert not (site.root / "snippets/page/two.py").exists()


def test_an_unknown_setting_is_refused(site: Site) -> None:
    site.write("pyproject.toml", "[tool.cards]\ntimeuot = 3\n")
    run = site.check()
    assert run.code == 2
    assert "unknown setting 'timeuot'; did you mean 'timeout'?" in run.text


@pytest.mark.parametrize(
    "name", ["page#one", "page/one", "page.md#one", "docs/page.md#one", "page"]
)
def test_a_card_may_be_named_in_each_usual_way(site: Site, name: str) -> None:
    site.card("page", "one", "print(1)\n", "1")
    run = site.check(name)
    assert run.code == 0, run.text
    assert "1 card or section holds" in run.text
