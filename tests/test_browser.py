"""The built site in a real browser, as readers have it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from audit import commit, content, drawn, site_pages, tried, whole
from browser import (
    DESKTOP,
    NARROW,
    PHONE,
    PLAIN_HTTP,
    WATCH_SHIFTS,
    Reader,
    Watch,
    brightness,
    difference,
    figures,
    inaccessible,
    judged_by_axe,
    load_images,
    scroll,
    serve,
    settle,
    shifts,
    too_wide,
    unfocusable,
    wait_for_images,
    walk,
)
from conftest import ROOT
from playwright.sync_api import Browser, Page, Route, ViewportSize, expect

from cards.project import Project
from cards.run.job import job_of

PROJECT = Project.load(ROOT)
PROGRAMS = {
    program.name: program
    for page in PROJECT.pages
    if page.kind == "cards" or page.kind == "lab"
    for program in page.programs
}
CARDS = "activations/"  # the page for tests that need cards, and only one page
FORMULAS = "learning-rate/"  # one whose formulas are in view early
SCREENSHOTS = ROOT / ".cache/screenshots"


def _address(name: str) -> str:
    """Of a page, from the site's root."""
    return "./" if name == "index" else f"{name}/"


PAGES = sorted([*(_address(page.name) for page in site_pages(PROJECT)), "404.html"])
LOOKED_AT = [PROJECT.find(name)[0] for name in tried(PROJECT)]
TRIED = sorted([*(_address(page.name) for page in LOOKED_AT), "404.html"])
tried_pages = pytest.mark.parametrize("address", TRIED)


def test_every_page_of_the_site_is_tested_here(built_site: Path) -> None:
    files = [file.relative_to(built_site) for file in built_site.rglob("*.html")]
    built = [
        f"{file.parent.as_posix()}/" if file.name == "index.html" else file.as_posix()
        for file in files
    ]
    assert sorted(built) == PAGES


# Copying


# The clipboard of the page's script writes into a list. Each button is pressed where
# it stands, if a reader can press it there.
COLLECT = """
  window.copied = [];
  const clipboard = { writeText: async (text) => { window.copied.push(text); } };
  Object.defineProperty(navigator, "clipboard", { value: clipboard });
"""
PRESS_ALL = """async () => {
  const found = [];
  for (const fold of document.querySelectorAll("details")) fold.open = true;
  for (const button of document.querySelectorAll("[data-copy], .highlight > .copy")) {
    button.scrollIntoView({ block: "center", behavior: "instant" });
    const { x, y, width, height } = button.getBoundingClientRect();
    const top = document.elementFromPoint(x + width / 2, y + height / 2);
    window.copied.length = 0;
    button.click();
    await new Promise((done) => setTimeout(done));
    found.push({
      program: button.dataset.part ? "" : button.dataset.copy ?? "",
      block: button.dataset.part
        ? document.querySelector(`[data-program="${button.dataset.copy}"][data-part="${button.dataset.part}"] code`).textContent
        : button.dataset.copy ? null : button.parentElement.querySelector("code").textContent,
      of: button.dataset.copy ? "" : button.parentElement.dataset.program ?? "",
      texts: [...window.copied],
      says: button.textContent,
      free: top === button,
    });
  }
  return found;
}"""  # noqa: E501


@dataclass
class Pressed:
    """A copy button of the site, and what came of pressing it."""

    program: str  # that it copies whole, or empty
    block: str | None  # the code it stands at, if it copies no whole program
    of: str  # the program that this code is a later part of, or empty
    texts: list[str]  # what it put on the clipboard
    says: str
    free: bool  # to be pressed: nothing lies over it


@pytest.fixture(scope="module")
def pressed(browser: Browser, site_url: str) -> list[Pressed]:
    """Every copy button of the pages that are looked at."""
    with browser.new_context(base_url=site_url, viewport=DESKTOP) as context:
        context.add_init_script(COLLECT)
        page = context.new_page()
        found = []
        for address in TRIED:
            page.goto(address)
            found += [Pressed(**button) for button in page.evaluate(PRESS_ALL)]
        return found


def test_copying_by_each_button_is_done_and_said(pressed: list[Pressed]) -> None:
    for button in pressed:
        assert button.free, button
        assert len(button.texts) == 1, button
        assert button.says == "Copied"


def test_copying_a_program_copies_what_ran(pressed: list[Pressed]) -> None:
    copied = [(b.program, b.texts[0]) for b in pressed if b.program]
    here = {p.name for page in LOOKED_AT if page.has_programs for p in page.programs}
    assert {name for name, _ in copied} >= here, "each program has a button"
    for name, text in copied:
        assert text == job_of(PROGRAMS[name], PROJECT).text, name


def test_copying_a_block_copies_that_block(pressed: list[Pressed]) -> None:
    blocks = [b for b in pressed if b.block is not None and not b.of]
    assert blocks
    assert [button.texts for button in blocks] == [[button.block] for button in blocks]


