"""Mutants: what is changed and what is not, and that a card tells of each."""

from __future__ import annotations

import ast

import pytest
from conftest import ROOT, Site

from cards.__main__ import main
from cards.project import Project
from cards.prove import mutants, mutate
from cards.run.seeds import fingerprint


def changes(text: str) -> dict[str, list[str]]:
    """By kind, the changed statements as the mutants have them."""
    found: dict[str, list[str]] = {}
    for mutant in mutate.mutants(text):
        assert len(text.splitlines()) == len(mutant.text.splitlines()), "numbers stay"
        ast.parse(mutant.text)
        found.setdefault(mutant.kind, []).append(mutant.after)
    return found


CASES = [
    ("arithmetic", "y = a + b", "y = a - b"),
    ("arithmetic", "y = a - b", "y = a + b"),
    ("arithmetic", "y = a * b", "y = a / b"),
    ("arithmetic", "y = a / b", "y = a * b"),
    ("arithmetic", "y = a // b", "y = a / b"),
    ("arithmetic", "y = x / a ** b", "y = x / (a * b)"),
    ("arithmetic", "y = -x", "y = x"),
    ("arithmetic", "y *= x", "y /= x"),
    ("comparison", "y = a < b", "y = a >= b"),
    ("comparison", "y = a >= b", "y = a < b"),
    ("comparison", "y = a > b", "y = a <= b"),
    ("comparison", "y = a <= b", "y = a > b"),
    ("comparison", "y = a == b", "y = a != b"),
    ("comparison", "y = a != b", "y = a == b"),
    ("comparison", "y = a is b", "y = a is not b"),
    ("comparison", "y = a is  not b", "y = a is b"),
    ("comparison", "y = a in b", "y = a not in b"),
    ("comparison", "y = a not in b", "y = a in b"),
    ("logic", "y = a and b or c", "y = (a or b) or c"),
    ("logic", "y = a or b", "y = a and b"),
    ("logic", "y = not (a)", "y = a"),
    ("logic", "y = a | b", "y = a & b"),
    ("constant", "y = 0", "y = 1"),
    ("constant", "y = 3", "y = 4"),
    ("constant", "y = 300", "y = 150"),
    ("constant", "y = 0.3", "y = 0.6"),
    ("constant", "y = 0.0", "y = 1.0"),
    ("constant", "y = True", "y = False"),
    ("argument", "y = f(a, k=b)", "y = f(a)"),
    ("argument", "y = f(k=b, j=c)", "y = f(j=c)"),
    ("argument", "y = f(a, b, k=c)", "y = f(b, a, k=c)"),
    ("call", "y = x.max()", "y = x.min()"),
    ("call", "y = min(x)", "y = max(x)"),
    ("call", "y = x.amax(1)", "y = x.amin(1)"),
    ("call", "y = x.argmin()", "y = x.argmax()"),
    ("call", "y = x.mean()", "y = x.sum()"),
    ("call", "y = x.sum()", "y = x.mean()"),
    ("call", "y = x.any()", "y = x.all()"),
    ("call", "y = (a - b).abs().c", "y = (a - b).c"),
    ("call", "y = abs(a - b)", "y = a - b"),
    ("call", "y = round(x, n)", "y = x"),
    ("call", "y = x.detach()", "y = x"),
    ("call", "y = x.round(decimals=n)", "y = x"),
    ("call", "y = model.eval()(x)", "y = model(x)"),
    ("call", "optimizer.zero_grad()", "pass"),
    ("call", "loss.backward()", "pass"),
    ("call", "optimizer.step()", "pass"),
    ("call", "model.eval()", "pass"),
    ("call", "with torch.no_grad():\n    y = x", "if True:"),
    ("constant", 'y = f"{a[0]:.2f} and {b}"', "y = f'{a[1]:.2f} and {b}'"),
    ("arithmetic", "y = 'é' and a + b  # é", "y = 'é' and a - b"),
]


