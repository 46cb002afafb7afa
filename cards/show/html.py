"""A card's frame: a treeprocessor of Python-Markdown, as mkdocstrings has one.

The Markdown alone reads whole on any renderer; this adds what only the site can
know: when a program ran, where its file is, how large its figure is. It also
sees to it that each block of Python on a page is one that ran.
"""

from __future__ import annotations

import html
import posixpath
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element, ParseError, fromstring, tostring

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor
from markdown.util import HTML_PLACEHOLDER_RE
from math_core import LatexError, LatexToMathML

from cards.prove.ledger import Records
from cards.read.comments import EXPECTED
from cards.read.model import Block, Card, Page, Program, figure_files
from cards.read.source import Fault
from cards.show import lists
from cards.show.links import Site, colab, notebook_path, program_path
from cards.show.words import printable

COMMENT = re.compile(r"\s*<!--\s*(?:cards:|pytest).*?-->\s*", re.DOTALL)
SIZE = re.compile(r'<svg [^>]*?width="([\d.]+)pt" height="([\d.]+)pt"')
ENTITY = re.compile(r"&(?!(?:lt|gt|amp|quot|apos);)\w+;")  # of HTML, not of XML
PLAIN = ("n", "w")  # names and spaces have the color of plain code: half of all spans
Left = list[tuple[Program, Block]]  # blocks of a page that are still to be shown


@dataclass
class Context:
    """What a page's frames tell, besides what is on the page.

    `here` is the page's path in `docs/`; `edit` the address under which a file
    of the repository is edited, or empty; `repo` that of the repository;
    `versions` are shown; `proof` is the path of the page that tells of claims,
    or empty. `states` are, while serving, the words that stand below a card's
    heading; `report` takes the faults that are found here.
    """

    site: Site
    page: Page
    here: str
    records: Records
    report: Callable[[Fault], None]
    edit: str = ""
    repo: str = ""
    versions: str = ""
    proof: str = ""
    states: dict[str, str] = field(default_factory=dict)

    def link(self, path: str) -> str:
        """From the page's source to another path in `docs/`."""
        return posixpath.relpath(path, posixpath.dirname(self.here) or ".")


