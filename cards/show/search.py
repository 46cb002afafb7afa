"""What the site's search knows: one entry a card, and one a page.

The site gets the words alone, as `search/cards.json`; a reader's browser
fetches them, and makes an index of them, when the reader goes to search
(`docs/assets/search-engine.js`). A card may carry words that people type but
that the card does not say, on a line of its own at the card's end:

    <!--cards:search dead neurons, units stuck at zero-->
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from os.path import commonprefix
from pathlib import Path

from cards.files import write as write_file
from cards.project import Project
from cards.read.comments import comments
from cards.read.model import Card, Page
from cards.read.source import SourceLine
from cards.show.plain import plain

NAME = re.compile(r"[A-Za-z_]\w*(?:\.\w+)*")
IMPORT = re.compile(r"^\s*(?:from\s+\S+\s+)?import\s+(?:\(([^)]*)\)|(.+))", re.M)
WORD = re.compile(r"\w(?:[\w.'’-]*\w)?")
# of links and footnotes: `[name]: address`
DEFINITION = re.compile(r" {0,3}(\[[^\]]+\]): ")
ENDING = re.compile(r"(?<=\w{4})(?:ings?|ed|es|s|e)$|(?<=\w{3})(?:ies|y)$")
NUMBER = re.compile(r"\d[^.]*$|\d\.\d$")  # but 1.0507 is known by its digits
COMMON = 0.5  # a word in more of the entries than this tells none from another
FEW = 20  # entries: among so few no word is common
Entry = dict[str, str]


def documents(project: Project, urls: Mapping[Path, str]) -> list[Entry]:
    """The entries, in the order of the pages: each page, then its cards.

    `urls` has the address, from the site's root, of each source that is on the
    site; other pages have no entry. An entry has `id` (`page` or `page#card`),
    `url`, `title` (of the page), `question`, and, where there is any, `answer`,
    `terms`, `code` (what its program uses of other modules) and `body` (other
    prose).
    """
    entries: list[Entry] = []
    for page in project.pages:
        if page.file not in urls:
            continue
        url = urls[page.file]
        entries.append(_page(page, url))
        if page.kind == "cards":
            entries += [_card(page, card, url) for card in page.cards]
    return entries


def write(project: Project, site_dir: Path, urls: Mapping[Path, str]) -> None:
    """Write the entries into the built site, as small as the search allows.

    `body` and `code` are not given entry by entry but word by word, see `packed`.
    """
    entries = documents(project, urls)
    codes = [entry.get("code", "").split() for entry in entries]
    given = [
        {k: v for k, v in entry.items() if v and k not in ("body", "code")}
        for entry in entries
    ]
    made = {"entries": given, "body": packed(_bodies(entries)), "code": packed(codes)}
    text = json.dumps(made, ensure_ascii=False, separators=(",", ":"))
    write_file(site_dir / "search" / "cards.json", text)


def packed(texts: Sequence[Sequence[str]]) -> list[str]:
    """Which word is in which text, as two lines with a piece for each word.

    First the words in their order, each as how many letters it begins like the
    one before, and the rest; then where they are, as steps from text to text.
    A number n is the character n + 48. A third of the texts' size when zipped.
    """
    places: dict[str, list[int]] = {}
    for i, words in enumerate(texts):
        for word in dict.fromkeys(words):
            places.setdefault(word, []).append(i)
    before, pieces, steps = "", [], []
    for word in sorted(places):
        same = len(commonprefix([before, word]))  # noqa: RUF071
        pieces.append(chr(48 + same) + word[same:])
        found = [-1, *places[word]]
        steps.append("".join(chr(48 + b - a) for a, b in pairwise(found)))
        before = word
    return [" ".join(pieces), " ".join(steps)]


def _bodies(entries: Sequence[Entry]) -> list[list[str]]:
    """The words of each body that tell something and stand nowhere else.

    Of a word's inflections only one is left, the shortest that the site has:
    the index takes them for one. Short numbers say little outside their sentence.
    """
    fields = ("question", "answer", "terms")
    heads = [_roots(" ".join(entry.get(k, "") for k in fields)) for entry in entries]
    texts = [entry.get("body", "") for entry in entries]
    bodies, forms = [_roots(text) for text in texts], _roots(" ".join(texts))
    pairs = list(zip(heads, bodies, strict=True))
    often = Counter(root for head, body in pairs for root in {**head, **body})
    most = max(COMMON * len(entries), FEW)
    return [
        [
            forms[root]
            for root in body
            if root not in head and often[root] <= most and not NUMBER.match(root)
        ]
        for head, body in pairs
    ]


def _roots(text: str) -> dict[str, str]:
    """The words of a text, each once, by what is left without an English ending."""
    words = sorted(WORD.findall(text), key=_shortest)
    return {ENDING.sub("", word.lower()): word for word in reversed(words)}


def _shortest(word: str) -> tuple[int, bool, str]:
    return len(word), word != word.lower(), word


def terms(card: Card) -> str:
    """The words that a card is found by and does not show."""
    found = (each for line in card.prose for each in comments(line))
    return ", ".join(text for name, text in found if name == "search" and text)


def _prose(lines: Sequence[SourceLine], page: Page) -> str:
    """Lines outside of fences as plain text, with what they refer to."""
    text = "\n".join(lines)
    named = [(m[1], line) for line in page.prose if (m := DEFINITION.match(line))]
    own = set(lines)
    used = [line for name, line in named if name in text and line not in own]
    return plain("\n".join([text, "", *used]))


def _page(page: Page, url: str) -> Entry:
    first = page.cards[0].heading if page.kind == "cards" and page.cards else None
    lines = page.prose[: page.prose.index(first)] if first else page.prose
    body = _prose([line for line in lines if not line.startswith("# ")], page)
    title = _title(page.title)
    return {"id": page.name, "url": url, "title": "", "question": title, "body": body}


def _title(text: str) -> str:
    """A heading's words: `1.` at its beginning makes no list."""
    return plain(f"## {text}")


def _card(page: Page, card: Card, page_url: str) -> Entry:
    answer = plain(card.answer)
    return {
        "id": card.name,
        "url": f"{page_url}#{card.id}",
        "title": _title(page.title),
        "question": _title(card.title),
        "answer": answer,
        "terms": terms(card),
        "code": " ".join(dict.fromkeys(_names(card))),
        "body": _prose(card.prose, page).removeprefix(answer).strip(),
    }


def _names(card: Card) -> Iterator[str]:
    """What a card's programs use of other modules, dotted. Any text will do."""
    for program in card.programs:
        text = re.sub(r"#.*", "", program.text)
        text = re.sub(r'("""|"|\').*?\1', '""', text, flags=re.DOTALL)
        imported = {
            part.split(" as ")[-1].strip().partition(".")[0]
            for match in IMPORT.finditer(text)
            for part in (match[1] or match[2]).split(",")
        }
        for name in NAME.findall(text):
            if name.partition(".")[0] in imported:
                yield name