def test_copying_a_later_part_copies_what_it_needs(pressed: list[Pressed]) -> None:
    parts = [button for button in pressed if button.of]
    assert parts
    for button in parts:
        [text] = button.texts
        assert job_of(PROGRAMS[button.of], PROJECT).text.startswith(text), button.of
        assert button.block and text.endswith(button.block)
    assert any(button.texts != [button.block] for button in parts)


def test_every_block_can_be_copied(reader: Reader) -> None:
    page = reader()
    lacking = """blocks => blocks.filter((block) => {
      const name = block.dataset.program;
      const many = (kind) => document.querySelectorAll(`[data-${kind}="${name}"]`).length;
      const part = block.dataset.part; // the idea has a button beside the program's
      return !(name && many("copy") === (part ? 2 : 1) && (part || many("program") === 1));
    }).map((block) => block.outerHTML.slice(0, 100))"""  # noqa: E501
    for address in TRIED:
        page.goto(address)
        without = page.locator(".highlight:not(.output):not(:has(> .copy))")
        assert without.evaluate_all(lacking) == [], address


def paste(page: Page) -> str:
    """What a reader has after they pasted into a field of the page."""
    page.evaluate("""() => {
      const field = document.createElement("textarea");
      field.id = "pasted";
      document.body.prepend(field);
      field.focus();
    }""")
    page.keyboard.press("Control+v")
    return page.locator("#pasted").input_value()


@pytest.mark.parametrize("selector", ["[data-copy]", ".highlight > .copy"])
@pytest.mark.parametrize("host", ["127.0.0.1", PLAIN_HTTP])
def test_what_was_copied_can_be_pasted(
    browser: Browser, site_url: str, host: str, selector: str
) -> None:
    """Also where a page has come by plain http, and has no new clipboard."""
    url = site_url.replace("127.0.0.1", host)
    with browser.new_context(base_url=url, viewport=DESKTOP) as context:
        if host == "127.0.0.1":
            context.grant_permissions(["clipboard-read", "clipboard-write"])
        page = context.new_page()
        page.goto(CARDS)
        assert page.evaluate("isSecureContext") == (host == "127.0.0.1")
        page.evaluate("document.querySelectorAll('details').forEach(d => d.open = 1)")
        button = page.locator(selector).first
        button.focus()
        page.keyboard.press("Enter")
        expect(button).to_have_text("Copied")
        expect(page.locator(".said")).to_have_text("Copied")
        assert page.evaluate("document.activeElement.textContent") == "Copied"
        name = button.get_attribute("data-copy")
        part = button.locator("..").get_attribute("data-program")
        program = PROGRAMS[name or part or ""]
        idea = button.get_attribute("data-part")
        pasted = paste(page)
        own = button.evaluate("b => b.parentElement.querySelector('code')?.textContent")
        assert pasted and program.text.startswith(pasted)
        if name:
            assert pasted == (program.idea if idea else program.text)
        else:
            assert own and pasted.endswith(own)


def test_what_cannot_be_copied_is_said(reader: Reader) -> None:
    page = reader()
    page.add_init_script("""
      Object.defineProperty(navigator, "clipboard", { value: undefined });
      document.execCommand = () => false;
    """)
    page.goto(CARDS)
    button = page.locator("[data-copy]").first
    button.click()
    expect(button).to_have_text("Not copied")
    expect(page.locator(".said")).to_contain_text("select the text")


# Light and dark


def test_the_button_changes_the_page_and_every_figure(reader: Reader) -> None:
    page = reader(color_scheme="light", reduced_motion="reduce")
    page.goto(CARDS)
    assert brightness(page) > 200
    light, again = figures(page), figures(page)
    page.locator(".theme-toggle").click()
    assert brightness(page) < 60
    dark = figures(page)
    assert len(light) == page.locator(".figure img").count() > 10
    assert max(map(difference, light, again)) == 0
    assert min(map(difference, light, dark)) > 1, "each changes its lines and letters"


def test_the_theme_that_was_chosen_stays(reader: Reader) -> None:
    page = reader(color_scheme="light")
    page.goto(CARDS)
    page.locator(".theme-toggle").click()
    page.reload()
    assert brightness(page) < 60
    page.goto("./")
    assert brightness(page) < 60, "on every page"
    page.locator(".theme-toggle").click()
    page.emulate_media(color_scheme="dark")
    page.reload()
    assert brightness(page) > 200, "against the system too"


def test_without_a_choice_the_theme_is_the_systems(reader: Reader) -> None:
    page = reader(color_scheme="dark")
    page.goto(CARDS)
    assert brightness(page) < 60
    page.emulate_media(color_scheme="light")
    assert brightness(page) > 200


# Quiet, on this host, in its place


