"""The built site in a real browser: fixtures for the tests that need one.

Playwright drives the system's Chromium, or its own where there is none. Where
there is no browser at all the tests are skipped, but in CI they fail.
"""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from conftest import ROOT, Site
from playwright.sync_api import Browser, Page, Playwright, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
NONE = (
    "no browser: install Chromium, say where it is in CHROME_PATH, "
    "or run `python -m playwright install chromium`"
)


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


def serve(folder: Path) -> Iterator[str]:
    """Serve a folder on this machine alone. Yields its address, ending in `/`."""
    handler = partial(_Quiet, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
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
def built_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real site, built strictly, as for readers of no address in particular."""
    folder = tmp_path_factory.mktemp("site")
    with pytest.MonkeyPatch.context() as patch:
        for name in ("SITE_URL", "REPO_URL", "EDIT_URI"):
            patch.delenv(name, raising=False)
        run = Site(ROOT).python("mkdocs", "build", "--strict", "-d", str(folder))
    assert run.code == 0, run.text
    return folder


@pytest.fixture(scope="session")
def site_url(built_site: Path) -> Iterator[str]:
    """Address of the built site's root, ending in `/`."""
    yield from serve(built_site)


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
