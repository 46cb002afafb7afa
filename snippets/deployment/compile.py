# --8<-- [start:idea]
import torch
from torch import nn

graphs = []


def counting(graph, example_inputs):
    """A backend that counts the graphs it gets, and runs them as is."""
    graphs.append(graph)
    return graph.forward


def with_print(x):
    x = x.relu() + 1
    print("  hello from Python")
    return x * 2


torch.manual_seed(0)
compiled = torch.compile(with_print, backend=counting)
for call in (1, 2):
    answer = compiled(torch.ones(3)).tolist()
    print(f"call {call}: {answer}, {len(graphs)} graphs so far")
# --8<-- [end:idea]
# --8<-- [start:evidence]
import matplotlib.pyplot as plt


def plain(x):
    return x.relu() + 1


def branch(x):
    return x * 3 if x.sum() > 0 else x - 1


def loop(x, n):
    for _ in range(n):
        x = x.relu() + 1
    return x


class Counter(nn.Module):
    calls = 0

    def forward(self, x):
        self.calls += 1
        return x.relu() + self.calls


def count(function, calls):
    """Graphs that some calls build, and the sum of their answers."""
    torch.compiler.reset()
    graphs.clear()
    compiled = torch.compile(function, backend=counting)
    total = sum(compiled(*call).sum().item() for call in calls)
    return len(graphs), total


x, module = torch.ones(4), Counter()
sizes = [torch.ones(n) for n in range(2, 7)]
cases = {
    "the same input": (plain, 5 * [(x,)]),
    "5 sizes": (plain, [(size,) for size in sizes]),
    "3 dtypes": (plain, [(x,), (x.double(),), (x.int(),)]),
    "if on a tensor": (branch, [(x,), (-x,)]),
    "5 loop lengths": (loop, [(x, n) for n in range(1, 6)]),
    "a counter in the module": (module, 5 * [(x,)]),
}
counts = {}
for name, (function, calls) in cases.items():
    counts[name], total = count(function, calls)
    print(
        f"{name:24} {counts[name]} graphs, answers sum to {total:3.0f}"
    )
    if function is not module:  # which would go on counting
        eager = sum(function(*call).sum().item() for call in calls)
        assert total == eager
assert counts["the same input"] == 1 and counts["5 loop lengths"] == 5

plt.barh(list(counts)[::-1], list(counts.values())[::-1])
plt.xlabel("graphs built in all calls together")
plt.title("What makes torch.compile build again")
plt.show()
# --8<-- [end:evidence]
