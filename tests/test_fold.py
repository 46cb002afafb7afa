"""Ideas, folded evidence and predictions, in a real browser."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from browser import serve
from conftest import ROOT, make_site
from playwright.sync_api import Browser, Page, expect

PROGRAM = """\
# --8<-- [start:idea]
x = 1
print(x)
# --8<-- [end:idea]
# --8<-- [start:evidence]
print("proof", x)
# --8<-- [end:evidence]
"""
CARD = """# Page

## Which? {{ #which }}

It is one.

``` python
--8<-- "new/which.py:idea"
```

<!--pytest-codeblocks:expected-output-->
``` text
1
```

<!--cards:fold All the rest-->
``` python
--8<-- "new/which.py:evidence"
```

<!--pytest-codeblocks:expected-output-->
``` text
proof 1
```

**In practice.** Use it.{space}

**Source.** [A paper](https://example.org/paper).

<!--cards:predict What does the evidence print? | nothing | =proof 1= | 2-->
"""
COPIED = (
    "window.copied = []; navigator.clipboard.writeText = async (t) => copied.push(t);"
)


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    site = make_site(tmp_path_factory.mktemp("folded"))
    for name in ("cards.css", "cards.js"):
        text = (ROOT / "docs/assets" / name).read_text("utf-8")
        site.write(f"docs/assets/{name}", text)
    site.write("snippets/new/which.py", PROGRAM)
    site.write("docs/new.md", CARD.format(space="\n\nA line." * 80))
    run = site.build()
    assert run.code == 0, run.text
    yield from serve(site.root / "site")


@pytest.fixture
def read(browser: Browser, address: str) -> Iterator[Page]:
    with browser.new_context() as context:
        context.add_init_script(COPIED)
        page = context.new_page()
        page.goto(f"{address}new/")
        yield page


def test_the_idea_and_the_program_are_copied_each_by_its_button(read: Page) -> None:
    read.get_by_role("button", name="Copy idea").click()
    read.get_by_role("button", name="Copy program").click()
    read.wait_for_function("copied.length === 2")
    idea, program = read.evaluate("copied")
    assert idea == "x = 1\nprint(x)\n"
    assert program == idea + 'print("proof", x)\n'


def test_evidence_opens_by_key_and_its_output_is_seen_before(read: Page) -> None:
    code = read.locator(".evidence pre")
    expect(code).to_be_hidden()
    expect(read.locator(".output").nth(1)).to_be_visible()
    read.locator(".evidence > summary").focus()
    read.keyboard.press("Enter")
    expect(code).to_be_visible()


@pytest.mark.parametrize("script", [True, False], ids=["script", "plain"])
def test_a_link_to_words_inside_opens_the_evidence(
    browser: Browser, address: str, script: bool
) -> None:
    """As the browser's own find does, which opens by the same rule."""
    with browser.new_context(java_script_enabled=script) as context:
        page = context.new_page()
        page.goto(f"{address}new/#:~:text=%22proof%22%2C%20x")
        code = page.locator(".evidence pre")
        expect(code).to_be_visible()
        expect(code).to_be_in_viewport()


def test_print_shows_the_evidence_and_no_question(read: Page) -> None:
    read.emulate_media(media="print")
    read.evaluate("dispatchEvent(new Event('beforeprint'))")
    expect(read.locator(".evidence pre")).to_be_visible()
    expect(read.locator("details.predict")).to_be_hidden()
    read.evaluate("dispatchEvent(new Event('afterprint'))")
    read.emulate_media(media="screen")
    expect(read.locator(".evidence pre")).to_be_hidden()


@pytest.mark.parametrize(("choice", "said"), [("proof 1", "Right"), ("nothing", "No")])
def test_a_prediction_by_key_is_judged_and_shows_the_output(
    read: Page, choice: str, said: str
) -> None:
    read.evaluate("scrollTo(0, document.body.scrollHeight)")
    read.locator(".predict > summary").focus()
    read.keyboard.press("Enter")
    expect(
        read.get_by_role("group", name="What does the evidence print?")
    ).to_be_visible()
    expect(read.locator(".short").first).to_be_hidden()  # until the choice is made
    read.get_by_role("radio", name=choice).focus()
    read.keyboard.press("Space")
    read.get_by_role("button", name="Check").focus()
    read.keyboard.press("Enter")
    expect(read.locator(".predict [role=status]")).to_contain_text(said)
    expect(read.locator(".output").nth(1)).to_be_in_viewport()
    expect(read.locator(".verdict")).to_be_in_viewport()
    expect(read.locator(".verdict")).to_contain_text(said)
    assert "?" not in read.url, "nothing is sent anywhere"


def test_without_a_script_the_prediction_is_a_fold(
    browser: Browser, address: str
) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"{address}new/")
        page.locator(".predict > summary").click()
        expect(page.locator(".predict form")).to_be_hidden()
        expect(page.locator(".predict li")).to_have_count(3)
        page.locator(".predict details > summary").click()
        expect(page.locator(".predict details p")).to_have_text("proof 1")
        page.locator(".evidence > summary").click()
        expect(page.locator(".evidence pre")).to_be_visible()
