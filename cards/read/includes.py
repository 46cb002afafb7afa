"""Includes expanded by pymdownx's own preprocessor, each line traced to its file."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import markdown
from pymdownx.snippets import (
    SnippetExtension,
    SnippetMissingError,
    SnippetPreprocessor,
)

from cards.read.model import Page
from cards.read.source import SourceLine


class _Tracing(SnippetPreprocessor):  # type: ignore[misc]
    """pymdownx's own preprocessor, on lines that know where they come from."""

    def extract_section(self, section: str, lines: list[str]) -> list[str]:
        numbered = [SourceLine(text, Path(), n) for n, text in enumerate(lines, 1)]
        return list(super().extract_section(section, numbered))

    def parse_snippets(
        self, lines: list[str], file_name: str | None = None, *a: Any, **kw: Any
    ) -> list[str]:
        if file_name:  # the lines of a file, or of a section of it
            file, whole = Path(file_name), enumerate(lines, 1)
            lines = [SourceLine(t, file, getattr(t, "number", n)) for n, t in whole]
            while lines and not lines[-1]:  # the line ending of the last line
                lines.pop()
        return list(super().parse_snippets(lines, file_name, *a, **kw))


def expand(page: Page, raw: list[SourceLine], snippets: Path) -> list[SourceLine]:
    """The lines of a page with what they include; a missing file is a fault."""
    extension = SnippetExtension(base_path=[str(snippets)], check_paths=True)
    preprocessor = _Tracing(extension.getConfigs(), markdown.Markdown())
    expanded: list[SourceLine] = []
    for line in raw:  # one at a time, so that each fault has its place
        preprocessor.seen = set()
        if re.fullmatch(r"\s*-+8<-+\s*", line):
            page.fault(line, 'write an include on one line: --8<-- "folder/file.py"')
            continue
        if re.match(r'\s*-+8<-+ +"[^"]+:[-\d:,]+"', line):
            page.fault(line, "include a section by its name: line numbers do not last")
            continue
        try:
            result = preprocessor.parse_snippets([line])
        except (SnippetMissingError, OSError, UnicodeDecodeError) as error:
            page.fault(line, str(error))
            continue
        expanded += [
            text if isinstance(text, SourceLine) else line.with_text(text)
            for text in result
        ]
    return expanded