@tried_pages
def test_nothing_goes_wrong_and_no_request_leaves_the_host(
    reader: Reader, site_url: str, address: str
) -> None:
    page = reader()
    watch = Watch(page, site_url)
    page.goto(address)
    load_images(page)
    assert watch.wrong == []
    loaded = "images => images.every(image => image.naturalWidth > 0)"
    assert page.locator("img:not(dialog img)").evaluate_all(loaded)


def test_what_a_reader_scrolls_to_loads_and_nothing_jumps(
    reader: Reader, site_url: str
) -> None:
    page = reader(viewport=PHONE)
    page.add_init_script(WATCH_SHIFTS)
    watch = Watch(page, site_url)
    page.goto(FORMULAS)
    scroll(page)
    assert watch.wrong == []
    assert page.locator("img[loading=lazy]").count() > 0
    loaded = "images => images.every(image => image.naturalWidth > 0)"
    assert page.locator("article img").evaluate_all(loaded)
    assert shifts(page) == []


@tried_pages
def test_nothing_scrolls_sideways_on_a_narrow_phone(
    reader: Reader, address: str
) -> None:
    page = reader(viewport=NARROW)
    page.goto(address)
    settle(page)
    assert too_wide(page) == []


# the room of all that has a room of its own
ROOM = """[...document.querySelectorAll(
    "article :is(h1, h2, h3, p, pre, li, table, img, math[display=block])")].map((e) =>
    e.getBoundingClientRect().height)"""


class Held:
    """Answers that wait until they are let go."""

    def __init__(self, page: Page, what: str) -> None:
        self.waiting: list[Route] = []
        self.open = False
        page.route(what, self._take)

    def _take(self, route: Route) -> None:
        if self.open:
            route.continue_()
        else:
            self.waiting.append(route)

    def let_go(self) -> None:
        self.open = True
        while self.waiting:
            self.waiting.pop().continue_()


@tried_pages
def test_nothing_jumps_while_a_page_loads(reader: Reader, address: str) -> None:
    """Figures that come late find their room; nothing else comes late."""
    page = reader(viewport=PHONE)
    page.add_init_script(WATCH_SHIFTS)
    drawings = Held(page, "**/*.svg")
    page.goto(address, wait_until="domcontentloaded")
    settle(page)
    before = page.evaluate(ROOM)
    drawings.let_go()
    load_images(page)
    page.evaluate("document.fonts.ready.then(() => null)")
    moved = zip(page.evaluate(ROOM), before, strict=True)
    assert [pair for pair in moved if abs(pair[0] - pair[1]) > 1] == []  # rounding
    assert shifts(page) == []


@pytest.mark.parametrize("address", [FORMULAS, "batchnorm/"])
def test_nothing_jumps_when_the_font_of_formulas_comes_late(
    reader: Reader, address: str
) -> None:
    page = reader(viewport=PHONE)
    page.add_init_script(WATCH_SHIFTS)
    font = Held(page, "**/*.woff2")
    page.goto(address, wait_until="domcontentloaded")
    page.locator("math[display=block]").first.scroll_into_view_if_needed()
    wait_for_images(page)
    before = shifts(page, most=-1)
    assert len(font.waiting) == 1
    font.let_go()
    page.evaluate("document.fonts.ready.then(() => null)")
    assert shifts(page, most=-1) == before


def test_the_font_of_formulas_is_loaded_ahead_where_there_are_some(
    reader: Reader,
) -> None:
    page = reader()
    for address in TRIED:
        page.goto(address)
        formulas = page.locator("math").count() > 0
        ahead = page.locator("link[rel=preload][as=font]")
        assert ahead.count() == formulas, address
        if formulas:
            url = ahead.evaluate("link => link.href")
            asked = "performance.getEntriesByType('resource').map(e => e.name)"
            fonts = [u for u in page.evaluate(asked) if u.endswith(".woff2")]
            assert fonts == [url], "once, and no other"


AXE = [("light", DESKTOP), ("dark", PHONE)]
if whole():
    AXE += [("dark", DESKTOP), ("light", PHONE)]


@tried_pages
def test_axe_finds_nothing(
    reader: Reader, address: str, record_property: Callable[[str, object], None]
) -> None:
    wrong, kept = list[str](), set[str]()
    for scheme, viewport in AXE:
        page = reader(color_scheme=scheme, viewport=viewport)
        page.goto(address)
        device = f"{scheme} at {viewport['width']}"
        found, rules = judged_by_axe(page)
        wrong += [f"{device}: {what}" for what in found]
        kept |= rules
    record_property("rules", len(kept))
    for made in (page for page in LOOKED_AT if _address(page.name) == address):
        record_property("content", content(made))
    assert "color-contrast" in kept and wrong == []


