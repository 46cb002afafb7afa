"""What must fail, fails: each fault is planted, and every command reports it.

One project holds all of them, so that each command is also seen to report all
faults at once, each with its file, its line, its card and its trace.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import pytest
from conftest import CARD, Run, Site, make_site

OUT = "<!--pytest-codeblocks:expected-output-->"


@dataclass
class Planted:
    """A program in a card that is right in form, and the fault it must cause."""

    program: str
    says: str  # regular expression for what follows `file:line [card] `
    line: int = 1
    printed: str = ""
    figure: str = ""
    at: str = "snippets"  # where the fault is told: program or page
    trace: str = ""  # a line of the traceback


DRAW = "import matplotlib.pyplot as plt\n"

PROGRAMS = {
    "raises": Planted(
        "def halve(x):\n    return x / 0\n\n\nhalve(1)\n",
        "ZeroDivisionError: division by zero",
        line=2,
        trace='File "snippets/faults/raises.py", line 5, in <module>',
    ),
    "leaves": Planted(
        "import sys\n\nsys.exit()\n", "SystemExit", 3, trace="    sys.exit()"
    ),
    "hangs": Planted(
        "x = 1\nwhile True: x += 1\n", "runs longer than 4 s", 2, trace="hangs.py"
    ),
    "hangs-native": Planted(
        "import time\n\ntime.sleep(1000)\n",
        "runs longer than 4 s",
        3,
        trace="    time.sleep(1000)",
    ),
    "exits": Planted(
        "import os\n\nos._exit(0)\n",
        "ends its own process with exit status 0",
        3,
        trace="    os._exit(0)",
    ),
    "killed": Planted(
        "import os\n\nos.kill(os.getpid(), 9)\n",
        "is killed by SIGKILL",
        3,
        trace="    os.kill(os.getpid(), 9)",
    ),
    "crashes": Planted(
        "import ctypes\n\nctypes.string_at(0)\n",
        "is killed by SIGSEGV",
        3,
        trace="    ctypes.string_at(0)",
    ),
    "syntax": Planted(
        "x = 1\nprint((x)\n",
        "SyntaxError: '\\(' was never closed",
        2,
        trace="print((x)",
    ),
    "warns": Planted(
        'import warnings\n\nwarnings.warn("old", stacklevel=1)\n',
        "warns: UserWarning: old",
        3,
    ),
    "deprecated": Planted(
        'import warnings\n\nwarnings.warn("old", DeprecationWarning, stacklevel=1)\n',
        "warns: DeprecationWarning: old",
        3,
    ),
    "stderr": Planted(
        'import sys\n\nprint("oh", file=sys.stderr)\n', "writes to stderr: oh", 3
    ),
    "stderr-native": Planted(
        'import os\n\nos.write(2, b"oh")\n', "writes to stderr: oh", 3
    ),
    "network": Planted(
        "import contextlib\nimport urllib.request\n\n"
        "with contextlib.suppress(OSError):\n"
        '    urllib.request.urlopen("http://example.org", timeout=1)\n',
        "uses the network",
        5,
    ),
    "network-address": Planted(
        "import contextlib\nimport socket\n\n"
        "with contextlib.suppress(OSError):\n"
        '    socket.create_connection(("192.0.2.1", 80), timeout=1)\n',
        "uses the network",
        5,
    ),
    "other-program": Planted(
        "import subprocess\nimport sys\n\n"
        'subprocess.run([sys.executable, "-c", "1"])\n',
        "starts another program",
        4,
    ),
    "unseeded-torch": Planted(
        "import torch\n\ntorch.rand(3)\n", "draws from torch but never seeds it"
    ),
    "unseeded-numpy": Planted(
        "import numpy\n\nnumpy.random.rand(3)\n",
        r"draws from numpy.random but never seeds it",
    ),
    "unseeded-random": Planted(
        "import random\n\nrandom.random()\n", "draws from random but never seeds it"
    ),
    "unseeded-generator": Planted(
        "import numpy as np\n\nnp.random.default_rng()\n",
        r"numpy.random.default_rng\(\) without a seed",
        3,
    ),
    "seeded-late": Planted(
        "import torch\n\ntorch.rand(3)\ntorch.manual_seed(0)\n",
        "draws from torch before it calls torch.manual_seed",
        4,
    ),
    "nan": Planted(
        'print("loss", float("nan"))\n',
        "prints nan; if it is meant",
        8,
        "loss nan",
        at="docs",
    ),
    "minus-inf": Planted(
        "print(f\"{float('-inf'):.1f}\")\n",
        "prints inf; if it is meant",
        8,
        "-inf",
        at="docs",
    ),
    "other-number": Planted(
        'print("accuracy 0.93")\n',
        "prints something else than the page says",
        8,
        "accuracy 0.95",
        at="docs",
        trace="+accuracy 0.93",
    ),
    "other-count": Planted(
        'print("steps 691")\n', "prints something else", 8, "steps 692", at="docs"
    ),
    "other-text": Planted(
        'print("loss 0.5")\n', "prints something else", 8, "cost 0.5", at="docs"
    ),
    "more-text": Planted(
        'print("one")\nprint("two")\n', "prints something else", 8, "one", at="docs"
    ),
    "prints-unshown": Planted(
        'print("one")\n', "prints something, and the page shows no output", 4, at="docs"
    ),
    "prints-nothing": Planted("x = 1\n", "prints something else", 8, "one", at="docs"),
    "draws-nothing": Planted(
        "x = 1\n",
        "no figure is drawn for plots/faults/draws-nothing.svg",
        8,
        figure="plots/faults/draws-nothing.svg",
        at="docs",
    ),
    "draws-unshown": Planted(
        f"{DRAW}\nplt.plot([1, 2])\nplt.show()\n",
        "draws 1 figures, the page shows 0",
        0,
        at="docs",
    ),
    "draws-other": Planted(
        f"{DRAW}\nplt.plot([1, 2])\nplt.show()\n",
        "its figure is plots/faults/draws-other.svg, not plots/faults/x.svg",
        8,
        figure="plots/faults/x.svg",
        at="docs",
    ),
    "empty-figure": Planted(
        f"{DRAW}\nplt.subplots()\nplt.show()\n",
        "shows an empty figure",
        4,
        figure="plots/faults/empty-figure.svg",
    ),
    "empty-line": Planted(
        f'{DRAW}\nplt.plot([float("nan")], [1])\nplt.show()\n',
        "shows an empty figure",
        4,
        figure="plots/faults/empty-line.svg",
    ),
    "never-shows": Planted(
        f"{DRAW}\nplt.plot([1, 2])\n", r"draws a figure but never calls plt.show\(\)", 3
    ),
    "shows-none": Planted(
        f"{DRAW}\nplt.show()\n", r"calls plt.show\(\) with no figure open", 3
    ),
    "memory-torch": Planted(
        "import torch\n\nx = torch.zeros(10**11)\n",
        "RuntimeError: .*allocate memory",
        3,
        trace="    x = torch.zeros(10**11)",
    ),
    "memory-python": Planted("x = 1\n\nbytearray(2**50)\n", "MemoryError", 3),
}

CODE = "``` python\nx = 1\n```\n"
END = "\n**In practice.** Use it.\n\n**Source.** [A](https://example.org).\n"
SHOW = '\n``` python\n--8<-- "forms/{}.py"\n```\n'

# section of a page → (its offset of lines to the fault, what is said)
FORMS = {
    "missing-include": (
        f'Yes.\n\n``` python\n--8<-- "forms/no_such.py"\n```\n{END}',
        5,
        r"Snippet at path 'forms/no_such.py' could not be found",
    ),
    "missing-section": (
        f'Yes.\n\n``` python\n--8<-- "forms/missing_section.py:no"\n```\n{END}',
        5,
        "Snippet section 'no' could not be located",
    ),
    "other-file": (
        f"Yes.\n{SHOW.format('missing_section')}{END}",
        4,
        "shows another program than its own: include 'forms/other_file.py'",
    ),
    "inline-code": (
        f"Yes.\n\n{CODE}{END}",
        4,
        "shows another program than its own: include 'forms/inline_code.py'",
    ),
    "no-answer": (
        f"{SHOW.format('no_answer')}{END}",
        0,
        "no short answer: the first paragraph is missing",
    ),
    "long-answer": (
        f"One. Two. Three. Four.\n{SHOW.format('long_answer')}{END}",
        0,
        "the short answer has more than three sentences",
    ),
    "no-practice": (
        f"Yes.\n{SHOW.format('no_practice')}\n**Source.** [A](https://a.org).\n",
        0,
        r"no paragraph \*\*In practice.\*\*",
    ),
    "no-source": (
        f"Yes.\n{SHOW.format('no_source')}\n**In practice.** Use it.\n",
        0,
        r"no paragraph \*\*Source.\*\*",
    ),
    "no-source-link": (
        f"Yes.\n{SHOW.format('no_source_link')}\n**In practice.** x\n\n**Source.** A\n",
        0,
        "the source has no link",
    ),
    "no-alt": (
        f"Yes.\n{SHOW.format('no_alt')}\n![](plots/forms/no-alt.svg)\n{END}",
        8,
        "no alternative text for plots/forms/no-alt.svg",
    ),
    "no-program": (f"Yes.\n{END}", 0, "no program"),
    "unfinished": (
        f"Yes.\n\nTODO: more.\n{SHOW.format('unfinished')}{END}",
        4,
        r"still to be written \(TODO\)",
    ),
    "broken-link": (
        f"Yes, see [there](nowhere.md).\n{SHOW.format('broken_link')}{END}",
        2,
        "broken link: nowhere.md",
    ),
    "broken-anchor": (
        f"Yes, see [there](#no-answr).\n{SHOW.format('broken_anchor')}{END}",
        2,
        "broken anchor 'no-answr'; did you mean 'no-answer'?",
    ),
    "broken-anchor-there": (
        f"See [there](faults.md#rises).\n{SHOW.format('broken_anchor_there')}{END}",
        2,
        "broken anchor 'rises'; did you mean 'raises'?",
    ),
    "option-braces": (
        f"Yes.\n\n``` {{.python}}\nx = 1\n```\n{END}",
        4,
        r"a block with fence options \({.python}\) is not run",
    ),
    "option-title": (
        f'Yes.\n\n``` python title="a"\nx = 1\n```\n{END}',
        4,
        r"a block with fence options \(python title=\"a\"\) is not run",
    ),
    "option-py": (
        f"Yes.\n\n``` py\nx = 1\n```\n{END}",
        4,
        "a block marked 'py' is not run",
    ),
    "tilde": (
        f"Yes.\n\n~~~ python\nx = 1\n~~~\n{END}",
        4,
        "a fence of ~ is not run",
    ),
    "indented": (
        f"Yes.\n\n- x\n\n    ``` python\n    x = 1\n    ```\n{END}",
        6,
        "an indented fence is not run",
    ),
    "commented": (
        f"Yes.\n\n<!--\n``` python\nx = 1\n```\n-->\n{END}",
        5,
        "a fence inside an HTML comment is run but never shown",
    ),
    "skipped": (
        f"Yes.\n\n<!--pytest.mark.skip-->\n{SHOW.format('skipped')}{END}",
        6,
        "only pytest.mark.xfail may mark a block",
    ),
    "does-not-fail": (
        f"Yes.\n\n<!--pytest.mark.xfail-->\n{SHOW.format('does_not_fail')}{END}",
        6,
        r"is marked to fail \(xfail\) but does not",
    ),
    "comment": (
        f"Yes.\n\n<!--cards:serch a word-->\n{SHOW.format('comment')}{END}",
        4,
        "unknown comment cards:serch; there are prints, search",
    ),
    "line-numbers": (
        f'Yes.\n\n``` python\n--8<-- "forms/no_alt.py:1:2"\n```\n{END}',
        5,
        "include a section by its name",
    ),
    "long-idea": (
        f"Yes.\n\n``` python\n{'x = 1' + chr(10)}{20 * ('x += 1' + chr(10))}```\n{END}",
        5,
        "the idea has 21 lines of code, at most 20",
    ),
    "wrong-prediction": (
        f"Yes.\n\n<!--cards:predict How many? | =7= | 8-->\n"
        f"{SHOW.format('wrong_prediction')}{END}",
        4,
        "prediction: the output does not say '7', which it has to",
    ),
    "unmarked-prediction": (
        f"Yes.\n\n<!--cards:predict How many? | 7 | 8-->\n{CODE}{END}",
        4,
        "predict: a question, and options of which one is =marked=",
    ),
    "fold-astray": (
        f"Yes.\n\n<!--cards:fold 5 seeds-->\n\nWords.\n\n{CODE}{END}",
        4,
        "cards:fold stands alone, before a block of Python",
    ),
    "quoted": (
        f"Yes.\n\n> ``` python\n> x = 1\n> ```\n\n{CODE}{END}",
        4,
        "a fence in a quotation is not run",
    ),
    "by-indentation": (
        f"Yes.\n\n    x = 1\n\n{CODE}{END}",
        4,
        "code by indentation is not run",
    ),
    "amount": (
        f"Yes.\n\nIt costs $5-$10.\n\n{CODE}{END}",
        4,
        r"\$5-\$ becomes a formula",
    ),
    "engine": (
        f"Yes.\n\n``` python\nimport cards\n```\n{END}",
        5,
        "imports the engine, which readers do not have",
    ),
}


@pytest.fixture(scope="module")
def broken(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A project with every fault there is, and one card that is right."""
    site = make_site(tmp_path_factory.mktemp("broken"), timeout=4, torch=True)
    site.card("faults", "holds", 'print("fine 1.50")\n', "fine 1.51")
    site.append("faults", "\n<!--cards:predict How fine? | =1.51= | 1.6-->\n")
    for name, planted in PROGRAMS.items():
        site.card("faults", name, planted.program, planted.printed, planted.figure)
    for name, (body, _, _) in FORMS.items():
        site.append("forms", f"\n## {name}? {{ #{name} }}\n\n{body}")
        if SHOW.format(name.replace("-", "_")) in body or name == "missing-section":
            site.write(f"snippets/forms/{name.replace('-', '_')}.py", "x = 1\n")
    site.card(
        "partly",
        "shown-in-part",
        "# --8<-- [start:a]\nx = 1\n# --8<-- [end:a]\ny = 2\n",
    )
    page = (site.root / "docs/partly.md").read_text()
    site.write("docs/partly.md", page.replace("in_part.py", "in_part.py:a"))
    site.card("partly", "twice", "x = 1\n")
    site.append(
        "partly",
        CARD.format(title="b", id="twice", page="partly", file="twice", output=""),
    )
    site.append("partly", f"\n## No id?\n\nYes.\n{END}")
    site.card("parted", "gap", "# --8<-- [start:a]\n\nx = 1\n# --8<-- [end:a]\n")
    page = (site.root / "docs/parted.md").read_text()
    site.write("docs/parted.md", page.replace("gap.py", "gap.py:a"))
    site.write("snippets/partly/orphan.py", "x = 1\n")
    site.write("snippets/no_page/orphan.py", "x = 1\n")
    return site


