"""The search finds: in a real browser, on the built site, what people type."""

from __future__ import annotations

import gzip
import json
import re
import tomllib
from functools import cache
from pathlib import Path

import pytest
from conftest import ROOT, Site
from playwright.sync_api import Browser, Page, expect

from cards.project import Project
from cards.show import search
from cards.show.plain import plain

INDEX = re.compile(r"minisearch|search-engine|search/.*\.json")
OPENER = ".search-open"
INPUT = ".search input"
LINKS = ".search ol a"
SHARE = 0.99  # of what people type, to be answered among the first three

# each query, and the card it should find
QUERIES = [
    (query, f"{page}#{card}")
    for page, cards in tomllib.loads(
        (ROOT / "tests/queries.toml").read_text("utf-8")
    ).items()
    for card, queries in cards.items()
    for query in queries
]


def addresses(project: Project) -> dict[Path, str]:
    """The address of each page, as MkDocs gives it."""
    urls = {}
    for page in project.pages:
        if page.file.is_relative_to(project.docs):
            path = page.file.relative_to(project.docs).with_suffix("").as_posix()
            urls[page.file] = "" if path == "index" else f"{path}/"
    return urls


@cache
def documents(root: Path) -> list[search.Entry]:
    project = Project.load(root)
    return search.documents(project, addresses(project))


@pytest.fixture(scope="module")
def entries() -> list[search.Entry]:
    return documents(ROOT)


def go_to_search(page: Page, url: str) -> None:
    page.goto(url)
    page.keyboard.press("/")
    page.locator(INPUT).fill("a word that brings the index")
    page.wait_for_function(
        "document.querySelector('.search [role=status]').textContent"
    )


def found(page: Page, query: str) -> list[str]:
    """The addresses of what the open search shows for a query, from the root."""
    page.locator(INPUT).fill(query)
    links = "links => links.map(link => link.href)"
    root = page.url.partition("#")[0]
    shown = page.locator(LINKS).evaluate_all(links)
    return [link.removeprefix(root) for link in shown]


# the engine asked as the dialog asks it; the index first, and without `lacking`
ENGINE = """async ([queries, root, lacking]) => {
  const { index, unpack } = await import(root + "assets/search-engine.js");
  const all = unpack(await (await fetch(root + "search/cards.json")).json());
  const find = index(all.filter((entry) => entry.id !== lacking));
  return queries.map((query) => find(query).slice(0, 3).map((hit) => hit.url));
}"""


def missed(
    page: Page, root: str, asked: list[tuple[str, str]], first: int, lacking: str = ""
) -> list[str]:
    """The queries whose card is not among the first, each with what is."""
    page.goto(root)
    urls = {entry["id"]: entry["url"] for entry in documents(ROOT)}
    answers = page.evaluate(ENGINE, [[query for query, _ in asked], root, lacking])
    return [
        f"{query!r}: {card} not among {', '.join(shown[:first])}"
        for (query, card), shown in zip(asked, answers, strict=True)
        if urls[card] not in shown[:first]
    ]


def test_each_card_comes_first_for_its_own_question(
    page: Page, site_url: str, entries: list[search.Entry]
) -> None:
    own = [(e["question"], e["id"]) for e in entries if "#" in e["id"]]
    assert missed(page, site_url, own, first=1) == []


