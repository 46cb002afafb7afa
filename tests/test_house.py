"""The engine is one house: its folders tell the direction, its map every module."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import ROOT

from cards.check.idea import code_lines, main_program
from cards.project import Project

# each layer may import itself and those before it; of `prove`, `show` takes the
# ledger alone
LAYERS = [
    "files",
    "read",
    "settings",
    "project",
    "run",
    "check",
    "prove",
    "gate",
    "show",
]
LEDGER = "cards.prove.ledger"


def modules(folder: Path) -> dict[str, Path]:
    """`cards.read.page` → its file, of every module in a folder `cards`."""
    found = {}
    for file in sorted(folder.rglob("*.py")):
        path = file.relative_to(folder.parent).with_suffix("")
        found[".".join(path.parts).removesuffix(".__init__")] = file
    return found


def imports(file: Path, known: dict[str, Path]) -> Iterator[tuple[str, int]]:
    """The modules that a file names, lazily or for types alone as well."""
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            source = absolute(node, file, known)
            for alias in node.names:
                whole = f"{source}.{alias.name}"
                yield (whole if whole in known else source), node.lineno


def absolute(node: ast.ImportFrom, file: Path, known: dict[str, Path]) -> str:
    """The package that `from … import` names, `from .` and `from ..` as well."""
    if not node.level:
        return node.module or ""
    own = next(name for name, path in known.items() if path == file).split(".")
    up = node.level - (file.name == "__init__.py")
    return ".".join([*own[: len(own) - up], *filter(None, [node.module])])


def layer(module: str) -> int:
    name = [*module.split("."), ""][1]
    return LAYERS.index(name) if name in LAYERS else len(LAYERS)


def wrong_ways(folder: Path) -> list[str]:
    """Imports against the direction, MkDocs outside its hook, and circles."""
    known = modules(folder)
    found = []
    graph: dict[str, set[str]] = {name: set() for name in known}
    for module, file in known.items():
        for target, line in imports(file, known):
            place = f"{file.relative_to(folder.parent).as_posix()}:{line}"
            if target.partition(".")[0] == "mkdocs" and module != "cards.show.hook":
                found.append(f"{place} imports MkDocs")
            if target not in known or target == module or target == "cards":
                continue
            graph[module].add(target)
            beside = layer(module) == LAYERS.index("show") and target.startswith(
                "cards.prove."
            )
            if layer(target) > layer(module) or (beside and target != LEDGER):
                found.append(f"{place} imports {target}")
    return found + [f"a circle: {' → '.join(c)}" for c in circles(graph)]


def circles(graph: dict[str, set[str]]) -> list[list[str]]:
    """One for each module that leads back to itself."""
    found, done = [], set()

    def walk(name: str, path: list[str]) -> None:
        if name in path:
            found.append([*path[path.index(name) :], name])
        elif name not in done:
            for target in sorted(graph[name]):
                walk(target, [*path, name])
            done.add(name)

    for name in graph:
        walk(name, [])
    return found


def naming(folder: Path, word: str) -> list[str]:
    """The lines of a folder that have a word, in code or not, in longer words too."""
    return [
        f"{file.relative_to(folder.parent).as_posix()}:{number}"
        for file in modules(folder).values()
        for number, line in enumerate(file.read_text("utf-8").splitlines(), 1)
        if word in line.lower()
    ]


def off_the_map(folder: Path) -> set[str]:
    """Modules that the map lacks, or tells no job of, and names of none."""
    text = (folder / "__init__.py").read_text("utf-8")
    mapped = re.findall(r"^\| `([\w/]+\.py)` +\| .*\w.* \|$", text, re.M)
    there = {
        file.relative_to(folder).as_posix()
        for file in folder.rglob("*.py")
        if file.name != "__init__.py"
    }
    return there ^ set(mapped)


def test_every_import_goes_one_way() -> None:
    assert wrong_ways(ROOT / "cards") == []


def test_nothing_but_the_settings_names_torch() -> None:
    assert naming(ROOT / "cards", "torch") == []


def test_the_map_names_every_module_and_no_other() -> None:
    assert off_the_map(ROOT / "cards") == set()


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("read/page.py", "def f():\n    from cards.run import job\n", "cards.run.job"),
        (
            "run/job.py",
            "from typing import TYPE_CHECKING\n"
            "if TYPE_CHECKING:\n    from cards.check import card\n",
            "cards.check.card",
        ),
        ("read/page.py", "from ..run import job\n", "cards.run.job"),
        ("show/html.py", "from cards.prove.replicate import prove\n", "replicate"),
        ("check/card.py", "import mkdocs.config\n", "MkDocs"),
        (
            "read/model.py",
            "from cards.read import source\n",
            "cards.read.model → cards.read.source → cards.read.model",
        ),
    ],
)
def test_a_wrong_import_is_told(
    tmp_path: Path, name: str, text: str, told: str
) -> None:
    folder = tmp_path / "cards"
    for part in ("read/page", "read/model", "read/source", "run/job", "check/card"):
        file = folder / f"{part}.py"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("", "utf-8")
    for part in ("prove/replicate", "show/html"):
        (folder / part).parent.mkdir(parents=True, exist_ok=True)
        (folder / f"{part}.py").write_text("", "utf-8")
    (folder / "read/source.py").write_text("import cards.read.model\n", "utf-8")
    assert wrong_ways(folder) == []
    (folder / name).write_text(text, "utf-8")
    assert any(told in what for what in wrong_ways(folder))


def test_a_named_library_and_a_module_off_the_map_are_told(tmp_path: Path) -> None:
    folder = tmp_path / "cards"
    folder.mkdir()
    (folder / "a.py").write_text("x = 1\n# as PyTorch does\n", "utf-8")
    (folder / "b.py").write_text("", "utf-8")
    assert naming(folder, "torch") == ["cards/a.py:2"]
    rows = "| `a.py` | a job |\n| `b.py` |  |\n| `read/gone.py` | another |\n"
    (folder / "__init__.py").write_text(rows, "utf-8")
    assert off_the_map(folder) == {"b.py", "read/gone.py"}


def test_no_page_is_listed_as_old_that_stands_in_the_new_form() -> None:
    """The list of pages to be brought over can only shrink."""
    project = Project.load(ROOT)
    limit = project.settings.idea_lines
    for page in project.pages:
        if page.name not in project.settings.old_form:
            continue
        old = [
            card.name
            for card in page.cards
            if card.predict is None
            or ((program := main_program(card)) and code_lines(program.idea) > limit)
        ]
        assert old, f"{page.name} stands in the new form: take it off old_form"
