"""Would a card notice if its program were wrong? Change one thing, and run it.

A mutant is a program with one small change: another operator or constant, an
argument dropped or swapped, a call replaced or gone. It is caught if it fails,
is told of by the engine, or prints something else than its page says. One that
survives shows a line that no assertion and no printed digit rests on, or a
change that means nothing (the rules cannot know which).

What is changed, one at a time:

- arithmetic: `+` and `-`, `*` and `/`, `//` → `/`, `**` → `*`, `-x` → `x`;
- comparison: `<` and `>=`, `>` and `<=`, `==` and `!=`, `is` and `is not`,
  `in` and `not in`;
- logic: `and` and `or`, `|` and `&`, `not x` → `x`;
- constant: `True` and `False`, 0 → 1, n → n + 1 below ten and n → n / 2 from
  there on (one step more in 300 is no other program), x → 2x;
- argument: a keyword argument dropped (`True` and `False` among them no more
  than that), two positional ones swapped;
- call: `max` for `min` and other siblings; `abs`, `detach`, `eval` and others
  passed by; a statement that is only a call, or a `with` that binds no name,
  removed.

What is left out, as no claim rests on it or as it is the claim:

- pictures: calls on `plt`, `ax`, `fig` and what they return, loops and branches
  of nothing else, and the names that only these read;
- text: strings, docstrings, format specifications, arithmetic on text and on
  displays of lists, `print` itself and its keyword arguments;
- imports, annotations, the test of `__name__`;
- seeds: arguments of `manual_seed` and its like, of `seed=`, `random_state=` and
  of a parameter named `seed`, and how many of them a loop goes through;
- assertions: a looser bound proves nothing. They run unchanged, and so does the
  branch that holds nothing else;
- what cannot matter: `strict=` of `zip`, the order of arguments of `max`,
  `allclose` and their like, and whether zeros or ones stand in what `x[i] = …`
  fills.

Every other byte of the program stays, and so do its line numbers.
"""

from __future__ import annotations

import argparse
import ast
import difflib
import hashlib
import math
import re
import sys
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from cards.check.card import program_faults
from cards.project import Project
from cards.read.model import Card, Page, Program
from cards.read.source import SourceLine
from cards.run.job import Job, Result, job_of
from cards.run.pool import execute
from cards.run.store import Store

SAMPLE, LEAST = 20, 0.9
SHORTEST, FACTOR = 5.0, 5  # time-out: seconds, and times what the program takes
CAUGHT = ("assertion", "error", "output", "note", "time")

SWAPS: dict[type[ast.AST], tuple[str, str]] = {  # the operator, and its replacement
    ast.Add: ("+", "-"),
    ast.Sub: ("-", "+"),
    ast.Mult: ("*", "/"),
    ast.Div: ("/", "*"),
    ast.FloorDiv: ("//", "/"),
    ast.Pow: ("**", "*"),
    ast.BitOr: ("|", "&"),
    ast.BitAnd: ("&", "|"),
    ast.And: ("and", "or"),
    ast.Or: ("or", "and"),
    ast.Lt: ("<", ">="),
    ast.GtE: (">=", "<"),
    ast.Gt: (">", "<="),
    ast.LtE: ("<=", ">"),
    ast.Eq: ("==", "!="),
    ast.NotEq: ("!=", "=="),
    ast.Is: ("is", "is not"),
    ast.IsNot: ("is not", "is"),
    ast.In: ("in", "not in"),
    ast.NotIn: ("not in", "in"),
}
PAIRS = (
    *(("max", "min"), ("amax", "amin"), ("argmax", "argmin"), ("mean", "sum")),
    *(("any", "all"), ("zeros", "ones"), ("zeros_", "ones_")),
    ("zeros_like", "ones_like"),
)
SIBLINGS = dict(PAIRS) | {b: a for a, b in PAIRS}
DROPPED = {"abs", "detach", "round", "eval", "exp", "log", "sqrt", "square"}
SYMMETRIC = {"max", "min", "maximum", "minimum", "equal", "isclose", "allclose"}
SYMMETRIC |= {"mse_loss", "l1_loss"}
PICTURE = {"plt", "ax", "axs", "axes", "fig", "figure", "matplotlib"}
SEEDERS = {
    "manual_seed",
    "seed",
    "default_rng",
    "RandomState",
    "Random",
    "SeedSequence",
}
SEEDS = {"seed", "random_state"}
BUILTINS = {"max", "min", "any", "all"}
GROWS = {"append", "extend", "insert", "add"}  # methods that only fill their object

