"""Which seeds a program is tried with follows from its words, and only from them."""

from __future__ import annotations

import pytest
from conftest import run_program

from cards.run.seeds import fingerprint, moved, shift_of

PROGRAM = """\
import torch

limit = 0.5
for seed in range(3):
    torch.manual_seed(seed)
    x = torch.rand(1)
    assert x < limit, f"{x:.2f} is {'not'} less"
"""
SAME = {
    "a comment": PROGRAM.replace("limit = 0.5\n", "limit = 0.5  # half\n# and more\n"),
    "an empty line": PROGRAM.replace("    x =", "\n\n    x ="),
    "other indents": PROGRAM.replace("    ", "  "),
    "spaces": PROGRAM.replace("range(3)", "range( 3 )"),
    "no last line end": PROGRAM.rstrip("\n"),
    "a comment at the end": PROGRAM + "\n\n# the end\n",
}
OTHER = {
    "a bound": PROGRAM.replace("0.5", "0.6"),
    "a seed": PROGRAM.replace("(seed)", "(seed + 1)"),
    "an f-string": PROGRAM.replace(":.2f", ":.3f"),
    "a space in a string": PROGRAM.replace("} less", "}  less"),
    "a quote": PROGRAM.replace("'not'", "'yes'"),
    "a block": PROGRAM.replace("    assert", "assert"),
    "two lines in one": PROGRAM.replace("limit = 0.5\n", "limit = 0.5;"),
}


@pytest.mark.parametrize("what", SAME)
def test_a_remark_changes_no_seed(what: str) -> None:
    assert SAME[what] != PROGRAM
    assert fingerprint(SAME[what]) == fingerprint(PROGRAM)
    assert [shift_of(SAME[what], k) for k in range(21)] == [
        shift_of(PROGRAM, k) for k in range(21)
    ]


@pytest.mark.parametrize("what", OTHER)
def test_a_changed_word_changes_every_seed(what: str) -> None:
    assert fingerprint(OTHER[what]) != fingerprint(PROGRAM)
    for k in range(1, 21):
        assert shift_of(OTHER[what], k) != shift_of(PROGRAM, k)


def test_a_shift_is_a_seed_that_every_package_takes() -> None:
    assert shift_of(PROGRAM, 0) == 0
    shifts = {shift_of(PROGRAM, k) for k in range(1, 200)}
    assert len(shifts) == 199
    assert all(1 <= shift < 2**31 for shift in shifts)
    assert shift_of(PROGRAM, 1, "2026-11-28") not in shifts


def test_words_are_the_same_in_every_python() -> None:
    """Recorded in a file that is committed, so pinned: f-strings are told apart
    otherwise since 3.12."""
    assert fingerprint(PROGRAM) == "d8783693d3c9424e"
    assert shift_of(PROGRAM, 1) == 116378390


def test_what_is_no_python_has_a_fingerprint_too() -> None:
    assert fingerprint("print('") != fingerprint("print((")


def test_a_moved_seed_is_of_the_same_kind() -> None:
    assert moved(1, 0) == 1
    assert moved(1, 5) == 6
    assert moved(2**32 - 1, 5) < 2**32, "more than numpy takes"
    assert moved(2**63, 5) < 2**64
    assert moved(None, 5) is None
    assert moved("a", 5) != moved("a", 6)
    assert moved([1, 2], 5) == [1, 2, 5]


CLAIMS = {
    "a < 0.5": "a < 0.5\n0.75 < 0.5",
    "0 <= a and a < b": "0 <= a and a < b\n(0 <= 0.75 and 0.75 < 0.25)",
    "a < b, 'why'": "a < b\nwhy\nassert 0.75 < 0.25",
    "max([1, 2, 3]) < 3": "max([1, 2, 3]) < 3\n3 < 3\n +  where 3 = max([1, 2, 3])",
}


@pytest.mark.parametrize("claim", CLAIMS)
def test_a_failing_claim_of_a_replication_tells_what_it_compares(claim: str) -> None:
    """By pytest's rewriter, at a path that is private: moved, this test tells."""
    program = f"a, b = 0.75, 0.25\nassert {claim}\n"
    error = run_program(program, processor="native").error
    assert error
    assert error.message == CLAIMS[claim]
    assert error.line == 2
    plain = run_program(program).error
    assert plain
    assert "0.75" not in plain.message, "on a page it is as Python tells it"


def test_what_a_claim_tells_is_the_same_in_each_run() -> None:
    program = "import numpy as np\n\na = np.zeros(2)\nassert np.allclose(a, a + 1)\n"
    error = run_program(program, processor="native").error
    assert error
    assert error.message == "np.allclose(a, a + 1)\nFalse"
    assert error.line == 4


def test_an_assertion_evaluates_each_part_once() -> None:
    program = (
        "n = iter(range(9))\n"
        "assert next(n) < next(n) < next(n) and next(n) == 3 or print('!')\n"
        "print(next(n))\n"
    )
    assert run_program(program, processor="native").printed == ["4\n"]
