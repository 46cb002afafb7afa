# --8<-- [start:idea]
import torch

x, label = 1.5, 4.0
start = torch.tensor([2.0, 1.0, -3.0, 0.5])
w1, b1, w2, b2 = (p.clone().requires_grad_() for p in start)

x1 = w1 * x + b1  # layer 1
x2 = w2 * x1 + b2  # layer 2
loss = (x2 - label) ** 2
loss.backward()

at_x2 = 2 * (x2 - label)  # d(loss)/d(x2)
at_x1 = w2 * at_x2  # d(loss)/d(x1): this travels on to layer 1
hand = {"w2": x1 * at_x2, "b2": at_x2, "w1": x * at_x1, "b1": at_x1}
for (name, by_hand), p in zip(
    hand.items(), (w2, b2, w1, b1), strict=True
):
    print(
        f"{name}  by hand {by_hand.item():6.1f}  backward {p.grad:6.1f}"
    )
# --8<-- [end:idea]
# --8<-- [start:evidence]
from torch import nn

torch.manual_seed(0)
X, y = torch.randn(100, 8), torch.randint(3, (100,))
model = nn.Sequential(nn.Linear(8, 32), nn.Tanh(), nn.Linear(32, 3))
loss_fn, order = nn.CrossEntropyLoss(), []


def bytes_kept(rows, graph=True):
    """What a forward pass keeps for backward, parameters left out."""
    kept = {}
    parameters = {p.data_ptr() for p in model.parameters()}

    def pack(tensor):
        if tensor.data_ptr() not in parameters:
            kept[tensor.data_ptr()] = tensor.nbytes
        return tensor

    hooks = torch.autograd.graph.saved_tensors_hooks(pack, lambda t: t)
    with hooks, torch.set_grad_enabled(graph):
        loss_fn(model(X[:rows]), y[:rows])
    return sum(kept.values())


for name, parameter in model.named_parameters():
    parameter.register_post_accumulate_grad_hook(
        lambda p, name=name: order.append(name)
    )
before = [p.detach().clone() for p in model.parameters()]
loss = loss_fn(model(X), y)
loss.backward()
print("gradients arrive:", ", ".join(order))
same = map(torch.equal, model.parameters(), before)
print("weights unchanged by backward:", all(same))
for rows in (1, 10, 100):
    print(f"{rows:3} rows: {bytes_kept(rows):6} bytes kept")
print(f"under no_grad: {bytes_kept(100, graph=False)} bytes")

optimizer = torch.optim.SGD(model.parameters(), lr=0.5)
losses = [loss.item()]
for _ in range(5):
    optimizer.step()
    optimizer.zero_grad()
    loss = loss_fn(model(X), y)
    loss.backward()
    losses.append(loss.item())
print("five steps:", " ".join(f"{value:.3f}" for value in losses))
assert losses == sorted(losses, reverse=True)
# --8<-- [end:evidence]
