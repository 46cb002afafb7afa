"""What of a program is not changed, as no claim rests on it or as it is the claim.

- pictures, by name alone: what is called on `plt`, `ax`, `fig` and what `plot…`
  and `draw…` do, loops and branches of nothing else, and what is computed for
  these alone;
- text, format specifications, imports, annotations, the test of `__name__`;
- seeds, and how many of them a loop goes through;
- assertions: a looser bound proves nothing;
- what cannot matter: `strict=` of `zip`, the order of arguments of `max`,
  `allclose` and their like.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator

PICTURE = {"plt", "ax", "axs", "axes", "fig", "figure", "matplotlib"}
DRAWS = ("plot", "draw")  # how the names of functions that draw begin
SEEDERS = {"manual_seed", "seed", "default_rng", "RandomState", "Random"}
SEEDERS |= {"SeedSequence"}
SEEDS = {"seed", "seeds", "random_state"}


def left_out(tree: ast.Module) -> set[int]:
    """The ids of the nodes that stay as they are, by the rules above."""
    nodes = list(ast.walk(tree))
    pictures = list(filter(_is_picture, nodes))
    drawn = {id(node) for node in _within(pictures)}
    names = [node for node in nodes if isinstance(node, ast.Name)]
    read = [name for name in names if isinstance(name.ctx, ast.Load)]
    painted = {n.id for n in read} - {n.id for n in read if id(n) not in drawn}
    assigned = (node for node in nodes if isinstance(node, ast.Assign))
    made = (node for node in assigned if _names(node.targets) <= painted)
    roots = [*pictures, *made, *_fixed(nodes), *_seeds(nodes)]
    return {id(node) for node in _within(roots)}


def _within(nodes: Iterable[ast.AST]) -> Iterator[ast.AST]:
    """The nodes, and all that is inside them."""
    return (inner for node in nodes for inner in ast.walk(node))


def _names(targets: Iterable[ast.AST]) -> set[str]:
    """The names in what something is assigned to."""
    return {node.id for node in _within(targets) if isinstance(node, ast.Name)}


def _is_picture(node: ast.AST) -> bool:
    match node:
        case ast.Call(func=func):
            return root_name(func) in PICTURE or name_of(node).startswith(DRAWS)
        case ast.Expr(value=value) | ast.Assign(value=value):
            return _is_picture(value)
        case ast.FunctionDef(name=name):
            return name.startswith(DRAWS)
        case ast.For() | ast.While() | ast.If() | ast.With():
            return all(map(_is_picture, _body(node)))
    return False


def _body(node: ast.For | ast.While | ast.If | ast.With) -> list[ast.stmt]:
    return [*node.body, *getattr(node, "orelse", [])]


def _fixed(nodes: list[ast.AST]) -> Iterator[ast.AST]:
    """Assertions, imports, annotations, formats, guards."""
    for node in nodes:
        match node:
            case ast.Assert() | ast.Import() | ast.ImportFrom():
                yield node
            case ast.For() | ast.While() | ast.If() | ast.With():
                if all(isinstance(inner, ast.Assert) for inner in _body(node)):
                    yield node
                elif isinstance(node, ast.If) and "__name__" in ast.dump(node.test):
                    yield node.test
            case (
                ast.AnnAssign(annotation=part) | ast.arg(annotation=ast.expr() as part)
            ):
                yield part
            case ast.FunctionDef(returns=returns, decorator_list=decorators):
                yield from [*decorators, *filter(None, [returns])]
            case ast.FormattedValue(format_spec=ast.expr() as spec):
                yield spec
            case ast.Call(keywords=keywords) if name_of(node) in ("print", "zip"):
                yield from keywords


def _seeds(nodes: list[ast.AST]) -> Iterator[ast.AST]:
    """What a seed comes from, and what goes through the seeds."""
    names = set(SEEDS)
    functions = {node.name: node for node in nodes if isinstance(node, ast.FunctionDef)}
    for node in nodes:
        if not isinstance(node, ast.Call):
            continue
        named = [keyword for keyword in node.keywords if keyword.arg in SEEDS]
        yield from named
        given = [keyword.value for keyword in named]
        if name_of(node) in SEEDERS:
            given += [*node.args, *(keyword.value for keyword in node.keywords)]
        elif isinstance(node.func, ast.Name) and node.func.id in functions:
            parameters = functions[node.func.id].args.args
            pairs = zip(parameters, node.args, strict=False)
            given += [value for parameter, value in pairs if parameter.arg in SEEDS]
        yield from given
        names |= {value.id for value in given if isinstance(value, ast.Name)}
    for node in nodes:
        match node:
            case (
                ast.For(target=target, iter=value)
                | ast.comprehension(target=target, iter=value)
            ) if _names([target]) & names:
                yield value
            case ast.Assign(targets=targets, value=value) if _names(targets) & names:
                yield value


def root_name(node: ast.AST) -> str:
    """`x` of `x.y[0].z(1)`."""
    while isinstance(node, ast.Attribute | ast.Subscript | ast.Call | ast.Starred):
        node = node.func if isinstance(node, ast.Call) else node.value
    return node.id if isinstance(node, ast.Name) else ""


def name_of(call: ast.Call) -> str:
    """The name that a call goes by: `z` of `x.y.z(1)` and of `z(1)`."""
    if isinstance(call.func, ast.Attribute):
        return call.func.attr
    return call.func.id if isinstance(call.func, ast.Name) else ""
