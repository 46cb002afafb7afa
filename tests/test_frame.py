"""What stands around a card on the built site, and the lists made of cards."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import markdown
import pytest
from bs4 import BeautifulSoup, Tag
from conftest import ROOT, Site, make_site
from fontTools.ttLib import TTFont

from cards.project import Project
from cards.prove.ledger import Records
from cards.read.source import Fault
from cards.show.html import Context, Frames
from cards.show.links import Site as Site_

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


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A page with a card in two parts and one in one, as it is built: once."""
    site = make_site(tmp_path_factory.mktemp("framed"))
    part = '``` python\n--8<-- "page/parts.py:{}"\n```\n\n'
    out = "<!--pytest-codeblocks:expected-output-->\n``` text\n1\n```\n\n"
    site.write("snippets/page/parts.py", DRAWS)
    site.append(
        "page",
        "\n## In parts? { #parts }\n\nYes, it is.\n\n"
        + "![A line that rises to two](plots/page/parts.svg)\n\n"
        + (part.format("a") + out + "<!--cards:fold The plot of `x`-->\n")
        + part.format("b")
        + "**In practice.** Use it.\n\n**Source.** [A](https://example.org).\n\n"
        + "<!--cards:predict What does it print? | 0 | =1= | nothing-->\n",
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
    return site


@pytest.fixture(scope="module")
def page(built: Site) -> BeautifulSoup:
    return read(built.root / "site/page/index.html")


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
    buttons = section.select("button[data-copy]")
    assert [button.get_text() for button in buttons] == ["Copy idea", "Copy program"]
    for button in buttons:
        assert button["data-copy"] == "page#parts"
        assert "needs-js" in button["class"], "without a script it could do nothing"
    assert buttons[0]["data-part"] == blocks[0]["data-part"] == "idea"
    assert not blocks[1].has_attr("data-part") and not buttons[1].has_attr("data-part")
    assert len(card(page, "other").select("button[data-copy]")) == 1


def test_the_evidence_is_folded_and_what_it_prints_is_not(page: BeautifulSoup) -> None:
    section = card(page, "parts")
    idea, evidence = section.select("[data-program]")
    assert not idea.find_parent(class_="evidence")
    folded = evidence.find_parent("details", class_="evidence")
    assert folded and not folded.has_attr("open")
    assert folded.summary and folded.summary.get_text() == "The plot of x"
    assert folded.summary.select("code")[0].get_text() == "x"
    for output in section.select(".output, img"):
        assert not output.find_parent(class_="evidence")


def test_a_figure_may_stand_before_the_code_that_draws_it(page: BeautifulSoup) -> None:
    answer = card(page, "parts").select_one("details.answer")
    assert answer
    kinds = [
        " ".join(el.get("class") or [el.name])
        for el in answer.find_all(True, recursive=False)
    ]
    assert kinds[:4] == ["summary", "short", "figure", "program-bar"]


def test_a_prediction_can_be_made_with_a_script_and_without(
    page: BeautifulSoup,
) -> None:
    predict = card(page, "parts").select_one("details.predict")
    assert predict and not predict.has_attr("open"), "hidden until asked"
    following = predict.find_next_sibling()
    assert following and "answer" in following["class"], "it stands before the answer"
    form = predict.form
    assert form and "needs-js" in form["class"]
    assert form.fieldset and form.fieldset.legend
    assert form.fieldset.legend.get_text() == "What does it print?"
    labels = [label.get_text().strip() for label in form.select("label")]
    assert labels == ["1", "0", "nothing"]  # in no order of the author's
    assert (form["data-right"], form["data-answer"]) == ("0", "1")
    assert {str(radio["name"]) for radio in form.select("input")} == {"predict-parts"}
    assert form.select_one("[role=status]") and not form.has_attr("action")
    plain = predict.select_one(".without-js")
    assert plain and [li.get_text() for li in plain.select("li")] == labels
    assert plain.details and plain.details.p and plain.details.p.get_text() == "1"
    assert "cards:" not in str(page) and not card(page, "other").select(".predict")


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


def test_the_lists_name_every_card(built: Site) -> None:
    home = read(built.root / "site/index.html")
    article = home.select_one("article")
    assert article
    assert "2 cards" in article.get_text()
    links = [str(a["href"]) for a in article.select("li a")]
    both = ["page/#parts", "page/#other"]  # below the topic, and among all questions
    assert links == ["page/", *both, *both]


def test_a_shown_card_is_the_card(built: Site, page: BeautifulSoup) -> None:
    shown = card(read(built.root / "site/index.html"), "other")
    original = card(page, "other")
    assert shown.select_one("code") == original.select_one("code")


def test_a_card_to_show_that_does_not_exist_fails_the_build(site: Site) -> None:
    site.card("page", "one", "print(1)\n", "1")
    site.write("docs/index.md", "---\ncards: false\n---\n<!--cards:show page#on-->\n")
    run = site.build()
    assert run.code != 0
    assert "docs/index.md:4 page has no card 'on'; did you mean 'one'?" in run.text
    assert "Traceback" not in run.text


def render(site: Site, page: str, **states: str) -> tuple[BeautifulSoup, list[Fault]]:
    """A page of a project framed in this process, nothing of which has run."""
    project = Project.load(site.root)
    known = project.find(page)[0]
    faults: list[Fault] = []
    context = Context(
        Site_(project, {}),
        known,
        Records(project),
        faults.append,
        states=dict(states),
    )
    extensions = ["attr_list", "pymdownx.superfences", "pymdownx.highlight"]
    extensions += ["pymdownx.snippets", "pymdownx.arithmatex"]
    configs: dict[str, dict[str, Any]] = {
        "pymdownx.snippets": {"base_path": [str(project.snippets)]},
        "pymdownx.highlight": {"pygments_lang_class": True},
        "pymdownx.arithmatex": {"generic": True},
    }
    made = markdown.markdown(
        known.file.read_text("utf-8"),
        extensions=[*extensions, Frames(context)],
        extension_configs=configs,
    )
    return BeautifulSoup(made, "html.parser"), faults


def test_a_wrong_fence_stands_on_its_card_and_breaks_nothing(site: Site) -> None:
    site.card("page", "wrong", "print(1)\n", "1")
    site.card("page", "right", "print(2)\n", "2")
    text = (site.root / "docs/page.md").read_text()
    site.write(
        "docs/page.md", text.replace("``` python\n", '``` python title="a"\n', 1)
    )
    soup, _ = render(site, "page", wrong="docs/page.md:7 [wrong] a block with options")
    assert "a block with options" in card(soup, "wrong").select_one(".card-state").text  # type: ignore[union-attr]
    assert card(soup, "right").select("[data-program='page#right']")
    run = site.build()
    assert run.code != 0 and "Traceback" not in run.text
    assert "docs/page.md:7 [wrong] a block with fence options" in run.text


def test_python_that_is_shown_and_did_not_run_is_a_fault(site: Site) -> None:
    site.card("page", "one", "print(1)\n", "1")
    site.append("page", "\n> ``` python\n> print(9)\n> ```\n")
    soup, faults = render(site, "page")
    assert "print(9)" in card(soup, "one").text
    what = "the site shows Python that did not run as it stands there: print(9)"
    assert (site.root / "docs/page.md", what) in [(f.file, f.what) for f in faults]
    assert all(fault.line > 0 for fault in faults)
    run = site.build()
    assert run.code != 0 and "print(9)" in run.text and "Traceback" not in run.text


def test_code_is_shown_byte_by_byte(site: Site) -> None:
    program = 'print("&lt; &amp;lt; <b> & \\u0002", \'"\')  # &copy; $x$ *a* {x}\n'
    site.card("page", "one", program)
    soup, faults = render(site, "page")
    assert not faults
    code = card(soup, "one").select_one("[data-program] code")
    assert code and code.get_text() == program


def test_commands_to_a_terminal_do_not_reach_the_page(site: Site) -> None:
    site.card("page", "one", "print(1)\n", "\x1b[31mred\x1b[0m \x1b]0;title\x07\x00end")
    soup, _ = render(site, "page")
    assert [x.get_text().strip() for x in soup.select(".output code")] == ["red end"]


def test_what_is_not_on_the_site_is_in_no_list(site: Site) -> None:
    site.card("page", "one", "print(1)\n", "1")
    site.card("draft", "two", "print(2)\n", "2")
    lists = "<!--cards:topics-->\n\n<!--cards:questions-->\n\n<!--cards:claims-->\n"
    site.write("docs/index.md", f"---\ncards: false\n---\n# Home\n\n{lists}")
    config = (site.root / "mkdocs.yml").read_text()
    site.write(
        "mkdocs.yml", config.replace("exclude_docs: |", "exclude_docs: |\n  draft.md")
    )
    run = site.build()
    assert run.code == 0, run.text
    home = (site.root / "site/index.html").read_text()
    assert "page/#one" in home and "draft" not in home
    assert "draft" not in (site.root / "site/llms.txt").read_text()
    assert "draft" not in (site.root / "site/search/cards.json").read_text()
    assert not (site.root / "site/draft").exists()


def test_addresses_are_those_of_files_where_the_settings_say_so(site: Site) -> None:
    site.card("page", "one", "print(1)\n", "1")
    site.write(
        "docs/index.md", "---\ncards: false\n---\n# Home\n\n<!--cards:questions-->\n"
    )
    config = (site.root / "mkdocs.yml").read_text()
    site.write("mkdocs.yml", f"use_directory_urls: false\n{config}")
    run = site.build()
    assert run.code == 0, run.text
    for name in ("index", "page"):
        soup = read(site.root / f"site/{name}.html")
        links = [str(a["href"]) for a in soup.select("a[href]")]
        inside = [x.partition("#")[0] for x in links if not x.startswith(("http", "#"))]
        assert inside
        assert [x for x in inside if not (site.root / "site" / x).is_file()] == []
        search = soup.select_one(".search-open")
        assert search and search["href"] == "index.html", "which lists the questions"
    known = json.loads((site.root / "site/search/cards.json").read_text("utf-8"))
    urls = {entry["id"]: entry["url"] for entry in known["entries"]}
    assert urls == {
        "index": "index.html",
        "page": "page.html",
        "page#one": "page.html#one",
    }


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
