# --8<-- [start:idea]
import torch
from torch import nn

torch.manual_seed(0)
X = torch.randn(32, 8)  # (examples, features)
trunk = nn.Linear(8, 4)
head_a, head_b = nn.Linear(4, 1), nn.Linear(4, 1)

hidden = trunk(X).tanh()  # both losses share this part of the graph
loss_a = head_a(hidden).square().mean()
loss_b = (head_b(hidden) - 1).square().mean()
(loss_a + loss_b).backward()  # once, through all of it

together = trunk.weight.grad.clone()
print(f"gradient of the trunk: {together.norm():.3f}")
# --8<-- [end:idea]
# --8<-- [start:evidence]
import matplotlib.pyplot as plt


def carry_state(detach, step=True, **options):
    """Graph nodes at each of 6 batches, the state kept between them."""
    torch.manual_seed(1)
    cell = nn.Linear(3 + 5, 5)
    optimizer = torch.optim.SGD(cell.parameters())
    state, counts = torch.zeros(2, 5), []
    for _ in range(6):
        if detach:
            state = state.detach()  # the value stays, the history goes
        state = cell(
            torch.cat([torch.randn(2, 3), state], dim=1)
        ).tanh()
        loss = state.sum()
        counts.append(nodes(loss))
        loss.backward(**options)
        if step:
            optimizer.step()
    return counts


def nodes(tensor):
    """How many operations the graph behind a tensor has."""
    seen, todo = set(), [tensor.grad_fn]
    while todo:
        node = todo.pop()
        if node is not None and node not in seen:
            seen.add(node)
            todo += [parent for parent, _ in node.next_functions]
    return len(seen)


for options in ({}, {"retain_graph": True}):
    try:
        carry_state(detach=False, **options)
    except RuntimeError as error:
        print(f"kept, {options}: {str(error)[:56]} ...")
grown = carry_state(detach=False, step=False, retain_graph=True)
steady = carry_state(detach=True)
print(f"kept, retained, no step: {grown} nodes")
print(f"detached:                {steady} nodes")
growth = grown[1] - grown[0]
assert grown == [grown[0] + growth * step for step in range(6)]
assert growth > 0 and len(set(steady)) == 1

trunk.zero_grad()
hidden = trunk(X).tanh()
head_a(hidden).square().mean().backward(retain_graph=True)
(head_b(hidden) - 1).square().mean().backward()
same = torch.allclose(trunk.weight.grad, together, atol=1e-6)
print(f"two passes, retained: the same to 1e-6: {same}")

weight = torch.ones(2, requires_grad=True)
shifted = (weight + 1).sum()  # additions keep nothing
shifted.backward()
shifted.backward()
print(f"an addition, backward twice: {weight.grad.tolist()}")

plt.plot(range(1, 7), grown, "C1o-", label="retain_graph=True")
plt.plot(range(1, 7), steady, "C0o-", label="state.detach()")
plt.xlabel("step")
plt.ylabel("operations in the graph")
plt.title("Without detach each step goes back to the first")
plt.legend()
plt.show()
# --8<-- [end:evidence]
