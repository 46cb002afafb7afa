"""The built site in a real browser: fixtures, and what judges a page in one.

Playwright drives the system's Chromium, or its own where there is none. Where
there is no browser at all the tests are skipped, but in CI they fail. Each
judge returns what is wrong, as lines to read: none is well.
"""

from __future__ import annotations

import io
import os
import shutil
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from PIL import Image, ImageChops, ImageStat
from playwright.sync_api import (
    Browser,
    Locator,
    Page,
    Playwright,
    ViewportSize,
    sync_playwright,
)

ADDRESS = "https://example.org/site/"  # of the built site
DESKTOP = ViewportSize(width=1280, height=800)
PHONE = ViewportSize(width=412, height=823)
NARROW = ViewportSize(width=360, height=740)

NAMES = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
PLAIN_HTTP = "cards.test"  # this machine by a name that browsers do not trust
ARGUMENTS += [f"--host-resolver-rules=MAP {PLAIN_HTTP} 127.0.0.1"]
NONE = (
    "no browser: install Chromium, say where it is in CHROME_PATH, "
    "or run `python -m playwright install chromium`"
)


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


class Server(ThreadingHTTPServer):
    """Says nothing of a browser that hangs up, as one does that leaves a page."""

    def handle_error(self, request: Any, client_address: Any) -> None:
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


