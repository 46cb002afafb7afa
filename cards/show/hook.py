"""The MkDocs plugin `cards`, and all that this project knows of MkDocs.

A build runs what is not stored, and reports every fault as a warning, which
`--strict` turns into a failure. While serving nothing waits: programs run in
the background, the page says which still do, and reloads as they finish.
"""

from __future__ import annotations

import html
import os
from itertools import groupby
from pathlib import Path
from typing import Any

from jinja2 import Environment
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils.templates import TemplateContext

from cards.files import UsageError, write
from cards.project import Project
from cards.show import lists, serve
from cards.show.book import book, pandoc
from cards.show.build import Build
from cards.show.export import program_files
from cards.show.head import Heads
from cards.show.html import Frames
from cards.show.links import Site, SitePage
from cards.show.markdown import lab_source


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

    build: Build
    heads: Heads
    extensions: list[Any]  # of Markdown, as the settings name them
    listed: list[Page]  # in the navigation

    def __init__(self) -> None:
        self.serving = False
        self.background = serve.Background()

    def on_startup(self, *, command: str, **_: Any) -> None:
        self.serving = command == "serve"

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Read the settings and the pages."""
        root = Path(os.path.abspath(config.config_file_path)).parent
        try:
            project = Project.load(root)
        except UsageError as error:
            raise PluginError(str(error)) from error
        if Path(config.docs_dir) != project.docs:
            raise PluginError(f"docs_dir has to be {project.docs.name}")
        url = config.site_url.rstrip("/") + "/" if config.site_url else ""
        names = config.site_name, config.site_description or ""
        site = Site(project, {}, url, *names)
        self.build = Build(project, site, self.background if self.serving else None)
        self.build.store.memory = self.background.memory
        self.extensions = list(config.markdown_extensions)
        snippets = config.mdx_configs.setdefault("pymdownx.snippets", {})
        snippets["base_path"] = [str(project.snippets)]
        return config

    def on_pre_build(self, **_: Any) -> None:
        self.build.run()

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Labs as pages; programs and notebooks as files. Each page's address."""
        project, site = self.build.project, self.build.site
        given = {project.docs / file.src_uri: file for file in files}
        pages = {page.file: page for page in project.pages if page.file in given}
        for source in [*pages, *given]:  # in the site's order
            file, page = given[source], pages.get(source)
            if source in site.pages or not self._shown(file):
                continue
            if page and page.kind == "lab":
                files.remove(file)
                text = lab_source(page, site)
                file = LabFile.generated(config, file.src_uri, content=text)
                files.append(file)
            if file.is_documentation_page():
                url = "" if file.url == "./" else file.url
                title = page.title if page else file.name
                site.pages[source] = SitePage(source, url, title, page)
        for path, text in program_files(site):
            files.append(File.generated(config, path, content=text))
        files.append(File.generated(config, lists.DECK, content=self.build.deck()))
        if os.environ.get("CARDS_BOOK") and not self.serving:  # takes half a minute
            site.book = True
            files.append(File.generated(config, lists.BOOK, content=self._book()))
        return files

    def _book(self) -> bytes:
        try:
            return book(self.build.site, pandoc())
        except UsageError as error:
            raise PluginError(str(error)) from error

    def _shown(self, file: File) -> bool:
        level: Any = file.inclusion  # its methods have no types
        return bool(level.is_in_serve() if self.serving else level.is_included())

    def on_serve(self, server: LiveReloadServer, **_: Any) -> LiveReloadServer:
        finished = self.build.project.cache / "finished"
        write(finished, "")
        server.watch(str(finished))
        self.background.tell(finished, server.observer.is_alive)
        return server

    def on_nav(self, nav: Navigation, **_: Any) -> Navigation:
        self.listed = [page for page in nav.pages if self._shown(page.file)]
        return nav

    def on_page_markdown(
        self, markdown: str, *, page: Page, config: MkDocsConfig, **_: Any
    ) -> str:
        """Lists made of cards; the frames of the page's cards."""
        entry = self._entry(page)
        if entry is None or entry.page is None:
            config.markdown_extensions = self.extensions
            return markdown
        known, edit = entry.page, ""
        if config.repo_url and config.edit_uri:
            docs = config.edit_uri.rstrip("/").removesuffix("docs")
            edit = f"{config.repo_url.rstrip('/')}/{docs}"
        repo = config.repo_url or ""
        context = self.build.context(known, edit, repo)
        frames: Any = Frames(context)  # MkDocs expects names, and takes both
        config.markdown_extensions = [*self.extensions, frames]
        if known.kind != "prose":
            return markdown
        lines = markdown.splitlines()
        site = self.build.site
        return "\n".join(lists.expand(line, known.file, site) for line in lines)

    def _entry(self, page: Page) -> SitePage | None:
        return self.build.site.pages.get(self.build.project.docs / page.file.src_uri)

    def on_env(self, env: Environment, *, files: Files, **_: Any) -> Environment:
        """Every page is read: tell what each is, and when it changed."""
        self.heads = self.build.heads()
        for file in files.documentation_pages(inclusion=lambda level: True):
            page = file.page
            if page is None or (entry := self._entry(page)) is None:
                continue
            given = page.meta.get("title") or html.unescape(str(page.title or ""))
            entry.title = str(given or entry.title)
            self.heads.describe(entry, str(page.meta.get("description") or ""))
            # Material prints it as it is; the sitemap takes the date
            page.meta["description"] = html.escape(entry.description)
            page.update_date = self.build.dates.page(entry) or page.update_date
        questions = self.build.page_with("questions")
        groups = groupby(self.listed, key=_group)
        env.globals["menu"] = [
            {"title": title, "pages": list(pages)} for title, pages in groups
        ]
        homes = [entry.url for entry in self.build.site.pages.values() if entry.home]
        env.globals["home_url"] = homes[0] if homes else ""
        env.globals["questions_url"] = questions.url if questions else ""
        return env

    def on_page_context(
        self, context: TemplateContext, *, page: Page, **_: Any
    ) -> TemplateContext:
        if entry := self._entry(page):
            context["published"] = self.heads.head(entry)  # type: ignore[typeddict-unknown-key]
        return context

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        self.build.publish(Path(config.site_dir))

    def on_shutdown(self) -> None:
        self.background.stop()


def _group(page: Page) -> str:
    """The name under which a page stands in the navigation, or nothing."""
    return next((section.title or "" for section in page.ancestors), "")
