"""What a first view of each page weighs, against `budget.toml`: on a phone, with
an empty cache, compressed as any host does. `make weigh` shows the table."""

from __future__ import annotations

import gzip
import threading
import tomllib
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest
from audit import tried
from browser import PHONE, Server, _Quiet
from conftest import ROOT
from playwright.sync_api import Browser, Response

from cards.project import Project

BUDGET = tomllib.loads((ROOT / "tests/budget.toml").read_text("utf-8"))
PACKED = {".html", ".css", ".js", ".json", ".svg", ".xml", ".txt", ".md", ""}
KINDS = ("document", "stylesheet", "script", "font", "image", "other")
TRIED = [name.removesuffix("index") for name in tried(Project.load(ROOT))]


class _Gzip(_Quiet):
    """Static files, compressed."""

    def do_GET(self) -> None:  # noqa: N802
        path = Path(self.translate_path(self.path))
        file = path / "index.html" if path.is_dir() else path
        if not file.exists() or file.suffix not in PACKED:
            super().do_GET()
            return
        body = gzip.compress(file.read_bytes(), 6)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(file)))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@contextmanager
def served(folder: Path) -> Iterator[str]:
    handler = partial(_Gzip, directory=str(folder))
    with Server(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


@pytest.fixture(scope="module")
def packed(built_site: Path) -> Iterator[str]:
    with served(built_site) as url:
        yield url


def weigh(browser: Browser, address: str) -> tuple[Counter[str], int]:
    """Bytes by kind, headers included, and the number of requests."""
    answers: list[Response] = []
    with browser.new_context(viewport=PHONE) as context:
        page = context.new_page()
        page.on("response", lambda answer: answers.append(answer))
        page.goto(address, wait_until="networkidle")
        sizes: Counter[str] = Counter()
        for answer in answers:
            size = answer.request.sizes()
            kind = answer.request.resource_type
            total = size["responseBodySize"] + size["responseHeadersSize"]
            sizes[kind if kind in KINDS else "other"] += total
    return sizes, len(answers)


def above(name: str, sizes: Counter[str], requests: int) -> list[str]:
    """What of a page is over its budget."""
    budget = BUDGET["page" if name else "home"]
    kib = sum(sizes.values()) / 1024
    found = []
    if kib > budget["kib"]:
        found.append(f"/{name}: {kib:.1f} KiB, the budget is {budget['kib']}")
    if requests > budget["requests"]:
        most = budget["requests"]
        found.append(f"/{name}: {requests} requests, the budget is {most}")
    return found


@pytest.mark.parametrize("name", TRIED)
def test_a_first_view_is_within_its_budget(
    browser: Browser,
    packed: str,
    name: str,
    capsys: pytest.CaptureFixture[str],
    record_property: Callable[[str, object], None],
) -> None:
    sizes, requests = weigh(browser, f"{packed}{name}{'/' if name else ''}")
    with capsys.disabled():
        kinds = ", ".join(f"{kind} {sizes[kind] / 1024:.1f}" for kind in KINDS)
        print(f"\n/{name}: {sum(sizes.values()) / 1024:.1f} KiB ({kinds})", end=" ")
    record_property("kib", round(sum(sizes.values()) / 1024, 1))
    record_property("requests", requests)
    assert sizes["document"], "nothing came"
    assert above(name, sizes, requests) == []


def test_the_budgets_are_those_that_the_site_tells() -> None:
    told = (ROOT / "docs/proof.md").read_text("utf-8")
    kib = {name: BUDGET[name]["kib"] for name in ("home", "page")}
    assert f"{kib['home']} KiB at home and {kib['page']} KiB elsewhere" in told
    (most,) = {BUDGET[name]["requests"] for name in ("home", "page")}
    assert f"at most {most} requests" in told


def test_a_page_above_its_budget_is_told() -> None:
    heavy = Counter({"image": 200 * 1024})
    assert above("a", heavy, 10) == [
        "/a: 200.0 KiB, the budget is 150",
        "/a: 10 requests, the budget is 9",
    ]
    assert above("", Counter({"image": 91 * 1024}), 1)
