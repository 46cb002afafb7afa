"""What is published beside the pages says what they say, and what ran."""

from __future__ import annotations

import json
import os
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urljoin
from xml.etree import ElementTree

import jinja2
import pytest
from bs4 import BeautifulSoup
from conftest import ROOT, Site
from trees import tree

from cards.files import write
from cards.project import Project
from cards.run.job import Result, job_of
from cards.show import export, feed, head, markdown
from cards.show.head import Heads
from cards.show.links import Site as Site_
from cards.show.links import SitePage, program_path

URL = "https://example.org/site/"
ATOM = "{http://www.w3.org/2005/Atom}"
FIGURE = (
    '<svg width="300pt" height="200pt" viewBox="0 0 300 200" '
    'xmlns="http://www.w3.org/2000/svg"><style>:root{--c1:#c8500a;'
    "color-scheme:light dark}@media(prefers-color-scheme:dark){:root{--c1:#00ff00}}"
    'text{font-family:system-ui}</style><path d="m0 0h300v200h-300z" '
    'fill="var(--c1)"/><text x="20" y="40">a</text></svg>\n'
)


@dataclass
class Published:
    """A small site as it was published, into a folder of its own."""

    site: Site_
    heads: Heads
    folder: Path

    def read(self, path: str) -> str:
        return (self.folder / path).read_text("utf-8")

    def entry(self, page: str) -> SitePage:
        return self.site.pages[self.site.project.docs / page]

    def head(self, page: str) -> dict[str, Any]:
        return self.heads.head(self.entry(page))


def publish_site(
    site: Site, url: str = URL, figures: tuple[str, ...] = (), **titles: str
) -> Published:
    """Do what the plugin does: every page, in order, and then the files."""
    project = Project.load(site.root)
    results = {name: Result(figures=[FIGURE]) for name in figures}
    shown = Site_(project, results, url, "A Site", "It answers.")
    folder = site.root / "site"
    for page in project.pages:
        if page.file.is_relative_to(project.docs):
            path = page.file.relative_to(project.docs).with_suffix("").as_posix()
            address = "" if path == "index" else f"{path}/"
            title = titles.get(page.name, page.title)
            shown.pages[page.file] = SitePage(page.file, address, title, page)
            (folder / address).mkdir(parents=True, exist_ok=True)
            (folder / address / "index.html").write_text("")
    for name in figures:  # as the plugin and MkDocs do
        file = folder / "plots" / (name.replace("#", "/") + ".svg")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(FIGURE)
    news = feed.newest(shown, feed.git_dates(project))
    heads = Heads(shown, feed=bool(news))
    for entry in shown.pages.values():
        heads.describe(entry)
    files = [*markdown.page_files(shown), *export.program_files(shown)]
    files += [("feed.xml", feed.feed(shown, news))] if news else []
    for name, text in files:
        write(folder / name, text)
    return Published(shown, heads, folder)


def edit(site: Site, name: str, old: str, new: str) -> None:
    text = (site.root / name).read_text("utf-8")
    assert old in text
    site.write(name, text.replace(old, new, 1))


def git(site: Site, *arguments: str, day: int = 1) -> str:
    when = f"2030-01-{day:02}T12:00:00+02:00"
    who = {f"GIT_{a}_{b}": "x@x" for a in ("AUTHOR", "COMMITTER") for b in ("NAME",)}
    who |= {"GIT_AUTHOR_EMAIL": "x@x", "GIT_COMMITTER_EMAIL": "x@x"}
    env = os.environ | who | {"GIT_AUTHOR_DATE": when, "GIT_COMMITTER_DATE": when}
    command = ["git", "-c", "commit.gpgsign=false", *arguments]
    ended = subprocess.run(
        command, cwd=site.root, env=env, capture_output=True, text=True, check=True
    )
    return ended.stdout


def commit(site: Site, day: int) -> None:
    if not (site.root / ".git").exists():
        git(site, "init", "-q")
        site.write(".gitignore", "/site/\n/.cache/\n")
    git(site, "add", "-A")
    git(site, "commit", "-qm", f"day {day}", day=day)


