"""`make weigh`: what a first view of each page costs, against the budget.

A headless browser of a phone's size opens each page of the built site with an
empty cache, and every answer is counted as it is sent, compressed by gzip.
`--grow` also builds the site with 20 and with 500 more pages of cards, and
shows that what a page weighs does not grow with the others.
"""

from __future__ import annotations

import argparse
import gzip
import os
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import tomllib
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from browser import ARGUMENTS, chromium
from conftest import copy_project
from playwright.sync_api import Browser, Response, sync_playwright

ROOT = Path(__file__).parents[1]
BUDGET = tomllib.loads((ROOT / "tests/budget.toml").read_text("utf-8"))
KINDS = ("document", "stylesheet", "script", "font", "image", "other")
PACKED = {".html", ".css", ".js", ".json", ".svg", ".xml", ".txt", ".md", ""}


class Gzip(SimpleHTTPRequestHandler):
    """Static files, compressed as any host does."""

    def do_GET(self) -> None:
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

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def served(folder: Path) -> Iterator[str]:
    handler = partial(Gzip, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def weigh(browser: Browser, address: str) -> tuple[Counter[str], int]:
    """Bytes by kind, headers included, and the number of requests."""
    answers: list[Response] = []
    viewport = {"width": 412, "height": 823}
    with browser.new_context(viewport=viewport) as context:  # type: ignore[arg-type]
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


def build(root: Path, site: Path) -> None:
    env = os.environ | {"PYTHONPATH": str(ROOT), "NO_MKDOCS_2_WARNING": "1"}
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "-d", str(site)]
    subprocess.run(command, cwd=root, env=env, check=True, stderr=subprocess.DEVNULL)


def table(browser: Browser, site: Path, only: tuple[str, ...] = ()) -> list[str]:
    """Print the table; return what is above the budget."""
    above = []
    print(
        f"{'page':28} {'KiB':>6} {'requests':>8}   "
        + " ".join(f"{k:>10}" for k in KINDS)
    )
    with served(site) as url:
        for file in sorted(site.rglob("index.html")):
            name = file.parent.relative_to(site).as_posix().removeprefix(".")
            if only and name not in only:
                continue
            sizes, requests = weigh(browser, f"{url}{name}{'/' if name else ''}")
            kib = sum(sizes.values()) / 1024
            parts = " ".join(f"{sizes[kind] / 1024:10.1f}" for kind in KINDS)
            print(f"/{name:27} {kib:6.1f} {requests:8}   {parts}", flush=True)
            budget = BUDGET["page" if name else "home"]
            if kib > budget["kib"]:
                above.append(f"/{name}: {kib:.1f} KiB, the budget is {budget['kib']}")
            if requests > budget["requests"]:
                most = budget["requests"]
                above.append(f"/{name}: {requests} requests, the budget is {most}")
    return above


def grown(root: Path, pages: int) -> None:
    """This project with more pages, each with a card of its own."""
    copy_project(root)
    shutil.copytree(ROOT / ".cache/cards", root / ".cache/cards")
    program = (ROOT / "snippets/activations/relu_at_zero.py").read_text("utf-8")
    text = (ROOT / "docs/activations.md").read_text("utf-8")
    card = re.search(r"(?ms)^## What is ReLU's derivative.*?(?=^## )", text)
    assert card
    body = re.sub(r"\]\(#[\w-]+\)", "](activations.md)", card[0])
    for i in range(pages):
        name = f"more-{i:03}"
        (root / "snippets" / name).mkdir()
        file = root / "snippets" / name / "relu_at_zero.py"
        file.write_text(f"{program}# {i}\n", "utf-8")
        page = f"# Topic number {i}\n\n" + body.replace(
            "activations/relu", f"{name}/relu"
        )
        (root / f"docs/{name}.md").write_text(page, "utf-8")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--grow", action="store_true")
    options = parser.parse_args()
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as name:
        path = chromium(playwright)
        if path is None:
            print("no Chromium: install it, or say where it is in CHROME_PATH")
            return 1
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        folder = Path(name)
        build(ROOT, folder / "site")
        above = table(browser, folder / "site")
        for pages in (20, 500) if options.grow else ():
            print(f"\nwith {pages} more pages")
            root = folder / f"grown-{pages}"
            root.mkdir()
            grown(root, pages)
            build(root, root / "site")
            above += table(browser, root / "site", ("", "activations", "more-007"))
    for line in above:
        print(f"ABOVE THE BUDGET {line}", file=sys.stderr)
    return 1 if above else 0


if __name__ == "__main__":
    sys.exit(main())
