"""The MkDocs hook: results before rendering, card frames and math after.

A build runs what is not stored, and reports every fault as a warning, which
`--strict` turns into a failure. While serving nothing waits: programs run in
the background, the page says which still do, and reloads as they finish.
"""

from __future__ import annotations

import html
import logging
import re
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

sys.path.insert(0, str(Path(__file__).parents[2]))  # a hook file has no package

from math_core import LatexError, LatexToMathML
from mkdocs.exceptions import PluginError

from cards import gate
from cards.check.card import card_faults, remove_stale_figures, write_figures
from cards.files import UsageError, write
from cards.project import Project
from cards.prove.ledger import Records
from cards.read.model import Card, Program
from cards.read.model import Page as CardPage
from cards.read.source import Fault
from cards.run.job import Result, job_of
from cards.run.pool import Stopped
from cards.run.store import Store
from cards.show import lab, search
from cards.show.html import Surroundings, expand, frame
from cards.show.publish import Publication

if TYPE_CHECKING:
    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.livereload import LiveReloadServer
    from mkdocs.structure.files import Files
    from mkdocs.structure.nav import Navigation
    from mkdocs.structure.pages import Page
    from mkdocs.utils.templates import TemplateContext

log = logging.getLogger("mkdocs.hooks.cards")

WAITING = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="389pt" height="230pt" '
    'viewBox="0 0 389 230"><text x="194" y="115" text-anchor="middle" '
    'fill="gray" font-family="sans-serif" font-size="12">running …</text></svg>\n'
)


class _Hook:
    """What lives from one build to the next."""

    def __init__(self) -> None:
        self.serving = False
        self.project: Project | None = None
        self.store: Store | None = None
        self.results: dict[str, Result] = {}
        self.running: set[str] = set()
        self.order: list[str] = []  # of the navigation, by source
        self.records: Records | None = None
        self.publication: Publication | None = None
        self.stop = threading.Event()
        self.lock = threading.Lock()

    def prepare(self, root: Path, order: tuple[str, ...] = ()) -> None:
        """Read the pages anew; get the results, or have them made."""
        self.project = Project.load(root)
        self.project.order = order
        self.records = Records(self.project)
        if self.store is None:
            self.store = Store(self.project)
        self.store.project = self.project
        pages = self.project.pages
        programs = [program for page in pages for program in page.programs]
        if self.serving:
            self._in_background(programs)
        else:
            self.results = {}
            for program, result, stored in self.store.results(programs):
                self.results[program.name] = result
                if not stored:
                    _report(len(self.results), len(programs), program, result)
            _tell(self.project, gate.faults(self.project, self.results))
        for page in pages:
            for card in page.cards:
                self._write_figures(card)
        if not self.serving:
            remove_stale_figures(self.project)
            self.store.prune()

    def _write_figures(self, card: Card) -> bool:
        assert self.project
        if all(program.name in self.results for program in card.programs):
            return write_figures(self.project, card, self.results)
        for image in card.images:
            file = self.project.docs / image.target
            if file.is_relative_to(self.project.plots) and not file.exists():
                write(file, WAITING)
        return False

    def _in_background(self, programs: list[Program]) -> None:
        """Take what is stored; start the rest, but nothing twice."""
        assert self.project and self.store
        keys = {p.name: self.store.key(job_of(p, self.project)) for p in programs}
        self.results = {
            name: result
            for name, key in keys.items()
            if (result := self.store.get(key))
        }
        with self.lock:
            missing = [
                program
                for program in programs
                if program.name not in self.results
                and keys[program.name] not in self.running
            ]
            self.running |= {keys[program.name] for program in missing}
        for page in self.project.pages:
            for card in page.cards:
                if all(program.name in self.results for program in card.programs):
                    faults = card_faults(self.project, page, card, self.results)
                    _tell(self.project, faults)
            _tell(self.project, page.faults)
        if missing:
            log.info(f"running {len(missing)} programs in the background")
            arguments = (self.project, missing, keys)
            threading.Thread(target=self._run, args=arguments, daemon=True).start()

    def _run(
        self, project: Project, programs: list[Program], keys: dict[str, str]
    ) -> None:
        assert self.store
        store = self.store

        try:
            found = store.results(programs, stop=self.stop)
            for done, (program, result, _) in enumerate(found, 1):
                _report(done, len(programs), program, result)
                with self.lock:
                    self.running.discard(keys[program.name])
                write(project.cache / "finished", keys[program.name])  # watched
        except Stopped:
            pass
        except Exception:  # a thread's error would go unseen
            log.exception("the programs could not be run")

    def state(self, page: CardPage) -> dict[str, str]:
        """What a reader should know of cards that have not held (yet)."""
        assert self.project
        states = {}
        for card in page.cards:
            if any(program.name not in self.results for program in card.programs):
                states[card.id] = "This program is still running …"
                continue
            faults = card_faults(self.project, page, card, self.results)
            faults += [fault for fault in page.faults if fault.card == card.id]
            if faults:
                shown = "\n".join(fault.show(self.project.root) for fault in faults)
                states[card.id] = shown
        return states


