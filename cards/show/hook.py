"""The MkDocs plugin `cards`, and all that this project knows of MkDocs.

A build runs what is not stored, and reports every fault as a warning, which
`--strict` turns into a failure. While serving nothing waits: programs run in
the background, the page says which still do, and reloads as they finish.
"""

from __future__ import annotations

import html
import logging
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from mkdocs.config.base import Config
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File

from cards import gate
from cards.check.card import card_faults
from cards.check.figures import remove_stale_figures, write_figures
from cards.files import UsageError, write
from cards.project import Project
from cards.prove.ledger import Records
from cards.read.model import Card
from cards.read.model import Page as CardPage
from cards.read.source import Fault
from cards.run.job import Result
from cards.run.store import Store
from cards.show import export, feed, lists, markdown, search, serve
from cards.show.head import Heads
from cards.show.html import Context, Frames
from cards.show.links import Site, SitePage

if TYPE_CHECKING:
    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.livereload import LiveReloadServer
    from mkdocs.structure.files import Files
    from mkdocs.structure.nav import Navigation
    from mkdocs.structure.pages import Page
    from mkdocs.utils.templates import TemplateContext

log = logging.getLogger("mkdocs.plugins.cards")


class LabFile(File):
    """A lab in MkDocs' eyes: a page whose Markdown is made, at its own path."""

    def is_documentation_page(self) -> bool:
        return True

    @property
    def edit_uri(self) -> str:
        return self.src_uri


class Settings(Config):  # type: ignore[no-untyped-call]
    """The plugin has none: what the engine should know stands in pyproject.toml."""