_IMPORT = ast.Import | ast.ImportFrom
Edit = tuple[int, int, str]  # bytes from, to, and the text instead


@dataclass(frozen=True)
class Mutant:
    """One change of a program: the whole text after it, and what was changed."""

    kind: str
    line: int  # of the program's text, from 1
    text: str


# What is left out


class _Rules:
    """Which nodes of a program are left as they are, by the rules above."""

    def __init__(self, tree: ast.Module) -> None:
        self.nodes = list(ast.walk(tree))
        self.painters = set(PICTURE)
        self.painted: set[str] = set()  # names that only pictures read
        self.picture: set[int] = set()  # ids of nodes
        self.targets = {id(_root(target)) for target in self._written()}
        self.pairs = self._pairs()
        while True:
            self.picture = {
                id(inner)
                for node in self.nodes
                if self._is_picture(node)
                for inner in ast.walk(node)
            }
            painters = self.painters | self._made_by_pictures()
            painted = self._read_by_pictures()
            if (painters, painted) == (self.painters, self.painted):
                break
            self.painters, self.painted = painters, painted
        self.left_out = set(self.picture)
        for part in [*self._fixed(), *self._seeds()]:
            self.left_out |= {id(inner) for inner in ast.walk(part)}

    def _written(self) -> Iterator[ast.expr]:
        """What `x = …`, `x[i] += …` and `x.append(…)` write to, and do not read."""
        for node in self.nodes:
            match node:
                case ast.Assign(targets=targets):
                    for target in targets:
                        yield from _flat(target)
                case ast.AugAssign(target=target):
                    yield target
                case ast.Expr(value=ast.Call() as call) if _name(call) in GROWS:
                    yield call.func

    def _indexed(self, kind: type[ast.Assign | ast.AugAssign]) -> set[str]:
        """The names that statements of a kind write to by index."""
        return {
            _root_name(part)
            for node in self.nodes
            if isinstance(node, kind)
            for target in getattr(node, "targets", [getattr(node, "target", None)])
            for part in _flat(target)
            if isinstance(part, ast.Subscript)
        }

    def _pairs(self) -> dict[int, str]:
        """In `a, b = x, y`: the id of each value, and the name that it gets."""
        return {
            id(value): _root_name(target)
            for node in self.nodes
            if isinstance(node, ast.Assign) and isinstance(node.value, ast.Tuple)
            for left in node.targets
            if isinstance(left, ast.Tuple)
            and not any(isinstance(target, ast.Starred) for target in left.elts)
            for target, value in zip(left.elts, node.value.elts, strict=False)
        }

    def _is_picture(self, node: ast.AST) -> bool:
        match node:
            case ast.Call(func=func):
                return _root_name(func) in self.painters
            case ast.Expr(value=ast.Call() as call):
                grows = _name(call) in GROWS and _root_name(call) in self.painted
                return grows or self._is_picture(call)
            case ast.Assign(targets=targets, value=value):
                names = {_root_name(t) for target in targets for t in _flat(target)}
                return names <= self.painted or self._is_picture(value)
            case ast.AugAssign(target=target):
                return _root_name(target) in self.painted
            case ast.FunctionDef(name=name):
                return name in self.painters
            case ast.For() | ast.While() | ast.If() | ast.With():
                body = [*node.body, *getattr(node, "orelse", [])]
                return all(map(self._is_picture, body))
        return self.pairs.get(id(node)) in self.painted

    def _made_by_pictures(self) -> set[str]:
        """Names of what a picture's call returns, and of functions that draw."""
        drawing = {
            node.name
            for node in self.nodes
            if isinstance(node, ast.FunctionDef)
            and all(map(self._is_picture, node.body[bool(ast.get_docstring(node)) :]))
        }
        return drawing | {
            name
            for node in self.nodes
            if isinstance(node, ast.Assign)
            and isinstance(node.value, ast.Call)
            and _root_name(node.value.func) in self.painters
            for target in node.targets
            for part in _flat(target)
            if (name := _root_name(part))
        }

    def _read_by_pictures(self) -> set[str]:
        """Names that are read, and nowhere but in pictures."""
        inside, outside = set(), set()
        for node in self.nodes:
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
                if id(node) in self.picture:
                    inside.add(node.id)
                elif id(node) not in self.targets:
                    outside.add(node.id)
        return inside - outside - self.painters

    def _fixed(self) -> Iterator[ast.AST]:
        """Assertions, imports, annotations, formats, guards, and what is filled."""
        filled = self._indexed(ast.Assign) - self._indexed(ast.AugAssign)
        for node in self.nodes:
            match node:
                case ast.Assign(targets=[target], value=ast.Call() as call):
                    parts = list(_flat(target))
                    names = {part.id for part in parts if isinstance(part, ast.Name)}
                    if names <= filled and len(names) == len(parts):
                        yield call.func
                case ast.Assert() | ast.Import() | ast.ImportFrom():
                    yield node
                case ast.For() | ast.While() | ast.If() | ast.With():
                    body = [*node.body, *getattr(node, "orelse", [])]
                    if all(isinstance(inner, ast.Assert) for inner in body):
                        yield node
                    elif isinstance(node, ast.If) and "__name__" in _reads(node.test):
                        yield node.test
                case ast.AnnAssign(annotation=annotation):
                    yield annotation
                case ast.arg(annotation=ast.expr() as annotation):
                    yield annotation
                case ast.FunctionDef(returns=ast.expr() as returns):
                    yield returns
                case ast.FormattedValue(format_spec=ast.expr() as spec):
                    yield spec
                case ast.Call(keywords=keywords) if _name(node) in ("print", "zip"):
                    yield from keywords

    def _seeds(self) -> Iterator[ast.AST]:
        """What a seed comes from, and what goes through the seeds."""
        names = set(SEEDS)
        places = {  # of the parameter `seed` in each function of the program
            node.name: [arg.arg in SEEDS for arg in node.args.args]
            for node in self.nodes
            if isinstance(node, ast.FunctionDef)
        }
        for node in self.nodes:
            if not isinstance(node, ast.Call):
                continue
            given: list[ast.expr] = []
            if _name(node) in SEEDERS:
                given = [*node.args, *(keyword.value for keyword in node.keywords)]
            elif isinstance(node.func, ast.Name) and node.func.id in places:
                which = zip(node.args, places[node.func.id], strict=False)
                given = [argument for argument, is_seed in which if is_seed]
            seeded = [keyword for keyword in node.keywords if keyword.arg in SEEDS]
            yield from [*given, *seeded]
            given += [keyword.value for keyword in seeded]
            names |= {
                argument.id for argument in given if isinstance(argument, ast.Name)
            }
        for node in self.nodes:
            match node:
                case ast.For(target=target, iter=value) if _stores(target) & names:
                    yield value
                case ast.comprehension(target=target, iter=value):
                    if _stores(target) & names:
                        yield value
                case ast.Assign(targets=[target], value=value):
                    if isinstance(target, ast.Name) and target.id in names:
                        yield value


