"""When two outputs count as the same, and what a page's form must be."""

from __future__ import annotations

from pathlib import Path

import pytest

from cards.check.compare import same
from cards.read.model import card_file, card_id
from cards.read.page import parse


@pytest.mark.parametrize(
    ("page", "run"),
    [
        ("loss 0.50", "loss 0.51"),
        ("loss 0.50", "loss 0.49"),
        ("loss -0.01", "loss 0.00"),
        ("loss 9.99", "loss 10.00"),
        ("loss  9.99", "loss 10.00"),
        ("dead 67%", "dead 66%"),
        ("dead 67 %", "dead 68 %"),
        ("error 9.5e-07", "error 9.6e-07"),
        ("error 9.9e-07", "error 1.0e-06"),
        ("step 12  loss 0.5", "step 12  loss 0.6"),
        ("layer1", "layer1"),
    ],
)
def test_the_last_digit_of_a_measurement_may_differ_by_one(page: str, run: str) -> None:
    assert same([page], [run])


@pytest.mark.parametrize(
    ("page", "run"),
    [
        ("loss 0.50", "loss 0.52"),
        ("loss 0.50", "loss 0.5"),
        ("loss 0.50", "cost 0.50"),
        ("steps 691", "steps 692"),
        ("dead 67%", "dead 69%"),
        ("dead 67%", "dead 67"),
        ("error 9.5e-07", "error 9.5e-06"),
        ("loss 0.5", "loss nan"),
        ("slope 5e-05", "slope 0"),
        ("slope 5e-05", "slope 1"),
        ("slope 5e-05", "slope 1e-04"),
        ("layer1", "layer2"),
        ("1.13.0", "1.13.1"),
        ("True", "False"),
        ("a", "a\nb"),
    ],
)
def test_anything_more_is_a_difference(page: str, run: str) -> None:
    assert not same(page.split("\n"), run.split("\n"))


def test_cards_and_files_name_each_other() -> None:
    assert card_file("dying-relu") == "dying_relu.py"
    assert card_id(Path("dying_relu.py")) == "dying-relu"
    assert card_id(Path("shape_trap__broken.py")) == "shape-trap"


PAGE = """\
---
title: A page
---
# Page

Intro.

## First? { #first }

Yes. Indeed.

``` python
--8<-- "page/first.py:one"
```

Between.

``` python
--8<-- "page/first.py:two"
```

<!--cards:prints nan-->
<!--pytest-codeblocks:expected-output-->
``` text
nan
```

## Second? { #second }

No, see [first](#first).

``` python
--8<-- "page/second.py"
```

<!--pytest.mark.xfail-->

``` python
--8<-- "page/second__broken.py"
```
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "page").mkdir()
    (tmp_path / "page.md").write_text(PAGE)
    first = """\
# --8<-- [start:one]
x = 1

# --8<-- [end:one]
# --8<-- [start:two]
y = x
# --8<-- [end:two]
"""
    (tmp_path / "page/first.py").write_text(first)
    (tmp_path / "page/second.py").write_text("z = 1\n")
    (tmp_path / "page/second__broken.py").write_text("1 / 0\n")
    return tmp_path


def test_each_line_knows_the_file_it_came_from(folder: Path) -> None:
    page = parse(folder / "page.md", folder)
    assert page.faults == []
    (program,) = page.cards[0].programs
    assert program.file == folder / "page/first.py"
    assert [line.number for line in program.lines] == [2, 6]
    assert program.text == "x = 1\ny = x\n"
    assert page.cards[0].heading.number == 8
    assert program.blocks[0].fence.number == 12


def test_an_output_belongs_to_the_block_above_it(folder: Path) -> None:
    one, two = parse(folder / "page.md", folder).cards[0].programs[0].blocks
    assert one.expected is None
    assert two.expected == ["nan"]
    assert two.expected_at == (22, 26)
    assert two.announced == {"nan"}


def test_a_card_may_hold_a_second_program_that_fails(folder: Path) -> None:
    good, bad = parse(folder / "page.md", folder).cards[1].programs
    assert (good.name, good.fails) == ("page#second", False)
    assert (bad.name, bad.fails) == ("page#second__broken", True)


def test_the_answer_is_the_first_paragraph(folder: Path) -> None:
    page = parse(folder / "page.md", folder)
    assert page.cards[0].answer == "Yes. Indeed."
    assert page.cards[1].answer == "No, see [first](#first)."
