"""A card begun: its program, and its section of the page."""

from __future__ import annotations

import re
import sys
from pathlib import Path

from cards.files import UsageError, write
from cards.project import Project
from cards.read.comments import EXPECTED

SKELETON_PAGE = """\
# {title}

TODO: one or two sentences on what these cards answer.
"""

SKELETON_CARD = """
## {question} {{ #{card} }}

TODO: the short answer, complete by itself in at most three sentences.

TODO: why; the formula, with every symbol named.

``` python
--8<-- "{page}/{file}:idea"
```

{expected}
``` text
a number: 1
```

TODO: what the evidence varies, in a line:

<!--cards:fold TODO: what this part does-->
``` python
--8<-- "{page}/{file}:evidence"
```

{expected}
``` text
the same 2 times
```

**In practice.**

- TODO: when to use it, when not, the usual mistake and its symptom.

**Source.** TODO: authors, *title*, year, [identifier](https://arxiv.org).

<!--cards:predict TODO: what is printed? | =1= | 3-->
"""

SKELETON_PROGRAM = '''\
# --8<-- [start:idea]
"""TODO: what this program shows."""

number = 1

print(f"a number: {number}")
# --8<-- [end:idea]
# --8<-- [start:evidence]
numbers = [number for _ in range(2)]
print(f"the same {len(numbers)} times")
assert numbers == [1, 1]
# --8<-- [end:evidence]
'''


def new(project: Project, name: str, question: str) -> list[Path]:
    """Begin a card: its program, and its section at the end of its page.

    Returns the files written. Raises UsageError where one is in the way.
    """
    name = name.removeprefix("docs/").replace("#", "/").replace(".md", "")
    if not re.fullmatch(r"(?:[a-z][a-z0-9-]*/)+[a-z][a-z0-9]*(?:-[a-z0-9]+)*", name):
        what = "a card is named page/card, in small letters, digits and hyphens"
        raise UsageError(f"{what}, not {name!r}")
    page_name, _, card = name.rpartition("/")
    if page_name.partition("/")[0] in (project.labs.name, project.plots.name):
        raise UsageError(f"{page_name} is no name for a page of cards")
    program = project.program_file(page_name, card)
    file = project.docs / f"{page_name}.md"
    page = next((page for page in project.pages if page.name == page_name), None)
    if page and page.kind != "cards":
        raise UsageError(f"{page_name} is not a page of cards")
    if page and card in page.anchors:
        raise UsageError(f"{page_name} has a card or heading {card!r} already")
    if program.exists():
        raise UsageError(f"{program.relative_to(project.root)} exists already")
    taken = {*sys.stdlib_module_names, *project.settings.packages}
    taken |= {name.partition(".")[0] for name in project.settings.preload}
    if program.stem in taken:
        what = f"a program named {program.name} hides the module {program.stem}"
        raise UsageError(f"{what}: choose another name for the card")
    if not question.strip().endswith("?"):
        raise UsageError(f"the heading of a card is a question: {question!r}")
    title = file.stem.replace("-", " ").capitalize()
    old = file.read_bytes().decode() if file.exists() else ""
    ending = "\r\n" if "\r\n" in old else "\n"
    text = old.rstrip("\r\n") + ending if old else SKELETON_PAGE.format(title=title)
    section = SKELETON_CARD.format(
        question=question.strip(),
        card=card,
        page=page_name,
        file=program.name,
        expected=EXPECTED,
    )
    text += section.replace("\n", ending)
    write(program, SKELETON_PROGRAM)
    write(file, text)
    return [program, file]