def test_axe_finds_nothing_in_what_opens(reader: Reader) -> None:
    page = reader()
    page.goto(CARDS)
    page.evaluate("document.querySelectorAll('.answer').forEach(a => a.open = false)")
    page.locator(".search-open").click()
    page.locator(".search input").fill("relu")
    expect(page.locator(".search ol a").first).to_be_visible()
    assert inaccessible(page) == []
    page.keyboard.press("Escape")
    page.locator(".answer summary").first.click()
    page.locator(".figure a").first.click()
    expect(page.locator("dialog.large")).to_be_visible()
    assert inaccessible(page) == []


PLANTED = """<!doctype html><html lang="en"><title>A page</title>
<meta name="viewport" content="width=device-width">
<main><h1>A page</h1><p><a href="#a">A link</a></p>{body}</main></html>"""


@dataclass
class Planted:
    """A site of one page, to put something wrong on."""

    page: Page
    folder: Path
    root: str

    def show(self, body: str = "") -> None:
        name = f"{len(list(self.folder.iterdir()))}.html"  # a new one: in no cache
        text = PLANTED.format(body=body)
        (self.folder / name).write_text(text, encoding="utf-8")
        self.page.goto(self.root + name)


@pytest.fixture(scope="module")
def planted_root(
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[tuple[Path, str]]:
    folder = tmp_path_factory.mktemp("planted")
    (folder / "favicon.ico").touch()
    with contextmanager(serve)(folder) as url:
        yield folder, url


@pytest.fixture
def planted(planted_root: tuple[Path, str], reader: Reader) -> Planted:
    return Planted(reader(viewport=NARROW), *planted_root)


@pytest.mark.parametrize(
    ("body", "what"),
    [
        ("<script>console.error('planted')</script>", "console error: planted"),
        ("<script>console.warn('planted')</script>", "console warning: planted"),
        ("<script>nothing.here()</script>", "error: nothing is not defined"),
        ("<img alt='' src='none.png'>", "404: "),
        ("<img alt='' src='http://localhost:9/x.png'>", "another host: http://local"),
        ("<img alt='' src='http://localhost:9/x.png'>", "failed: http://localhost"),
        (
            "<p style='height: 3000px'></p><img alt='' src='late.png' loading='lazy'>",
            "404: ",
        ),
    ],
)
def test_what_goes_wrong_is_seen(planted: Planted, body: str, what: str) -> None:
    planted.show()
    watch = Watch(planted.page, planted.root)
    planted.show()
    load_images(planted.page)
    assert watch.wrong == []
    planted.show(body)
    load_images(planted.page)
    assert any(line.startswith(what) for line in watch.wrong), watch.wrong


@pytest.mark.parametrize(
    "body",
    [
        "<div style='width: 500px'>wide</div>",
        "<style>body { overflow-x: hidden }</style><p style='width: 500px'>cut</p>",
    ],
)
def test_what_is_too_wide_is_seen(planted: Planted, body: str) -> None:
    planted.show("<p style='overflow: auto'><b>in its own box</b></p>")
    assert too_wide(planted.page) == []
    planted.show(body)
    assert "p" in "".join(too_wide(planted.page))


def test_what_jumps_is_seen(planted: Planted) -> None:
    planted.page.add_init_script(WATCH_SHIFTS)
    planted.show()
    assert shifts(planted.page) == []
    push = "document.querySelector('h1').style.marginTop = '300px'"
    planted.show()
    shifts(planted.page)  # it is drawn
    planted.page.evaluate(f"() => {{ {push}; }}")
    assert shifts(planted.page)


@pytest.mark.parametrize(
    ("body", "rule"),
    [
        ("<img src='favicon.ico'>", "image-alt"),
        ("<p style='color: #aaa; background: #fff'>weak</p>", "color-contrast"),
        (
            "<div class='highlight'><code><span class='k'>if</span> "
            "<span class='c' style='color: #ccc; background: #fff'># why</span>"
            "</code></div>",
            "color-contrast",
        ),
    ],
)
def test_what_is_inaccessible_is_seen(planted: Planted, body: str, rule: str) -> None:
    planted.show()
    assert inaccessible(planted.page) == []
    planted.show(body)
    assert [what.split()[0] for what in inaccessible(planted.page)] == [rule]


@pytest.mark.parametrize(
    ("body", "what"),
    [
        ("<button style='outline: none'>B</button>", "does not show"),
        ("<button style='position: absolute; left: -999px'>B</button>", "hidden"),
        ("<button tabindex='-1'>B</button>", "not reached"),
    ],
)
def test_what_keys_cannot_use_is_seen(planted: Planted, body: str, what: str) -> None:
    planted.show("<button>B</button>")
    assert unfocusable(planted.page) == []
    planted.show("<button>B</button>")
    assert walk(planted.page) == (["a A link", "button B"], [])
    planted.show(body)
    assert what in "".join(walk(planted.page)[1])
    if what != "hidden":
        planted.show(body)
        assert what in "".join(unfocusable(planted.page))


CARD = "<section class='card'><h2 id='{id}'>A card</h2>{body}</section>"


def test_one_of_each_kind_is_judged_and_no_kind_is_left_out(planted: Planted) -> None:
    bodies = ["<p>text</p>"] * 3 + ["<p>text</p><p><b>x</b></p>"]
    bodies += ["<button style='outline: none'>B</button>", "<img src='favicon.ico'>"]
    cards = [CARD.format(id=f"c{i}", body=body) for i, body in enumerate(bodies)]
    planted.show("".join(cards))
    wrong = inaccessible(planted.page)
    assert planted.page.locator("section.card").count() == 4
    assert [what.split()[0] for what in wrong] == ["image-alt"]
    planted.show("".join(cards))
    assert "does not show" in "".join(walk(planted.page)[1])


def test_what_is_wrong_in_one_card_of_many_is_seen_by_the_judge_of_all(
    planted: Planted,
) -> None:
    same = CARD.format(id="same", body="<a href='#same'>here</a>")
    planted.show(same)
    assert unfocusable(planted.page) == []
    planted.show(same * 2)
    assert "its id is taken" in "".join(unfocusable(planted.page))
    planted.show(same + "<a href='#same'></a>")
    assert "has no name" in "".join(unfocusable(planted.page))


# Without a script

PLAIN = {"java_script_enabled": False}


def _words(page: Page, selector: str = "article") -> str:
    """What there is to read both with scripts and without."""
    hide = "all => all.forEach((element) => (element.style.display = 'none'))"
    page.locator("button, .needs-js, .without-js").evaluate_all(hide)
    return page.locator(selector).inner_text()


@tried_pages
def test_without_a_script_every_word_is_there(reader: Reader, address: str) -> None:
    pages = [reader(), reader(**PLAIN)]
    for page in pages:
        page.goto(address)
    with_script, without = map(_words, pages)
    assert without == with_script
    assert len(without.split()) > 1


@tried_pages
def test_without_a_script_nothing_that_needs_one_is_shown(
    reader: Reader, address: str
) -> None:
    for viewport in (DESKTOP, PHONE):
        page = reader(viewport=viewport, **PLAIN)
        page.goto(address)
        # the switch of ranges is CSS
        input = "input:not(.seeds input)"
        useless = page.locator(f"button, {input}, .needs-js, [data-copy], .said")
        assert useless.locator("visible=true").all_inner_texts() == []
        assert too_wide(page) == []


@tried_pages
def test_without_a_script_formulas_and_figures_are_there(
    reader: Reader, site_url: str, address: str
) -> None:
    page = reader(**PLAIN)
    watch = Watch(page, site_url)
    page.goto(address)
    load_images(page)
    assert watch.wrong == []
    small = """all => all.filter(element => {
      const { width, height } = element.getBoundingClientRect();
      return width < 4 || height < 4;
    }).map(element => element.outerHTML)"""
    assert page.locator("math, article img").evaluate_all(small) == []
    broken = "all => all.filter(i => i.naturalWidth < 100).map(i => i.outerHTML)"
    assert page.locator("article img").evaluate_all(broken) == []


def test_without_a_script_the_theme_is_the_systems(reader: Reader) -> None:
    page = reader(color_scheme="dark", reduced_motion="reduce", **PLAIN)
    page.goto(CARDS)
    assert brightness(page) < 60
    dark = figures(page)
    page.emulate_media(color_scheme="light")
    assert brightness(page) > 200
    assert min(map(difference, dark, figures(page))) > 1


def test_without_a_script_a_card_folds(reader: Reader) -> None:
    page = reader(**PLAIN)
    page.goto(CARDS)
    short = page.locator(".answer .short").first
    summary = page.locator(".answer summary").first
    expect(short).to_be_visible()
    summary.click()
    expect(short).to_be_hidden()
    summary.click()
    expect(short).to_be_visible()


def test_without_a_script_a_figure_opens_and_a_program_downloads(
    reader: Reader,
) -> None:
    page = reader(**PLAIN)
    page.goto(CARDS)
    page.locator(".figure a").first.click()
    expect(page).to_have_url(re.compile(r"\.svg$"))
    page.go_back()
    link = page.locator(".program-bar a").first.get_attribute("href")
    assert link
    got = page.request.get(page.evaluate("link => new URL(link, location).href", link))
    assert got.ok
    assert "import" in got.text()


def test_without_a_script_the_menu_of_a_phone_opens(reader: Reader) -> None:
    page = reader(viewport=PHONE, **PLAIN)
    page.goto(CARDS)
    link = page.locator(".md-nav--primary a").first
    expect(link).not_to_be_in_viewport()
    page.locator("label.menu").click()
    expect(link).to_be_in_viewport()
    drawer = page.locator(".md-sidebar--primary .md-sidebar__scrollwrap").bounding_box()
    assert drawer and drawer["y"] <= 0
    assert drawer["height"] >= PHONE["height"], "the menu is as high as the screen"
    last = page.locator(".md-nav--primary a").last
    last.click()  # what nothing covers, once it is scrolled to
    expect(page).to_have_url(re.compile("contributing/"))


# Keys


@tried_pages
def test_tab_reaches_everything_and_shows_where_it_is(
    reader: Reader, address: str
) -> None:
    page = reader(reduced_motion="reduce")
    page.goto(address)
    settle(page)
    reached, wrong = walk(page)
    assert wrong == []
    assert (reached[0] == "a Skip to content") == (address != "404.html")
    assert any("theme" in name for name in reached[:5])
    assert any("Search" in name for name in reached[:5])


@tried_pages
@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_everything_takes_the_focus_and_shows_it(
    reader: Reader, address: str, viewport: ViewportSize
) -> None:
    page = reader(viewport=viewport, reduced_motion="reduce")
    page.goto(address)
    assert unfocusable(page) == []


@tried_pages
def test_tab_leads_back_as_well_and_on_a_phone(reader: Reader, address: str) -> None:
    page = reader(viewport=PHONE, reduced_motion="reduce")
    page.goto(address)
    settle(page)
    _, wrong = walk(page, "Shift+Tab")
    assert wrong == []


def test_the_menu_of_a_phone_works_by_key(reader: Reader) -> None:
    page = reader(viewport=PHONE, reduced_motion="reduce")
    page.goto(CARDS)
    link = page.locator(".md-nav--primary a").first
    menu = page.locator("button.menu")
    menu.focus()
    page.keyboard.press("Enter")
    expect(link).to_be_in_viewport()
    expect(menu).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("Tab")
    inside = "document.activeElement.closest('.md-nav--primary') !== null"
    assert page.evaluate(inside), "not to what the menu covers"
    page.keyboard.press("Escape")
    expect(link).not_to_be_in_viewport()
    expect(menu).to_have_attribute("aria-expanded", "false")
    expect(menu).to_be_focused()


def test_an_open_menu_leaves_search_and_a_wider_window_usable(reader: Reader) -> None:
    page = reader(viewport=PHONE, reduced_motion="reduce")
    page.goto(CARDS)
    menu = page.locator("button.menu")
    menu.click()
    page.keyboard.press("/")
    page.keyboard.type("relu")
    expect(page.locator(".search input")).to_have_value("relu")
    page.keyboard.press("Escape")
    if menu.get_attribute("aria-expanded") == "false":
        menu.click()
    page.set_viewport_size(DESKTOP)
    page.locator("details.answer summary").first.click(timeout=3000)


def _headings(page: Page) -> list[str]:
    ids = page.locator("section.card h2").evaluate_all("all => all.map(h => h.id)")
    return list(ids)


def _focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.id"))


def test_j_and_k_walk_and_space_opens_and_closes(reader: Reader) -> None:
    page = reader(reduced_motion="reduce")
    page.goto(CARDS)
    ids = _headings(page)
    for key, id in zip("jjjkkk", [*ids[:3], ids[1], ids[0], ids[0]], strict=True):
        page.keyboard.press(key)
        assert _focused(page) == id
        expect(page.locator(f"#{id}")).to_be_in_viewport()
    answer = page.locator("details.answer").first
    before = page.evaluate("scrollY")
    page.keyboard.press("Space")
    expect(answer).not_to_have_attribute("open", "")
    page.keyboard.press("Space")
    expect(answer).to_have_attribute("open", "")
    assert page.evaluate("scrollY") == before, "space does not scroll as well"
    page.locator("details.answer > summary").nth(4).click()
    page.keyboard.press("j")
    assert _focused(page) == ids[5], "from where the reader is"
    for _ in ids:
        page.keyboard.press("j")
    assert _focused(page) == ids[-1], "the last card is the end"


def test_letters_typed_into_a_field_stay_there(reader: Reader) -> None:
    page = reader()
    page.goto(CARDS)
    page.keyboard.press("/")
    page.keyboard.type("jk j")
    assert page.locator(".search input").input_value() == "jk j"
    page.keyboard.press("Escape")
    assert page.evaluate("scrollY") == 0


def test_enter_on_the_summary_opens_and_closes(reader: Reader) -> None:
    page = reader()
    page.goto(CARDS)
    answer = page.locator("details.answer").first
    answer.locator("> summary").focus()
    page.keyboard.press("Enter")
    expect(answer).not_to_have_attribute("open", "")
    page.keyboard.press("Enter")
    expect(answer).to_have_attribute("open", "")


def test_test_yourself_closes_all_answers_and_is_remembered(reader: Reader) -> None:
    page = reader()
    page.goto(CARDS)
    button = page.get_by_role("button", name="Test yourself")
    cards, closed = (
        page.locator("details.answer"),
        page.locator("details.answer:not([open])"),
    )
    expect(closed).to_have_count(0)
    button.click()
    expect(closed).to_have_count(cards.count())
    expect(button).to_have_attribute("aria-pressed", "true")
    page.reload()
    expect(closed).to_have_count(cards.count())
    expect(button).to_have_attribute("aria-pressed", "true")
    button.click()
    expect(closed).to_have_count(0)
    page.reload()
    expect(closed).to_have_count(0)


def test_what_scrolls_in_a_card_that_opens_later_is_reached(reader: Reader) -> None:
    page = reader(viewport=NARROW)
    page.goto(CARDS)
    page.get_by_role("button", name="Test yourself").click()
    page.reload()
    settle(page)
    page.locator("details.answer summary").first.click()
    code = page.locator("details.answer pre > code").first
    assert code.evaluate("code => code.scrollWidth > code.clientWidth")
    expect(code).to_have_attribute("tabindex", "0")


def test_a_direct_link_opens_its_card_even_then(reader: Reader) -> None:
    page = reader()
    page.goto(CARDS)
    ids = _headings(page)
    page.get_by_role("button", name="Test yourself").click()
    page.goto("./")
    page.goto(f"{CARDS}#{ids[3]}")
    card = page.locator(f"section.card:has(#{ids[3]})")
    opened = page.locator("details.answer[open]")
    expect(opened).to_have_count(1)
    expect(card.locator(".short")).to_be_visible()
    expect(page.locator(f"#{ids[3]}")).to_be_in_viewport()
    page.evaluate("id => location.hash = id", ids[6])
    expect(opened).to_have_count(2)
    expect(page.locator(f"#{ids[6]}")).to_be_in_viewport()


def test_each_card_has_its_own_address(reader: Reader) -> None:
    page = reader(reduced_motion="reduce")
    page.goto(CARDS)
    for id in _headings(page):
        page.locator(f"#{id} .headerlink").click()
        assert page.url.endswith(f"/{CARDS}#{id}")


def test_the_switch_of_seeds_is_one_for_all_outputs_and_remembered(
    reader: Reader,
) -> None:
    page = reader()
    page.goto(CARDS)
    boxes, on = page.locator(".seeds input"), page.locator(".seeds input:checked")
    expect(on).to_have_count(0)
    boxes.nth(1).check()
    expect(on).to_have_count(boxes.count())
    page.goto(FORMULAS)
    expect(on).to_have_count(boxes.count())
    assert boxes.count() > 1
    boxes.first.uncheck()
    expect(on).to_have_count(0)
    page.reload()
    expect(on).to_have_count(0)


def test_what_scrolls_sideways_has_a_shadow_and_nothing_else(reader: Reader) -> None:
    page = reader(viewport=NARROW)
    page.goto(FORMULAS)
    settle(page)
    wrong, wide = page.evaluate("""() => {
      const all = [...document.querySelectorAll("math[display=block], pre > code")]
        .filter((e) => e.checkVisibility());
      const goesOn = (e) => e.scrollWidth > e.clientWidth;
      const shaded = (e) => getComputedStyle(e).backgroundImage !== "none";
      return [
        all.filter((e) => goesOn(e) !== shaded(e)).map((e) => e.outerHTML.slice(0, 80)),
        all.filter(goesOn).length];
    }""")
    assert wrong == [] and wide > 0


# Figures


@pytest.mark.parametrize("by", ["click", "Enter"])
def test_a_figure_enlarges_and_escape_closes_it(reader: Reader, by: str) -> None:
    page = reader()
    page.goto(CARDS)
    link = page.locator(".figure a").first
    small = link.locator("img").bounding_box()
    if by == "click":
        link.click()
    else:
        link.focus()
        page.keyboard.press(by)
    dialog = page.locator("dialog.large")
    image = dialog.locator("img")
    expect(dialog).to_be_visible()
    image.evaluate("image => image.decode()")
    large = image.bounding_box()
    assert small and large
    assert large["width"] > 1.3 * small["width"]
    assert large["height"] <= DESKTOP["height"], "all of it is seen"
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    assert page.evaluate("document.activeElement.matches('.figure a')")


# Home


def test_what_is_pasted_on_the_home_page_is_searched(reader: Reader) -> None:
    page = reader()
    page.goto("")
    field = page.get_by_label("What went wrong? Ask, or paste the error")
    field.fill(
        "RuntimeError: mat1 and mat2 shapes cannot be multiplied (7x12 and 10x3)"
    )
    dialog = page.get_by_role("dialog", name="Search")
    expect(dialog.locator("li").first).to_contain_text("mat1 and mat2")
    page.keyboard.type(" linear")  # goes on where the paste ended
    expect(dialog.locator("input")).to_have_value(re.compile("10x3\\) linear$"))
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(field).to_have_value("")


def test_the_home_page_has_six_symptoms_in_its_first_screen(reader: Reader) -> None:
    page = reader()
    page.goto("")
    links = page.locator("#symptoms + ul a")
    expect(links).to_have_count(6)
    links.first.click()
    expect(page.locator("section.card:has(:target)")).to_contain_text("NaN")


# All questions


def test_the_questions_are_filtered_as_you_type(reader: Reader) -> None:
    page = reader()
    page.goto("questions/")
    shown = page.locator("article li:visible")
    everything = shown.count()
    field = page.get_by_label("Show only questions with")
    first, *_, last = shown.first.inner_text().lower().strip("?").split()
    field.fill(f"{last} {first.upper()}")
    expect(shown).not_to_have_count(everything)
    texts = [text.lower() for text in shown.all_inner_texts()]
    assert texts
    assert all(first in text and last in text for text in texts)
    said = page.locator(".filter [role=status]")
    expect(said).to_have_text(f"{len(texts)} of {everything}")
    field.fill("")
    expect(shown).to_have_count(everything)


def test_a_pasted_error_is_found_whatever_its_sizes(reader: Reader) -> None:
    page = reader()
    page.goto("errors/")
    shown = page.locator("article li:visible")
    assert shown.count() > 20
    field = page.get_by_label("Paste the last line of your error")
    field.fill(
        "RuntimeError: mat1 and mat2 shapes cannot be multiplied (7x12 and 10x3)"
    )
    expect(shown).to_have_count(1)
    field.fill("zzzz")
    expect(shown).to_have_count(0)
    expect(page.get_by_text("Yours is not here?")).to_be_visible()
    field.fill("RuntimeError: mat1 and mat2 shapes cannot be multiplied")
    shown.get_by_role("link").first.click()
    expect(page).to_have_url(re.compile("#"))
    expect(page.locator("section.card:has(:target)")).to_contain_text("mat1 and mat2")


# Print


def test_print_shows_every_answer_and_no_button(reader: Reader) -> None:
    page = reader()
    page.goto(CARDS)
    page.emulate_media(media="print")
    opened = page.locator("article").inner_text()
    length = _leaves(page.pdf())
    page.emulate_media(media="screen")
    page.get_by_role("button", name="Test yourself").click()
    page.emulate_media(media="print")
    assert page.locator("article").inner_text() == opened
    for short in page.locator(".answer .short").all():
        expect(short).to_be_visible()
    # folded evidence has a title, which print keeps
    fold = "summary:not(details.evidence > summary)"
    buttons = page.locator(f"button, {fold}, .headerlink, .md-header, .md-nav")
    assert buttons.locator("visible=true").all_inner_texts() == []
    assert _leaves(page.pdf()) == length > 3
    page.emulate_media(media="screen")
    expect(page.locator("details.answer[open]")).to_have_count(0)


def _leaves(pdf: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", pdf))


@pytest.mark.parametrize("system", ["light", "dark"])
def test_a_dark_page_prints_dark_on_white(reader: Reader, system: str) -> None:
    page = reader(color_scheme=system, reduced_motion="reduce")
    page.goto(CARDS)
    if system == "light":
        page.locator(".theme-toggle").click()
    assert brightness(page) < 60
    page.emulate_media(media="print")
    assert brightness(page) > 200


# Pictures of it all, for people to look at

PICTURED = ["./", CARDS]
if not whole():
    PICTURED = sorted(drawn(PICTURED, commit(ROOT), 1))
DEVICES: dict[str, dict[str, Any]] = {
    "phone-light": {"viewport": NARROW, "color_scheme": "light"},
    "phone-dark": {"viewport": NARROW, "color_scheme": "dark"},
    "desktop-light": {"viewport": DESKTOP, "color_scheme": "light"},
    "desktop-dark": {"viewport": DESKTOP, "color_scheme": "dark"},
    "no-script": {"viewport": DESKTOP, **PLAIN},
    "print": {"viewport": ViewportSize(width=794, height=1123)},
}


@pytest.mark.parametrize("device", DEVICES)
@pytest.mark.parametrize("address", PICTURED)
def test_screenshots_are_kept(reader: Reader, address: str, device: str) -> None:
    page = reader(**DEVICES[device])
    page.goto(address)
    if device == "print":
        page.emulate_media(media="print")
    width = DEVICES[device]["viewport"]["width"]
    height = page.evaluate("document.documentElement.scrollHeight")
    page.set_viewport_size(ViewportSize(width=width, height=min(height, 4000)))
    wait_for_images(page)
    name = f"{address.strip('./') or 'home'}-{device}.png"
    assert len(page.screenshot(path=SCREENSHOTS / name)) > 10_000
