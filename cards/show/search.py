"""What the site's search knows: one entry a card, and one a page.

The site gets the words alone, as `search/cards.json`; a reader's browser
fetches them, and makes an index of them, when the reader goes to search
(`docs/assets/search-engine.js`). A card may carry words that people type but
that the card does not say, on a line of its own at the card's end:

    <!--cards:search dead neurons, units stuck at zero-->
"""

from __future__ import annotations

import json
import keyword
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from cards.files import write as write_file
from cards.project import Project
from cards.read.model import Card, Page
from cards.read.source import SourceLine

TERMS = re.compile(r"<!--\s*cards:search\s+(.*?)\s*-->")
NAME = re.compile(r"[A-Za-z_][\w.]{2,}")
WORD = re.compile(r"\w(?:[\w.'’-]*\w)?")
Entry = dict[str, str]


def documents(project: Project) -> list[Entry]:
    """The entries, in the order of the pages: each page, then its cards.

    An entry has `id` (`page` or `page#card`), `url` (from the site's root),
    `title` (of the page), `question`, and, where there is any, `answer`,
    `terms`, `code` (the names its program uses) and `body` (other prose).
    """
    entries: list[Entry] = []
    for page in project.pages:
        if not page.file.is_relative_to(project.docs):
            continue  # not on the site
        entries.append(_page(page, project))
        if page.kind == "cards":
            url = entries[-1]["url"]
            entries += [_card(page, card, url) for card in page.cards]
    return entries


def write(project: Project, site_dir: Path) -> Path:
    """Write the entries into the built site, each `body` thinned to its words.

    Of those that nothing else in the entry says, each is given once: the index
    needs no more, and the file is a third smaller.
    """
    file = site_dir / "search" / "cards.json"
    entries = ({**entry, "body": _new_words(entry)} for entry in documents(project))
    found = [{k: v for k, v in entry.items() if v} for entry in entries]
    text = json.dumps(found, ensure_ascii=False, separators=(",", ":"))
    write_file(file, text)
    return file


def _new_words(entry: Entry) -> str:
    other = " ".join(entry.get(k, "") for k in ("question", "answer", "terms"))
    said = set(WORD.findall(other.lower()))
    words = {word.lower(): word for word in WORD.findall(entry["body"])}
    return " ".join(word for low, word in words.items() if low not in said)


def terms(card: Card) -> str:
    """The words that a card is found by and does not show."""
    return ", ".join(match[1] for line in card.prose for match in TERMS.finditer(line))


def plain(markdown: str) -> str:
    """Markdown as the words that a reader sees, formulas in one line."""
    text = re.sub(r"<!--.*?-->|<[/a-zA-Z][^>]*>|\$\$.*?\$\$", " ", markdown)
    text = re.sub(r"!?\[([^\]]*)\]\([^)\s]*\)", r"\1", text)
    text = re.sub(r"\$([^$]+)\$", lambda match: _formula(match[1]), text)
    text = re.sub(r"(\*\*|\*|`)(\S|\S.*?\S)\1", r"\2", text)
    text = re.sub(r"\|(?:[\s:-]+\|)*|^#+ |\{ *#[\w-]+ *\}|:?-{3,}:?", " ", text)
    return " ".join(text.split())


def _formula(latex: str) -> str:
    """A formula in a sentence, near enough to be read: `2\\sigma(2x)` → 2σ(2x)."""
    latex = re.sub(r"\\frac\{([^{}]*)\}\{([^{}]*)\}", r"\1/\2", latex)
    latex = re.sub(r"\\(?:[,;:!{}|]|mathrm|mathbf|text|left|right|,)", "", latex)
    return re.sub(r"\\([A-Za-z]+)", _symbol, latex).translate({123: "", 125: ""})


def _symbol(command: re.Match[str]) -> str:
    case = "CAPITAL" if command[1][0].isupper() else "SMALL"
    try:
        return unicodedata.lookup(f"GREEK {case} LETTER {command[1].upper()}")
    except KeyError:
        return command[1]


def _prose(lines: list[SourceLine]) -> str:
    """Lines outside of fences as plain text, without formulas of their own."""
    text = re.sub(r"\$\$.*?\$\$", " ", "\n".join(lines), flags=re.DOTALL)
    return " ".join(words for line in text.splitlines() if (words := plain(line)))


def _page(page: Page, project: Project) -> Entry:
    path = page.file.relative_to(project.docs).with_suffix("")
    folder = path.parent if path.name == "index" else path
    url = "" if folder == Path() else f"{folder.as_posix()}/"
    first = page.cards[0].heading if page.kind == "cards" and page.cards else None
    lines = page.prose[: page.prose.index(first)] if first else page.prose
    title = plain(page.title)
    body = _prose([line for line in lines if not line.startswith("# ")])
    return {"id": page.name, "url": url, "title": "", "question": title, "body": body}


def _card(page: Page, card: Card, page_url: str) -> Entry:
    answer = plain(card.answer)
    return {
        "id": card.name,
        "url": f"{page_url}#{card.id}",
        "title": plain(page.title),
        "question": plain(card.title),
        "answer": answer,
        "terms": terms(card),
        "code": " ".join(dict.fromkeys(_names(card))),
        "body": _prose(card.prose).removeprefix(answer).strip(),
    }


def _names(card: Card) -> Iterator[str]:
    """The names in a card's programs, dotted ones whole. Any text will do."""
    for program in card.programs:
        text = re.sub(r"#.*", "", program.text)
        text = re.sub(r'("""|"|\').*?\1', '""', text, flags=re.DOTALL)
        yield from (n for n in NAME.findall(text) if not keyword.iskeyword(n))