class Cards(BasePlugin[Settings]):  # type: ignore[no-untyped-call]
    """The plugin. What one build knows is made in `on_config`."""

    project: Project
    store: Store
    records: Records
    results: dict[str, Result]
    site: Site
    heads: Heads
    dates: feed.Dates
    news: list[tuple[int, Card]]
    extensions: list[Any]  # of Markdown, as the settings name them
    listed: list[Page]  # in the navigation

    def __init__(self) -> None:
        self.serving = False
        self.background = serve.Background()

    def on_startup(
        self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool
    ) -> None:
        self.serving = command == "serve"

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Read the settings and the pages."""
        root = Path(os.path.abspath(config.config_file_path)).parent
        try:
            self.project = Project.load(root)
        except UsageError as error:
            raise PluginError(str(error)) from error
        if Path(config.docs_dir) != self.project.docs:
            raise PluginError(f"docs_dir has to be {self.project.docs.name}")
        self.project.order = tuple(_sources(config.nav))
        self.records = Records(self.project)
        self.store = Store(self.project)
        self.store.memory = self.background.memory
        self.results = {}
        url = config.site_url.rstrip("/") + "/" if config.site_url else ""
        names = config.site_name, config.site_description or ""
        self.site = Site(self.project, self.results, url, *names)
        self.extensions = list(config.markdown_extensions)
        snippets = config.mdx_configs.setdefault("pymdownx.snippets", {})
        snippets["base_path"] = [str(self.project.snippets)]
        return config

    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        """Get the results, or have them made; write the figures."""
        project, store = self.project, self.store
        programs = [program for page in project.pages for program in page.programs]
        if self.serving:
            self.results |= self.background.results(store, programs)
            for page in project.pages:
                self._report(page.faults)
                for card in page.cards:
                    if serve.ran(card, self.results):
                        self._report(card_faults(project, page, card, self.results))
            serve.hold_places(project, self.results)
        else:
            for program, result, stored in store.results(programs):
                self.results[program.name] = result
                if not stored:
                    serve.report(len(self.results), len(programs), program, result)
            self._report(gate.faults(project, self.results))
        self._report(lists.faults(project))
        for page in project.pages:
            for card in page.cards:
                if serve.ran(card, self.results):
                    write_figures(project, card, self.results)
        if not self.serving:
            remove_stale_figures(project)
            store.prune()

    def _report(self, faults: Iterable[Fault]) -> None:
        for fault in faults:
            log.warning(fault.show(self.project.root))

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Labs as pages; programs and notebooks as files. Each page's address."""
        pages = {page.file: page for page in self.project.pages}
        for page in self.project.pages:
            if page.kind == "lab":
                path = page.file.relative_to(self.project.docs).as_posix()
                found = files.get_file_from_path(path)
                if found is not None and self._shown(found):
                    files.remove(found)
                    text = markdown.lab_source(page, self.site)
                    files.append(LabFile.generated(config, path, content=text))
        found_pages = {
            self.project.docs / file.src_uri: file
            for file in files
            if file.is_documentation_page() and self._shown(file)
        }
        places = {source: i for i, source in enumerate(pages)}  # in the site's order
        for source in sorted(found_pages, key=lambda s: places.get(s, len(places))):
            file, known = found_pages[source], pages.get(source)
            title = known.title if known else file.name
            url = "" if file.url == "./" else file.url
            self.site.pages[source] = SitePage(source, url, title, known)
        for path, text in export.program_files(self.site):
            files.append(File.generated(config, path, content=text))
        return files

    def _shown(self, file: File) -> bool:
        level: Any = file.inclusion  # its methods have no types
        return bool(level.is_in_serve() if self.serving else level.is_included())

    def on_serve(
        self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Any
    ) -> LiveReloadServer:
        finished = serve.finished(self.project)
        write(finished, "")
        server.watch(str(finished))
        return server

    def on_nav(
        self, nav: Navigation, *, config: MkDocsConfig, files: Files
    ) -> Navigation:
        self.listed = [page for page in nav.pages if self._shown(page.file)]
        return nav

    def on_page_markdown(
        self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files
    ) -> str:
        """Lists made of cards; the frames of the page's cards."""
        known = self._known(page)
        if known is None:
            config.markdown_extensions = self.extensions
            return markdown
        context = self._context(known, page.file.src_uri, config)
        frames: Any = Frames(context)  # MkDocs expects names, and takes both
        config.markdown_extensions = [*self.extensions, frames]
        if known.kind != "prose":
            return markdown
        lines = markdown.splitlines()
        return "\n".join(lists.expand(line, known.file, self.site) for line in lines)

    def _known(self, page: Page) -> CardPage | None:
        entry = self.site.pages.get(self.project.docs / page.file.src_uri)
        return entry.page if entry else None

    def _context(self, page: CardPage, here: str, config: MkDocsConfig) -> Context:
        edit = ""
        if config.repo_url and config.edit_uri:
            docs = config.edit_uri.rstrip("/").removesuffix("docs")
            edit = f"{config.repo_url.rstrip('/')}/{docs}"
        claims = self._page_with("claims")
        context = Context(
            self.site,
            page,
            here,
            self.records,
            report=lambda fault: self._report([fault]),
            edit=edit,
            repo=config.repo_url or "",
            versions=self.store.told_versions,
            proof=self.site.path(claims.source) if claims else "",
        )
        if self.serving:
            context.states = serve.states(self.project, page, self.results)
        return context

    def _page_with(self, name: str) -> SitePage | None:
        """The page that has a list of cards of this kind."""
        found = (entry for entry, page in self.site.own if lists.has_list(page, name))
        return next(found, None)

    def on_env(
        self, env: Environment, *, config: MkDocsConfig, files: Files
    ) -> Environment:
        """Every page is read: tell what each is, and when it changed."""
        self.dates = feed.git_dates(self.project)
        self.news = feed.newest(self.site, self.dates)
        if self.site.url and self.dates.why:
            log.info(f"no feed and no dates: {self.dates.why}")
        self.heads = Heads(self.site, feed=bool(self.news))
        for file in files.documentation_pages(inclusion=lambda level: True):
            page = file.page
            entry = self.site.pages.get(self.project.docs / file.src_uri)
            if page is None or entry is None:
                continue
            given = page.meta.get("title") or html.unescape(str(page.title or ""))
            entry.title = str(given or entry.title)
            self.heads.describe(entry, str(page.meta.get("description") or ""))
            # Material prints it as it is; the sitemap takes the date
            page.meta["description"] = html.escape(entry.description)
            page.update_date = self.dates.page(entry) or page.update_date
        questions = self._page_with("questions")
        menu = [{"url": page.url, "title": page.title} for page in self.listed]
        env.globals["menu"] = menu
        homes = [entry.url for entry in self.site.pages.values() if entry.home]
        env.globals["home_url"] = homes[0] if homes else ""
        env.globals["questions_url"] = questions.url if questions else ""
        return env

    def on_page_context(
        self,
        context: TemplateContext,
        *,
        page: Page,
        config: MkDocsConfig,
        nav: Navigation,
    ) -> TemplateContext:
        entry = self.site.pages.get(self.project.docs / page.file.src_uri)
        if entry:
            context["published"] = self.heads.head(entry)  # type: ignore[typeddict-unknown-key]
        return context

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        folder = Path(config.site_dir)
        for path, text in markdown.page_files(self.site):
            write(folder / path, text)
        if self.news:
            write(folder / "feed.xml", feed.feed(self.site, self.news))
        urls = {source: entry.url for source, entry in self.site.pages.items()}
        search.write(self.project, folder, urls)

    def on_shutdown(self) -> None:
        self.background.stop()


def _sources(nav: Any) -> Iterator[str]:
    """The sources that a navigation names, in its order."""
    match nav:
        case str():
            yield nav
        case list():
            yield from (file for part in nav for file in _sources(part))
        case dict():
            yield from (file for part in nav.values() for file in _sources(part))
