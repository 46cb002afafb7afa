"""Where things lie, the settings, and which names mean what.

A project is a folder with `docs/`, `snippets/` and a `pyproject.toml` whose
`[tool.cards]` table sets what the engine itself should not know.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from cards.files import UsageError
from cards.read.model import Card, Page, card_file
from cards.read.page import parse
from cards.settings import Generator as Generator
from cards.settings import Processor as Processor
from cards.settings import Settings as Settings
from cards.settings import load_settings, site_config, sources
from cards.settings import nearest as nearest

# the suffixes of what MkDocs makes a page of
MARKDOWN = {".md", ".markdown", ".mdown", ".mkdn", ".mkd"}


@dataclass
class Project:
    root: Path
    settings: Settings = field(default_factory=Settings)

    @classmethod
    def load(cls, root: Path) -> Project:
        """Read the settings. Raises UsageError on one that is wrong."""
        return cls(root.absolute(), load_settings(root))

    @cached_property
    def docs(self) -> Path:
        """The folder of the pages: `docs_dir` of `mkdocs.yml`, or `docs`.

        Raises UsageError where the one that is named does not exist.
        """
        named = site_config(self.root).get("docs_dir")
        folder = self.root / str(named or "docs")
        if named and not folder.is_dir():
            raise UsageError(f"mkdocs.yml: docs_dir: there is no folder {named!r}")
        return folder

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

    def record(self, name: str) -> Path:
        """A file to commit, `proof` or another: as it is set, or `<name>.json`."""
        return self.root / (getattr(self.settings, name) or f"{name}.json")

    @cached_property
    def pages(self) -> list[Page]:
        """Every page, as `nav` of `mkdocs.yml` has them, then by name. Read once.

        A page is named by its path in `docs/`. Files that are hidden are none.
        """
        listed = sources(site_config(self.root).get("nav"))
        place = {self.docs / name: i for i, name in enumerate(listed)}
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
