"""While serving nothing waits: pages are there at once, results as they come."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from conftest import ROOT, Site

SLOW = """\
import time

import matplotlib.pyplot as plt

time.sleep({seconds})
print("done")
plt.plot([1, 2])
plt.show()
"""
PATIENCE = 60  # seconds; the machine may be busy with other tests


class Server:
    """`mkdocs serve` in a folder, and what it says."""

    def __init__(self, site: Site) -> None:
        self.site = site
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.log_file = site.root / "serve.log"
        command = ["mkdocs", "serve", "-a", f"127.0.0.1:{self.port}"]
        with self.log_file.open("w") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", *command],
                cwd=site.root,
                env=os.environ | {"PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"},
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    @property
    def log(self) -> str:
        return self.log_file.read_text("utf-8", errors="replace")

    def get(self, path: str) -> str:
        address = f"http://127.0.0.1:{self.port}/{path}"
        try:
            with urllib.request.urlopen(address, timeout=5) as answer:
                return str(answer.read().decode())
        except OSError:
            return ""

    def wait(self, what: Callable[[], bool], why: str) -> float:
        """Seconds until something holds."""
        start = time.monotonic()
        while time.monotonic() < start + PATIENCE:
            if what():
                return time.monotonic() - start
            time.sleep(0.05)
        pytest.fail(f"{why}\n{self.log}")

    def ran(self) -> list[str]:
        return re.findall(r"\[ *\d+/\d+\] (\S+)", self.log)

    def stop(self) -> int:
        os.kill(self.process.pid, signal.SIGINT)
        try:
            return self.process.wait(30)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            raise


@pytest.fixture
def server(site: Site) -> Iterator[Server]:
    site.card("page", "quick", SLOW.format(seconds=0), "done", "plots/page/quick.svg")
    site.card("page", "slow", SLOW.format(seconds=4), "done", "plots/page/slow.svg")
    site.card("page", "hangs", SLOW.format(seconds=300), "done", "plots/page/hangs.svg")
    server = Server(site)
    yield server
    if server.process.poll() is None:
        os.killpg(server.process.pid, signal.SIGKILL)
        server.process.wait()


def test_pages_are_served_while_programs_run_and_figures_follow(server: Server) -> None:
    page = "page/"
    server.wait(
        lambda: "number" in server.get(page) or "quick" in server.get(page), "page"
    )
    first = server.get(page)
    assert "The answer is short." in first
    assert "done" in first, "the recorded output"
    assert "still running" in first
    figure = "plots/page/{}.svg"
    server.wait(
        lambda: "<path" in server.get(figure.format("quick")), "no quick figure"
    )
    server.wait(lambda: "<path" in server.get(figure.format("slow")), "no slow figure")
    assert "running" in server.get(figure.format("hangs"))
    server.wait(
        lambda: server.get(page).count("still running") == 1, "two had finished"
    )


def test_an_edit_runs_what_it_touches_alone(server: Server) -> None:
    site, page = server.site, "page/"
    server.wait(lambda: {"page#quick", "page#slow"} <= set(server.ran()), "first run")
    server.wait(lambda: server.get(page).count("still running") == 1, "reload")
    text = (site.root / "docs/page.md").read_text()
    site.write("docs/page.md", text.replace("answer is short", "answer is changed"))
    server.wait(lambda: "answer is changed" in server.get(page), "an edit of text")
    assert sorted(server.ran()) == ["page#quick", "page#slow"], "text runs nothing"
    program = (site.root / "snippets/page/quick.py").read_text()
    site.write("snippets/page/quick.py", program.replace("[1, 2]", "[1, 2, 3]"))
    server.wait(lambda: server.ran().count("page#quick") == 2, "an edit of a program")
    assert server.ran().count("page#slow") == 1
    site.write("snippets/page/quick.py", "1 / 0\n")
    server.wait(
        lambda: "ZeroDivisionError" in server.get(page), "the page tells a fault"
    )
    assert "snippets/page/quick.py:1 [quick] ZeroDivisionError" in server.log


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_ctrl_c_ends_it_and_leaves_no_process(server: Server) -> None:
    server.wait(lambda: "page#quick" in server.ran(), "first run")
    server.stop()
    left = ["?"]
    for _ in range(100):
        listed = subprocess.run(
            ["ps", "-o", "stat=,args=", "-s", str(server.process.pid)],
            capture_output=True,
            text=True,
        )
        left = [line for line in listed.stdout.splitlines() if line[0] != "Z"]
        if not left:
            break
        time.sleep(0.1)
    assert left == []
    assert not list(Path(server.site.root / ".cache/cards").glob("*.part"))