@pytest.mark.parametrize(("kind", "text", "mutant"), CASES)
def test_each_change_is_made(kind: str, text: str, mutant: str) -> None:
    assert mutant in changes(text + "\n")[kind]


def test_a_function_of_a_module_is_told_from_a_method() -> None:
    text = "import torch\n\nx = torch.exp(y)\ny = x.exp()\nz = torch.ones(n).exp()\n"
    assert {"x = y", "y = x", "z = torch.ones(n)"} <= set(changes(text)["call"])


def test_only_the_changed_statement_is_written_anew() -> None:
    text = """\
y = f(  # a comment, and + signs
    a,
    # "é" takes two bytes
    b
    + c,
).abs(
)  # stays
if y > 1:  # stays
    z = y
elif y > 2:
    z = 3
"""
    for mutant in mutate.mutants(text):
        ast.parse(mutant.text)
        old, new = text.splitlines(), mutant.text.splitlines()
        assert len(old) == len(new)
        assert ("if y > 1:  # stays" in new) == (mutant.line != 8)
    assert {"if y <= 1:", "if y > 3:"} <= {m.after for m in mutate.mutants(text)}


def test_every_mutant_of_a_real_program_differs_in_one_statement() -> None:
    """Of a tenth of the programs, by their words: line numbers stay, and it parses."""
    for page in Project.load(ROOT).pages:
        for program in page.programs:
            if int(fingerprint(program.text), 16) % 10:
                continue
            tree = ast.walk(ast.parse(program.text))
            spans = [(n.lineno, n.end_lineno) for n in tree if isinstance(n, ast.stmt)]
            old = program.text.splitlines()
            for mutant in mutate.mutants(program.text):
                ast.parse(mutant.text)
                new = mutant.text.splitlines()
                assert len(old) == len(new)
                differ = [
                    i for i, (a, b) in enumerate(zip(old, new, strict=True)) if a != b
                ]
                first, last = differ[0] + 1, differ[-1] + 1
                assert any(a <= first and last <= (b or a) for a, b in spans)


COSMETIC = '''\
"""Words: 1 + 1."""
import matplotlib.pyplot as plt

fig, axes = plt.subplots(2, 3, figsize=(5.4, 6))
lines = plt.plot(x, y + 1, color="C0", alpha=0.5)
shown = x.detach()[::69]
label, size = f"layer {n - 1}", 3
for i in range(5):
    plt.plot(shown, x[:, i], label=label, ms=size)
if n > 1:
    axes.flat[0].text(-3.9, 2, "words")


def draw(points: Array[3]) -> Array[4]:
    """Draw them."""
    plt.plot(points, lw=0.8)


draw(shown)
plt.show()
assert x.max() < 0.5 and f(a, k=1) == 3
if n is f:
    assert x.min() < 3
else:
    assert x.max() < 4
for T in (1, 2):
    assert f(T) == 5
torch.manual_seed(0)
rng = np.random.default_rng(seed=3)
data = load(random_state=1)
seed = 7


def train(rate: float, seed: int = n) -> float:
    torch.manual_seed(seed)
    return rate


runs = [train(rate, s, n) for s in range(5)]
for seed in range(10):
    runs = runs
for a, b in zip(runs, data, n, strict=True):
    print("words: " + "more", f"{a:10.2f} {b:<{n}}", end="", sep=", ")
both = max(a, b), allclose(a, b)
if __name__ == "__main__":
    runs = [a] + [b]
'''


def test_what_no_claim_rests_on_is_left_alone() -> None:
    assert changes(COSMETIC) == {"call": ["both = (min(a, b), allclose(a, b))"]}


def test_what_a_claim_also_rests_on_is_changed() -> None:
    text = """\
shown, count = x + 1, x + 2
plt.plot(shown, count)
print(count)
"""
    assert changes(text) == {
        "arithmetic": [
            "shown, count = (x - 1, x + 2)",
            "shown, count = (x + 1, x - 2)",
        ],
        "constant": ["shown, count = (x + 2, x + 2)", "shown, count = (x + 1, x + 3)"],
    }


