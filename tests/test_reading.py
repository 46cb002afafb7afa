"""Pages are read as the site shows them; what nothing would run or see is told."""

from __future__ import annotations

import re
from pathlib import Path

import markdown
import pytest
from conftest import ROOT, Site

from cards.check.compare import same
from cards.check.new import new
from cards.check.project import check
from cards.check.update import update
from cards.files import UsageError
from cards.project import Project, Settings
from cards.read.comments import list_of
from cards.read.model import Page
from cards.read.page import parse
from cards.run.job import Error, Result

PROSE = "---\ncards: false\n---\n# Title\n\n"
CARD = """\
# Page

## What? { #what }

It is short.

``` python
print(1)
```

<!--pytest-codeblocks:expected-output-->
``` text
1
```

**In practice.** Use it.

**Source.** [A paper](https://example.org/paper).
"""


def write(root: Path, name: str, text: str) -> Path:
    file = root / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(text.encode())
    return file


def read(root: Path, text: str, name: str = "docs/page.md") -> Page:
    return parse(write(root, name, text), root / "snippets")


def told(root: Path, text: str) -> str:
    """The faults of a page by itself, its links among them."""
    write(root, "docs/page.md", text)
    project = Project(root)
    return "\n".join(fault.show(root) for fault in check(project, {}))


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("> ``` python\n> print(1)\n> ```\n", "a fence in a quotation is not run"),
        ("Words.\n\n    print(1)\n", "code by indentation is not run"),
        ("##Question?\n\nWords.\n", "a heading has a space after its #"),
        ("Question?\n---------\n\nWords.\n", "an underlined heading"),
        ("- item\n\n    ``` python\n    print(1)\n    ```\n", "an indented fence"),
        ("``` python\nx = 'a\tb'\n```\n", "a tab, which the page shows as spaces"),
        ('``` python\nx = """a\n  \nb"""\n```\n', "a line of spaces"),
        ("<!--cards:sow a#b-->\n", "unknown comment cards:sow"),
        (
            "<!--cards:show a#what-->\n\n<!--cards:show b#what-->\n",
            "shows two cards of the id what",
        ),
        ("- > ``` python\n  > print(1)\n  > ```\n", "a fence in a quotation"),
        ("- ``` python\n  print(1)\n  ```\n", "a fence in a list is not run"),
        ("## Head\n    print(1)\n", "code by indentation is not run"),
        ("<!-- words -->\n    print(1)\n", "code by indentation is not run"),
        ("# Head\nQuestion?\n---\n", "an underlined heading"),
        ("  ## Question? { #what }\n", "an indented heading is none"),
        ("Costs $5-$10 a month.\n", "$5-$ becomes a formula: write an amount as"),
        ("``` python\nx = 'a\x0cb'\n```\n", "U+000C ends a line for some readers"),
        ("One\u2028two.\n", "U+2028 ends a line for some readers"),
        ("``` python\nimport os, cards.run\n```\n", "imports the engine"),
        ("``` python\nfrom cards import read\n```\n", "imports the engine"),
        ("<!--cards:fold more-->\n\nWords.\n", "cards:fold stands alone, before"),
        ("<!--cards:fold more-->\n``` bash\nls\n```\n", "cards:fold stands alone"),
        ("a <!--cards:fold b-->\n``` python\nx = 1\n```\n", "cards:fold stands"),
        ("<!--cards:predict How? | =1= | 2-->\n", "cards:predict stands in a card"),
        ("Words <!--cards:topics-->\n", "cards:topics stands alone on its line"),
        ("<!--cards:predict How? |\n=1= | 2-->\n", "stands on one line"),
    ],
)
def test_what_nothing_runs_or_finds_is_a_fault(
    tmp_path: Path, text: str, what: str
) -> None:
    (tmp_path / "snippets").mkdir()
    assert what in told(tmp_path, PROSE + text)