def dangling(folder: Path, path: str, url: str = URL) -> list[str]:
    """Links of a published text that lead to no file of the site."""
    text = re.sub(r"(?ms)^(`{3,}).*?^\1\s*$", "", (folder / path).read_text("utf-8"))
    text = re.sub(r"`[^`\n]*`", "", text)
    missing = []
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        full = urljoin(url + path, target)
        if not full.startswith(url):
            continue
        file = folder / full.removeprefix(url).partition("#")[0]
        if not (file / "index.html" if file.is_dir() else file).is_file():
            missing.append(target)
    return missing


def rendered(head: dict[str, Any]) -> BeautifulSoup:
    """`theme/main.html` filled in, above a page that prints what Material does."""
    base = (
        "<html><head>{% block htmltitle %}<title>Material's</title>{% endblock %}"
        "{% block extrahead %}{% endblock %}</head><body></body></html>"
    )
    main = (ROOT / "cards/show/theme/main.html").read_text("utf-8")
    loader = jinja2.DictLoader({"base.html": base, "main.html": main})
    environment = jinja2.Environment(loader=loader)  # like MkDocs: escapes nothing
    environment.filters |= {"url": lambda path: f"../{path}", "script_tag": str}
    page = environment.get_template("main.html").render(published=head, config={})
    return BeautifulSoup(page, "html.parser")


def tags(soup: BeautifulSoup) -> dict[str, str]:
    found = soup.select("meta[property], meta[name]")
    return {str(m.get("property") or m["name"]): str(m["content"]) for m in found}


def test_a_page_says_what_it_is_to_whoever_previews_a_link(site: Site) -> None:
    site.card("page", "one", "print(1)\n", "1", "plots/page/one.svg")
    shown = publish_site(site, figures=("page#one",))
    page = tags(rendered(shown.head("page.md")))
    assert page == {
        "og:title": "page",
        "og:description": "The answer is short.",
        "og:type": "article",
        "og:site_name": "A Site",
        "og:url": f"{URL}page/",
        "og:image": f"{URL}assets/card.png",
        "og:image:type": "image/png",
        "og:image:alt": "A card of A Site",
        "twitter:card": "summary_large_image",
    }
    home = tags(rendered(shown.head("index.md")))
    assert home["og:type"] == "website" and home["og:url"] == URL


def test_the_title_names_the_site_once(site: Site) -> None:
    site.card("page", "one", "print(1)\n", "1")
    shown = publish_site(site, index="A Site")
    assert rendered(shown.head("index.md")).title.text == "A Site"  # type: ignore[union-attr]
    assert rendered(shown.head("page.md")).title.text == "page - A Site"  # type: ignore[union-attr]
    assert rendered({}).title.text == "Material's"  # type: ignore[union-attr]


def test_a_page_is_described_by_its_first_paragraph_of_text(site: Site) -> None:
    text = (
        "<div>\n\n- item\n\n**Bold**, `code` & [link](x.md),\nover two lines.\n\nNo.\n"
    )
    site.write("docs/prose.md", "---\ncards: false\n---\n# Prose\n\n" + text)
    site.write("docs/long.md", "---\ncards: false\n---\n# Long\n\n" + "word " * 99)
    entries = publish_site(site).site.pages
    told = {entry.source.stem: entry.description for entry in entries.values()}
    assert told["prose"] == "Bold, code & link, over two lines."
    assert len(told["long"]) <= head.SUMMARY and told["long"].endswith("word …")
    assert told["index"] == "It answers."  # has no paragraph: the site's own


HOSTILE = """Quotes " ' and </script><script>alert(1)</script> <!-- <script> & ]]>."""


def test_nothing_that_a_page_says_breaks_out_of_its_head(site: Site) -> None:
    site.card("page", "one", "print(1)\n", "1")
    edit(site, "docs/page.md", "The answer is short.", HOSTILE)
    title = 'A "title" & </title><script>alert(2)</script>'
    site.write("docs/bad.md", f"---\ncards: false\n---\n# Bad\n\nSay {HOSTILE}\n")
    shown = publish_site(site, index=title)
    for name in ("page.md", "bad.md", "index.md"):
        told_head = shown.head(name)
        soup = rendered(told_head)
        told = soup.find_all("script", type="application/ld+json")
        assert len(told) == (name != "bad.md")
        of_the_theme = rendered({}).find_all("script")
        assert [s for s in soup.find_all("script") if s not in told] == of_the_theme
        assert soup.body and not soup.body.get_text().strip()
        assert tags(soup) == {name: content for _, name, content in told_head["meta"]}
        assert soup.title and soup.title.text == told_head["title"]
    data = json.loads(shown.head("page.md")["json_ld"])
    answer = data["mainEntity"][0]["acceptedAnswer"]["text"]
    assert "</script><script>alert(1)</script>" in answer


