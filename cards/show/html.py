"""A card's frame: a treeprocessor of Python-Markdown, as mkdocstrings has one.

The Markdown alone reads whole on any renderer; this adds what only the site can
know: when a program ran, where its file is, how large its figure is. It also
sees to it that each block of Python on a page is one that ran.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

from cards.prove.ledger import Records
from cards.read.comments import EXPECTED
from cards.read.model import Block, Card, Page, Program
from cards.read.source import Fault
from cards.show import lists, measured, pieces, ranges
from cards.show.code import Code, code_of, element, sections, stashed
from cards.show.formulas import to_mathml
from cards.show.judge import Judge, blocks_of
from cards.show.links import (
    Site,
    SitePage,
    colab,
    notebook_path,
    program_path,
    relative,
)
from cards.show.markdown import LIST
from cards.show.paths import Step

COMMENT = re.compile(r"\s*<!--\s*(?:cards:|pytest).*?-->\s*", re.DOTALL)


@dataclass
class Context:
    """What a page's frames tell, besides what is on the page.

    `edit` is the address under which a file of the repository is edited, or empty;
    `repo` that of the repository; `versions` are shown; `proof` is the path of the
    page that tells of claims, or empty; `steps` are the cards' places on paths.
    `states` are, while serving, the words that stand below a card's heading;
    `report` takes the faults that are found here.
    """

    site: Site
    page: Page
    records: Records
    report: Callable[[Fault], None]
    edit: str = ""
    repo: str = ""
    versions: str = ""
    proof: str = ""
    states: dict[str, str] = field(default_factory=dict)
    steps: Mapping[str, list[Step]] = field(default_factory=dict)

    def link(self, path: str) -> str:
        """From the page's source to another path in `docs/`."""
        return relative(path, self.site.path(self.page.file))