def _root(node: ast.AST) -> ast.AST:
    """`x` of `x.y[0].z(1)`."""
    while isinstance(node, ast.Attribute | ast.Subscript | ast.Call | ast.Starred):
        node = node.func if isinstance(node, ast.Call) else node.value
    return node


def _root_name(node: ast.AST) -> str:
    root = _root(node)
    return root.id if isinstance(root, ast.Name) else ""


def _name(node: ast.AST) -> str:
    """The name that a call goes by: `z` of `x.y.z(1)` and of `z(1)`."""
    func = node.func if isinstance(node, ast.Call) else None
    if isinstance(func, ast.Attribute):
        return func.attr
    return func.id if isinstance(func, ast.Name) else ""


def _flat(target: ast.expr) -> Iterator[ast.expr]:
    if isinstance(target, ast.Tuple | ast.List):
        for part in target.elts:
            yield from _flat(part)
    else:
        yield target


def _stores(target: ast.expr) -> set[str]:
    return {_root_name(part) for part in _flat(target)}


def _reads(node: ast.AST) -> set[str]:
    return {inner.id for inner in ast.walk(node) if isinstance(inner, ast.Name)}


def _is_text(node: ast.AST) -> bool:
    """Whether a node is text or a display of a list: not what one calculates with."""
    match node:
        case ast.Constant(value=str()) | ast.JoinedStr():
            return True
        case ast.List() | ast.Tuple() | ast.Dict() | ast.Set():
            return True
        case ast.BinOp(left=left, right=right):
            return _is_text(left) or _is_text(right)
        case ast.Call(func=ast.Attribute(value=value)):
            return _is_text(value)
    return False