def test_questions_and_answers_are_told_as_the_cards_say_them(site: Site) -> None:
    site.card("page", "one", "print(1)\n", "1")
    site.card("page", "two", "print(2)\n", "2")
    edit(site, "docs/page.md", "## two?", "## Is `x < y` *two*?")
    answer = "See [one](#one), [home](index.md), `a_b` and $c_d < e_f$."
    edit(site, "docs/page.md", "# one", "# One")
    text = (site.root / "docs/page.md").read_text()
    site.write("docs/page.md", answer.join(text.rsplit("The answer is short.", 1)))
    data = json.loads(publish_site(site).head("page.md")["json_ld"])
    assert (data["@context"], data["@type"]) == ("https://schema.org", "FAQPage")
    assert data["url"] == f"{URL}page/"
    first, second = data["mainEntity"]
    assert first == {
        "@type": "Question",
        "name": "One?",
        "url": f"{URL}page/#one",
        "acceptedAnswer": {
            "@type": "Answer",
            "text": "<p>The answer is short.</p>",
            "url": f"{URL}page/#one",
        },
    }
    assert second["name"] == "Is x < y two?"
    assert second["acceptedAnswer"]["text"] == (
        f'<p>See <a href="{URL}page/#one">one</a>, <a href="{URL}">home</a>, '
        "<code>a_b</code> and <code>c_d &lt; e_f</code>.</p>"
    )


def test_home_is_told_as_a_site_and_prose_as_nothing(site: Site) -> None:
    site.write("docs/prose.md", "---\ncards: false\n---\n# Prose\n\n## Part { #a }\n")
    shown = publish_site(site)
    assert json.loads(shown.head("index.md")["json_ld"]) == {
        "@context": "https://schema.org",
        "@type": "WebSite",
        "name": "A Site",
        "url": URL,
        "description": "It answers.",
    }
    assert shown.head("prose.md")["json_ld"] == ""
    assert "ld+json" not in str(rendered(shown.head("prose.md")))


# the feed


def entries_of(shown: Published) -> list[ElementTree.Element]:
    return ElementTree.fromstring(shown.read("feed.xml")).findall(f"{ATOM}entry")


def test_the_feed_is_atom_with_an_entry_a_card(site: Site) -> None:
    for i in range(feed.NEWEST + 3):
        site.card("page", f"card-{i}", "print(1)\n", "1")
    edit(site, "docs/page.md", "The answer is short.", HOSTILE)
    commit(site, 2)
    edit(site, "docs/page.md", "## card-7?", "## Card 7 <again>?")
    for i in (7, 9):
        site.write(f"snippets/page/card_{i}.py", "print(1)  # again\n")
    commit(site, 3)
    shown = publish_site(site)
    root = ElementTree.fromstring(shown.read("feed.xml"))
    assert root.tag == f"{ATOM}feed"
    for of in (root, *root.findall(f"{ATOM}entry")):
        for tag in ("id", "title", "updated"):
            assert len(of.findall(ATOM + tag)) == 1
            assert of.findtext(ATOM + tag)
        stamp = of.findtext(f"{ATOM}updated") or ""
        assert re.fullmatch(r"2030-01-0[23]T10:00:00Z", stamp)
    assert root.findtext(f"{ATOM}updated") == "2030-01-03T10:00:00Z"
    assert root.findtext(f"{ATOM}author/{ATOM}name") == "A Site"
    links = {e.get("rel"): e.get("href") for e in root.findall(f"{ATOM}link")}
    assert links == {"self": f"{URL}feed.xml", "alternate": URL}
    found = root.findall(f"{ATOM}entry")
    ids = [entry.findtext(f"{ATOM}id") for entry in found]
    assert len(set(ids)) == len(ids) == feed.NEWEST
    assert ids[:2] == [f"{URL}page/#card-7", f"{URL}page/#card-9"]  # newest first
    assert found[0].findtext(f"{ATOM}title") == "Card 7 ?"
    first = next(e for e in found if (e.findtext(f"{ATOM}id") or "").endswith("-0"))
    summary = first.find(f"{ATOM}summary")
    assert summary is not None and summary.get("type") == "html"
    assert "</script><script>alert(1)</script>" in (summary.text or "")
    link = rendered(shown.head("page.md")).select_one("[type='application/atom+xml']")
    assert link and (link["rel"], link["href"]) == (["alternate"], "../feed.xml")