def test_what_people_type_finds_its_card_among_the_first_three(
    page: Page, site_url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    misses = missed(page, site_url, QUERIES, first=3)
    share = 1 - len(misses) / len(QUERIES)
    with capsys.disabled():
        hits = f"{len(QUERIES) - len(misses)} of {len(QUERIES)}"
        print("", f"search: {share:.1%} found ({hits} queries)", *misses, sep="\n  ")
    assert len(QUERIES) >= 60
    assert share >= SHARE


def test_the_dialog_shows_what_the_engine_finds(page: Page, site_url: str) -> None:
    drawn = QUERIES[:: len(QUERIES) // 5]
    page.goto(site_url)
    answers = page.evaluate(ENGINE, [[query for query, _ in drawn], site_url, ""])
    go_to_search(page, site_url)
    assert [found(page, query)[:3] for query, _ in drawn] == answers


def test_what_a_card_lists_word_by_word_leads_to_it(page: Page, site_url: str) -> None:
    """However often others say the words, in whatever order they are typed."""
    page.goto(site_url)
    told = {"question": "Which is cold?", "answer": "A warm start and a cold start."}
    cards = [{"id": f"p#{i}", "url": f"p/#{i}", **told} for i in range(3)]
    listing = {"id": "p#own", "url": "p/#own", "question": "Which of two?"}
    ask = """async ([entries, query]) => {
      const { index } = await import("./assets/search-engine.js");
      return index(entries)(query)[0].url;
    }"""
    for terms, query, first in [
        ("where to begin, warm or cold start", "cold or warm start", "p/#own"),
        ("where to begin, warm start, cold", "cold or warm start", "p/#0"),
    ]:
        entries = [*cards, listing | {"terms": terms}]
        assert page.evaluate(ask, [entries, query]) == first


def test_a_card_that_the_index_lacks_is_told_as_missed(
    page: Page, site_url: str
) -> None:
    lacking = "activations#dying-relu"
    own = [query for query in QUERIES if query[1] == lacking]
    assert len(missed(page, site_url, own, 3)) < len(own)
    assert len(missed(page, site_url, own, 3, lacking)) == len(own) > 1


# what no card answers, and what one does: with a traceback's places, and short
UNKNOWN = ["kubernetes pod crashloop", "yolo anchor boxes", "tensorflow keras install"]
PASTED = {
    """Traceback (most recent call last):
  File "/home/me/train.py", line 12, in <module>
  File "/usr/lib/python3.11/site-packages/torch/nn/functional.py", line 3494
RuntimeError: mat1 and mat2 shapes cannot be multiplied (32x576 and 512x10)""": (
        "fundamentals/#mat-shapes"
    ),
    "ssd.py:100: UserWarning: Implicit dimension choice for softmax has been "
    "deprecated": "activations/#softmax-dim",
    "val loss lower than train": "evaluation/#val-below-train",
}


def test_what_no_card_answers_is_said_and_little_else_is(
    page: Page, site_url: str
) -> None:
    page.goto(site_url)
    asked = [*UNKNOWN, *PASTED, *[query for query, _ in QUERIES]]
    engine = ENGINE.replace(
        "find(query).slice(0, 3).map((hit) => hit.url)", "find(query).nothing"
    )
    nothing = page.evaluate(engine, [asked, site_url, ""])
    known = nothing[len(UNKNOWN) :]
    assert nothing[: len(UNKNOWN)] == [True] * len(UNKNOWN)
    assert sum(known) <= len(known) // 100 and not any(known[: len(PASTED)])
    go_to_search(page, site_url)
    page.locator(INPUT).fill(UNKNOWN[0])
    status = page.locator(".search").get_by_role("status")
    expect(status).to_contain_text("Nothing on this yet.")
    assert page.locator(LINKS).count() <= 3


def test_the_places_in_a_traceback_weigh_nothing_and_short_forms_are_known(
    page: Page, site_url: str
) -> None:
    page.goto(site_url)
    answers = page.evaluate(ENGINE, [list(PASTED), site_url, ""])
    assert [shown[0] for shown in answers] == list(PASTED.values())


def test_words_that_every_object_knows_are_words(page: Page, site_url: str) -> None:
    """A table of words is no object with a prototype."""
    page.goto(site_url)
    words = ["constructor", "__proto__", "toString valueOf"]
    answers = page.evaluate(ENGINE, [words, site_url, ""])
    assert len(answers) == len(words)


# how the engine cuts a text; the same for what is typed and what is found
CUT = """async ([root, texts]) => {
  const { stem, terms } = await import(root + "assets/search-engine.js");
  return texts.map((text) => [stem(text), terms(text)]);
}"""
ONE_STEM = [
    ["normalize", "normalise", "normalized", "normalizing", "normalization"],
    ["activate", "activates", "activated", "activation", "activations"],
    ["stop", "stops", "stopped", "stopping"],
    ["linear", "linearity"],
    ["loss", "losses"],
    ["batch", "batches"],
    ["die", "dies", "dying", "died"],
    ["center", "centre", "centers", "centred", "centered", "centering"],
]
TERMS = {
    "": [],
    "?!": [],
    "model.eval()": ["modeleval", "model", "eval"],
    "ReLUs": ["relu"],
    "CrossEntropyLoss": ["crossentropyloss", "cross", "entropy", "loss"],
    "log-softmax": ["logsoftmax", "log", "softmax"],
    "Adam's": ["adam"],
    "naïve": ["naiv"],
    "BatchNorm2d": ["batchnorm2d", "batch", "norm", "2d"],
    "__proto__": ["proto"],
    "constructor": ["constructor"],
    "激活函数": ["激活", "活函", "函数", "数"],
    "ReLU函数 x": ["relu", "函数", "数", "x"],
    "함수": ["함수", "수"],
}


def cut(page: Page, root: str, texts: list[str]) -> list[tuple[str, list[str]]]:
    page.goto(root)
    return [(stem, terms) for stem, terms in page.evaluate(CUT, [root, texts])]


def test_inflections_have_one_stem_and_other_words_another(
    page: Page, site_url: str
) -> None:
    words = [word for family in ONE_STEM for word in family]
    stems = {w: s for w, (s, _) in zip(words, cut(page, site_url, words), strict=True)}
    families = [{stems[word] for word in family} for family in ONE_STEM]
    assert [len(family) for family in families] == [1] * len(ONE_STEM), families
    assert len(set.union(*families)) == len(ONE_STEM)


def test_a_text_is_cut_into_names_their_words_and_their_parts(
    page: Page, site_url: str
) -> None:
    found = cut(page, site_url, list(TERMS))
    cuts = {text: terms for text, (_, terms) in zip(TERMS, found, strict=True)}
    assert cuts == TERMS


@pytest.mark.parametrize("text", ["函数", "活性化関数"])
def test_words_without_spaces_are_found_in_pieces(
    page: Page, site_url: str, text: str
) -> None:
    page.goto(site_url)
    found = """async ([root, text]) => {
      const { index } = await import(root + "assets/search-engine.js");
      const find = index([{ id: "a#b", url: "a/", question: `x${text}的导数 y?` },
                          { id: "a#c", url: "b/", question: "something else?" }]);
      return find(text).map((hit) => hit.url);
    }"""
    assert page.evaluate(found, [site_url, text]) == ["a/"]


def test_the_index_is_small(built_site: Path, entries: list[search.Entry]) -> None:
    """By what it weighs a card, it stays below its budget at 250 cards."""
    budget = tomllib.loads((ROOT / "tests/budget.toml").read_text("utf-8"))["search"]
    sent = len(gzip.compress((built_site / "search/cards.json").read_bytes()))
    cards = sum("#" in entry["id"] for entry in entries)
    assert sent / 1024 / cards * budget["cards"] <= budget["kib"]


def test_every_card_has_queries_and_every_query_a_card(
    entries: list[search.Entry],
) -> None:
    asked = {card for _, card in QUERIES}
    assert asked == {entry["id"] for entry in entries if "#" in entry["id"]}
    assert len(set(QUERIES)) == len(QUERIES)


def test_the_index_comes_only_when_a_reader_goes_to_search(
    page: Page, site_url: str
) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for path in ("", "activations/", "contributing/"):
        page.goto(site_url + path, wait_until="networkidle")
    page.mouse.wheel(0, 5000)
    page.wait_for_load_state("networkidle")
    assert [url for url in asked if INDEX.search(url)] == []
    page.locator(OPENER).click()
    page.locator(INPUT).fill("relu")
    expect(page.locator(LINKS).first).to_be_visible()
    assert [url for url in asked if url.endswith("search/cards.json")]
    assert [url for url in asked if "search_index" in url] == []


def test_keys_open_the_search_choose_and_follow(page: Page, site_url: str) -> None:
    page.goto(site_url + "contributing/")
    page.keyboard.press("/")
    expect(page.locator(INPUT)).to_be_focused()
    page.keyboard.type("softmax tempera")
    first = page.locator(LINKS).first
    expect(first).to_contain_text("What does temperature do to a softmax?")
    page.keyboard.press("ArrowDown")
    expect(first).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(page.locator(LINKS).nth(1)).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(page.locator(INPUT)).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.type("t")  # goes on with the query
    expect(page.locator(INPUT)).to_have_value("softmax temperat")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/activations/#softmax-temperature")


def test_enter_follows_the_first_result_even_before_it_is_there(
    page: Page, site_url: str
) -> None:
    page.goto(site_url)
    page.keyboard.press("Control+k")
    page.locator(INPUT).fill("gelu vs relu")
    page.keyboard.press("Enter")
    page.wait_for_url("**/activations/#gelu-silu")


def test_escape_closes_the_search_and_gives_the_focus_back(
    page: Page, site_url: str
) -> None:
    page.goto(site_url)
    page.locator(OPENER).focus()
    page.keyboard.press("Space")
    expect(page.locator(INPUT)).to_be_focused()
    page.keyboard.type("relu")
    page.keyboard.press("Escape")
    expect(page.locator(".search")).to_be_hidden()
    expect(page.locator(OPENER)).to_be_focused()
    page.keyboard.press("/")
    page.keyboard.press("Escape")
    page.keyboard.press("/")  # at once
    expect(page.locator(".search")).to_be_visible()


def test_a_slash_in_a_field_is_a_slash(page: Page, site_url: str) -> None:
    page.goto(site_url)
    page.evaluate(
        "document.querySelector('article').append(Object.assign("
        "document.createElement('input'), {id: 'other'}))"
    )
    page.locator("#other").press("/")
    expect(page.locator("#other")).to_have_value("/")
    expect(page.locator(".search")).to_be_hidden()
    page.keyboard.press("Control+k")
    expect(page.locator(".search")).to_be_hidden()


def test_a_result_on_the_same_page_closes_the_search_and_goes_there(
    page: Page, site_url: str
) -> None:
    page.goto(site_url + "activations/")
    page.keyboard.press("/")
    page.locator(INPUT).fill("What makes SELU self-normalizing?")
    page.locator(LINKS).first.click()
    page.wait_for_url("**/activations/#selu")
    expect(page.locator(".search")).to_be_hidden()
    expect(page.locator("#selu")).to_be_in_viewport()


def test_results_are_links_and_their_number_is_said(page: Page, site_url: str) -> None:
    go_to_search(page, site_url)
    status = page.locator(".search").get_by_role("status")
    page.locator(INPUT).fill("softmax temperature")
    count = page.locator(LINKS).count()
    expect(status).to_have_text(f"{count} results")
    first = page.get_by_role("list", name="Results").get_by_role("link").first
    expect(first).to_contain_text("What does temperature do to a softmax?")
    expect(first).to_contain_text("Activations")
    expect(first).to_contain_text("Temperature T divides the logits")
    page.locator(INPUT).fill("zzzzqqqq")
    expect(status).to_have_text("Nothing on this yet.")
    page.locator(INPUT).fill("")
    expect(status).to_have_text("")


def test_an_index_that_cannot_be_loaded_is_said_and_tried_again(
    page: Page, site_url: str
) -> None:
    page.route("**/search/cards.json", lambda route: route.abort())
    page.goto(site_url)
    page.keyboard.press("/")
    said = page.locator(".search").get_by_role("status")
    expect(said).to_have_text("The search could not be loaded.")
    page.unroute("**/search/cards.json")
    page.keyboard.press("Escape")
    page.keyboard.press("/")
    page.locator(INPUT).fill("relu")
    expect(page.locator(LINKS).first).to_be_visible()


def test_a_phone_has_a_named_control_large_enough(
    browser: Browser, site_url: str
) -> None:
    with browser.new_context(viewport={"width": 360, "height": 640}) as context:
        page = context.new_page()
        page.goto(site_url)
        control = page.get_by_role("button", name="Search", exact=True)
        box = control.bounding_box()
        assert box and min(box["width"], box["height"]) >= 24
        control.click()
        page.locator(INPUT).fill("how does a relu die")
        expect(page.locator(LINKS).first).to_be_visible()
        inside = "e => e.scrollWidth <= e.clientWidth"
        assert page.locator(".search").evaluate(inside)
        assert page.locator("html").evaluate(inside)


def test_without_javascript_the_control_leads_to_all_questions(
    browser: Browser, site_url: str
) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(site_url + "activations/")
        page.get_by_role("link", name="Search", exact=True).click()
        assert page.url == site_url + "questions/"
        assert "questions" in page.title().lower()


def test_each_page_and_card_is_an_entry_and_leads_there(
    built_site: Path, entries: list[search.Entry]
) -> None:
    text = (built_site / "search/cards.json").read_text("utf-8")
    # the site's are in the order of its navigation
    names = [entry["id"] for entry in json.loads(text)["entries"]]
    wanted = [entry["id"] for entry in entries]
    assert sorted(names) == sorted(wanted)
    pages = [name for name in names if "#" not in name]
    settings = (ROOT / "mkdocs.yml").read_text("utf-8")
    assert pages[:2] == re.findall(r"(?m): (\S+)\.md$", settings)[:2]
    for entry in entries:
        path, _, card = entry["url"].partition("#")
        text = (built_site / path / "index.html").read_text("utf-8")
        assert not card or f'id="{card}"' in text, entry["url"]


def test_hidden_terms_are_in_the_index_and_not_on_the_page(site: Site) -> None:
    site.card("page", "one", "print(1)\n", "1")
    site.append("page", "\n<!--cards:search words nobody sees-->\n")
    entries = {e["id"]: e for e in documents(site.root)}
    assert entries["page#one"]["terms"] == "words nobody sees"
    assert entries["page#one"]["answer"] == "The answer is short."
    assert "nobody" not in entries["page#one"]["body"]


def test_hidden_terms_of_the_site_are_not_shown(page: Page, site_url: str) -> None:
    page.goto(site_url + "activations/")
    text = page.locator("article").text_content() or ""
    assert "How does a ReLU die" in text
    assert "LLM temperature" not in text


@pytest.mark.parametrize(
    ("markdown", "words"),
    [
        (
            "A **bold** and *slanted* `model.eval()`.",
            "A bold and slanted model.eval().",
        ),
        ("See [the card](#one) ![alt](a.svg).", "See the card alt."),
        (r"$\tanh(x) = 2\sigma(2x) - 1$", "tanh(x) = 2σ(2x) - 1"),
        (r"$\frac{1}{n}$ and $\Phi$", "1/n and Φ"),
        ("2 * 3 * 4 <!--cards:search x-->", "2 * 3 * 4"),
        ("| a | b |\n|---|---|\n| c | d |", "a b c d"),
        ("For $a<b$ and $c>d$ the loss falls", "For a<b and c>d the loss falls"),
        (r"Of `<T>`, a\_b and &lt;", "Of <T>, a_b and <"),
        ("Use `x < y` and `__init__`", "Use x < y and __init__"),
    ],
)
def test_plain_text_is_what_a_reader_sees(markdown: str, words: str) -> None:
    assert plain(markdown) == words