# What is changed


def mutants(text: str) -> list[Mutant]:
    """Every mutant of a program, in the order of its text."""
    tree = ast.parse(text)
    change, seen = _Change(tree, text), {ast.dump(tree)}
    found = []
    for node in change.nodes():
        for kind, edits in change.edits(node):
            changed = change.made(edits)
            meaning = ast.dump(ast.parse(changed))
            if meaning not in seen:  # f(x, x) with its arguments swapped is the same
                seen.add(meaning)
                start = min(edits)[0]
                line = change.data[:start].count(b"\n") + 1
                found.append((start, Mutant(kind, line, changed)))
    return [mutant for _, mutant in sorted(found, key=lambda pair: pair[0])]


class _Change:
    """The changes of one program, as edits of its bytes: `ast` counts in them."""

    def __init__(self, tree: ast.Module, text: str) -> None:
        self.rules = _Rules(tree)
        self.data = text.encode()
        self.starts = [0]
        for line in self.data.splitlines(keepends=True):
            self.starts.append(self.starts[-1] + len(line))
        imports = [n for n in self.rules.nodes if isinstance(n, _IMPORT)]
        aliases = [alias for node in imports for alias in node.names]
        self.modules = {(a.asname or a.name).partition(".")[0] for a in aliases}
        self.done: set[int] = set()  # nodes whose own change is another's too

    def nodes(self) -> Iterator[ast.AST]:
        """What may be changed, each node before those inside it."""
        in_text = {
            id(inner)
            for node in self.rules.nodes
            if isinstance(node, ast.JoinedStr)
            for inner in ast.walk(node)
        }
        for node in self.rules.nodes:
            left_out = id(node) in self.rules.left_out
            # before Python 3.12 `ast` may misplace what stands in an f-string
            if not left_out and (id(node) not in in_text or self._stands(node)):
                yield node

    def _stands(self, node: ast.AST) -> bool:
        if not isinstance(node, ast.expr):
            return False
        try:
            shown = ast.parse(f"({self.text(node)})", mode="eval")
        except (SyntaxError, UnicodeDecodeError):
            return False
        return ast.unparse(shown) == ast.unparse(node)

    def span(self, node: ast.AST) -> tuple[int, int]:
        assert isinstance(node, ast.expr | ast.stmt | ast.keyword)
        assert node.end_lineno is not None and node.end_col_offset is not None
        start = self.starts[node.lineno - 1] + node.col_offset
        return start, self.starts[node.end_lineno - 1] + node.end_col_offset

    def text(self, node: ast.AST) -> str:
        start, end = self.span(node)
        return self.data[start:end].decode()

    def made(self, edits: Sequence[Edit]) -> str:
        """The program after the edits, with as many lines as before."""
        data = self.data
        lost = [data[a:b].count(b"\n") - new.count("\n") for a, b, new in edits]
        if not sum(lost):  # as of two arguments that are swapped
            lost = [0] * len(edits)
        for (start, end, new), n in sorted(zip(edits, lost, strict=True), reverse=True):
            lines = "\n" * n  # inside brackets, where a line may end
            new = f"{new[:-1]}{lines})" if new.endswith(")") else new + lines
            data = data[:start] + new.encode() + data[end:]
        return data.decode()

    def edits(self, node: ast.AST) -> Iterator[tuple[str, list[Edit]]]:
        """Each change of one node itself, not of those inside it, with its kind."""
        match node:
            case ast.BinOp(left=left, op=op, right=right) if type(op) in SWAPS:
                if isinstance(op, ast.BitOr | ast.BitAnd) and not _is_text(node):
                    yield "logic", [self._swap(op, left, right), *self._brackets(node)]
                elif not _is_text(node):
                    around = self._brackets(node) if isinstance(op, ast.Pow) else []
                    yield "arithmetic", [self._swap(op, left, right), *around]
            case ast.AugAssign(target=left, op=op, value=right) if type(op) in SWAPS:
                if not _is_text(right):
                    yield "arithmetic", [self._swap(op, left, right)]
            case ast.Compare(left=left, ops=ops, comparators=others):
                for a, sign, b in zip([left, *others], ops, others, strict=False):
                    yield "comparison", [self._swap(sign, a, b)]
            case ast.BoolOp(op=op, values=values):
                swaps = [self._swap(op, a, b) for a, b in pairwise(values)]
                yield "logic", [*swaps, *self._brackets(node)]
            case ast.UnaryOp(op=ast.Not()):
                start = self.span(node)[0]
                yield "logic", [(start, start + len("not"), "")]
            case ast.UnaryOp(op=ast.USub()):
                start = self.span(node)[0]
                yield "arithmetic", [(start, start + len("-"), "")]
            case ast.Constant(value=bool() | int() | float() as value):
                if id(node) not in self.done and math.isfinite(new := _other(value)):
                    yield "constant", [(*self.span(node), repr(new))]
            case ast.Call():
                yield from self._argument_edits(node)
                yield from self._call_edits(node)
            case ast.Expr(value=ast.Call() as call):
                self.done.add(id(call))
                if _name(call) not in {"print", *SEEDERS}:
                    yield "call", [(*self.span(node), "pass")]
            case ast.With(items=items):
                if not any(item.optional_vars for item in items):
                    start, last = self.span(node)[0], self.span(items[-1].context_expr)
                    end = self.data.index(b":", last[1])
                    lines = b"\n" in self.data[start:end]
                    yield "call", [(start, end, "if (True)" if lines else "if True")]

    def _argument_edits(self, call: ast.Call) -> Iterator[tuple[str, list[Edit]]]:
        for keyword in call.keywords:
            if keyword.arg and id(keyword) not in self.rules.left_out:
                yield "argument", [self._without(keyword)]
                if isinstance(getattr(keyword.value, "value", None), bool):
                    self.done.add(id(keyword.value))  # to negate it is the same
        seeds = any(id(argument) in self.rules.left_out for argument in call.args)
        starred = any(isinstance(argument, ast.Starred) for argument in call.args)
        ordered = _name(call) not in SYMMETRIC | {"print"}
        if len(call.args) == 2 and ordered and not seeds and not starred:
            a, b = call.args
            edits = [(*self.span(a), self.text(b)), (*self.span(b), self.text(a))]
            yield "argument", edits

    def _call_edits(self, call: ast.Call) -> Iterator[tuple[str, list[Edit]]]:
        name, func = _name(call), call.func
        start, end = self.span(call)
        called = self.span(func)[1]
        known = isinstance(func, ast.Attribute) or name in BUILTINS
        if name in SIBLINGS and known and id(func) not in self.rules.left_out:
            yield "call", [(called - len(name), called, SIBLINGS[name])]
        if name not in DROPPED or id(call) in self.done:
            return
        if isinstance(func, ast.Attribute) and not self._is_module(func.value):
            dot = self.data.rindex(b".", 0, called - len(name))
            around: list[Edit] = [(start, start, "("), (dot, end, ")")]
            lines = b"\n" in self.data[dot:end]
            yield "call", around if lines else [(dot, end, "")]  # x.abs() → x
        elif call.args:  # abs(x) → (x)
            first, last = self.span(call.args[0])
            yield "call", [(start, first, "("), (last, end, ")")]

    def _is_module(self, node: ast.AST) -> bool:
        while isinstance(node, ast.Attribute):
            node = node.value
        return isinstance(node, ast.Name) and node.id in self.modules

    def _swap(self, op: ast.AST, left: ast.expr, right: ast.expr) -> Edit:
        """The operator between two operands, where brackets and comments may be."""
        old, new = SWAPS[type(op)]
        start, end = self.span(left)[1], self.span(right)[0]
        word = re.escape(old).replace(r"\ ", r"\s+").encode()
        between = re.finditer(rb"#.*|(" + word + rb")", self.data[start:end])
        a, b = next(found.span() for found in between if found[1])
        return start + a, start + b, new

    def _brackets(self, node: ast.AST) -> list[Edit]:
        """For a change after which the operators would bind otherwise."""
        start, end = self.span(node)
        return [(start, start, "("), (end, end, ")")]

    def _without(self, node: ast.keyword) -> Edit:
        """An argument and its comma: the one after it, or on its line before it."""
        start, end = self.span(node)
        if after := re.match(rb"\s*,[ \t]*", self.data[end:]):
            return start, end + after.end(), ""
        before = re.search(rb",[ \t]*\Z", self.data[:start])
        return (before.start() if before else start), end, ""