@pytest.mark.parametrize(
    "text",
    [
        "- item\n\n    more of it\n",
        "1. item\n\n    ``` bash\n    ls\n    ```\n",
        "[^1]: The paper of\n\n    more than a line\n",
        "| a | b |\n|---|---|\n| 1 | 2 |\n",
        "A #hashtag, and `## code`.\n",
        "``` bash\nls\n```\n",
        "> ``` bash\n> ls\n> ```\n",
        "- > ``` text\n  > words\n  > ```\n",
        "Costs \\$5-\\$10, or `$5-$10`, for $n$-$m$ of $x$.\n",
        "``` python\nimport cardsharp\ncards = 1\n```\n",
        "<!--cards:fold more-->\n\n``` python\nx = 1\n```\n",
        "- item\n\n   # one\n",
        "The comment `<!--cards:show page#card` begins so.\n",
    ],
)
def test_what_is_no_code_is_no_fault(tmp_path: Path, text: str) -> None:
    (tmp_path / "snippets").mkdir()
    assert told(tmp_path, PROSE + text) == ""


def test_a_block_before_the_first_heading_belongs_to_nothing(tmp_path: Path) -> None:
    page = read(tmp_path, "---\ncards: false\n---\n``` python\nprint(1)\n```\n\n# T\n")
    assert "before the first heading" in page.faults[0].what


def test_sections_of_one_title_are_numbered_as_the_site_does(tmp_path: Path) -> None:
    text = "# Title\n" + "\n## Example\n\nWords.\n" * 3
    page = read(tmp_path, f"---\ncards: false\n---\n{text}")
    html = markdown.markdown(text, extensions=["toc"])
    ids = [card.id for card in page.cards]
    assert ids == re.findall('id="(.*?)"', html)
    assert ids == ["title", "example", "example_1", "example_2"]


def test_parts_stand_in_the_order_of_the_page(tmp_path: Path) -> None:
    text = CARD + "\n``` bash\nls\n```\n\nLast words.\n"
    page = read(tmp_path, text)
    kinds = ["prose", "prose", "code", "prose", "output", "prose", "listing", "prose"]
    assert [part.kind for part in page.parts] == kinds
    assert page.cards[0].parts == page.parts[1:]
    code, output = page.parts[2], page.parts[4]
    assert output.block is code.block
    assert (code.lines, output.lines) == (["print(1)"], ["1"])
    lines = [line for part in page.parts for line in part.lines]
    fences = [line for line in page.lines if line.startswith("```")]
    assert len(lines) + len(fences) - 2 == len(page.lines)  # a listing is whole


def test_pages_of_one_file_name_are_two(tmp_path: Path) -> None:
    for name in ("a/index", "b/index"):
        write(tmp_path, f"docs/{name}.md", CARD)
    write(tmp_path, "docs/README.md", PROSE)
    write(tmp_path, "README.md", "# Root\n")
    names = [page.name for page in Project(tmp_path).pages]
    assert names == ["../README", "README", "a/index", "b/index"]
    project = Project(tmp_path)
    page, card = project.find("docs/b/index.md#what")
    assert (page.name, card and card.name) == ("b/index", "b/index#what")
    assert project.program_file("a/index", "what").parts[-3:-1] == ("a", "index")


def test_every_page_that_the_site_makes_is_read(tmp_path: Path) -> None:
    write(tmp_path, "mkdocs.yml", "site_name: x\ndocs_dir: content\n")
    write(tmp_path, "content/one.markdown", PROSE)
    write(tmp_path, "content/.ipynb_checkpoints/two.md", PROSE)
    (tmp_path / "content" / ".#three.md").symlink_to("nowhere")
    assert [page.name for page in Project(tmp_path).pages] == ["one"]


def test_a_file_that_cannot_be_read_is_a_fault(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "gone.md").symlink_to("nowhere")
    (tmp_path / "docs" / "latin.md").write_bytes(b"# \xe9\n")
    (tmp_path / "snippets").mkdir()
    faults = check(Project(tmp_path), {})
    assert [fault.file.name for fault in faults] == ["gone.md", "latin.md"]
    assert all("cannot be read" in fault.what for fault in faults)


CONFIG = """\
site_name: x
repo_url: !ENV [REPO, ""]
markdown_extensions:
  - attr_list
  - footnotes
  - tables
  - toc:
      permalink: true
  - pymdownx.arithmatex:
      generic: true
  - pymdownx.superfences
"""


