"""`make bench`: what the engine costs, as ratios measured in one run.

Everything is timed on copies of this project in temporary folders, so it may
run while you work. `--full` also runs the page copied fifty times from an
empty store, which takes the time of computing it fifty times.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from conftest import copy_project

from cards.project import Project
from cards.run.job import Job, job_of
from cards.run.pool import cores, execute
from cards.run.store import Store

ROOT = Path(__file__).parents[1]
PAGE = "activations"
TINY = "import torch\nimport matplotlib.pyplot\n\nprint(torch.ones({}).sum())\n"
ENVIRONMENT = os.environ | {
    "PYTHONPATH": str(ROOT),
    "NO_MKDOCS_2_WARNING": "1",
    "PYTHONUNBUFFERED": "1",
    "SITE_URL": "",
    "REPO_URL": "",
    "EDIT_URI": "",
}


def seconds(what: Callable[[], object]) -> float:
    started = time.perf_counter()
    what()
    return time.perf_counter() - started


def say(name: str, text: str, ratio: float, target: str) -> None:
    print(f"({name}) {text}: ratio {ratio:.2f} (target {target})", flush=True)


@contextmanager
def copy(pages: int = 1, stored: bool = True, hook: bool = True) -> Iterator[Path]:
    """This project with its page `pages` times; `stored`: with all its results."""
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        root = Path(name)
        copy_project(root)
        config = (root / "mkdocs.yml").read_text("utf-8")
        if not hook:
            config = re.sub(r"(?m)^hooks:\n.*\n", "", config)
        (root / "mkdocs.yml").write_text(config, "utf-8")
        text = (root / f"docs/{PAGE}.md").read_text("utf-8")
        for i in range(1, pages):
            twin = f"{PAGE}-{i:02}"
            for part in ("snippets", "docs/plots"):
                if (root / part / PAGE).exists():
                    shutil.copytree(root / part / PAGE, root / part / twin)
            new = text.replace(f'"{PAGE}/', f'"{twin}/')
            new = new.replace(f"(plots/{PAGE}/", f"(plots/{twin}/")
            (root / f"docs/{twin}.md").write_text(new, "utf-8")
        if stored:
            share_results(Project.load(root))
        yield root


def share_results(project: Project) -> None:
    """Give the copies the results of their original: they are the same programs."""
    original, theirs = Store(Project.load(ROOT)), Store(project)
    known = {p.name: p for page in original.project.pages for p in page.programs}
    for page in project.pages:
        for program in page.programs:
            name = re.sub(rf"^{PAGE}-\d\d", PAGE, program.name)
            result = original.get(original.key(job_of(known[name], original.project)))
            assert result, f"{name} has not been run: make check first"
            job = job_of(program, project)
            theirs.put(theirs.key(job), job, result)


def mkdocs(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "mkdocs", *arguments]
    return subprocess.run(
        command, cwd=root, env=ENVIRONMENT, check=True, capture_output=True, text=True
    )


def tiny() -> None:
    """(a) A hundred tiny programs: the engine against fresh interpreters."""
    settings = Project.load(ROOT).settings
    jobs = [
        Job(f"tiny_{i}.py", TINY.format(i + 1), (1, 2, 3, 4), (0,), 60, settings.memory)
        for i in range(100)
    ]
    engine = seconds(lambda: list(execute(jobs, settings)))

    def fresh(job: Job) -> None:
        command = [sys.executable, "-c", job.text]
        one = {"OMP_NUM_THREADS": "1", "MPLBACKEND": "agg"}
        env = os.environ | one
        subprocess.run(command, env=env, check=True, stdout=subprocess.DEVNULL)

    with ThreadPoolExecutor(cores()) as pool:
        alone = seconds(lambda: list(pool.map(fresh, jobs)))
    text = f"100 tiny programs, {cores()} at a time: fresh {alone:.1f} s, "
    say("a", f"{text}engine {engine:.1f} s", alone / engine, "≥ 8")


def cold(pages: int) -> None:
    """(b, e) `python -m cards check` with an empty store, against its own computing.

    All is counted: starting Python, reading the pages, importing, checking.
    """
    with copy(pages, stored=False) as root:
        command = [sys.executable, "-m", "cards", "check"]
        wall = seconds(
            lambda: subprocess.run(
                command,
                cwd=root,
                env=ENVIRONMENT,
                check=True,
                stdout=subprocess.DEVNULL,
            )
        )
        entries = (root / ".cache/cards").glob("*.json")
        own = [json.loads(entry.read_text())["result"]["seconds"] for entry in entries]
    text = f"{pages} × the page cold, {len(own)} programs: {wall:.1f} s, "
    text += f"computing {sum(own):.1f} s on {cores()} cores"
    ratio = wall * cores() / sum(own)
    say("b" if pages == 1 else "e", text, ratio, "≤ 1.3")


def build(pages: int) -> None:
    """(c, e) A build that executes nothing, against the same without the hook."""
    with copy(pages) as with_hook, copy(pages, hook=False) as without:
        mkdocs(with_hook, "build", "--strict")
        times: tuple[list[float], list[float]] = ([], [])
        for _ in range(3 if pages > 10 else 5):
            run = mkdocs(with_hook, "build", "--strict").stderr
            assert not re.search(r"\[ *\d+/\d+\]", run), (
                "the second build ran something"
            )
            times[0].append(seconds(lambda: mkdocs(with_hook, "build")))
            times[1].append(seconds(lambda: mkdocs(without, "build")))
        a, b = map(statistics.median, times)
        text = (
            f"{pages} × the page, second build: {a:.2f} s, without the hook {b:.2f} s"
        )
        say("c" if pages == 1 else "e", text, a / b, "≤ 1.5")


class Server:
    """`mkdocs serve` on a copy."""

    def __init__(self, root: Path) -> None:
        self.root = root
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.log = ""
        self.process = subprocess.Popen(
            [sys.executable, "-m", "mkdocs", "serve", "-a", f"127.0.0.1:{self.port}"],
            cwd=root,
            env=ENVIRONMENT,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        for line in self.process.stdout or ():
            self.log += line

    def __enter__(self) -> Server:
        return self

    def __exit__(self, *_: object) -> None:
        self.process.send_signal(signal.SIGINT)
        self.process.wait(60)

    def has(self, text: str, page: str = PAGE) -> bool:
        address = f"http://127.0.0.1:{self.port}/{page}/"
        try:
            with urllib.request.urlopen(address, timeout=30) as answer:
                return text in answer.read().decode()
        except OSError:
            return False

    def until(self, what: Callable[[], bool], limit: float = 300) -> float:
        started = time.perf_counter()
        while not what():
            if time.perf_counter() > started + limit:
                raise TimeoutError(self.log)
            time.sleep(0.01)
        return time.perf_counter() - started

    def edit(self, n: int) -> float:
        """Seconds from an edit of text to its being visible."""
        file = self.root / f"docs/{PAGE}.md"
        mark = f"an edit numbered {n} of process {self.process.pid}"
        text = file.read_text("utf-8")
        text = text.replace("# Activations\n", f"# Activations\n\n{mark}\n", 1)
        file.write_text(text, "utf-8")
        return self.until(lambda: self.has(mark))


def serve(pages: int) -> None:
    """(d, e) While serving, an edit of text and one of a program."""
    with (
        copy(pages) as with_hook,
        copy(pages, hook=False) as without,
        Server(with_hook) as ours,
        Server(without) as plain,
    ):
        ours.until(lambda: ours.has("Activations"))
        plain.until(lambda: plain.has("Activations"))
        time.sleep(1)
        ours.edit(0), plain.edit(0)
        pairs = [(ours.edit(i), plain.edit(i)) for i in range(1, 6)]
        a, b = (statistics.median(times) for times in zip(*pairs, strict=True))
        text = f"{pages} × the page, edit of text visible after {a:.2f} s, "
        say("d", f"{text}without the hook {b:.2f} s", a / b, "≤ 1.5")
        program = with_hook / "snippets" / PAGE / "relu_at_zero.py"
        program.write_text(program.read_text() + "assert True\n")
        ours.until(lambda: "relu-at-zero " in ours.log)
        time.sleep(3)
        ran = re.findall(r"\[ *\d+/\d+\] (\S+)", ours.log)
        print(f"(d) an edit of one program ran: {', '.join(ran)}", flush=True)


def first_serve() -> None:
    """(d) The first serve of a fresh clone, and a program that hangs."""
    with copy(stored=False) as root:
        shutil.rmtree(root / "docs/plots", ignore_errors=True)
        program = root / "snippets" / PAGE / "relu_at_zero.py"
        program.write_text("while True:\n    pass\n" + program.read_text())
        with Server(root) as server:
            start = server.until(lambda: "Serving on" in server.log)
            ready = server.until(lambda: server.has("worst seed  MSE"))
            print(
                f"(d) first serve, empty store, one program hanging: serving after "
                f"{start:.1f} s, text, code and output readable {ready:.1f} s later "
                "(target ≤ 5)",
                flush=True,
            )
            done = server.until(
                lambda: len(re.findall(r"\] \S+ [\d.]+ s", server.log)) >= 15
            )
            shown = server.until(lambda: server.has("still running"))
            print(f"(d) all others had finished {done + shown:.0f} s later", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--full", action="store_true")
    parser.add_argument("--only", default="abcde", help="letters of the measurements")
    options = parser.parse_args()
    project = Project.load(ROOT)
    programs = [p for page in project.pages for p in page.programs]
    Store(project).results(programs)
    if "a" in options.only:
        tiny()
    if "b" in options.only:
        cold(1)
    if "c" in options.only:
        build(1)
    if "d" in options.only:
        serve(1)
        first_serve()
    if "e" in options.only:
        for pages in (10, 50):
            build(pages)
            serve(pages)
        cold(10)
        if options.full:
            cold(50)


if __name__ == "__main__":
    main()
