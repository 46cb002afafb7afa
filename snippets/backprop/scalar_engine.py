# --8<-- [start:idea]
tape = []  # every number, in the order in which it was made


class Value:
    def __init__(self, data, local=()):
        # local: pairs of what it was made from, and the slope there
        self.data, self.grad, self.local = data, 0.0, local
        tape.append(self)

    def __add__(self, other):
        return Value(self.data + other.data, [(self, 1), (other, 1)])

    def __mul__(self, other):
        local = [(self, other.data), (other, self.data)]
        return Value(self.data * other.data, local)

    def backward(self):
        self.grad = 1.0
        for node in reversed(tape):
            for parent, slope in node.local:
                parent.grad += slope * node.grad  # chain, and add up


x, w, b = Value(2.0), Value(-3.0), Value(1.0)
wx = w * x
loss = (wx + b) * wx  # wx is used twice
loss.backward()
print(f"dx {x.grad}  dw {w.grad}  db {b.grad}")
# --8<-- [end:idea]
# --8<-- [start:evidence]
import math
import random

import matplotlib.pyplot as plt
import torch


def tanh(value):
    out = math.tanh(value.data)
    return Value(out, [(value, 1 - out**2)])


Value.tanh = tanh


def random_graph(numbers, seed):
    """Thirty random operations on numbers; all that was made."""
    choose, numbers = random.Random(seed), list(numbers)
    for _ in range(30):
        a, b = choose.choices(numbers, k=2)
        numbers.append(choose.choice([(a + b).tanh(), a * b, a.tanh()]))
    return numbers


def draw_graph(nodes, names, places):
    """Values and gradients, and an arrow back along each slope."""
    for node, name, place in zip(nodes, names, places, strict=True):
        told = f"{name} = {node.data:g}\ngradient {node.grad:g}"
        plt.text(*place, told, color="C0", ha="center", va="center")
        for parent, slope in node.local:
            to = places[nodes.index(parent)]
            line = {"arrowstyle": "->", "color": "gray"}
            line |= {"shrinkA": 32, "shrinkB": 32}
            plt.annotate("", to, place, arrowprops=line)
            middle = (
                (to[0] + place[0]) / 2,
                (to[1] + place[1]) / 2 + 0.06,
            )
            plt.text(*middle, f"× {slope:g}", color="C1", ha="center")


names = ["x", "w", "b", "wx", "wx + b", "loss"]
places = [(0, 2), (0, 1), (0, 0), (1.1, 1.5), (2, 0.4), (3, 1.5)]
draw_graph(tape, names, places)
plt.xlim(-0.4, 3.4)
plt.ylim(-0.3, 2.3)
plt.axis("off")
plt.title("Backward: times the slope, and paths add up")
plt.show()

reached = []
for seed in range(200):
    tape.clear()
    torch.manual_seed(seed)
    theirs = torch.randn(5, dtype=torch.float64, requires_grad=True)
    random_graph(theirs.unbind(), seed)[-1].backward()
    inputs = [Value(number) for number in theirs.tolist()]
    random_graph(inputs, seed)[-1].backward()
    ours = torch.tensor([v.grad for v in inputs], dtype=torch.float64)
    assert torch.allclose(ours, theirs.grad, rtol=0, atol=1e-10)
    reached += (theirs.grad != 0).tolist()
print("200 random graphs: PyTorch's gradients, to 1e-10")
print(f"{sum(reached) / 1000:.0%} of their gradients are not zero")
assert 400 < sum(reached) < 650
# --8<-- [end:evidence]