def days(shown: Published) -> dict[str, str]:
    """Card → day of its entry in the feed."""
    return {
        (e.findtext(f"{ATOM}id") or "").rpartition("#")[2]: (
            e.findtext(f"{ATOM}updated") or ""
        )[8:10]
        for e in entries_of(shown)
    }


def test_a_card_is_news_when_its_program_changes(site: Site) -> None:
    for name in ("one", "two", "three"):
        site.card("page", name, "print('# 1')\n", "# 1")  # is no heading
    site.card("other", "four", "print(4)\n", "4")
    commit(site, 2)
    assert set(days(publish_site(site)).values()) == {"02"}
    edit(site, "docs/page.md", "Use it.", "Words are no news.")
    commit(site, 3)
    assert set(days(publish_site(site)).values()) == {"02"}
    site.write("snippets/page/one.py", "print(1)  # again\n")
    commit(site, 4)
    site.card("page", "five", "print(5)\n", "5")  # not committed: no news yet
    shown = publish_site(site)
    assert days(shown) == {"one": "04", "two": "02", "three": "02", "four": "02"}
    dates = feed.git_dates(shown.site.project)
    pages = shown.site.pages.values()
    assert {e.source.stem: dates.page(e) for e in pages} == {
        "page": "2030-01-04",
        "other": "2030-01-02",
        "index": "2030-01-02",
    }


def test_a_block_that_shows_ticks_moves_no_date(site: Site) -> None:
    site.card("page", "one", "print(1)\n", "1")
    ticks = "```` text\n```\n````\n\n**In practice.**"
    edit(site, "docs/page.md", "**In practice.**", ticks)
    site.card("page", "two", "print(2)\n", "2")
    commit(site, 2)
    site.write("snippets/page/two.py", "print(2)  # again\n")
    commit(site, 3)
    assert days(publish_site(site)) == {"one": "02", "two": "03"}


