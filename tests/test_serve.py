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
from conftest import ROOT, Site, heed_interrupts, make_site

SLOW = """\
import os
import time

import matplotlib.pyplot as plt

while not os.path.exists({gate!r}):
    time.sleep(0.05)
print("done")
plt.plot([1, 2])
plt.show()
"""
PATIENCE = 240  # seconds; the machine may be busy with other tests
TIMEOUT = 1200  # of a program: one that waits does so until its test ends


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
                preexec_fn=heed_interrupts,
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

    def open_gate(self, name: str) -> None:
        """Let a program that waits go on."""
        (self.site.root.parent / f"open.{name}").touch()

    def ran(self) -> list[str]:
        return re.findall(r"\[ *\d+/\d+\] (\S+)", self.log)

    def stop(self) -> int:
        os.kill(self.process.pid, signal.SIGINT)
        try:
            return self.process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            raise


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    """Of three programs: one ends, one as soon as `open.slow` is there, one never."""
    site = make_site(tmp_path / "site", timeout=TIMEOUT)
    (tmp_path / "open.quick").touch()
    for name in ("quick", "slow", "hangs"):
        program = SLOW.format(gate=str(tmp_path / f"open.{name}"))
        site.card("page", name, program, "done", f"plots/page/{name}.svg")
    server = Server(site)
    yield server
    if server.process.poll() is None:
        os.killpg(server.process.pid, signal.SIGKILL)
        server.process.wait()


def test_pages_are_served_while_programs_run_and_figures_follow(server: Server) -> None:
    page = "page/"
    server.wait(lambda: "quick" in server.get(page), "page")
    first = server.get(page)
    assert "The answer is short." in first
    assert "done" in first, "the recorded output"
    assert "still running" in first
    figure = "plots/page/{}.svg"
    server.wait(
        lambda: "<path" in server.get(figure.format("quick")), "no quick figure"
    )
    assert "running" in server.get(figure.format("slow"))
    server.open_gate("slow")
    server.wait(lambda: "<path" in server.get(figure.format("slow")), "no slow figure")
    assert "running" in server.get(figure.format("hangs"))
    server.wait(
        lambda: server.get(page).count("still running") == 1, "two had finished"
    )


# a build that ends after its program has
HOOK = """\
import time
from pathlib import Path


def on_post_build(config):
    while not list(Path(".cache/cards").glob("*.json")):
        time.sleep(0.05)
    time.sleep(1)
"""


def test_a_program_that_ends_during_the_first_build_is_shown(tmp_path: Path) -> None:
    site = make_site(tmp_path)
    site.card("page", "quick", "print('done')\n", "done")
    site.write("late.py", HOOK)
    config = (site.root / "mkdocs.yml").read_text("utf-8")
    site.write("mkdocs.yml", config + "\nhooks:\n  - late.py\n")
    server = Server(site)
    try:
        server.wait(lambda: "quick" in server.get("page/"), "no page")
        server.wait(
            lambda: "still running" not in server.get("page/"), "it had ended before"
        )
    finally:
        server.stop()


def test_an_edit_runs_what_it_touches_alone(server: Server) -> None:
    site, page = server.site, "page/"
    server.open_gate("slow")
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
    wrong = text.replace("``` python", '``` python title="a"', 1)
    site.write("docs/page.md", wrong)
    server.wait(
        lambda: "a block with fence options" in server.get(page), "a fault of form"
    )
    assert "cards/show/" not in server.log, "no trace of the engine"


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_ctrl_c_ends_it_and_leaves_no_process(server: Server) -> None:
    server.wait(lambda: "page#quick" in server.ran(), "first run")
    server.stop()

    def left() -> list[str]:
        command = ["ps", "-o", "stat=,args=", "-s", str(server.process.pid)]
        listed = subprocess.run(command, capture_output=True, text=True)
        return [line for line in listed.stdout.splitlines() if line[0] != "Z"]

    server.wait(lambda: not left(), "processes are left")
    assert not list(Path(server.site.root / ".cache/cards").glob("*.part"))