def _report(done: int, of: int, program: Program, result: Result) -> None:
    log.info(f"[{done:3}/{of}] {program.name} {result.seconds:.1f} s")


def _tell(project: Project, faults: list[Fault]) -> None:
    for fault in faults:
        log.warning(fault.show(project.root))


_hook = _Hook()
_math = LatexToMathML(fancy_error=False)


def on_startup(command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
    _hook.serving = command == "serve"


def on_pre_build(config: MkDocsConfig) -> None:
    _hook.prepare(Path(config.config_file_path).parent, tuple(_files(config.nav)))


def _files(nav: Any) -> Iterator[str]:
    """The sources that a navigation names, in its order."""
    match nav:
        case str():
            yield nav
        case list():
            yield from (file for part in nav for file in _files(part))
        case dict():
            yield from (file for part in nav.values() for file in _files(part))


def on_serve(server: LiveReloadServer, config: MkDocsConfig, builder: Any) -> None:
    assert _hook.project
    write(_hook.project.cache / "finished", "")
    server.watch(str(_hook.project.cache / "finished"))


def on_nav(nav: Navigation, config: MkDocsConfig, files: Files) -> Navigation:
    _hook.order = [page.file.src_uri for page in nav.pages]
    return nav


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> Environment:
    """Every page is read and none is rendered: tell what each is, and its date."""
    assert _hook.project
    _hook.publication = publication = Publication(
        _hook.project,
        _hook.results,
        config.site_url or "",
        config.site_name,
        config.site_description or "",
    )
    place = {uri: i for i, uri in enumerate(_hook.order)}
    found = files.documentation_pages()
    for file in sorted(found, key=lambda file: place.get(file.src_uri, len(place))):
        page = file.page
        if page is None or file.abs_src_path is None:
            continue
        entry = publication.add(
            Path(file.abs_src_path),
            page.url,
            str(page.meta.get("title") or html.unescape(page.title or "")),
            str(page.meta.get("description") or ""),
        )
        # Material prints it as it is; the sitemap takes the date
        page.meta["description"] = html.escape(entry.description)
        page.update_date = publication.updated(entry) or page.update_date
    return env


def on_page_context(
    context: TemplateContext, page: Page, config: MkDocsConfig, nav: Navigation
) -> TemplateContext:
    source = Path(page.file.abs_src_path or "")
    if _hook.publication and source in _hook.publication.entries:
        context["published"] = _hook.publication.head(source)  # type: ignore[typeddict-unknown-key]
    return context


def on_post_build(config: MkDocsConfig) -> None:
    assert _hook.project and _hook.publication
    _hook.publication.write(Path(config.site_dir))
    urls = {source: e.url for source, e in _hook.publication.entries.items()}
    search.write(_hook.project, Path(config.site_dir), urls)


def on_shutdown() -> None:
    _hook.stop.set()


def _card_page(page: Page) -> CardPage | None:
    assert _hook.project
    source = page.file.abs_src_path
    return next((p for p in _hook.project.pages if str(p.file) == source), None)


def on_pre_page(page: Page, config: MkDocsConfig, files: Files) -> Page:
    """A lab is rendered as every other page is.

    mkdocs-jupyter makes a page of it, and would render it with 600 KB of styles
    that follow no theme; what its cells print is known here already.
    """
    cards = _card_page(page)
    if cards and cards.kind == "lab":
        vars(page).pop("render", None)
    return page


def on_page_markdown(
    markdown: str, page: Page, config: MkDocsConfig, files: Files
) -> str:
    """Lists made of cards; while serving, what still runs and what went wrong."""
    cards = _card_page(page)
    if cards is None:
        return markdown
    assert _hook.project
    if cards.kind == "lab":
        return _with_states(lab.markdown(cards, _hook.results), cards)
    if cards.kind != "cards":
        try:
            return expand(markdown, _hook.project)
        except UsageError as error:
            raise PluginError(f"docs/{page.file.src_uri}: {error}") from error
    return _with_states(markdown, cards)


def _with_states(markdown: str, cards: CardPage) -> str:
    """While serving: below each heading, what still runs and what went wrong."""
    if not _hook.serving:
        return markdown
    lines = markdown.splitlines()
    headings = {str(card.heading): card.id for card in cards.cards}
    states = _hook.state(cards)
    for i, line in enumerate(lines):
        state = states.get(headings.get(line, ""))
        if state:
            lines[i] += f'\n\n<pre class="card-state">{html.escape(state)}</pre>'
    return "\n".join(lines)


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Each card in its frame."""
    cards = _card_page(page)
    if cards is None:
        return html
    assert _hook.project and _hook.store
    edit = ""
    if config.repo_url and config.edit_uri:
        docs = config.edit_uri.rstrip("/").removesuffix("docs")
        edit = f"{config.repo_url.rstrip('/')}/{docs}"
    base = "../" * page.url.count("/")
    around = Surroundings(
        _hook.project,
        _hook.results,
        base=base,
        edit=edit,
        versions=_hook.store.told_versions,
        records=_hook.records,
        proof=_proof(files, base),
        repo=config.repo_url or "",
    )
    return frame(html, cards, around)


def _proof(files: Files, base: str) -> str:
    """The address of the page that lists the claims, or empty."""
    assert _hook.project
    telling = {
        str(p.file) for p in _hook.project.pages if "<!--cards:claims-->" in p.prose
    }
    found = (f for f in files.documentation_pages() if f.abs_src_path in telling)
    return next((base + file.url for file in found), "")


FORMULA = re.compile(
    r'<(span|div) class="arithmatex">\\([(\[])(.*?)\\[)\]]</\1>', re.DOTALL
)


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    """Formulas → MathML, so that no reader has to run a script for them."""
    cards = _card_page(page)

    def convert(match: re.Match[str]) -> str:
        latex = html.unescape(match[3]).strip()
        try:
            return _math.convert_with_local_state(latex, displaystyle=match[2] == "[")
        except LatexError as error:
            where = _place(cards, latex) if cards else Fault(Path(), 1, "", "")
            message = f"formula cannot be converted: {latex} ({error})"
            fault = Fault(where.file, where.line, where.card, message)
            _tell(_hook.project, [fault]) if _hook.project else None
            return match[0]

    return FORMULA.sub(convert, output)


def _place(page: CardPage, latex: str) -> Fault:
    """Where on its page a formula stands."""
    first = latex.splitlines()[0]
    line = next((line for line in page.lines if first in line), page.lines[0])
    before = [c.id for c in page.cards if c.heading.number <= line.number]
    return Fault(line.file, line.number, before[-1] if before else "", "")
