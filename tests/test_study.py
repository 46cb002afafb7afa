"""The page for studying, in a real browser: what is asked, kept and taken along."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from browser import DESKTOP, NARROW, Reader
from conftest import ROOT
from playwright.sync_api import Page, expect

from cards.project import Project

KEY = "cards-study"
DAY = 24 * 60 * 60 * 1000


def opened(reader: Reader, stored: str | None = None, **device: Any) -> Page:
    page = reader(**device)
    if stored is not None:  # once: a reload keeps what the page stored since
        page.goto("404.html")
        page.evaluate("([k, v]) => localStorage.setItem(k, v)", [KEY, stored])
    page.goto("study/")
    expect(page.locator(".study:not([aria-busy])")).to_be_visible()
    return page


def part(page: Page, name: str) -> Any:
    return page.locator(f'.study [data-part="{name}"]')


def learned(page: Page) -> Any:
    return json.loads(page.evaluate(f"localStorage.getItem('{KEY}')"))["cards"]


def record(due: int, reviewed: int) -> dict[str, Any]:
    """An entry; days from now."""
    made: dict[str, Any] = {
        "stability": 5.0,
        "difficulty": 5.0,
        "reps": 1,
        "state": 2,
        "lapses": 0,
    }
    made |= {"elapsed_days": 0, "scheduled_days": 1, "learning_steps": 0}
    now = datetime.now(UTC)
    dates = {"due": due, "last_review": reviewed}
    return made | {k: (now + timedelta(days=v)).isoformat() for k, v in dates.items()}


def state(**cards: dict[str, Any]) -> str:
    names = {name.replace("__", "#"): card for name, card in cards.items()}
    return json.dumps({"version": 1, "cards": names})


def test_the_answer_is_hidden_until_asked_and_rated_by_key(reader: Reader) -> None:
    page = opened(reader)
    expect(part(page, "counts")).to_contain_text("0 due, 0 learned")
    first = part(page, "question").inner_text()
    expect(part(page, "answer")).to_be_hidden()
    page.keyboard.press("2")  # nothing to rate yet
    expect(part(page, "question")).to_have_text(first)
    page.keyboard.press("Space")
    expect(part(page, "answer")).to_be_visible()
    page.keyboard.press("3")
    expect(part(page, "question")).not_to_have_text(first)
    expect(part(page, "answer")).to_be_hidden()
    expect(part(page, "status")).to_contain_text("Again in ")
    cards = learned(page)
    assert list(cards) == ["fundamentals#neuron"]
    page.reload()  # what was learned is not asked again today
    expect(part(page, "counts")).to_contain_text("0 due, 1 learned")
    expect(part(page, "question")).not_to_have_text(first)


def test_by_touch_on_a_phone(reader: Reader) -> None:
    page = opened(reader, viewport=NARROW, has_touch=True)
    for rating in ("Again", "Good"):
        part(page, "show").tap()
        button = page.get_by_role("button", name=rating)
        box = button.bounding_box()
        assert box
        assert min(box["width"], box["height"]) >= 24  # WCAG 2.2, target size
        button.tap()
        expect(part(page, "answer")).to_be_hidden()
    assert len(learned(page)) == 2
    assert page.evaluate("document.documentElement.scrollWidth") <= NARROW["width"]


def test_easy_comes_later_than_good_and_again_at_once(reader: Reader) -> None:
    page = opened(reader)
    days = []
    for key in "123":
        page.keyboard.press("Space")
        page.keyboard.press(key)
        expect(part(page, "answer")).to_be_hidden()
    for card in learned(page).values():
        script = "([a, b]) => Date.parse(a) - Date.parse(b)"
        days.append(page.evaluate(script, [card["due"], card["last_review"]]))
    again, good, easy = days
    assert again <= good < easy
    assert easy > DAY


def test_what_is_due_is_asked_before_what_is_new(reader: Reader) -> None:
    cards = {"losses__hinge": record(-1, -3), "losses__focal": record(-2, -3)}
    page = opened(reader, state(**cards, losses__triplet=record(3, -1)))
    expect(part(page, "counts")).to_contain_text("2 due")
    expect(part(page, "link")).to_have_attribute("href", _ends("losses/#focal"))
    part(page, "list").select_option(label="Optimizers")
    expect(part(page, "link")).to_have_attribute("href", _ends("optimizers/#"))


def _ends(text: str) -> re.Pattern[str]:
    return re.compile(re.escape(text))


def test_the_lists_are_the_topics_and_the_paths(reader: Reader) -> None:
    page = opened(reader)
    told = part(page, "list").locator("option").all_inner_texts()
    pages = [p for p in Project.load(ROOT).pages if p.kind == "cards"]
    assert told[0] == "All cards"
    assert {p.title for p in pages} <= set(told)
    assert "From zero to a trained network" in told
    part(page, "list").select_option(label="From zero to a trained network")
    expect(part(page, "link")).to_have_attribute("href", _ends("fundamentals/#neuron"))


def test_when_nothing_is_due_it_says_when_the_next_comes(reader: Reader) -> None:
    project = Project.load(ROOT)
    page_ = next(p for p in project.pages if p.name == "losses")
    cards = {card.name: record(4, -1) for card in page_.cards}
    page = opened(reader, json.dumps({"version": 1, "cards": cards}))
    part(page, "list").select_option(label="Losses")
    expect(part(page, "done")).to_contain_text("Nothing is due. The next card comes")
    expect(part(page, "card")).to_be_hidden()
    page.keyboard.press("Space")  # asks for nothing
    expect(part(page, "card")).to_be_hidden()


def test_the_prediction_is_asked_before_the_answer(reader: Reader) -> None:
    page = opened(reader)
    form = part(page, "predict")
    expect(form).to_be_visible()
    predict = Project.load(ROOT).find("fundamentals#neuron")[1].predict  # type: ignore[union-attr]
    assert predict
    expect(form.locator("legend")).to_have_text(predict.question)
    wrong = (predict.right + 1) % len(predict.options)
    form.locator("input").nth(wrong).check()
    expect(form.locator("output")).to_contain_text("No: ")
    form.locator("input").nth(predict.right).check()
    expect(form.locator("output")).to_have_text("Yes.")
    expect(part(page, "answer")).to_be_hidden()
    page.keyboard.press("Space")  # the option that was clicked has the focus
    expect(part(page, "answer")).to_be_visible()
    page.keyboard.press("2")
    expect(part(page, "status")).to_contain_text("Again in 10 minutes.")
    expect(form.locator("output")).to_have_text("")
    page.keyboard.press("Space")
    expect(form.locator("output")).not_to_have_text("")  # what was right is told


def test_what_was_learned_is_saved_and_taken_over(
    reader: Reader, tmp_path: Path
) -> None:
    page = opened(reader, state(losses__hinge=record(-1, -3)))
    page.get_by_text("Save, move or forget what I learned").click()
    with page.expect_download() as found:
        part(page, "export").click()
    file = tmp_path / "study.json"
    found.value.save_as(file)
    other = opened(
        reader, state(losses__hinge=record(9, -1), losses__focal=record(1, -1))
    )
    other.get_by_text("Save, move or forget what I learned").click()
    part(other, "import").set_input_files(file)
    expect(part(other, "status")).to_contain_text("2 cards learned")
    script = "([a]) => Date.parse(a) > Date.now()"
    kept = learned(other)["losses#hinge"]["due"]  # reviewed later than the file's
    assert other.evaluate(script, [kept])


BROKEN = {
    "no JSON": "it is not JSON",
    "[]": "no study file of version 1",
    '{"version": 2, "cards": {}}': "no study file of version 1",
    '{"version": 1, "cards": {"a#b": {"due": 3}}}': "the entry of a#b is not whole",
    '{"version": 1, "cards": {"a#b": null}}': "the entry of a#b is not whole",
}


@pytest.mark.parametrize(("text", "told"), BROKEN.items())
def test_a_broken_file_changes_nothing(
    reader: Reader, tmp_path: Path, text: str, told: str
) -> None:
    page = opened(reader, state(losses__hinge=record(3, -1)))
    file = tmp_path / "mine.json"
    file.write_text(text, "utf-8")
    page.get_by_text("Save, move or forget what I learned").click()
    part(page, "import").set_input_files(file)
    expect(part(page, "status")).to_contain_text("mine.json is left as it is: ")
    expect(part(page, "status")).to_contain_text(told)
    assert list(learned(page)) == ["losses#hinge"]


def test_a_broken_store_is_kept_aside(reader: Reader) -> None:
    page = opened(reader, "{broken")
    expect(part(page, "status")).to_contain_text("cannot be read: it is not JSON")
    assert page.evaluate(f"localStorage.getItem('{KEY}-broken')") == "{broken"
    page.keyboard.press("Space")
    page.keyboard.press("2")
    expect(part(page, "counts")).to_contain_text("1 learned")
    assert len(learned(page)) == 1
    page.goto("losses/")  # and no page fails on it
    expect(page.locator("section.card").first).to_be_visible()


@pytest.mark.parametrize("why", ["SecurityError", "QuotaExceededError"])
def test_a_store_that_is_forbidden_or_full_is_told(reader: Reader, why: str) -> None:
    page = reader()
    page.add_init_script(
        "Storage.prototype.setItem = () => "
        f"{{ throw new DOMException('no', '{why}'); }};"
    )
    page.goto("study/")
    expect(part(page, "status")).to_contain_text("save a file before you leave")
    page.keyboard.press("Space")
    page.keyboard.press("2")
    expect(part(page, "counts")).to_contain_text("1 learned")
    expect(part(page, "status")).to_contain_text("could not be stored")


def test_without_the_cards_it_says_so(reader: Reader) -> None:
    page = reader()
    page.route("**/study.json", lambda route: route.fulfill(status=503))
    page.goto("study/")
    expect(page.locator(".study")).to_have_text(
        "The cards could not be loaded: study.json: 503"
    )


def test_studied_cards_are_marked_on_their_page(reader: Reader) -> None:
    page = opened(reader, state(losses__hinge=record(3, -1)))
    page.goto("losses/")
    expect(page.locator(".studied")).to_have_count(1)
    hinge = page.locator("section.card", has=page.locator("#hinge"))
    expect(hinge.locator(".studied")).to_have_text("studied")


def test_forgetting_asks_first(reader: Reader) -> None:
    page = opened(reader, state(losses__hinge=record(3, -1)))
    page.get_by_text("Save, move or forget what I learned").click()
    page.once("dialog", lambda dialog: dialog.dismiss())
    part(page, "forget").click()
    assert len(learned(page)) == 1
    page.once("dialog", lambda dialog: dialog.accept())
    part(page, "forget").click()
    expect(part(page, "status")).to_have_text("Forgotten.")
    assert learned(page) == {}


def test_without_a_script_the_page_says_what_else_there_is(reader: Reader) -> None:
    page = reader(java_script_enabled=False, viewport=DESKTOP)
    page.goto("study/")
    expect(page.locator(".study")).to_be_hidden()
    expect(page.locator("article")).to_contain_text("Studying here needs a script")
    expect(page.get_by_role("link", name="All cards as a deck")).to_be_visible()