@pytest.fixture(scope="module")
def runs(broken: Site) -> dict[str, Run]:
    return {"check": broken.check(), "build": broken.build(), "test": broken.test()}


COMMANDS = pytest.mark.parametrize("command", ["check", "build", "test"])


def told(run: Run, place: str, card: str, says: str) -> str:
    """The report of a fault, with its detail; fails where there is none."""
    pattern = rf"{re.escape(place)} \[{card}\] {says}"
    assert re.search(pattern, run.text), f"not told: {pattern}\n{run.text[:20000]}"
    return run.text[re.search(pattern, run.text).start() :]  # type: ignore[union-attr]


@COMMANDS
@pytest.mark.parametrize("name", PROGRAMS)
def test_a_program_that_does_wrong_is_told_by_file_line_card_and_trace(
    name: str, command: str, broken: Site, runs: dict[str, Run]
) -> None:
    planted = PROGRAMS[name]
    place = f"snippets/faults/{name.replace('-', '_')}.py:{planted.line}"
    if planted.at == "docs":
        page = (broken.root / "docs/faults.md").read_text().splitlines()
        heading = page.index(f"## {name}? {{ #{name} }}") + 1
        place = f"docs/faults.md:{heading + planted.line}"
    report = told(runs[command], place, name, planted.says)
    if planted.trace:
        following = "\n".join(report.splitlines()[1:12])
        assert planted.trace in following