CAREFUL = """\
total = 0
for i in range(4):
    total += i * 2
assert total == 12
"""
CARELESS = """\
total = 0
for i in range(4):
    total += i * 2
"""
PRINTS = CARELESS + "print(total)\n"


def run(site: Site, *arguments: str) -> int:
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(site.root)
        return main(["mutate", *arguments])


def test_an_assertion_or_a_printed_digit_catches(
    site: Site, capfd: pytest.CaptureFixture[str]
) -> None:
    """A card that asserts or prints holds; one with neither is listed."""
    site.card("good", "careful", CAREFUL)
    site.card("good", "prints", PRINTS, "12")
    site.card("bad", "careless", CARELESS)
    assert run(site) == 1
    said = capfd.readouterr()
    assert said.err == "bad: 0.0% of its mutants are caught, not 90%\n"
    table = [" ".join(line.split()) for line in said.out.splitlines()]
    assert "mutants caught assertion error output note time" in table
    assert "good#careful 5 5 5 0 0 0 0 100%" in table
    assert "good#prints 5 5 0 0 5 0 0 100%" in table
    assert "bad, together 5 0 0 0 0 0 0 0%" in table
    shown = "snippets/bad/careless.py:3 [careless] survives\n"
    shown += "-    total += i * 2\n+    total -= i * 2\n"
    assert shown in said.out
    assert "[careful] survives" not in said.out

    assert run(site, "--least", "0") == 0
    said = capfd.readouterr()
    assert "15 mutants: 0 run, 15 stored" in said.out, "a second call runs nothing"
    assert shown in said.out


DRAWS = """import matplotlib.pyplot as plt

n = 4
if n > 3:
    n = 5
    plt.plot([1, 2])
    plt.show()
"""


def test_whatever_the_engine_tells_of_counts(
    site: Site, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """An error, a loop without an end, a warning, a figure that is missing."""
    monkeypatch.setattr(mutants, "SHORTEST", 1.0)
    warns = "import warnings\n\nn = 1\nif n < 1:\n    warnings.warn(str(n))\n"
    site.card("page", "endless", "n = 1\nwhile n > 0:\n    n -= 1\n")
    site.card("page", "fails", "x = (3, 4)[1]\n")
    site.card("page", "draws", DRAWS, figure="plots/page/draws.svg")
    site.card("page", "warns", warns)
    assert run(site, "--least", "0") == 0
    lines = [line.split() for line in capfd.readouterr().out.splitlines()]
    told = {(words[-7], words[-1]) for words in lines if words[-2:-1] == ["s"]}
    assert told - {(name, "survives") for name, _ in told} == {
        ("page#endless", "time"),
        ("page#fails", "error"),
        ("page#draws", "note"),
        ("page#warns", "note"),
    }


def test_the_sample_follows_from_the_words() -> None:
    """The same on each call, whatever is remarked; more of them hold the fewer."""
    text = "a = 1\nb = 2\nc = 3\nd = 4\ne = a + b + c + d\n"

    def drawn(text: str, size: int) -> list[str]:
        return [mutant.after for mutant in mutants.drawn(text, size)]

    three = drawn(text, 3)
    assert len(three) == 3 and drawn(text, 3) == three
    assert drawn(text + "# a remark\n", 3) == three
    assert set(three) < set(drawn(text, 5))
    assert len(drawn(text, 0)) == len(mutate.mutants(text))


def test_a_program_that_fails_unchanged_is_not_mutated(
    site: Site, capfd: pytest.CaptureFixture[str]
) -> None:
    site.card("page", "wrong", "assert 1 + 1 == 3\n")
    assert run(site) == 1
    assert "page#wrong fails unchanged" in capfd.readouterr().err
