"""What stands around a card on the built site, and the lists made of cards."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag
from conftest import ROOT, Site
from fontTools.ttLib import TTFont

from cards.project import Project

DRAWS = """\
# --8<-- [start:a]
import matplotlib.pyplot as plt

print(1)
# --8<-- [end:a]
# --8<-- [start:b]
plt.plot([1, 2])
plt.show()
# --8<-- [end:b]
"""


@pytest.fixture
def page(site: Site) -> BeautifulSoup:
    """A page with a card in two parts and one in one, as it is built."""
    part = '``` python\n--8<-- "page/parts.py:{}"\n```\n\n'
    out = "<!--pytest-codeblocks:expected-output-->\n``` text\n1\n```\n\n"
    site.write("snippets/page/parts.py", DRAWS)
    site.append(
        "page",
        "\n## In parts? { #parts }\n\nYes, it is.\n\n"
        + (part.format("a") + out + part.format("b"))
        + "![A line that rises to two](plots/page/parts.svg)\n\n"
        + "**In practice.** Use it.\n\n**Source.** [A](https://example.org).\n",
    )
    site.card("page", "other", "print(2)\n", "2")
    asked = ("topics", "questions", "show page#other")
    lists = "\n\n".join(f"<!--cards:{what}-->" for what in asked)
    site.write("docs/index.md", f"---\ncards: false\n---\n# Home\n\n{lists}\n")
    run = site.python(
        "mkdocs",
        *("build", "--strict"),
        REPO_URL="https://example.org/repo",
        EDIT_URI="edit/main/docs/",
    )
    assert run.code == 0, run.text
    return read(site.root / "site/page/index.html")


def read(file: Path) -> BeautifulSoup:
    return BeautifulSoup(file.read_text("utf-8"), "html.parser")


def card(page: BeautifulSoup, id: str) -> Tag:
    found = page.select_one(f"section.card[aria-labelledby={id}]")
    assert found
    return found


def test_an_answer_folds_and_is_open_at_first(page: BeautifulSoup) -> None:
    for section in page.select("section.card"):
        details = section.select_one("details.answer")
        assert details
        assert details.has_attr("open")
        assert section.h2
        assert details.find("h2") is None, "the question stays when the answer folds"


def test_the_short_answer_is_marked(page: BeautifulSoup) -> None:
    short = card(page, "parts").select(".short")
    assert [p.get_text() for p in short] == ["Yes, it is."]


def test_each_block_names_its_program_and_one_button_copies_all(
    page: BeautifulSoup,
) -> None:
    section = card(page, "parts")
    blocks = section.select("[data-program='page#parts']")
    assert len(blocks) == 2
    (button,) = section.select("button[data-copy]")
    assert button["data-copy"] == "page#parts"
    assert "needs-js" in button["class"], "without a script it could do nothing"


def test_names_and_spaces_are_no_elements_of_their_own(page: BeautifulSoup) -> None:
    code = card(page, "parts").select("pre code")
    assert not page.select(".highlight .n, .highlight .w")
    assert code[0].get_text().startswith("import matplotlib.pyplot as plt\n\nprint(1)")


def test_an_output_is_marked_and_the_comments_are_gone(page: BeautifulSoup) -> None:
    assert [x.get_text().strip() for x in page.select(".output code")] == ["1", "2"]
    assert "pytest-codeblocks" not in str(page)


def test_a_figure_has_its_room_before_it_loads(page: BeautifulSoup) -> None:
    image = card(page, "parts").select_one("img")
    assert image
    assert (image["width"], image["height"]) == ("518", "307")
    assert image["loading"] == "lazy"
    assert image.parent
    assert image.parent["href"] == image["src"]


def test_a_card_says_when_it_ran_and_where_it_is_edited(page: BeautifulSoup) -> None:
    foot = card(page, "parts").select_one(".card-foot")
    assert foot
    said = r"Ran on \d{4}-\d\d-\d\d in \d+\.\d s, Python 3[\d.]+, torch 2[\d.]+ · "
    assert re.match(said, foot.get_text())
    assert [a["href"] for a in foot.select("a")] == [
        "https://example.org/repo/edit/main/docs/page.md",
        "https://example.org/repo/edit/main/snippets/page/parts.py",
    ]


def test_the_lists_name_every_card(site: Site, page: BeautifulSoup) -> None:
    home = read(site.root / "site/index.html")
    article = home.select_one("article")
    assert article
    assert "2 cards" in article.get_text()
    links = [str(a["href"]) for a in article.select("li a")]
    assert links == ["page/", "page/#parts", "page/#other"]


def test_a_shown_card_is_the_card(site: Site, page: BeautifulSoup) -> None:
    shown = card(read(site.root / "site/index.html"), "other")
    original = card(page, "other")
    assert shown.select_one("code") == original.select_one("code")


def test_a_card_to_show_that_does_not_exist_fails_the_build(site: Site) -> None:
    site.card("page", "one", "print(1)\n", "1")
    site.write("docs/index.md", "---\ncards: false\n---\n<!--cards:show page#on-->\n")
    run = site.build()
    assert run.code != 0
    assert "docs/index.md: page has no card 'on'; did you mean 'one'?" in run.text


def test_the_math_font_has_every_character_of_every_formula() -> None:
    """tests/mathfont.py names the characters that the font keeps."""
    from math_core import LatexToMathML

    convert = LatexToMathML().convert_with_local_state
    font = TTFont(ROOT / "docs/assets/fonts/stix-two-math.woff2").getBestCmap()
    missing = set()
    for page in Project.load(ROOT).pages:
        text = re.sub(r"`[^`]*`", "", "\n".join(page.prose))
        for latex in re.findall(r"\$\$(.+?)\$\$|\$(.+?)\$", text, re.DOTALL):
            mathml = convert("".join(latex), displaystyle=False)
            shown = BeautifulSoup(mathml, "html.parser")
            for letter in shown.find_all("mi"):
                text = letter.get_text()
                if len(text) == 1 and not letter.has_attr("mathvariant"):
                    missing |= {italic(text)} - {chr(c) for c in font}
            missing |= set(shown.get_text()) - {chr(c) for c in font} - {"\n"}
    assert not missing


def italic(letter: str) -> str:
    """The code point that a browser draws for a single letter in <mi>."""
    if letter == "h":
        return "ℎ"
    for first, start in (("A", 0x1D434), ("a", 0x1D44E), ("α", 0x1D6FC)):
        if 0 <= ord(letter) - ord(first) < (25 if first == "α" else 26):
            return chr(start + ord(letter) - ord(first))
    return letter
