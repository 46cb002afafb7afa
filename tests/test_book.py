"""The book, read back: well-formed, whole, and no link leads nowhere."""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote
from xml.etree import ElementTree

import pytest
from conftest import ROOT

from cards.files import UsageError
from cards.project import Project
from cards.show import paths
from cards.show.book import book, pandoc
from cards.show.export import site_of

XHTML = "{http://www.w3.org/1999/xhtml}"
MATH = "{http://www.w3.org/1998/Math/MathML}math"
Tree = dict[str, ElementTree.Element]


def read(file: Path) -> Tree:
    """The book's parts in XML by their path; each picture is only named."""
    with zipfile.ZipFile(file) as package:
        assert package.testzip() is None
        assert package.read("mimetype") == b"application/epub+zip"
        names = package.namelist()
        xml = [name for name in names if name.endswith((".xhtml", ".opf", ".svg"))]
        return {name: ElementTree.fromstring(package.read(name)) for name in xml}


def lost(tree: Tree) -> Iterator[str]:
    """Links and pictures that lead nowhere inside of the book."""
    ids = {name: {e.get("id") for e in root.iter()} for name, root in tree.items()}
    for name, root in tree.items():
        if not name.endswith(".xhtml"):
            continue
        for element in root.iter():
            target = element.get("href") or element.get("src") or ""
            if not target or re.match(r"[a-z]+:", target) or target.endswith(".css"):
                continue
            path, _, anchor = unquote(target).partition("#")
            place = posixpath.normpath(posixpath.join(posixpath.dirname(name), path))
            place = place if path else name
            if place not in tree:
                yield f"{name}: {target}: no {place}"
            elif anchor and anchor not in ids[place]:
                yield f"{name}: {target}: no #{anchor} in {place}"


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Tree:
    """The site's own book, without what labs print: that is not run for this."""
    project = Project.load(ROOT)
    file = tmp_path_factory.mktemp("book") / "book.epub"
    file.write_bytes(book(site_of(project, {}), pandoc()))
    return read(file)


def words(tree: Tree) -> str:
    return " ".join("".join(root.itertext()) for root in tree.values())


def test_every_card_is_in_it_and_no_link_leads_nowhere(tree: Tree) -> None:
    assert list(lost(tree)) == []
    ids = {e.get("id") for root in tree.values() for e in root.iter()}
    pages = Project.load(ROOT).pages
    cards = [card for page in pages if page.kind == "cards" for card in page.cards]
    assert {f"{card.page}--{card.id}" for card in cards} <= ids
    chosen = [p for p in pages if p.kind == "lab" or paths.is_path(p)]
    assert {page.name.replace("/", "-") for page in chosen} <= ids


def test_formulas_are_mathml_and_nothing_is_folded(tree: Tree) -> None:
    formulas = [e for root in tree.values() for e in root.iter(MATH)]
    assert len(formulas) > 500
    assert not [e for root in tree.values() for e in root.iter(f"{XHTML}details")]
    assert not re.search(r"<!--cards|cards:fold|\{ #|\$\$", words(tree))


def test_what_is_printed_and_drawn_is_in_it(tree: Tree) -> None:
    told = words(tree)
    project = Project.load(ROOT)
    cards = [c for page in project.pages if page.kind == "cards" for c in page.cards]
    for card in cards[::10]:
        for part in card.parts:
            if part.kind == "output":
                assert "\n".join(part.lines).strip() in told, card.name
    drawn = sum(bool(card.images) for card in cards)
    pictures = [e for root in tree.values() for e in root.iter(f"{XHTML}img")]
    assert len(pictures) >= drawn


PAGE = """# A page

## Is $x < y$? { #q }

It is, as [here](#q), on [the home page](index.md) and [there](other.md#r).

![A line](plots/page/q.svg)

``` python
print("<b>")
```

<!--pytest-codeblocks:expected-output-->
``` text
<b>
```
"""


def small(tmp_path: Path, page: str = PAGE) -> Project:
    docs = tmp_path / "docs"
    (docs / "plots/page").mkdir(parents=True)
    home = "---\ncards: false\n---\n# Home\n\nA home.\n"
    (docs / "index.md").write_text(home, "utf-8")
    (docs / "page.md").write_text(page, "utf-8")
    other = "# Another\n\n## And $z$? { #r }\n\nSee [q](page.md#q).\n"
    (docs / "other.md").write_text(other, "utf-8")
    svg = '<svg xmlns="http://www.w3.org/2000/svg" width="9pt" height="9pt"/>'
    (docs / "plots/page/q.svg").write_text(svg, "utf-8")
    nav = "nav: [index.md, page.md, other.md]\n"
    (tmp_path / "mkdocs.yml").write_text(nav, "utf-8")
    return Project.load(tmp_path)


def test_links_lead_within_the_book_or_to_the_site(tmp_path: Path) -> None:
    site = site_of(small(tmp_path), {})
    for url in ("", "https://example.org/site/"):
        site.url = url
        file = tmp_path / "book.epub"
        file.write_bytes(book(site, pandoc()))
        tree = read(file)
        assert list(lost(tree)) == []
        links = [e.get("href") for r in tree.values() for e in r.iter(f"{XHTML}a")]
        assert any(str(link).endswith("#other--r") for link in links)
        home = [link for link in links if "index" in str(link)]
        assert home == ([f"{url}index.md"] if url else [])
        assert "on the home page and" in words(tree)


def test_a_picture_that_is_missing_is_told(tmp_path: Path) -> None:
    project = small(tmp_path)
    (tmp_path / "docs/plots/page/q.svg").unlink()
    with pytest.raises(UsageError, match=r"pandoc: .*page/q\.svg"):
        book(site_of(project, {}), pandoc())


def test_a_lost_link_is_seen(tmp_path: Path) -> None:
    file = tmp_path / "book.epub"
    file.write_bytes(book(site_of(small(tmp_path), {}), pandoc()))
    tree = read(file)
    for root in tree.values():
        for element in root.iter():
            if element.get("id") == "other--r":
                element.set("id", "gone")
    assert any("no #other--r" in told for told in lost(tree))


def test_without_pandoc_the_command_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setitem(__import__("sys").modules, "pypandoc", None)
    with pytest.raises(UsageError, match="no pandoc: python -m pip install"):
        pandoc()