def test_git_that_refuses_says_why(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """As where the repository is of another owner: no silent loss of the feed."""
    site.card("page", "one", "print(1)\n", "1")
    commit(site, 2)
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    dates = feed.git_dates(Project.load(site.root))
    assert not dates.files and "dubious ownership" in dates.why
    run = site.python("mkdocs", "build", SITE_URL=URL)
    assert run.code == 0
    assert re.search("no feed and no dates: .*dubious ownership", run.text)


def test_control_characters_do_not_reach_the_feed(site: Site) -> None:
    site.card("page", "one", "print(1)\n", "1")
    edit(site, "docs/page.md", "The answer is short.", "It is \x1b[1mshort\x1b[0m\x08.")
    edit(site, "docs/page.md", "## one?", "## one\x08\x1b[0m?")
    commit(site, 2)
    (entry,) = entries_of(publish_site(site))
    assert entry.findtext(f"{ATOM}summary") == "<p>It is short.</p>"
    assert entry.findtext(f"{ATOM}title") == "one?"


def test_without_dates_or_an_address_there_is_no_feed(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.card("page", "one", "print(1)\n", "1")

    def has_feed(url: str = URL) -> bool:
        (site.root / "site/feed.xml").unlink(missing_ok=True)
        shown = publish_site(site, url)
        linked = any(
            "atom" in kind for kind, _, _ in shown.head("page.md")["alternates"]
        )
        assert linked == (shown.folder / "feed.xml").exists()
        return linked

    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(site.root.parent))
    assert not has_feed()  # no repository
    git(site, "init", "-q")
    assert not has_feed()  # no commit
    commit(site, 2)
    assert has_feed()
    assert not has_feed(url="")
    shallow = site.root / ".git/shallow"
    shallow.write_text(git(site, "rev-parse", "HEAD"))
    assert not has_feed()  # every line would seem to be of its oldest commit
    shallow.unlink()
    assert has_feed()
    monkeypatch.setenv("PATH", "")
    assert not has_feed()  # no git


# Markdown


@pytest.fixture
def library(site: Site) -> Site:
    """Pages that link to each other from two folders, include and borrow."""
    program = "# --8<-- [start:a]\nx = 1\n\n\nprint(x)\n# --8<-- [end:a]\n"
    site.card("page", "one", program, "1", "plots/page/one.svg")
    edit(site, "docs/page.md", "page/one.py", "page/one.py:a")
    site.card("page", "two", "print(2)\n", "2")
    edit(site, "docs/page.md", "**Source.**", "<!--cards:search a b-->\n\n**Source.**")
    text = (site.root / "docs/page.md").read_text()
    links = "To [two](#two), [deep](sub/deep.md#part), `[no](code.md)`. Use it."
    site.write("docs/page.md", text.replace("Use it.", links, 1))
    site.write(
        "docs/sub/deep.md",
        "---\ncards: false\n---\n# Deep\n\n## Part { #part }\n\n"
        "To [one](../page.md#one) and [home](../index.md).\n\n"
        "![A figure of one](../plots/page/one.svg)\n\n"
        "<!--cards:show page#one-->\n",
    )
    lists = "# Home\n\n<!--cards:topics-->\n\n<!--cards:questions-->\n\n"
    scripted = '<p class="x needs-js">Only with a script</p>\n\n'
    show = "<!--cards:show page#one-->\n\n``` python\nprint(7)\n```\n\n"
    printed = "<!--pytest-codeblocks:expected-output-->\n``` text\n7\n```\n"
    home = "---\ncards: false\n---\n" + lists + scripted + show + printed
    site.write("docs/index.md", home)
    return site


def test_each_page_is_there_as_markdown_with_its_programs_and_outputs(
    library: Site,
) -> None:
    shown = publish_site(library, figures=("page#one",))
    text = shown.read("page.md")
    assert "``` python\nx = 1\n\n\nprint(x)\n```\n\n``` text\n1\n```\n" in text
    assert "--8<--" not in text and "<!--" not in text
    assert "[two](#two)" in text and f"[deep]({URL}sub/deep.md#part)" in text
    assert "`[no](code.md)`" in text
    assert f"![A figure that says it]({URL}plots/page/one.svg)" in text
    index = f"> All pages, as Markdown: [llms.txt]({URL}llms.txt)"
    assert text.startswith(f"# page\n\n{index}\n\n## one? {{ #one }}\n")
    assert text.count("Use it.\n\n**Source.**") == 2  # a comment was in one
    home = shown.read("index.md")
    assert home.startswith(f"# Home\n\n{index}\n\n-   **[page]({URL}page.md)**")
    assert f"- [two?]({URL}page.md#two)" in home
    assert "needs-js" not in home and "cards:show" not in home
    assert "x = 1\n\n\nprint(x)\n" in home  # the borrowed card
    assert f"[two]({URL}page.md#two)" in home and "``` text\n7\n```" in home
    deep = shown.read("sub/deep.md")
    assert f"[one]({URL}page.md#one) and [home]({URL}index.md)" in deep
    assert f"[two]({URL}page.md#two)" in deep  # of the card that it borrows
    assert deep.count(f"({URL}plots/page/one.svg)") == 2


def test_the_links_of_what_is_published_lead_to_files_of_the_site(
    library: Site,
) -> None:
    shown = publish_site(library, figures=("page#one",))
    texts = ["llms.txt", "llms-full.txt", "index.md", "page.md", "sub/deep.md"]
    assert not any(dangling(shown.folder, text) for text in texts)
    (shown.folder / "page.md").unlink()
    assert dangling(shown.folder, "llms.txt") == [f"{URL}page.md"]
    assert set(dangling(shown.folder, "sub/deep.md")) == {
        f"{URL}page.md#one",
        f"{URL}page.md#two",
    }
    (shown.folder / "plots/page/one.svg").unlink()
    assert f"{URL}plots/page/one.svg" in dangling(shown.folder, "llms-full.txt")


def test_llms_txt_lists_every_page_in_the_form_asked_for(library: Site) -> None:
    shown = publish_site(library)
    lines = shown.read("llms.txt").splitlines()
    assert lines[:4:2] == ["# A Site", "> It answers."]
    cards = lines.index("## Questions and answers")
    others = lines.index("## Optional")
    item = re.compile(r"- \[([^\]]+)\]\((\S+)\): (.+)")
    listed = {m[2]: i for i, line in enumerate(lines) if (m := item.fullmatch(line))}
    assert cards < listed.pop(f"{URL}page.md") < others
    expected = [f"{URL}{name}" for name in ("index.md", "sub/deep.md", "llms-full.txt")]
    assert list(listed) == expected and min(listed.values()) > others
    assert len([line for line in lines if line.startswith("#")]) == 3


def test_all_pages_are_in_one_file_unless_that_is_too_large(
    library: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    full = publish_site(library, figures=("page#one",)).read("llms-full.txt")
    for address in ("page/", "", "sub/deep/"):
        assert f"<!-- {URL}{address} -->" in full
    assert full.count("## one? { #one }") == 1  # not again where it is borrowed
    assert f"[one]({URL}page/#one)" in full
    assert f"![A figure of one]({URL}plots/page/one.svg)" in full
    monkeypatch.setattr(markdown, "FULL", len(full.encode()) - 1)
    (library.root / "site/llms-full.txt").unlink()
    shown = publish_site(library)
    assert not (shown.folder / "llms-full.txt").exists()
    assert "llms-full" not in shown.read("llms.txt")


def test_a_page_of_another_plugin_is_linked_as_html(library: Site) -> None:
    edit(library, "docs/page.md", "To [two](#two)", "To [it](labs/first.rst)")
    shown = publish_site(library)
    rst = shown.site.project.docs / "labs/first.rst"
    shown.site.pages[rst] = SitePage(rst, "labs/first/", "Another")
    texts = dict(markdown.page_files(shown.site))
    assert f"[it]({URL}labs/first/)" in texts["page.md"]
    assert "Another" not in texts["llms.txt"]
    told = shown.heads.head(shown.site.pages[rst])
    assert ("property", "og:title", "Another") in told["meta"]
    assert told["json_ld"] == "" and "markdown" not in str(told["alternates"])


# the programs


def test_every_program_is_served_as_it_runs(library: Site) -> None:
    fails = '``` python\n--8<-- "page/two__broken.py"\n```\n\n'
    library.write("snippets/page/two__broken.py", "raise ValueError('no')\n")
    before, _, after = (library.root / "docs/page.md").read_text().rpartition("**In")
    mark = "<!--pytest.mark.xfail-->\n"
    library.write("docs/page.md", f"{before}{mark}{fails}**In{after}")
    shown = publish_site(library)
    project = shown.site.project
    programs = [p for page in project.pages for p in page.programs]
    served = {p.name: shown.read(program_path(p)) for p in programs}
    assert served == {p.name: job_of(p, project).text for p in programs}
    assert {
        f.relative_to(shown.folder).as_posix() for f in shown.folder.rglob("*.py")
    } == {
        "snippets/page/one.py",
        "snippets/page/two.py",
        "snippets/page/two__broken.py",
        "snippets/index/home.py",
    }
    assert shown.read("snippets/page/one.py") == "x = 1\n\n\nprint(x)\n"


def test_without_an_address_nothing_claims_one(site: Site) -> None:
    site.card("page", "one", "print(1)\n", "1")
    shown = publish_site(site, url="")
    told = shown.head("page.md")
    assert not [name for _, name, _ in told["meta"] if re.search("url|image$", name)]
    assert "url" not in json.loads(told["json_ld"])["mainEntity"][0]
    assert "](page.md): " in shown.read("llms.txt")
    assert "http" not in shown.read("llms.txt")


def test_without_an_address_links_lead_from_file_to_file(library: Site) -> None:
    edit(
        library, "docs/page.md", "To [two](#two)", "To <svg><b>x</b></svg> [two](#two)"
    )
    shown = publish_site(library, url="", figures=("page#one",))
    deep, page = shown.read("sub/deep.md"), shown.read("page.md")
    assert "> All pages, as Markdown: [llms.txt](../llms.txt)\n" in deep
    assert "[one](../page.md#one) and [home](../index.md)" in deep
    assert "To [two](#two)" in page and "<svg" not in page  # no words
    assert not dangling(shown.folder, "sub/deep.md")


# the real site


@pytest.fixture(scope="module")
def built(built_site: Path) -> Path:
    """The real site, built once for all tests, at the address `URL`."""
    return built_site


def pages_of(built: Path) -> dict[str, BeautifulSoup]:
    return {
        file.relative_to(built).as_posix().removesuffix("index.html"): tree(file)
        for file in built.rglob("index.html")
    }


def test_each_page_of_the_site_has_its_tags_once(built: Path) -> None:
    pages = pages_of(built)
    assert "" in pages and len(pages) >= 3
    for address, soup in pages.items():
        for name in ("title", "description", "url", "image"):
            assert len(soup.select(f'meta[property="og:{name}"]')) == 1, address
        assert len(soup.select('meta[name="description"]')) == 1
        assert len(soup.select("title")) == 1
        told = tags(soup)
        assert told["og:description"] == told["description"]
        canonical = soup.select_one('link[rel="canonical"]')
        assert canonical and told["og:url"] == canonical["href"] == URL + address
        assert (built / told["og:image"].removeprefix(URL)).is_file()
        for link in soup.select('link[rel="alternate"]'):
            assert (built / address / str(link["href"])).resolve().is_file()
        title = soup.title.text if soup.title else ""
        assert title.count("Deep Learning, Answered") == 1
    assert len({tags(soup)["description"] for soup in pages.values()}) >= 3


def test_each_program_of_the_site_has_a_button_that_copies_it(built: Path) -> None:
    pages = pages_of(built)
    for page in Project.load(ROOT).pages:
        if page.has_programs:
            buttons = pages[f"{page.name}/"].select("button[data-copy]")
            whole = [str(b["data-copy"]) for b in buttons if not b.get("data-part")]
            assert sorted(whole) == sorted(program.name for program in page.programs)


def test_the_site_tells_the_questions_that_its_pages_show(built: Path) -> None:
    told = 0
    for address, soup in pages_of(built).items():
        scripts = soup.select('script[type="application/ld+json"]')
        data = json.loads(scripts[0].text) if scripts else {}
        if data.get("@type") != "FAQPage":
            continue
        ids = [str(h.get("id")) for h in soup.select("article h2[id]")]
        urls = [question["url"] for question in data["mainEntity"]]
        assert urls == [f"{URL}{address}#{id}" for id in ids]
        told += len(urls)
    assert told >= 16


def test_what_the_site_publishes_is_complete(built: Path) -> None:
    project = Project.load(ROOT)
    inside = [p for p in project.pages if p.file.is_relative_to(project.docs)]
    for page in inside:
        path = page.file.relative_to(project.docs).with_suffix(".md").as_posix()
        assert not dangling(built, path), path
        for program in page.programs:
            if program.file.is_relative_to(project.snippets):
                served = built / program.file.relative_to(ROOT)
                assert served.read_text("utf-8") == job_of(program, project).text
    assert not dangling(built, "llms.txt") and not dangling(built, "llms-full.txt")
    git_knows = feed.git_dates(project)
    assert (built / "feed.xml").exists() == bool(git_knows.files)
    sitemap = ElementTree.parse(built / "sitemap.xml")
    space = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    found = {
        e.findtext(f"{space}loc"): e.findtext(f"{space}lastmod")
        for e in sitemap.iter(f"{space}url")
    }
    for page in inside:
        if page.kind == "cards" and (time := git_knows.files.get(page.file)):
            assert (found[f"{URL}{page.name}/"] or "") >= feed.iso(time)[:10]