@pytest.mark.parametrize(
    "text",
    [
        "A claim[^1].\n\n[^1]: The paper of [somebody](https://example.org).\n",
        r"The transform $\mathcal{F}[f](\omega)$ of $f$." + "\n",
        "[one](my%20page.md), [two](<my page.md>), [three](gr%C3%B6%C3%9Fe.md)\n",
        "Words.\n{ #below }\n\n[up](#below)\n",
        '<a name="old"></a>\n\n[up](#old)\n',
        "## A [link](https://example.org) in `it`\n\n[up](#a-link-in-it)\n",
        "## Example\n\nOne.\n\n## Example\n\nTwo.\n\n[second](#example_1)\n",
    ],
)
def test_links_are_those_of_the_rendered_page(tmp_path: Path, text: str) -> None:
    write(tmp_path, "mkdocs.yml", CONFIG)
    for name in ("my page.md", "größe.md"):
        write(tmp_path, f"docs/{name}", PROSE)
    (tmp_path / "snippets").mkdir()
    assert told(tmp_path, PROSE + text) == ""


def test_a_link_that_leads_nowhere_is_told_with_its_line(tmp_path: Path) -> None:
    write(tmp_path, "mkdocs.yml", CONFIG)
    (tmp_path / "snippets").mkdir()
    text = told(tmp_path, PROSE + "[one](gone.md)\n\n[two](#titel)\n")
    assert "docs/page.md:6 [title] broken link: gone.md" in text
    assert "docs/page.md:8 [title] broken anchor 'titel'; did you mean 'title'?" in text


def test_an_alternative_text_may_hold_brackets(tmp_path: Path) -> None:
    image = "![Values in [0, 1] rise](plots/page/what.svg)"
    page = read(tmp_path, CARD.replace("It is short.", f"It is short.\n\n{image}"))
    assert [i.alt for i in page.cards[0].images] == ["Values in [0, 1] rise"]


@pytest.mark.parametrize(
    "printed", ["TODO: nothing", "``````", '--8<-- "a/b.py"', "a `b` ```c```"]
)
def test_whatever_a_program_prints_can_be_recorded(
    tmp_path: Path, printed: str
) -> None:
    (tmp_path / "snippets").mkdir()
    file = write(tmp_path, "docs/page.md", CARD)
    for again in (False, True):
        project = Project(tmp_path)
        page = project.pages[0]
        results = {"page#what": Result([printed + "\n"])}
        diff, _ = update(project, page, page.cards, results)
        assert bool(diff) != again
    project = Project(tmp_path)
    shown = project.pages[0].cards[0].programs[0].blocks[0].expected
    assert shown == [printed]
    faults = check(project, {"page#what": Result([printed + "\n"])})
    assert not [f for f in faults if f.kind == "output" or "TODO" in f.what], file


def test_line_endings_stay(tmp_path: Path) -> None:
    (tmp_path / "snippets").mkdir()
    file = write(tmp_path, "docs/page.md", CARD.replace("\n", "\r\n"))
    project = Project(tmp_path)
    page = project.pages[0]
    update(project, page, page.cards, {"page#what": Result(["2\n"])})
    new(project, "page/more", "And more?")
    text = file.read_bytes()
    assert b"2\r\n```" in text
    assert text.count(b"\n") == text.count(b"\r\n")


@pytest.mark.parametrize("card", ["random", "torch", "locale", "sklearn"])
def test_a_new_card_hides_no_module(tmp_path: Path, card: str) -> None:
    write(tmp_path, "docs/page.md", CARD)
    settings = Settings(preload=("torch._dynamo", "sklearn.datasets"))
    with pytest.raises(UsageError, match="hides the module"):
        new(Project(tmp_path, settings), f"page/{card}", "What?")


def test_numbers_beyond_all_measure_are_compared(tmp_path: Path) -> None:
    assert not same(["1.5e-999999999"], ["1.6e-999999999"])
    assert same(["1.5e-999999999"], ["1.5e-999999999"])
    assert not same(["1.5e-999999999"], ["1.5e-99999999999999999999"])


