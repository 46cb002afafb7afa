"""What a program claims: its assertions that can fail."""

from __future__ import annotations

import ast

from cards.read.model import Program
from cards.run.assertions import can_fail


def assertions(program: Program) -> list[ast.Assert]:
    """Those of a program that can fail. Raises SyntaxError where it is no Python."""
    tree = ast.parse(program.text)
    found = [node for node in ast.walk(tree) if isinstance(node, ast.Assert)]
    return sorted(filter(can_fail, found), key=lambda node: node.lineno)


def asserts(program: Program) -> bool:
    """Whether a program has an assertion that can fail, or is meant to fail."""
    try:
        return program.fails or bool(assertions(program))
    except SyntaxError:
        return True  # told by its run