def _other(value: bool | int | float) -> bool | int | float:
    if isinstance(value, bool):
        return not value
    if isinstance(value, float):
        return 2 * value or 1.0
    return value + 1 if value < 10 else value // 2


# What is run


@dataclass(frozen=True, eq=False)
class Trial:
    """One mutant of one program, to be run or done."""

    program: Program
    mutant: Mutant
    job: Job
    key: str  # of its result in the store
    unchanged: Result  # of the program itself

    @property
    def place(self) -> SourceLine:
        return self.program.lines[self.mutant.line - 1]

    @property
    def diff(self) -> list[str]:
        """The changed lines, as of a unified diff."""
        before, after = self.program.text, self.mutant.text
        lines = difflib.unified_diff(before.split("\n"), after.split("\n"), n=0)
        return [line for line in list(lines)[2:] if not line.startswith("@@")]

    def caught_by(self, result: Result) -> str:
        """What told that the program had changed, or nothing if it survives."""
        error = result.error
        if error and not self.program.fails:
            if error.message.startswith("AssertionError"):
                return "assertion"
            return "time" if error.message.startswith("runs longer") else "error"
        if result.notes or len(result.figures) != len(self.unchanged.figures):
            return "note"
        return "output" if program_faults(self.program, result) else ""


def arguments(parser: argparse.ArgumentParser) -> None:
    """The options of the command, but for the names of pages and cards."""
    text = f"mutants a program, always the same ones (default: {SAMPLE})"
    parser.add_argument("--sample", type=int, default=SAMPLE, metavar="N", help=text)
    parser.add_argument("--all", action="store_true", help="every mutant")
    text = f"share of each page's mutants to be caught (default: {LEAST})"
    parser.add_argument("--least", type=float, default=LEAST, help=text)