class Frames(Extension):
    """The extension of Python-Markdown for one page."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
        # after the table of contents (5), before MkDocs makes links (0)
        md.treeprocessors.register(_Framing(md, self.context), "cards", 4)


def element(tag: str, *content: Element | str, **attributes: str) -> Element:
    """An element of HTML. In names of attributes `_` is `-`; `class_` is `class`."""
    names = {name.rstrip("_").replace("_", "-"): v for name, v in attributes.items()}
    made = Element(tag, names)
    for part in content:
        if isinstance(part, Element):
            made.append(part)
        elif len(made):
            made[-1].tail = (made[-1].tail or "") + part
        else:
            made.text = (made.text or "") + part
    return made


class Code:
    """A block of code, which Markdown keeps as text beside its tree."""

    def __init__(self, md: Markdown, index: int, root: Element) -> None:
        self.md, self.index, self.root = md, index, root
        self.judged = False  # whether it was compared with what ran
        _flatten(root)

    @property
    def python(self) -> bool:
        return "language-python" in self.root.get("class", "").split()

    @property
    def text(self) -> str:
        return "".join(self.root.itertext()).rstrip("\n")

    def keep(self, output: bool = False, **attributes: str) -> None:
        """Set attributes, and put the block back where Markdown has it."""
        for name, value in attributes.items():
            self.root.set(name.replace("_", "-"), value)
        if output:
            self.root.set("class", self.root.get("class", "") + " output")
        made = tostring(self.root, "unicode", method="html")
        self.md.htmlStash.rawHtmlBlocks[self.index] = made


def _flatten(root: Element) -> None:
    """Make spans that look like plain code plain text."""
    for code in root.iter("code"):
        kept: list[Element] = []
        text = code.text or ""
        for child in code:
            if child.get("class") in PLAIN and not len(child):
                text += (child.text or "") + (child.tail or "")
                continue
            _add(code, kept, text)
            text, child.tail = child.tail or "", ""
            kept.append(child)
        _add(code, kept, text)
        code[:] = kept


def _add(parent: Element, kept: list[Element], text: str) -> None:
    if kept:
        kept[-1].tail = text
    else:
        parent.text = text


class _Framing(Treeprocessor):
    """Frames the cards of a page whose tree is otherwise done."""

    def __init__(self, md: Markdown, context: Context) -> None:
        super().__init__(md)
        self.context = context
        self.code: dict[Element, Code] = {}
        self.latex = LatexToMathML(fancy_error=False)

    def run(self, root: Element) -> None:
        page = self.context.page
        self._read_code(root)
        self._formulas(root)
        if page.kind == "lab":
            self._lab(root)
        else:
            self._cards(root)
        left: Left = []
        if page.kind == "prose":  # its blocks ran, too, and have no frame
            left = [(p, block) for p in page.programs for block in p.blocks]
        for code in self.code.values():
            if code.python and not code.judged:
                self._match(code, left, None)
        self._missing(left)
        heading = root.find("h1")
        if page.has_programs and heading is not None:
            root.insert(list(root).index(heading) + 1, self._take_along())

    def _read_code(self, root: Element) -> None:
        """Find the blocks of code, mark outputs, drop comments to the engine."""
        for parent in list(root.iter()):
            announced = False
            for child in list(parent):
                index = self._stashed(child)
                raw = self._raw(index) if index >= 0 else ""
                if COMMENT.fullmatch(raw):
                    announced = announced or raw.strip() == EXPECTED
                    parent.remove(child)
                    continue
                if raw.startswith("<div") and "highlight" in raw.partition(">")[0]:
                    try:
                        code = Code(self.md, index, fromstring(printable(raw)))
                    except ParseError:  # some other plugin's
                        continue
                    code.keep(output=announced and not code.python)
                    self.code[child] = code
                announced = False

    def _stashed(self, child: Element) -> int:
        """The number of the text that Markdown keeps for an element, or -1."""
        text = (child.text or "").strip()
        match = HTML_PLACEHOLDER_RE.fullmatch(text) if child.tag == "p" else None
        return int(match[1]) if match and not len(child) else -1

    def _raw(self, index: int) -> str:
        raw = self.md.htmlStash.rawHtmlBlocks[index]
        return raw if isinstance(raw, str) else ""

    def _formulas(self, root: Element) -> None:
        """LaTeX → MathML, so that no reader has to run a script for it."""
        for parent in list(root.iter()):
            for i, child in enumerate(parent):
                if child.get("class") != "arithmatex" or not child.text:
                    continue
                block = child.text.startswith("\\[")
                latex = html.unescape(child.text[2:-2]).strip()
                try:
                    mathml = self.latex.convert_with_local_state(
                        latex, displaystyle=block
                    )
                except LatexError as error:
                    what = f"formula cannot be converted: {latex} ({error})"
                    self._fault_at(latex.partition("\n")[0], what)
                    continue
                named = ENTITY.sub(lambda match: html.unescape(match[0]), mathml)
                parent[i] = fromstring(named)
                parent[i].tail = child.tail

    def _fault_at(self, text: str, what: str) -> None:
        """A fault at the page's line that has this text, or at its first."""
        page = self.context.page
        found = [line for line in page.lines if text in line and line.file == page.file]
        number = found[0].number if found else 1
        before = [c.id for c in page.cards if c.heading.number <= number]
        self.context.report(
            Fault(page.file, number, before[-1] if before else "", what)
        )

    def _cards(self, root: Element) -> None:
        """Each heading of a card, with all below it, into a section."""
        page, done = self.context.page, list[Element]()
        cards = {
            card.id: card for card in lists.cards_of(page, self.context.site.project)
        }
        sections = 0
        for heading, body in _sections(root):
            card = cards.get(heading.get("id", "")) if heading is not None else None
            if heading is None or card is None:
                done += body if heading is None else [heading, *body]
                continue
            notes = [el for el in body if el.get("class") == "footnote"]
            body = [el for el in body if el not in notes]
            if page.kind == "cards" and not sections and len(cards) > 1:
                done.append(_test_yourself())
            sections += 1
            done += [self._card(heading, body, card), *notes]
        root[:] = done

    def _card(self, heading: Element, body: list[Element], card: Card) -> Element:
        heading.tail = "\n"
        section = element("section", heading, class_="card", aria_labelledby=card.id)
        body = self._dressed(body, card)
        if state := self.context.states.get(card.id):
            text = f'<pre class="card-state">{html.escape(state)}</pre>'
            section.append(element("p", self.md.htmlStash.store(text)))
        short = next((el for el in body if el.tag == "p" and el not in self.code), None)
        if short is not None and not short.get("class"):
            short.set("class", "short")
        answer = element("details", element("summary", "Answer"), class_="answer")
        answer.set("open", "open")
        answer.extend([*body, *self._foot(card)])
        section.append(answer)
        section.tail = "\n"
        return section

    def _lab(self, root: Element) -> None:
        """One frame around all of a lab below its title: it is one program."""
        heads = [el for el in root if el.tag == "h1"][:1]
        body = [el for el in root if el not in heads]
        section = element("section", class_="lab")
        for card in self.context.page.cards:
            body = [*self._dressed(body, card), *self._foot(card)]
        section.extend(body)
        root[:] = [*heads, section]

    def _dressed(self, body: list[Element], card: Card) -> list[Element]:
        """Programs named, with a bar above the first block of each; figures."""
        left = [(p, block) for p in card.programs for block in p.blocks]
        named: set[str] = set()
        dressed: list[Element] = []
        sizes = self._sizes(card)
        for child in body:
            code = self.code.get(child)
            if code and code.python and (found := self._match(code, left, card)):
                program, _ = found
                if program.name not in named:
                    dressed.append(self._bar(program))
                named.add(program.name)
                code.keep(data_program=program.name)
            elif code is None:
                _figure(child, sizes)
            dressed.append(child)
        self._missing(left)
        return dressed

    def _match(
        self, code: Code, left: Left, card: Card | None
    ) -> tuple[Program, Block] | None:
        """The block that ran as these bytes; those that should come before are told."""
        code.judged = True
        for i, (_, block) in enumerate(left):
            if "\n".join(block.lines).rstrip("\n") == code.text:
                self._missing(left[:i])
                found = left[i]
                del left[: i + 1]
                return found
        self._unknown(code, card)
        return None

    def _unknown(self, code: Code, card: Card | None) -> None:
        first = code.text.partition("\n")[0]
        what = f"the site shows Python that did not run as it stands there: {first}"
        self._tell(what, card, card.heading.number if card else 1)

    def _missing(self, left: Iterable[tuple[Program, Block]]) -> None:
        for program, block in left:
            what = "this block is not on the site as it ran"
            card = next(c for c in self._all_cards() if program in c.programs)
            self._tell(what, card, block.fence.number)

    def _all_cards(self) -> Iterator[Card]:
        for page in self.context.site.project.pages:
            yield from page.cards

    def _tell(self, what: str, card: Card | None, line: int) -> None:
        """Report what does not fit, unless the page's own faults tell why."""
        page = self.context.page
        file, id = (card.heading.file, card.id) if card else (page.file, "")
        if not any(fault.card == id or not fault.card for fault in page.faults):
            self.context.report(Fault(file, line, id, what))

    def _sizes(self, card: Card) -> Mapping[str, tuple[str, str]]:
        """Width and height of a card's figures in CSS pixels, by their names."""
        results = self.context.site.results
        ran = [results[p.name] for p in card.programs if p.name in results]
        figures = [svg for result in ran for svg in result.figures]
        sizes = {}
        for name, svg in zip(figure_files(card, len(figures)), figures, strict=True):
            if found := SIZE.search(svg):
                width, height = (round(float(n) * 4 / 3) for n in found.groups())
                sizes[name] = str(width), str(height)
        return sizes

    def _bar(self, program: Program) -> Element:
        href = self.context.link(program_path(program))
        button = element("button", "Copy program", type="button", class_="needs-js")
        button.set("data-copy", program.name)
        link = element("a", program.file.name, href=href)
        return element("div", link, button, class_="program-bar")

    def _take_along(self) -> Element:
        """The page as a notebook: to download, and where it is known to open it."""
        page = self.context.page
        href = self.context.link(notebook_path(page))
        link = element("a", "Download notebook", href=href, download="")
        made = element("p", link, class_="take-along")
        if address := colab(page, self.context.repo):
            link.tail = " · "
            made.append(element("a", "Open in Colab", href=address))
        return made

    def _foot(self, card: Card) -> list[Element]:
        """When the card ran, how far its claims hold, where it is edited."""
        context = self.context
        results = [context.site.results.get(program.name) for program in card.programs]
        ran = [result for result in results if result]
        told: list[list[Element | str]] = []
        if ran and len(ran) == len(results):
            when = max(result.when for result in ran)
            seconds = sum(result.seconds for result in ran)
            time = element("time", when[:10], datetime=when)
            told.append(["Ran on ", time, f" in {seconds:.1f} s, {context.versions}"])
        if held := lists.foot(card, context.records):
            href = f"{context.link(context.proof)}#{card.page}"
            told.append([element("a", held, href=href) if context.proof else held])
        files = {"Edit this card": card.heading.file}
        for program in card.programs[:1]:
            files["Edit the program"] = program.file
        for text, file in files.items() if context.edit else ():
            path = file.relative_to(context.site.project.root).as_posix()
            told.append([element("a", text, href=context.edit + path)])
        parts = [part for item in told for part in (" · ", *item)][1:]
        return [element("p", *parts, class_="card-foot")] if parts else []


