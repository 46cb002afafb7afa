"""The small changes of a program, one at a time, made on its syntax tree.

What is changed:

- arithmetic: `+` and `-`, `*` and `/`, `//` → `/`, `**` → `*`, `-x` → `x`;
- comparison: `<` and `>=`, `>` and `<=`, `==` and `!=`, `is`, `in` and their nots;
- logic: `and` and `or`, `|` and `&`, `not x` → `x`;
- constant: `True` and `False`, n → n + 1 below ten and n → n / 2 from there on
  (one step more in 300 is no other program), x → 2x;
- argument: a keyword argument dropped, two positional ones swapped;
- call: `max` for `min` and other siblings; `abs`, `detach`, `eval` and others
  passed by; a statement that is only a call, or a `with` that binds no name, gone.

What is left out stands in `cosmetic.py`. Only the changed statement is written anew:
every other line stays in its place.
"""

from __future__ import annotations

import ast
import copy
import math
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

from cards.prove.cosmetic import SEEDERS, left_out, name_of

BOTH: tuple[tuple[type[ast.AST], type[ast.AST]], ...] = (
    *((ast.Add, ast.Sub), (ast.Mult, ast.Div), (ast.BitOr, ast.BitAnd)),
    *((ast.And, ast.Or), (ast.Lt, ast.GtE), (ast.Gt, ast.LtE)),
    *((ast.Eq, ast.NotEq), (ast.Is, ast.IsNot), (ast.In, ast.NotIn)),
)
SWAPS = dict(BOTH) | {b: a for a, b in BOTH}
SWAPS |= {ast.FloorDiv: ast.Div, ast.Pow: ast.Mult}
PAIRS = {"max": "min", "amax": "amin", "argmax": "argmin", "mean": "sum"}
PAIRS |= {"any": "all", "zeros": "ones", "zeros_": "ones_", "zeros_like": "ones_like"}
SIBLINGS = PAIRS | {b: a for a, b in PAIRS.items()}
BUILTINS = {"max", "min", "any", "all"}
PASSED_BY = {"abs", "detach", "round", "eval", "exp", "log", "sqrt", "square"}
SYMMETRIC = {"max", "min", "maximum", "minimum", "equal", "isclose", "allclose"}
SYMMETRIC |= {"mse_loss", "l1_loss", "print"}
Compound = ast.For | ast.While | ast.If | ast.With | ast.FunctionDef
Change = tuple[str, ast.AST, ast.AST]  # its kind, a node, what stands in its place


@dataclass(frozen=True)
class Mutant:
    """A program after one change, with as many lines as before.

    `before` and `after` are the changed statement, of a compound one its first
    line; `line` is where it changed, from 1.
    """

    kind: str
    line: int
    before: str
    after: str
    text: str


def mutants(text: str) -> list[Mutant]:
    """Every mutant of a program, in the order of its text."""
    tree = ast.parse(text)
    program = _Program(tree, text)
    statements = [node for node in ast.walk(tree) if isinstance(node, ast.stmt)]
    found: list[Mutant] = []
    for statement in sorted(statements, key=lambda node: node.lineno):
        found += program.mutants(statement)
    return found