def main(
    project: Project,
    chosen: Sequence[tuple[Page, Card]],
    options: argparse.Namespace,
) -> int:
    """Run the mutants of the cards; tell what caught them and which survive.

    Returns 1 if less than `options.least` of a page's mutants are caught, or if
    a program fails unchanged: then nothing can be said of its mutants.
    """
    programs = [program for _, card in chosen for program in card.programs]
    found = Store(project).results(programs)
    unchanged = {program.name: result for program, result, _ in found}
    failing = [p for p in programs if program_faults(p, unchanged[p.name])]
    for program in failing:
        print(f"{program.name} fails unchanged: check it first", file=sys.stderr)
    store = Store(project)
    store.folder = project.cache / "mutants"
    trials: list[Trial] = []
    made: Counter[str] = Counter()
    for program in programs:
        if program not in failing:
            whole = _trials(project, store, program, unchanged[program.name])
            made[program.name] = len(whole)
            trials += whole if options.all else _sample(whole, options.sample)
    _run(project, store, trials)
    verdicts = {t: t.caught_by(result) for t in trials if (result := store.get(t.key))}
    store.prune()
    _survivors(project, verdicts)
    low = _table(verdicts, made, options.least)
    return int(bool(low or failing))


def _trials(
    project: Project, store: Store, program: Program, unchanged: Result
) -> list[Trial]:
    job = job_of(program, project)
    limit = max(SHORTEST, FACTOR * unchanged.seconds)
    trials = []
    for mutant in mutants(program.text):
        changed = replace(job, text=mutant.text)
        key = store.key(changed)  # by the project's time-out: ours is measured
        run = replace(changed, timeout=limit)
        trials.append(Trial(program, mutant, run, key, unchanged))
    return trials