@COMMANDS
@pytest.mark.parametrize("name", FORMS)
def test_a_card_that_is_wrong_in_form_is_told_by_file_line_and_card(
    name: str, command: str, broken: Site, runs: dict[str, Run]
) -> None:
    _, offset, says = FORMS[name]
    page = (broken.root / "docs/forms.md").read_text().splitlines()
    heading = page.index(f"## {name}? {{ #{name} }}") + 1
    told(runs[command], f"docs/forms.md:{heading + offset}", name, says)


@COMMANDS
def test_a_line_that_no_page_shows_is_told(command: str, runs: dict[str, Run]) -> None:
    place = "snippets/partly/shown_in_part.py:4"
    told(runs[command], place, "shown-in-part", "this line is not shown on the page")


@COMMANDS
def test_a_part_whose_first_line_the_page_drops_is_told(
    command: str, runs: dict[str, Run]
) -> None:
    place = "snippets/parted/gap.py:2"
    told(runs[command], place, "gap", "a part begins with an empty line")


@COMMANDS
def test_two_cards_with_one_id_are_told(command: str, runs: dict[str, Run]) -> None:
    told(runs[command], "docs/partly.md:29", "twice", "the id twice is taken")


@COMMANDS
def test_a_card_without_an_id_is_told(command: str, runs: dict[str, Run]) -> None:
    told(runs[command], "docs/partly.md:41", "no-id", "a card's heading names its id")


@COMMANDS
def test_a_program_without_a_card_is_told(command: str, runs: dict[str, Run]) -> None:
    told(
        runs[command],
        "snippets/partly/orphan.py:1",
        "orphan",
        "no card shows this program",
    )
    assert "snippets/no_page/orphan.py:1 no page of cards" in runs[command].text


@COMMANDS
def test_faults_end_the_command_with_a_failure(
    command: str, runs: dict[str, Run]
) -> None:
    assert runs[command].code != 0


@COMMANDS
def test_a_card_that_is_right_is_not_told(command: str, runs: dict[str, Run]) -> None:
    assert "[holds]" not in runs[command].text


def test_after_all_that_the_store_is_intact(broken: Site, runs: dict[str, Run]) -> None:
    again = broken.check("faults#holds")
    assert again.code == 0
    assert "0 run, 1 stored" in again.text
    assert not list((broken.root / ".cache/cards").glob("*.part"))
