"""Assertions that tell the values that they compare, by pytest's own rewriter.

Only a replication does so: what a failing claim of a page prints stays Python's.
"""

from __future__ import annotations

import ast

from cards.run.job import Error

REWRITER = "_pytest.assertion.rewrite"  # private, and used so by others: see tests


class Assertions:
    """Those of one program, by line."""

    def __init__(self, tree: ast.Module) -> None:
        found = [node for node in ast.walk(tree) if isinstance(node, ast.Assert)]
        self.claims = {node.lineno: ast.unparse(node.test) for node in found}

    def rewrite(self, part: ast.Module) -> None:
        """Rewrite one part of the program in place."""
        from _pytest.assertion.rewrite import rewrite_asserts

        rewrite_asserts(part, b"")

    def tell(self, error: Error) -> None:
        """The claim as it is written, then the values: `a < b` and `2 < 1`."""
        if error.kind != "assertion":
            return
        values = error.message.removeprefix("AssertionError: ").removeprefix("assert ")
        lines = [self.claims.get(error.line, ""), *values.splitlines()]
        # an address says nothing, and is another in each run
        error.message = "\n".join(
            line for line in lines if line and " at 0x" not in line
        )


def can_fail(node: ast.Assert) -> bool:
    """Not so of a pair, which is true, nor of what names nothing."""
    names = any(isinstance(inner, ast.Name) for inner in ast.walk(node.test))
    return names and not isinstance(node.test, ast.Tuple)