def _sample(trials: Sequence[Trial], size: int) -> list[Trial]:
    """Some of them, by a hash of the change: the same on each call and machine.

    A change elsewhere in the program does not change who is drawn.
    """
    times: Counter[str] = Counter()
    order = {}
    for trial in trials:
        text = "\n".join([trial.program.name, trial.mutant.kind, *trial.diff])
        times[text] += 1  # the same change of an equal line further down
        order[trial] = hashlib.sha256(f"{text}\n{times[text]}".encode()).digest()
    drawn = set(sorted(trials, key=order.__getitem__)[:size])
    return [trial for trial in trials if trial in drawn]


def _run(project: Project, store: Store, trials: Sequence[Trial]) -> None:
    """Run the mutants that have no result yet, and keep each as it ends."""
    started = time.perf_counter()
    todo = {trial.job: trial for trial in trials if not store.get(trial.key)}
    jobs = sorted(todo, key=lambda job: -job.timeout)  # long ones first
    for n, (job, result) in enumerate(execute(jobs, project.settings), 1):
        trial = todo[job]
        # a time-out is a verdict here; of the figures their number is enough
        kept = replace(result, lasting=True, figures=[""] * len(result.figures))
        store.put(trial.key, job, kept)
        print(
            f"[{n:3}/{len(jobs)}] {trial.program.name:40} line {trial.place.number:3}"
            f" {trial.mutant.kind:10} {result.seconds:5.1f} s"
            f"  {trial.caught_by(result) or 'survives'}",
            flush=True,
        )
    seconds = time.perf_counter() - started
    done = len(trials) - len(jobs)
    print(f"{len(trials)} mutants: {len(jobs)} run, {done} stored, {seconds:.1f} s")


def _survivors(project: Project, verdicts: Mapping[Trial, str]) -> None:
    for trial, verdict in verdicts.items():
        if not verdict:
            file = trial.place.file.relative_to(project.root).as_posix()
            print(f"\n{file}:{trial.place.number} [{trial.program.card}] survives")
            print(*trial.diff, sep="\n")


def _table(
    verdicts: Mapping[Trial, str], made: Mapping[str, int], least: float
) -> list[str]:
    """Print what caught how many, by card and page; the pages below `least`."""
    low: list[str] = []
    heads = "".join(f"{name:>10}" for name in ("mutants", "caught", *CAUGHT))
    print(f"\n{'':44}{heads}")

    def row(name: str, of: int, some: Sequence[str]) -> float:
        caught = Counter(some)
        numbers = [f"{len(some)}/{of}", len(some) - caught[""]]
        numbers += [caught[kind] for kind in CAUGHT]
        share = 1 - caught[""] / len(some) if some else 1.0
        print(f"{name:44}" + "".join(f"{n:>10}" for n in numbers) + f"{share:8.0%}")
        return share

    pages = dict.fromkeys(trial.program.page for trial in verdicts)
    for page in pages:
        mine = {t: v for t, v in verdicts.items() if t.program.page == page}
        names = dict.fromkeys(trial.program.name for trial in mine)
        for name in names:
            some = [v for t, v in mine.items() if t.program.name == name]
            row(name, made[name], some)
        whole = sum(made[name] for name in names)
        share = row(f"{page}, whole", whole, list(mine.values()))
        if share < least:
            low.append(page)
            what = f"{page}: {share:.1%} of its mutants are caught, not {least:.0%}"
            print(what, file=sys.stderr)
    return low