class Frames(Extension):
    """The extension of Python-Markdown for one page."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
        # after the table of contents (5), before MkDocs makes links (0)
        md.treeprocessors.register(_Framing(md, self.context), "cards", 4)


class _Framing(Treeprocessor):
    """Frames the cards of a page whose tree is otherwise done."""

    def __init__(self, md: Markdown, context: Context) -> None:
        super().__init__(md)
        self.context = context
        self.code: dict[Element, Code] = {}
        self.judge = Judge(context.page, context.report)

    def run(self, root: Element) -> None:
        page = self.context.page
        self._read_code(root)
        for latex, why in to_mathml(root):
            self.judge.formula(latex, why)
        if page.kind == "lab":
            self._lab(root)
        else:
            self._cards(root)
        # blocks of prose ran, too, and have no frame
        left = blocks_of(*page.cards) if page.kind == "prose" else []
        for code in self.code.values():
            if code.python and not code.judged:
                self.judge.match(code, left)
        self.judge.missing(left)
        heading = root.find("h1")
        entry = self.context.site.pages.get(page.file)
        if entry and not entry.home and heading is not None:
            root.insert(list(root).index(heading) + 1, self._take_along(entry))

    def _read_code(self, root: Element) -> None:
        """Find the blocks of code, mark outputs, drop comments to the engine."""
        for parent in list(root.iter()):
            announced = False
            for child in list(parent):
                index, raw = stashed(self.md, child)
                if COMMENT.fullmatch(raw):
                    announced = announced or raw.strip() == EXPECTED
                    parent.remove(child)
                    continue
                if code := code_of(self.md, index, raw):
                    if announced and not code.python:
                        code.root.set("class", code.root.get("class", "") + " output")
                    code.keep()
                    self.code[child] = code
                announced = False

    def _cards(self, root: Element) -> None:
        """Each heading of a card, with all below it, into a section."""
        page, project = self.context.page, self.context.site.project
        cards = {card.id: card for card in lists.cards_of(page, project)}
        done, *parts = sections(root)
        for heading, *body in parts:
            card = cards.get(heading.get("id", ""))
            if card is None:
                done += [heading, *body]
                continue
            notes = [el for el in body if el.get("class") == "footnote"]
            body = [el for el in body if el not in notes]
            if len(page.cards) > 1 and card is page.cards[0]:
                done.append(pieces.test_yourself())
            done += [self._card(heading, body, card), *notes]
        root[:] = done

    def _card(self, heading: Element, body: list[Element], card: Card) -> Element:
        heading.tail = "\n"
        named = {"aria_labelledby": card.id, "data_card": card.name}
        section = element("section", heading, class_="card", **named)
        body = self._dressed(body, card)
        if state := self.context.states.get(card.id):
            text = f'<pre class="card-state">{html.escape(state)}</pre>'
            section.append(element("p", self.md.htmlStash.store(text)))
        short = next((el for el in body if el.tag == "p" and el not in self.code), None)
        if short is not None and not short.get("class"):
            short.set("class", "short")
        if card.predict:
            section.append(pieces.prediction(card, card.predict))
        told = element("summary", "Answer"), *body, *self._foot(card)
        section.append(element("details", *told, class_="answer", open="open"))
        section.tail = "\n"
        return section

    def _lab(self, root: Element) -> None:
        """One frame around all of a lab below its title: it is one program."""
        heads = [el for el in root if el.tag == "h1"][:1]
        body = [el for el in root if el not in heads]
        for card in self.context.page.cards:
            body = [*self._dressed(body, card), *self._foot(card)]
        root[:] = [*heads, element("section", *body, class_="lab")]

    def _dressed(self, body: list[Element], card: Card) -> list[Element]:
        """Programs named, with a bar above the first block of each; figures."""
        left = blocks_of(card)
        folds = {id(p.block): p.fold for p in card.parts if p.kind == "code"}
        sizes = pieces.figure_sizes(card, self.context.site.results)
        dressed: list[Element] = []
        ran: tuple[Program, Block] | None = None
        for child in body:
            code = self.code.get(child)
            if code is None:
                pieces.figure(child, sizes)
            elif code.output and ran:
                self._ranges(code, *ran)
            elif code.python and (found := self.judge.match(code, left, card)):
                ran = program, block = found
                code.keep(data_program=program.name)
                if block is program.blocks[0]:
                    path = self.context.link(program_path(program))
                    idea = any(folds.get(id(b)) for b in program.blocks)
                    dressed.append(pieces.bar(program, path, idea))
                    if idea:
                        code.keep(data_part="idea")
                if summary := folds.get(id(block)):
                    child = pieces.fold(summary, child)
            dressed.append(child)
        self.judge.missing(left)
        return dressed

    def _ranges(self, code: Code, program: Program, block: Block) -> None:
        """What the numbers of a block's output range over, where that is known."""
        seeds, found = self.context.records.ranges(program)
        spans = found.get(program.blocks.index(block))
        if spans and code.text == "\n".join(block.expected or []).rstrip("\n"):
            ranges.add(code, spans, seeds)

    def _foot(self, card: Card) -> list[Element]:
        """When the card ran, how far its claims hold, where it is edited."""
        context = self.context
        told: list[list[Element | str]] = []
        if ran := pieces.ran(card, context.site.results, context.versions):
            told.append(ran)
        if held := measured.foot(card, context.records):
            href = f"{context.link(context.proof)}#{card.page}"
            told.append([element("a", held, href=href) if context.proof else held])
        files = {"Edit this card": card.heading.file}
        for program in card.programs[:1]:
            files["Edit the program"] = program.file
        for text, file in files.items() if context.edit else ():
            path = file.relative_to(context.site.project.root).as_posix()
            told.append([element("a", text, href=context.edit + path)])
        foot = [element("p", *_row(told), class_="card-foot")] if told else []
        return [*self._steps(card), *foot]

    def _steps(self, card: Card) -> list[Element]:
        """What comes before and after the card on each path that leads over it."""
        made = []
        for step in self.context.steps.get(card.name, ()):
            path = element("a", step.path.title, href=self._to(step.path.file))
            parts: list[Element | str] = ["On the path ", path]
            for word, other in (("before", step.before), ("next", step.after)):
                if other is not None:
                    href = f"{self._to(other.heading.file)}#{other.id}"
                    parts += [f" · {word}: ", element("a", other.title, href=href)]
            made.append(element("p", *parts, class_="card-foot path"))
        return made

    def _to(self, file: Path) -> str:
        return self.context.link(self.context.site.path(file))

    def _take_along(self, entry: SitePage) -> Element:
        """The page as a notebook and as Markdown, and where models begin."""
        page, site = self.context.page, self.context.site
        links: list[list[Element | str]] = []
        if page.has_programs:
            href = self.context.link(notebook_path(page))
            links.append([element("a", "Download notebook", href=href, download="")])
            if address := colab(page, self.context.repo):
                links.append([element("a", "Open in Colab", href=address)])
        for path, title in (
            (site.path(entry.source), "Markdown"),
            (LIST, "For language models"),
        ):  # as text: MkDocs would lead a link to a page's source to the page
            link = f'<a href="{relative(path, entry.url)}">{title}</a>'
            links.append([self.md.htmlStash.store(link)])
        return element("p", *_row(links), class_="take-along")


def _row(items: Iterable[list[Element | str]]) -> list[Element | str]:
    """Items of a line, with a dot between them."""
    return [part for item in items for part in (" · ", *item)][1:]
