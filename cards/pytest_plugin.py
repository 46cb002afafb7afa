"""pytest-codeblocks, run through the engine: one test a card.

`--codeblocks` collects each Markdown page as it always does, but the page is
read by `cards.page` (includes expanded, nothing skipped in silence) and every
program runs in a process of its own. All that are selected run at once, when
the first of them is due.

Under pytest-xdist (`-n 2 --dist loadscope`) the tests of a page go to one worker,
which runs that page's programs when the first is due, with its share of the cores:
no program runs twice. What each finds is kept in the store as ever.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

import pytest
import pytest_codeblocks.plugin

from cards import gate
from cards.check.card import card_faults
from cards.check.project import page_faults
from cards.files import UsageError
from cards.project import Project
from cards.read.model import Card, Page
from cards.read.source import Fault
from cards.run.job import Result, job_of
from cards.run.pool import cores
from cards.run.store import Store


class _State:
    """What the items of one session share."""

    def __init__(self, root: Path) -> None:
        try:
            self.project = Project.load(root)
            self.project.pages  # noqa: B018  (a wrong setting is told here)
        except UsageError as error:
            raise pytest.UsageError(str(error)) from None
        self.results: dict[str, Result] = {}
        self.run_pages: set[str] = set()

    def run(self, session: pytest.Session, page: Page) -> dict[str, Result]:
        """The results of all that are selected; of one worker of many, of the page."""
        if page.name in self.run_pages:
            return self.results
        cards = [item for item in session.items if isinstance(item, CardTest)]
        at_once = int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", 1))
        if at_once > 1:
            cards = [item for item in cards if item.page is page]
        self.run_pages |= {item.page.name for item in cards}
        programs = [program for item in cards for program in item.card.programs]
        terminal = session.config.pluginmanager.get_plugin("terminalreporter")
        names = {job_of(program, self.project): program.name for program in programs}
        workers = max(1, cores() // at_once)
        for job, result, stored in Store(self.project).run(names, workers=workers):
            self.results[names[job]] = result
            if terminal and not stored:
                done = f"[{len(self.results):3}/{len(programs)}]"
                terminal.write(f"\n{done} {names[job]} {result.seconds:.1f} s")
        return self.results


class PageFile(pytest.File):
    """A page or lab: a test for each card, and one for the page itself."""

    def collect(self) -> Iterable[pytest.Item]:
        state = _state(self.config)
        page = next((p for p in state.project.pages if p.file == self.path), None)
        if page is None:
            return
        for card in page.cards:
            if card.programs or page.kind == "cards":
                yield CardTest.from_parent(self, name=card.id, page=page, card=card)
        yield PageTest.from_parent(self, name="page", page=page)


class _FaultTest(pytest.Item):
    def __init__(self, *, page: Page, **more: object) -> None:
        super().__init__(**more)  # type: ignore[arg-type]
        self.page = page

    def faults(self) -> Iterable[Fault]:
        raise NotImplementedError

    def runtest(self) -> None:
        root = _state(self.config).project.root
        try:
            told = [fault.show(root) for fault in sorted(set(self.faults()))]
        except UsageError as error:
            told = [str(error)]
        if told:
            pytest.fail("\n".join(told), pytrace=False)


class CardTest(_FaultTest):
    """One card: its programs run, and do what the page says."""

    def __init__(self, *, card: Card, **more: object) -> None:
        super().__init__(**more)  # type: ignore[arg-type]
        self.card = card

    def faults(self) -> Iterable[Fault]:
        state = _state(self.config)
        yield from card_faults(
            state.project, self.page, self.card, state.run(self.session, self.page)
        )
        yield from (f for f in self.page.faults if f.card == self.card.id)

    def reportinfo(self) -> tuple[Path, int, str]:
        return self.path, self.card.heading.number - 1, f"card {self.card.name}"


class PageTest(_FaultTest):
    """The page as a whole: its blocks are understood, its links lead somewhere."""

    def faults(self) -> Iterable[Fault]:
        project = _state(self.config).project
        of_cards = {card.id for card in self.page.cards}
        for fault in page_faults(project, self.page):
            if fault.kind == "link" or fault.card not in of_cards:
                yield fault
        if self.page is project.pages[0]:  # once
            yield from gate.whole(project)


def pytest_collect_file(
    file_path: Path, parent: pytest.Collector
) -> pytest.Collector | None:
    """A lab is a Python file, which the stock collector does not look at."""
    if file_path.suffix != ".py" or not parent.config.option.codeblocks:
        return None
    if file_path.parent != _state(parent.config).project.labs:
        return None
    file: pytest.Collector = PageFile.from_parent(parent, path=file_path)
    return file


_STATE = pytest.StashKey[_State]()


def _state(config: pytest.Config) -> _State:
    if _STATE not in config.stash:
        config.stash[_STATE] = _State(config.rootpath)
    return config.stash[_STATE]


def pytest_configure(config: pytest.Config) -> None:
    if config.option.codeblocks:
        _state(config)
    # the stock collector looks the class up when it is called
    pytest_codeblocks.plugin.MarkdownFile = PageFile
