"""One build of the site: all of it that is not the generator's work."""

from __future__ import annotations

import logging
from pathlib import Path

from cards import gate
from cards.check.card import card_faults
from cards.check.figures import remove_stale_figures, write_figures
from cards.files import write
from cards.project import Project
from cards.prove.ledger import Records
from cards.read.model import Page
from cards.read.source import Fault
from cards.run.job import Result
from cards.run.store import Store
from cards.show import anki, feed, lists, markdown, paths, search, serve, study
from cards.show.head import Heads
from cards.show.html import Context
from cards.show.links import Site, SitePage

log = logging.getLogger("mkdocs.plugins.cards")


class Build:
    """A build of a project's site, which is filled with pages as they are found.

    `background`, where there is one, runs the programs while the site is served.
    """

    def __init__(
        self, project: Project, site: Site, background: serve.Background | None
    ) -> None:
        self.project, self.site, self.background = project, site, background
        self.records = Records(project)
        self.store = Store(project)
        self.results: dict[str, Result] = {}
        site.results = self.results
        self.dates = feed.git_dates(project)
        self.steps = paths.steps(project)

    def report(self, *faults: Fault) -> None:
        """Each fault as a warning, which a strict build does not pass."""
        for fault in faults:
            log.warning(fault.show(self.project.root))

    def run(self) -> None:
        """Get the results, or have them made; write the figures."""
        project, store = self.project, self.store
        programs = [program for page in project.pages for program in page.programs]
        if self.background:
            self.results |= self.background.results(store, programs)
        else:
            for program, result, stored in store.results(programs):
                self.results[program.name] = result
                if not stored:
                    serve.report(len(self.results), len(programs), program, result)
            self.report(*gate.faults(project, self.results))
            remove_stale_figures(project)
            store.prune()
        self.report(*lists.faults(project))
        for page in project.pages:
            if self.background:  # what is known so far; else it is told by now
                self.report(*page.faults)
            for card in page.cards:
                if not serve.ran(card, self.results):
                    serve.hold_places(project, card)
                    continue
                write_figures(project, card, self.results)
                if self.background:
                    self.report(*card_faults(project, page, card, self.results))

    def context(self, page: Page, edit: str, repo: str) -> Context:
        """What the frames of a page tell."""
        claims = self.page_with("claims")
        serving = self.background is not None
        return Context(
            self.site,
            page,
            self.records,
            report=self.report,
            edit=edit,
            repo=repo,
            versions=self.store.told_versions,
            proof=self.site.path(claims.source) if claims else "",
            states=serve.states(self.project, page, self.results) if serving else {},
            steps=self.steps,
        )

    def page_with(self, name: str) -> SitePage | None:
        """The page that has a list of cards of this kind."""
        own = self.site.own
        found = (entry for entry, page in own if any(lists.listed(page, name)))
        return next(found, None)

    def heads(self) -> Heads:
        """What the heads of the pages tell, once all pages are known."""
        if self.site.url and self.dates.why:
            log.info(f"no feed and no dates: {self.dates.why}")
        return Heads(self.site, feed=bool(feed.newest(self.site, self.dates)))

    def deck(self) -> bytes:
        """The deck for Anki; while the site is served its figures come later."""
        return anki.deck(self.site, log.debug if self.background else log.warning)

    def publish(self, folder: Path) -> None:
        """Write what lies beside the pages into the finished site."""
        for path, text in markdown.page_files(self.site):
            write(folder / path, text)
        if news := feed.newest(self.site, self.dates):
            write(folder / "feed.xml", feed.feed(self.site, news))
        study.write(self.site, folder)
        urls = {source: entry.url for source, entry in self.site.pages.items()}
        search.write(self.project, folder, urls)