IDEA = "x = 1\n" * 21
FORM = CARD.replace("print(1)", IDEA + "print(x)")


def test_an_idea_has_a_limit_where_its_page_is_in_the_new_form(tmp_path: Path) -> None:
    (tmp_path / "snippets").mkdir()
    write(tmp_path, "docs/page.md", FORM)
    what = "the idea has 22 lines of code, at most 20"
    results = {"page#what": Result(["1\n"])}
    for settings, expected in (
        (Settings(), True),
        (Settings(old_form=("page",)), False),
        (Settings(long_ideas=("page#what",)), False),
        (Settings(idea_lines=22), False),
    ):
        faults = check(Project(tmp_path, settings), results)
        assert any(fault.what == what for fault in faults) is expected


def test_the_idea_after_a_program_that_must_fail_has_the_limit_too(
    tmp_path: Path,
) -> None:
    for name, program in (("what__broken", "1 / 0\n"), ("what", IDEA)):
        write(tmp_path, f"snippets/page/{name}.py", program)
    text = CARD.replace("print(1)", '--8<-- "page/what__broken.py"')
    text = text.replace("``` python", "<!--pytest.mark.xfail-->\n``` python", 1)
    second = '``` python\n--8<-- "page/what.py"\n```\n\n**In practice'
    write(tmp_path, "docs/page.md", text.replace("**In practice", second, 1))
    project = Project(tmp_path)
    names = [program.name for page in project.pages for program in page.programs]
    found = check(project, dict.fromkeys(names, Result([""])))
    assert any("the idea has 21 lines" in fault.what for fault in found)


@pytest.mark.parametrize(
    ("predict", "what"),
    [
        ("How many? | =1= | 2 | 3", ""),
        ("How many? | exactly =1= of them | 2", ""),
        ("How many? | 1 | 2", "predict: a question, and options"),
        ("How many? | =1= | =2=", "predict: a question, and options"),
        ("How many? | =1= | 2 | ", "predict: a question, and options"),
        ("How many? | =1= | 2 | 2", "predict: a question, and options"),
        ("| =1= | 2", "predict: a question, and options"),
        (
            "How many? | =1= | 2-->\n\n<!--cards:predict And? | =1= | 2",
            "one prediction",
        ),
        ("How many? | =4= | 2", "does not say '4'"),
        ("How many? | =1= | 2 | 1.0", ""),
    ],
)
def test_a_prediction_is_what_the_output_says(
    tmp_path: Path, predict: str, what: str
) -> None:
    (tmp_path / "snippets").mkdir()
    write(tmp_path, "docs/page.md", CARD + f"\n<!--cards:predict {predict}-->\n")
    faults = check(Project(tmp_path), {"page#what": Result(["1\n"])})
    text = [fault.what for fault in faults if "predict" in fault.what]
    assert any(what in each for each in text) if what else not text


def test_a_wrong_option_that_is_printed_is_told(tmp_path: Path) -> None:
    (tmp_path / "snippets").mkdir()
    text = CARD.replace("1\n```\n\n**", "1\n2\n```\n\n**")
    write(tmp_path, "docs/page.md", text + "\n<!--cards:predict How? | =1= | 2-->\n")
    faults = check(Project(tmp_path), {"page#what": Result(["1\n2\n"])})
    assert any("says '2' too" in fault.what for fault in faults)


def test_a_prediction_beside_a_program_that_must_fail_is_checked(
    tmp_path: Path,
) -> None:
    write(tmp_path, "snippets/page/what.py", "1 / 0\n")
    broken = '<!--pytest.mark.xfail-->\n``` python\n--8<-- "page/what.py"\n```\n\n'
    broken += "<!--pytest-codeblocks:expected-output-->\n``` text\n"
    broken += "ZeroDivisionError: division by zero\n```\n\n"
    text = CARD.replace("``` python\n", broken + "``` python\n", 1)
    write(tmp_path, "docs/page.md", text + "\n<!--cards:predict How? | =7= | 8-->\n")
    project = Project(tmp_path)
    error = Error("ZeroDivisionError: division by zero", 1, "")
    names = [p.name for page in project.pages for p in page.programs]
    results = {names[0]: Result([""], error=error), names[1]: Result(["1\n"])}
    faults = check(project, results)
    assert any("does not say '7'" in fault.what for fault in faults)