class _Program:
    def __init__(self, tree: ast.Module, text: str) -> None:
        self.data = text.encode()  # `ast` counts in bytes
        lines = self.data.splitlines(keepends=True)
        self.starts = [0, *accumulate(map(len, lines))]
        self.left_out = left_out(tree)
        self.parents: dict[int, ast.AST] = {}
        self.modules: set[str] = set()
        for node in ast.walk(tree):
            self.parents |= {id(child): node for child in ast.iter_child_nodes(node)}
            if isinstance(node, ast.Import | ast.ImportFrom):
                names = (alias.asname or alias.name for alias in node.names)
                self.modules |= {name.partition(".")[0] for name in names}

    def mutants(self, statement: ast.stmt) -> Iterator[Mutant]:
        """Those of one statement itself, not of the statements inside it."""
        seen = {before := _shown(statement)}
        for part in _own(statement):
            if id(part) in self.left_out:
                continue
            for kind, node, new in self._changes(part):
                try:
                    after = _shown(_replaced(statement, node, new))
                except ValueError:  # an f-string that this Python cannot write
                    continue
                if after not in seen:
                    seen.add(after)
                    line = getattr(part, "lineno", statement.lineno)
                    if text := self._text(statement, after):
                        yield Mutant(kind, line, before, after, text)

    def _text(self, statement: ast.stmt, after: str) -> str:
        """The program with the statement written anew; "" where it has no room."""
        start = self.starts[statement.lineno - 1] + statement.col_offset
        if isinstance(statement, Compound):
            parts = [n for n in _own(statement)[1:] if hasattr(n, "end_lineno")]
            last = max(map(self._end, parts), default=start)
            end = self.data.index(b":", last) + 1
            if self.data.startswith(b"elif", start):
                after = f"el{after}"
        else:
            end = self._end(statement)
        lost = self.data[start:end].count(b"\n") - after.count("\n")
        new = after.encode() + b"\n" * lost
        text = (self.data[:start] + new + self.data[end:]).decode()
        return text if lost >= 0 else ""

    def _end(self, node: Any) -> int:
        line, column = int(node.end_lineno), int(node.end_col_offset)
        return self.starts[line - 1] + column

    def _changes(self, node: ast.AST) -> Iterator[Change]:
        """Each change of one node itself, not of those inside it."""
        match node:
            case ast.BinOp(op=op) if type(op) in SWAPS and not _is_text(node):
                logic = isinstance(op, ast.BitOr | ast.BitAnd)
                kind = "logic" if logic else "arithmetic"
                yield kind, node, _but(node, op=_swapped(op))
            case ast.AugAssign(op=op, value=value) if type(op) in SWAPS:
                if not _is_text(value):
                    yield "arithmetic", node, _but(node, op=_swapped(op))
            case ast.Compare(ops=ops):
                for i, sign in enumerate(ops):
                    others = [*ops[:i], _swapped(sign), *ops[i + 1 :]]
                    yield "comparison", node, _but(node, ops=others)
            case ast.BoolOp(op=op):
                yield "logic", node, _but(node, op=_swapped(op))
            case ast.UnaryOp(op=ast.Not(), operand=operand):
                yield "logic", node, operand
            case ast.UnaryOp(op=ast.USub(), operand=operand):
                yield "arithmetic", node, operand
            case ast.Constant(value=bool() | int() | float() as value):
                # to negate an argument is the same as to drop it
                parent = self.parents[id(node)]
                argument = isinstance(value, bool) and isinstance(parent, ast.keyword)
                if not argument and math.isfinite(new := _other(value)):
                    yield "constant", node, ast.Constant(new)
            case ast.Call():
                yield from self._argument_changes(node)
                yield from self._call_changes(node)
            case ast.Expr(value=ast.Call() as call):
                if name_of(call) not in {"print", *SEEDERS}:
                    yield "call", node, ast.Pass()
            case ast.With(items=items):
                if not any(item.optional_vars for item in items):
                    yield "call", node, ast.If(ast.Constant(True), node.body, [])

    def _is_module(self, node: ast.AST) -> bool:
        while isinstance(node, ast.Attribute):
            node = node.value
        return isinstance(node, ast.Name) and node.id in self.modules

    def _argument_changes(self, call: ast.Call) -> Iterator[Change]:
        for keyword in call.keywords:
            if keyword.arg and id(keyword) not in self.left_out:
                rest = [other for other in call.keywords if other is not keyword]
                yield "argument", call, _but(call, keywords=rest)
        fixed = any(id(argument) in self.left_out for argument in call.args)
        starred = any(isinstance(argument, ast.Starred) for argument in call.args)
        if len(call.args) == 2 and not (fixed or starred or name_of(call) in SYMMETRIC):
            yield "argument", call, _but(call, args=call.args[::-1])

    def _call_changes(self, call: ast.Call) -> Iterator[Change]:
        name, func = name_of(call), call.func
        if name in SIBLINGS and isinstance(func, ast.Attribute):
            yield "call", func, _but(func, attr=SIBLINGS[name])
        elif name in SIBLINGS and name in BUILTINS:
            yield "call", func, ast.Name(SIBLINGS[name])
        if name not in PASSED_BY or isinstance(self.parents[id(call)], ast.Expr):
            return
        if isinstance(func, ast.Attribute) and not self._is_module(func.value):
            yield "call", call, func.value  # x.abs() → x
        elif call.args:
            yield "call", call, call.args[0]  # abs(x) → x


def _swapped(sign: ast.AST) -> ast.AST:
    return SWAPS[type(sign)]()


def _but(node: ast.AST, **changed: Any) -> ast.AST:
    """A copy of a node with other fields."""
    made = copy.copy(node)
    for name, value in changed.items():
        setattr(made, name, value)
    return made


def _replaced(tree: Any, node: ast.AST, new: ast.AST) -> Any:
    """A copy of a tree, or of one of its fields, in which another node stands."""
    if tree is node:
        return new
    if isinstance(tree, list):
        return [_replaced(inner, node, new) for inner in tree]
    if not isinstance(tree, ast.AST):
        return tree
    fields = {k: _replaced(v, node, new) for k, v in ast.iter_fields(tree)}
    return _but(tree, **fields)


def _shown(statement: ast.stmt) -> str:
    """A statement as text; of a compound one what stands before its body."""
    if not isinstance(statement, Compound):
        return ast.unparse(statement)
    first = _but(statement, body=[ast.Pass()], orelse=[], decorator_list=[])
    return ast.unparse(first).rpartition("\n")[0]


def _own(node: ast.AST) -> list[ast.AST]:
    """A node and what is inside it, but for the statements inside it."""
    children = (n for n in ast.iter_child_nodes(node) if not isinstance(n, ast.stmt))
    return [node, *(inner for child in children for inner in _own(child))]


def _is_text(node: ast.AST) -> bool:
    """Whether a node is text or a display of a list: not what one calculates with."""
    match node:
        case ast.BinOp(left=left, right=right):
            return _is_text(left) or _is_text(right)
        case ast.Call(func=ast.Attribute(value=value)):
            return _is_text(value)
        case ast.Constant(value=str()):
            return True
    return isinstance(node, ast.JoinedStr | ast.List | ast.Tuple | ast.Dict | ast.Set)


def _other(value: bool | int | float) -> bool | int | float:
    if isinstance(value, bool):
        return not value
    if isinstance(value, float):
        return 2 * value or 1.0
    return value + 1 if value < 10 else value // 2
