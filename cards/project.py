"""Where things lie, the settings, and which names mean what.

A project is a folder with `docs/`, `snippets/` and a `pyproject.toml` whose
`[tool.cards]` table sets what the engine itself should not know.
"""

from __future__ import annotations

import difflib
import os
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from cards.files import UsageError
from cards.read.model import Card, Page, card_file
from cards.read.page import parse

# the suffixes of what MkDocs makes a page of
MARKDOWN = {".md", ".markdown", ".mdown", ".mkdn", ".mkd"}


@dataclass(frozen=True)
class Generator:
    """A random generator, by the full names of what seeds it and tells its state.

    `seed` and `state` are of the package's global generator; `seeders` are further
    functions whose first argument is a seed. `classes` are of objects with seeds
    of their own: class → the methods that take one, or that restore a state.
    """

    name: str
    seed: str
    state: str
    seeders: tuple[str, ...] = ()
    classes: Mapping[str, Sequence[str]] = field(default_factory=dict)


@dataclass(frozen=True)
class Processor:
    """How another processor is imitated, for a replication.

    `environment` is set before anything is imported, so it needs processes of its
    own; `setup` is Python, run before each program. `machines` are the kinds of
    machine that can imitate it, as `platform.machine` says; none: all.
    """

    environment: Mapping[str, str] = field(default_factory=dict)
    setup: str = ""
    threads: int = 1
    machines: tuple[str, ...] = ()


@dataclass(frozen=True)
class Settings:
    """The `[tool.cards]` table. Seconds of wall time, bytes of memory."""

    preload: tuple[str, ...] = ("matplotlib.pyplot",)  # imported before forking
    packages: tuple[str, ...] = ("matplotlib",)  # versions a result depends on
    timeout: float = 60.0
    lab_timeout: float = 300.0  # a lab's, which is many programs in one
    memory: int = 4 * 2**30
    readme: tuple[str, ...] = ("README.md",)  # pages outside of docs/
    proof: str = ""  # file of what `prove` found; where there is none, none is asked
    versions: str = ""  # file of the versions under which the cards were run
    ranges: str = ""  # file of what printed numbers range over
    # what a program sets for its whole process: how a notebook, where others
    # follow in the same process, sets it back
    undo: Mapping[str, str] = field(default_factory=dict)
    generators: tuple[Generator, ...] = ()  # beside Python's and numpy's
    processors: Mapping[str, Processor] = field(default_factory=dict)
    # a card's first part has at most so many lines of code, but on the pages that
    # are not brought over yet, and in single cards (`page#card`) that say why
    idea_lines: int = 20
    old_form: tuple[str, ...] = ()
    long_ideas: tuple[str, ...] = ()
    start: str = ""  # "forkserver" or "spawn"; else what the system does best


@dataclass
class Project:
    root: Path
    settings: Settings = field(default_factory=Settings)
    order: tuple[str, ...] = ()  # names of files in docs/ that come before others

    @classmethod
    def load(cls, root: Path) -> Project:
        """Read the settings. Raises UsageError on one that is unknown."""
        file = root / "pyproject.toml"
        table = tomllib.loads(file.read_text("utf-8")) if file.exists() else {}
        given = table.get("tool", {}).get("cards", {})
        known = Settings.__dataclass_fields__
        if unknown := set(given) - set(known):
            raise UsageError(f"{file}: unknown setting {nearest(unknown.pop(), known)}")
        values = _frozen(given)
        try:
            made = [Generator(**_frozen(one)) for one in values.get("generators", ())]
            kinds = values.get("processors", {}).items()
            values["processors"] = {k: Processor(**_frozen(one)) for k, one in kinds}
            values["generators"] = tuple(made)
        except TypeError as error:
            raise UsageError(f"{file}: {error}") from error
        if "CARDS_START" in os.environ:  # try another system's way of starting
            values["start"] = os.environ["CARDS_START"]
        return cls(root, Settings(**values))

    @cached_property
    def docs(self) -> Path:
        """The folder of the pages: `docs_dir` of `mkdocs.yml`, or `docs`."""
        file = self.root / "mkdocs.yml"
        text = file.read_text("utf-8") if file.exists() else ""
        named = re.search(r"(?m)^docs_dir: *[\"']?([^\s\"'#]+)", text)
        return self.root / (named[1] if named else "docs")

    @property
    def snippets(self) -> Path:
        return self.root / "snippets"

    @property
    def labs(self) -> Path:
        return self.docs / "labs"

    @property
    def plots(self) -> Path:
        return self.docs / "plots"

    @property
    def cache(self) -> Path:
        return self.root / ".cache" / "cards"

    @cached_property
    def pages(self) -> list[Page]:
        """Every page, in the site's order, then in that of their names. Read once.

        A page is named by its path in `docs/`. Files that are hidden are none.
        """
        place = {self.docs / name: i for i, name in enumerate(self.order)}
        files = [f for f in self.docs.rglob("*") if f.suffix in MARKDOWN]
        files += self.labs.glob("*.py")
        files.sort(key=lambda file: (place.get(file, len(place)), file))
        pages = []
        for file in files:
            path = file.relative_to(self.docs)
            hidden = any(part.startswith(".") for part in path.parts)
            if not hidden and not file.is_relative_to(self.plots):
                name = path.with_suffix("").as_posix()
                pages.append(parse(file, self.snippets, name))
        taken = {page.name for page in pages}
        outside = []
        for name in self.settings.readme:
            if (file := self.root / name).exists():
                stem = Path(name).stem
                name = f"../{stem}" if stem in taken else stem
                outside.append(parse(file, self.snippets, name, "prose"))
        return [*outside, *pages]

    def program_file(self, page: str, card: str) -> Path:
        return self.snippets / page / card_file(card)

    def find(self, name: str) -> tuple[Page, Card | None]:
        """`page`, `page.md`, `docs/page.md`, each with `#card` or `/card`."""
        name = name.removeprefix(f"{self.docs.name}/").replace(".md", "")
        pages = {page.name: page for page in self.pages}
        if name.removesuffix(".py") in pages:
            return pages[name.removesuffix(".py")], None
        page_name, _, card_name = name.replace("#", "/").rpartition("/")
        if page_name not in pages:
            page_name, _, card_name = name.replace("#", "/").partition("/")
        if page_name not in pages:
            raise UsageError(f"there is no page {nearest(page_name, pages)}")
        page = pages[page_name]
        if not card_name:
            return page, None
        cards = {card.id: card for card in page.cards}
        card_name = card_name.removesuffix(".py").replace("_", "-")
        if card_name not in cards:
            raise UsageError(f"{page_name} has no card {nearest(card_name, cards)}")
        return page, cards[card_name]


def nearest(name: str, names: object) -> str:
    """The wrong name in quotes, and the nearest right one where one is near."""
    close = difflib.get_close_matches(name, list(map(str, names)), 1, 0.4)  # type: ignore[call-overload]
    return f"{name!r}" + (f"; did you mean {close[0]!r}?" if close else "")


def _frozen(table: Mapping[str, Any]) -> dict[str, Any]:
    return {k: tuple(v) if isinstance(v, list) else v for k, v in table.items()}