def test_later_parts_are_folded_under_a_summary(tmp_path: Path) -> None:
    write(
        tmp_path,
        "snippets/page/what.py",
        "# --8<-- [start:idea]\nx = 1\nprint(x)\n# --8<-- [end:idea]\n"
        "# --8<-- [start:more]\ny = 2\n# --8<-- [end:more]\n"
        "# --8<-- [start:plot]\nz = 3\n# --8<-- [end:plot]\n",
    )
    fences = [f'``` python\n--8<-- "page/what.py:{s}"\n```\n' for s in ("more", "plot")]
    text = CARD.replace("print(1)", '--8<-- "page/what.py:idea"')
    text += f"\n<!--cards:fold 5 seeds-->\n{fences[0]}\n{fences[1]}"
    page = read(tmp_path, text)
    code = [part for part in page.cards[0].parts if part.kind == "code"]
    assert [part.fold for part in code] == ["", "5 seeds", "The evidence"]


@pytest.mark.parametrize(
    ("file", "text", "what"),
    [
        ("pyproject.toml", "[tool.cards\n", "pyproject.toml"),
        ("pyproject.toml", '[tool.cards]\nold_form = "page"\n', "old_form is 'page'"),
        ("pyproject.toml", '[tool.cards]\nidea_lines = "20"\n', "idea_lines is '20'"),
        ("mkdocs.yml", "site_name: [x\n", "mkdocs.yml"),
        ("mkdocs.yml", "docs_dir: gone\n", "there is no folder 'gone'"),
        ("mkdocs.yml", "markdown_extensions: [no.such]\n", "No module named 'no'"),
    ],
)
def test_a_wrong_setting_is_told_without_a_trace(
    tmp_path: Path, file: str, text: str, what: str
) -> None:
    write(tmp_path, "docs/page.md", PROSE)
    write(tmp_path, file, text)
    with pytest.raises(UsageError, match=re.escape(what)):
        check(Project.load(tmp_path), {})


def test_settings_that_name_python_objects_are_left_out(tmp_path: Path) -> None:
    emoji = "material.extensions.emoji"
    write(
        tmp_path,
        "mkdocs.yml",
        "docs_dir: 'my pages'  # with a remark\n"
        "markdown_extensions:\n  - pymdownx.emoji:\n"
        f"      emoji_index: !!python/name:{emoji}.twemoji\n"
        f"      emoji_generator: !!python/name:{emoji}.to_svg\n",
    )
    write(tmp_path, "my pages/page.md", PROSE + "Words.\n")
    assert check(Project(tmp_path), {}) == []


def test_a_broken_link_is_told_at_each_of_its_places(tmp_path: Path) -> None:
    text = told(tmp_path, PROSE + "[one](gone.md)\n\n[two](gone.md)\n")
    assert re.findall(r"page.md:(\d+)", text) == ["6", "8"]


def test_an_editor_s_files_beside_programs_are_none(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    write(tmp_path, "snippets/page/.ipynb_checkpoints/what.py", "x = 1\n")
    (tmp_path / "snippets/page/.#what.py").symlink_to("nowhere")
    assert check(Project(tmp_path), {}) == []


def test_a_figure_s_address_is_that_from_its_page(tmp_path: Path) -> None:
    image = "![values that rise](../plots/guide/page/what.svg)"
    text = CARD.replace("It is short.", f"It is short.\n\n{image}")
    write(tmp_path, "docs/guide/page.md", text)
    project = Project(tmp_path, Settings(old_form=("guide/page",)))
    results = {"guide/page#what": Result(["1\n"], figures=["<svg/>"])}
    assert not [f for f in check(project, results) if f.kind in ("figure", "link")]


def test_a_byte_order_mark_is_no_part_of_a_page(tmp_path: Path) -> None:
    assert read(tmp_path, "\ufeff" + PROSE).kind == "prose"


def test_a_project_may_be_named_from_where_one_stands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, "docs/page.md", PROSE + "[itself](page.md#title)\n")
    monkeypatch.chdir(tmp_path)
    assert check(Project.load(Path()), {}) == []