def serve(folder: Path) -> Iterator[str]:
    """Serve a folder on this machine alone. Yields its address, ending in `/`."""
    handler = partial(_Quiet, directory=str(folder))
    with Server(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        thread.join()


def chromium(playwright: Playwright) -> str | None:
    """Where a Chromium is, if anywhere."""
    found = [os.environ.get("CHROME_PATH"), *map(shutil.which, NAMES)]
    found.append(playwright.chromium.executable_path)
    return next((path for path in found if path and Path(path).exists()), None)


@pytest.fixture(scope="session")
def site_url(built_site: Path) -> Iterator[str]:
    """Address of the built site's root, in a folder as on its host, ending in `/`."""
    with contextmanager(serve)(built_site.parent) as url:
        yield f"{url}{built_site.name}/"


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        path = chromium(playwright)
        if path is None:
            (pytest.fail if os.environ.get("CI") else pytest.skip)(NONE)
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page as a new reader has it: nothing stored, nothing cached."""
    with browser.new_context() as context:
        yield context.new_page()


Reader = Callable[..., Page]


@pytest.fixture
def reader(browser: Browser, site_url: str) -> Iterator[Reader]:
    """New readers, each with a page of their own: nothing stored, nothing cached.

    Takes what Playwright's `new_context` takes; addresses are relative to the
    site's root.
    """
    with ExitStack() as stack:

        def new(**device: Any) -> Page:
            device = {"base_url": site_url, "viewport": DESKTOP} | device
            return stack.enter_context(browser.new_context(**device)).new_page()

        yield new


class Watch:
    """What goes wrong while a page loads and is read. Begins before it opens."""

    def __init__(self, page: Page, root: str) -> None:
        self.wrong: list[str] = []
        self.page, self.root = page, root
        wrong = self.wrong.append
        page.on("pageerror", lambda error: wrong(f"error: {error}"))
        page.on("requestfailed", lambda r: wrong(f"failed: {r.url} ({r.failure})"))
        page.on(
            "console",
            lambda message: (
                wrong(f"console {message.type}: {message.text}")
                if message.type in ("error", "warning")
                else None
            ),
        )
        page.on(
            "request",
            lambda request: (
                None
                if request.url.startswith((root, "data:"))
                else wrong(f"another host: {request.url}")
            ),
        )
        page.on(
            "response",
            lambda response: (
                wrong(f"{response.status}: {response.url}")
                if response.status >= 400
                else None
            ),
        )


def until(page: Page, condition: str, seconds: float = 30) -> None:
    """Wait for a condition, also where the page's scripts may not run."""
    end = time.monotonic() + seconds
    while not page.evaluate(condition):
        if time.monotonic() > end:
            raise AssertionError(f"not within {seconds:g} s: {condition}")
        time.sleep(0.01)


def wait_for_images(page: Page) -> None:
    """Wait for the images that are in view or above it; some are for wide screens."""
    until(
        page,
        """[...document.images].every((image) =>
          image.complete || !image.checkVisibility()
          || image.getBoundingClientRect().top > innerHeight)""",
    )


def load_images(page: Page) -> None:
    """Have every image of the page loaded, as if it had been scrolled to."""
    page.locator("img").evaluate_all(
        "images => { for (const image of images) image.loading = 'eager'; }"
    )
    until(page, "[...document.images].every((image) => image.complete)")


STEP = 1000  # pixels: a lazy image begins to load when it is about as near


def scroll(page: Page) -> None:
    """Read to the end as a reader does: all that waits to be seen loads."""
    seen = (
        "[scrollY, scrollY + innerHeight >= document.documentElement.scrollHeight - 1]"
    )
    at, end = page.evaluate(seen)
    while not end:
        page.mouse.wheel(0, STEP)
        until(page, f"scrollY !== {at}")
        wait_for_images(page)
        at, end = page.evaluate(seen)
    wait_for_images(page)


def too_wide(page: Page) -> list[str]:
    """What reaches past the right edge, if that makes the page scroll sideways."""
    return list(
        page.evaluate("""() => {
          const root = document.documentElement;
          const width = root.clientWidth;
          const past = [...document.body.querySelectorAll("*")].filter((element) => {
            if (!element.checkVisibility()) return false;
            if (element.getBoundingClientRect().right <= width + 1) return false;
            for (let box = element.parentElement; box; box = box.parentElement)
              if (box !== document.body && getComputedStyle(box).overflowX !== "visible")
                return false;
            return true;
          });
          const tell = (e) => `${e.localName}.${e.className}: ${e.textContent.trim().slice(0, 40)}`;
          return root.scrollWidth > width || past.length
            ? [`the page is ${root.scrollWidth} wide, the window ${width}`, ...past.map(tell)]
            : [];
        }""")  # noqa: E501
    )


WATCH_SHIFTS = """
  window.shifts = [];
  const note = (list) => {
    for (const shift of list)
      if (!shift.hadRecentInput)
        window.shifts.push([shift.value, shift.sources.map((s) => s.node?.outerHTML?.slice(0, 80))]);
  };
  const watch = new PerformanceObserver((list) => note(list.getEntries()));
  watch.observe({ type: "layout-shift", buffered: true });
  const drawn = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  window.allShifts = async () => {  // what was drawn last is told after it
    await drawn();
    await drawn();
    note(watch.takeRecords());
    return window.shifts;
  };
"""  # noqa: E501


def shifts(page: Page, most: float = 0.01) -> list[str]:
    """What jumped, if it is more in all than `most`. Needs WATCH_SHIFTS first."""
    seen = page.evaluate("allShifts()")
    if sum(by for by, _ in seen) <= most:
        return []
    return [f"{by:.4f}: {what}" for by, what in seen]


def settle(page: Page) -> None:
    """Wait until what the page asks for has come, and the scripts have done what they
    do when it is idle."""
    until(page, "!document.querySelector('[aria-busy=true]')")
    # a page on which nothing moves is given no idle time: it has to draw
    page.evaluate("""new Promise((done) => {
      let idle = false;
      requestIdleCallback(() => { idle = true; done(); });
      const draw = () => { if (!idle) requestAnimationFrame(draw); };
      draw();
    })""")


# The same kind of word in a code block is judged once, not thousands of times; so
# is the same kind of card, and of line in a list. A kind is what an element holds:
# tags, classes, what can have the focus, what scrolls.
ONE_OF_EACH = """() => {
  const words = new Set();
  for (const word of document.querySelectorAll(".highlight code span:not(.range)")) {
    const kind = `${word.className} ${word.closest(".highlight").className}`;
    if (words.has(kind)) word.replaceWith(...word.childNodes);
    words.add(kind);
  }
  const kinds = new Set();
  const again = [];
  const lines = ["article li", ".md-nav--secondary li"].map((li) => `${li}:not(section.card *)`);
  for (const part of document.querySelectorAll(["section.card", ...lines])) {
    const inside = [...part.querySelectorAll("*")].filter((e) => !e.matches("math *, svg *"));
    const tell = (e) => [e.localName, e.getAttribute("class"), e.getAttribute("style"),
      e.getAttribute("role"), e.tabIndex, e.scrollWidth > e.clientWidth, e.open].join(" ");
    const kind = [part, ...inside].map(tell);
    const key = [...new Set(kind)].sort().join();
    if (kinds.has(key)) again.push(part);
    kinds.add(key);
  }
  for (const part of again) part.remove();
  for (const link of document.querySelectorAll(".md-nav--secondary a"))
    if (!document.getElementById(decodeURIComponent(link.hash.slice(1))))
      link.closest("li")?.remove();
}"""  # noqa: E501


def thin(page: Page) -> None:
    """Leave one of each kind of card, of line in a list, and of word in code."""
    settle(page)
    page.evaluate(ONE_OF_EACH)


def inaccessible(page: Page) -> list[str]:
    """What axe finds. Thins the page."""
    return judged_by_axe(page)[0]


def judged_by_axe(page: Page) -> tuple[list[str], set[str]]:
    """What axe finds, and the rules that it found kept. Thins the page."""
    thin(page)
    answer = Axe().run(page).response
    wrong = [
        f"{rule['id']} ({rule['impact']}): {' '.join(map(str, node['target']))} "
        f"{node['failureSummary']}"
        for rule in answer["violations"]
        for node in rule["nodes"]
    ]
    return wrong, {rule["id"] for rule in answer["passes"]}


# Of all that can have the focus, not of each kind alone: does it take it, and show it?
FOCUS_ALL = """() => {
  const wrong = [];
  const tell = (what, e) => wrong.push(`${what}: ${e.outerHTML.slice(0, 100)}`);
  const ids = new Set();
  for (const e of document.querySelectorAll("[id]:not(math *, svg *)")) {
    if (ids.has(e.id)) tell("its id is taken", e);
    ids.add(e.id);
  }
  for (const e of document.querySelectorAll("img:not([alt])")) tell("no alt", e);
  const all = "a[href], button, summary, input, select, textarea, [tabindex='0']";
  for (const e of document.querySelectorAll(all)) {
    const seen = { visibilityProperty: true, contentVisibilityAuto: true };
    if (!e.checkVisibility(seen) || e.closest("dialog:not([open]), [inert]")) continue;
    const named = e.getAttribute("aria-label") || e.textContent.trim() || e.labels?.length
      || e.querySelector("img[alt]:not([alt=''])");
    if (!named && !e.matches("pre *, math, table")) // these only scroll
      tell("has no name", e);
    e.focus({ preventScroll: true });
    const style = getComputedStyle(e);
    if (document.activeElement !== e) tell("takes no focus", e);
    else if (e.tabIndex < 0) tell("not reached", e);
    else if (style.outlineStyle === "none" || parseFloat(style.outlineWidth) < 1)
      tell("does not show that it has the focus", e);
  }
  document.activeElement.blur();
  return wrong;
}"""  # noqa: E501


def unfocusable(page: Page) -> list[str]:
    """What keys cannot use, of everything on the page."""
    settle(page)
    page.keyboard.press("Tab")  # from here on the focus is that of a key
    return list(page.evaluate(FOCUS_ALL))


# What has the focus, if it is new: its name, whether a reader sees it, and sees
# that it has the focus.
FOCUSED = r"""() => {
  const here = document.activeElement;
  if (!here || here === document.body || "reached" in here.dataset) return null;
  here.dataset.reached = "";
  const style = getComputedStyle(here);
  const [box] = here.getClientRects();
  const middle = (from, to, most) => (Math.max(from, 0) + Math.min(to, most)) / 2;
  const top = box && document.elementFromPoint(
    middle(box.left, box.right, innerWidth), middle(box.top, box.bottom, innerHeight));
  const name = here.getAttribute("aria-label") || here.textContent.trim() || here.id;
  return [
    `${here.localName} ${name.replace(/\s+/g, " ").slice(0, 60)}`,
    Boolean(top && (here.contains(top) || top.contains(here))),
    style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 1,
  ];
}"""
UNREACHED = """() => [...document.querySelectorAll(
    "a[href], button, summary, input, select, textarea, [tabindex='0']")]
  .filter((e) => e.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: true }))
  .filter((e) => e.dataset.reached === undefined && !e.closest("dialog:not([open])"))
  // of radio buttons the keyboard reaches one, and goes on with the arrows
  .filter((e) => e.type !== "radio" || !document.querySelector(
    `input[name="${e.name}"][data-reached]`))
  .map((e) => `not reached: ${e.outerHTML.slice(0, 100)}`)"""  # noqa: E501


def walk(page: Page, key: str = "Tab") -> tuple[list[str], list[str]]:
    """Tab from end to end: what was reached, and what is wrong. Thins the page."""
    thin(page)
    reached: list[str] = []
    wrong: list[str] = []
    for _ in range(1000):
        page.keyboard.press(key)
        focused = page.evaluate(FOCUSED)
        if focused is None:
            break
        name, seen, marked = focused
        reached.append(name)
        wrong += [f"hidden when it has the focus: {name}"] * (not seen)
        wrong += [f"does not show that it has the focus: {name}"] * (not marked)
    else:
        wrong.append("the walk does not end")
    return reached, wrong + page.evaluate(UNREACHED)


def picture(shown: Page | Locator) -> Image.Image:
    """What is drawn of a page or an element, in shades of gray."""
    return Image.open(io.BytesIO(shown.screenshot())).convert("L")


def brightness(shown: Page | Locator) -> float:
    """Mean over what is drawn: 0 is black, 255 white."""
    return ImageStat.Stat(picture(shown)).mean[0]


def difference(a: Image.Image, b: Image.Image) -> float:
    """Mean over two pictures of one size: 0 is equal, 255 black against white."""
    return ImageStat.Stat(ImageChops.difference(a, b)).mean[0]


WIDTH, HEIGHT, COLUMNS = 300, 200, 4
ALL_FIGURES = """([width, height, columns]) => {
  const sheet = document.createElement("div");
  sheet.id = "sheet";
  sheet.style = `position: absolute; inset: 0 auto auto 0; z-index: 9; background: gray;
    display: grid; grid-template-columns: repeat(${columns}, ${width}px)`;
  for (const figure of document.querySelectorAll(".figure img")) {
    const copy = figure.cloneNode();
    copy.loading = "eager";
    copy.style = `width: ${width}px; height: ${height}px; max-width: none`;
    sheet.append(copy);
  }
  document.body.append(sheet);
  scrollTo(0, 0);
  return sheet.children.length;
}"""


def figures(page: Page) -> list[Image.Image]:
    """The page's figures, small, as they are drawn on one and the same paper."""
    count = page.evaluate(ALL_FIGURES, [WIDTH, HEIGHT, COLUMNS])
    wait_for_images(page)
    sheet = page.locator("#sheet")
    drawn = picture(sheet)
    sheet.evaluate("sheet => sheet.remove()")
    corners = [((i % COLUMNS) * WIDTH, i // COLUMNS * HEIGHT) for i in range(count)]
    return [drawn.crop((x, y, x + WIDTH, y + HEIGHT)) for x, y in corners]
