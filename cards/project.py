"""Where things lie, the settings, and which names mean what.

A project is a folder with `docs/`, `snippets/` and a `pyproject.toml` whose
`[tool.cards]` table sets what the engine itself should not know.
"""

from __future__ import annotations

import difflib
import os
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from cards.files import UsageError
from cards.read.model import Card, Page, card_file
from cards.read.page import parse


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
    old_form: tuple[str, ...] = ()  # names of pages that are still to be brought over
    # what a program sets for its whole process: how a notebook, where others
    # follow in the same process, sets it back
    undo: Mapping[str, str] = field(default_factory=dict)
    generators: tuple[Generator, ...] = ()  # beside Python's and numpy's
    processors: Mapping[str, Processor] = field(default_factory=dict)
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

    @property
    def docs(self) -> Path:
        return self.root / "docs"

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
        """Every page, in the site's order, then in that of their names. Read once."""
        found = [
            parse(self.root / name, self.snippets, Path(name).stem)
            for name in self.settings.readme
            if (self.root / name).exists()
        ]
        place = {self.docs / name: i for i, name in enumerate(self.order)}
        files = [*self.docs.rglob("*.md"), *self.labs.glob("*.py")]
        files.sort(key=lambda file: (place.get(file, len(place)), file))
        found += [
            parse(file, self.snippets, self._name(file))
            for file in files
            if not file.is_relative_to(self.plots)
        ]
        return found

    def _name(self, file: Path) -> str | None:
        """`labs/recipe` of a lab: a page of cards may have its name."""
        return f"{self.labs.name}/{file.stem}" if file.suffix == ".py" else None

    def program_file(self, page: str, card: str) -> Path:
        return self.snippets / page / card_file(card)

    def find(self, name: str) -> tuple[Page, Card | None]:
        """`page`, `page.md`, `docs/page.md`, each with `#card` or `/card`."""
        name = name.removeprefix("docs/").replace(".md", "").replace("#", "/")
        pages = {page.name: page for page in self.pages}
        if name.removesuffix(".py") in pages:
            return pages[name.removesuffix(".py")], None
        page_name, _, card_name = name.partition("/")
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


def _frozen(table: Mapping[str, Any]) -> dict[str, Any]:
    return {k: tuple(v) if isinstance(v, list) else v for k, v in table.items()}


def nearest(name: str, names: object) -> str:
    """The wrong name in quotes, and the nearest right one where one is near."""
    close = difflib.get_close_matches(name, list(map(str, names)), 1, 0.4)  # type: ignore[call-overload]
    return f"{name!r}" + (f"; did you mean {close[0]!r}?" if close else "")