@pytest.mark.parametrize("name", ["page/a--b", "page/a-", "labs/a", "plots/a", "a"])
def test_a_name_that_no_card_can_have_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(UsageError, match="name"):
        new(Project(tmp_path), name, "What?")
    assert not list(tmp_path.iterdir())


def test_a_card_is_begun_on_a_page_of_a_folder(tmp_path: Path) -> None:
    new(Project(tmp_path), "guide/first-steps/what", "What?")
    project = Project(tmp_path)
    (page,) = project.pages
    (card,) = page.cards
    assert (page.title, card.name) == ("First steps", "guide/first-steps#what")
    printed = Result(["a number: 1\n", "the same 2 times\n"])
    left = [fault.what for fault in check(project, {card.name: printed})]
    assert all("TODO" in what for what in left), left
    assert [part.fold != "" for part in card.parts if part.kind == "code"] == [
        False,
        True,
    ]


def test_settings_name_what_there_is() -> None:
    project = Project.load(ROOT)
    settings = project.settings
    assert set(settings.old_form) <= {page.name for page in project.pages}
    cards = {card.name for page in project.pages for card in page.cards}
    assert set(settings.long_ideas) <= cards


@pytest.mark.parametrize("line", ["<!--cards:show a#b-->", "<!-- cards:show  a#b -->"])
def test_a_list_is_one_however_its_comment_is_spaced(line: str) -> None:
    assert list_of(line) == ("show", "a#b")
    assert list_of(f"`{line}`") is None


@pytest.mark.parametrize(
    ("file", "text", "what"),
    [
        ("mkdocs.yml", "docs_dir: gone\n", "there is no folder 'gone'"),
        ("mkdocs.yml", "markdown_extensions: [no.such]\n", "No module named 'no'"),
        (
            "pyproject.toml",
            '[tool.cards]\nold_form = "page"\n',
            "old_form is 'page', which is no list of strings",
        ),
    ],
)
def test_pytest_tells_a_wrong_setting_without_a_trace(
    tmp_path: Path, file: str, text: str, what: str
) -> None:
    site = Site(tmp_path)
    site.write("docs/page.md", "# Page\n")
    site.write(file, text)
    run = site.python("pytest", "-p", "cards.pytest_plugin", "--codeblocks", "docs")
    assert run.code != 0
    assert what in run.text
    assert "Traceback" not in run.text
    assert "cards/" not in run.text, run.text


def test_two_cards_of_one_id_are_a_fault_and_no_stack_trace(tmp_path: Path) -> None:
    (tmp_path / "snippets").mkdir()
    again = CARD.partition("\n\n")[2].replace("print(1)", "print(1)\nprint(1)")
    write(tmp_path, "docs/page.md", CARD + "\n" + again)
    project = Project(tmp_path)
    names = [program.name for program in project.pages[0].programs]
    assert names == ["page#what", "page#what__again1"]
    results = {names[0]: Result(["1\n"]), names[1]: Result(["1\n1\n"])}
    faults = check(project, results)
    assert any("the id what is taken" in fault.what for fault in faults)


def test_options_of_a_prediction_stand_in_an_order_that_tells_nothing() -> None:
    project = Project.load(ROOT)
    asked = [c.predict for page in project.pages for c in page.cards if c.predict]
    first = sum(predict.right == 0 for predict in asked)
    chance = sum(1 / len(predict.options) for predict in asked)
    assert abs(first - chance) < 4 * chance**0.5, "which is right shows in the order"
    assert len({predict.right for predict in asked}) == 3


def test_pages_stand_in_the_order_of_the_navigation(site: Site) -> None:
    """For the commands too, which do not ask MkDocs: the book follows the site."""
    for name in ("a", "b", "c"):
        site.write(f"docs/{name}.md", PROSE)
    nav = "nav:\n  - B: b.md\n  - More:\n      - a.md\n"
    site.write("mkdocs.yml", (site.root / "mkdocs.yml").read_text() + nav)
    names = [page.name for page in Project.load(site.root).pages]
    assert names == ["b", "a", "c", "index"]