def _sections(root: Element) -> Iterator[tuple[Element | None, list[Element]]]:
    """Each heading of level two with what stands below it; first what is above."""
    heading: Element | None = None
    body: list[Element] = []
    for child in root:
        if child.tag == "h2":
            yield heading, body
            heading, body = child, []
        else:
            body.append(child)
    yield heading, body


def _figure(paragraph: Element, sizes: Mapping[str, tuple[str, str]]) -> None:
    """Figures take their room before they load, and open when clicked."""
    alone = len(paragraph) == 1 and not (paragraph.text or "").strip()
    if paragraph.tag != "p" or not alone or paragraph[0].tag != "img":
        return
    image = paragraph[0]
    source = image.get("src", "")
    if "plots/" not in source or (image.tail or "").strip():
        return
    if size := sizes.get(posixpath.basename(source)):
        image.set("width", size[0])
        image.set("height", size[1])
    image.set("loading", "lazy")
    image.set("decoding", "async")
    paragraph.set("class", "figure")
    paragraph[:] = [element("a", image, href=source)]


def _test_yourself() -> Element:
    button = element("button", "Test yourself", type="button", aria_pressed="false")
    keys = [element("kbd", key) for key in ("j", "k", "space")]
    words = (keys[0], " next, ", keys[1], " previous, ", keys[2], " opens and closes")
    how = element("span", "closes all answers; ", *words)
    return element("p", button, " ", how, class_="test-yourself needs-js")
