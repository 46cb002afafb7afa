"""The settings: the `[tool.cards]` table, and what `mkdocs.yml` says.

Both are read without MkDocs.
"""

from __future__ import annotations

import difflib
import os
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from cards.files import UsageError


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
    measured: str = ""  # file of what tests found of the built site
    week: str = ""  # file of what `prove --salt` found
    elsewhere: str = ""  # file of what holds after a paste, and in a notebook
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


def load_settings(root: Path) -> Settings:
    """The settings of a project. Raises UsageError on one that is wrong."""
    file = root / "pyproject.toml"
    try:
        table = tomllib.loads(file.read_text("utf-8")) if file.exists() else {}
    except ValueError as error:  # no TOML, or no UTF-8
        raise UsageError(f"{file}: {error}") from error
    given = table.get("tool", {}).get("cards", {})
    known = Settings.__dataclass_fields__
    if unknown := set(given) - set(known):
        raise UsageError(f"{file}: unknown setting {nearest(unknown.pop(), known)}")
    values = _frozen(given)
    for name, value in values.items():
        if words := _wanted(value, known[name].type):
            raise UsageError(f"{file}: {name} is {value!r}, which is no {words}")
    try:
        made = [Generator(**_frozen(one)) for one in values.get("generators", ())]
        kinds = values.get("processors", {}).items()
        values["processors"] = {k: Processor(**_frozen(one)) for k, one in kinds}
        values["generators"] = tuple(made)
    except TypeError as error:
        raise UsageError(f"{file}: {error}") from error
    if "CARDS_START" in os.environ:  # try another system's way of starting
        values["start"] = os.environ["CARDS_START"]
    return Settings(**values)


def nearest(name: str, names: object) -> str:
    """The wrong name in quotes, and the nearest right one where one is near."""
    close = difflib.get_close_matches(name, list(map(str, names)), 1, 0.4)  # type: ignore[call-overload]
    return f"{name!r}" + (f"; did you mean {close[0]!r}?" if close else "")


def _frozen(table: Mapping[str, Any]) -> dict[str, Any]:
    return {k: tuple(v) if isinstance(v, list) else v for k, v in table.items()}


# how the annotation of a setting reads → what TOML has to give for it, and in words
_KINDS: Mapping[str, tuple[tuple[type, ...], str]] = {
    "str": ((str,), "string"),
    "int": ((int,), "whole number"),
    "float": ((int, float), "number"),
    "tuple[str, ...]": ((tuple,), "list of strings"),
    "Mapping[str, str]": ((dict,), "table"),
}


def _wanted(value: object, annotation: object) -> str:
    """What a setting has to be, in words; nothing where it has that type."""
    types, words = _KINDS.get(str(annotation), ((object,), ""))
    items = value if isinstance(value, tuple) and tuple in types else ()
    fits = isinstance(value, types) and all(isinstance(item, str) for item in items)
    return "" if fits else words


class _Loader(yaml.SafeLoader):
    """Values that only MkDocs understands, such as `!ENV`, are left out."""


_UNKNOWN = object()
_Loader.add_multi_constructor("", lambda loader, suffix, node: _UNKNOWN)


def site_config(root: Path) -> dict[str, Any]:
    """What `mkdocs.yml` says, or nothing. Raises UsageError where it is no YAML."""
    file = root / "mkdocs.yml"
    try:
        text = file.read_text("utf-8") if file.exists() else ""
        given = _known(yaml.load(text, _Loader))
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise UsageError(f"{file}: {error}") from error
    return given if isinstance(given, dict) else {}


def _known(value: Any) -> Any:
    if isinstance(value, dict):
        return {k: _known(v) for k, v in value.items() if v is not _UNKNOWN}
    if isinstance(value, list):
        return [_known(v) for v in value if v is not _UNKNOWN]
    return value


def sources(nav: Any) -> Iterator[str]:
    """The sources that a navigation names, in its order."""
    match nav:
        case str():
            yield nav
        case list():
            yield from (file for part in nav for file in sources(part))
        case dict():
            yield from (file for part in nav.values() for file in sources(part))
