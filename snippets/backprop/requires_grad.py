# --8<-- [start:idea]
import torch
from torch import nn
from torch.nn.functional import mse_loss

torch.manual_seed(0)
X, y = torch.randn(8, 3), torch.randn(8, 2)
model = nn.Linear(3, 2)

output = model(X)
pred = output.detach()  # here the graph is lost
loss = mse_loss(pred, y)

steps = {"X": X, "weight": model.weight, "output": output}
steps |= {"pred": pred, "loss": loss}
for name, tensor in steps.items():
    writer = tensor.grad_fn.name() if tensor.grad_fn else "-"
    print(f"{name:6}  {tensor.requires_grad!s:5}  {writer}")
# --8<-- [end:idea]
# --8<-- [start:ways]
lost = {
    "detach()": mse_loss(output.detach(), y),
    ".data": mse_loss(output.data, y),
    "through NumPy": mse_loss(
        torch.from_numpy(output.detach().numpy()), y
    ),
    ".item()": torch.tensor(mse_loss(output, y).item()),
    "argmax": output.argmax(1).float().mean(),
    "comparison": (output > 0).float().mean(),
}
with torch.no_grad():
    lost["no_grad"] = mse_loss(model(X), y)
with torch.inference_mode():
    lost["inference_mode"] = mse_loss(model(X), y)
torch.set_grad_enabled(False)  # never set back
lost["set_grad_enabled"] = mse_loss(model(X), y)
torch.set_grad_enabled(True)
lost["all frozen"] = mse_loss(model.requires_grad_(False)(X), y)
model.requires_grad_(True)

messages = set()
for way, loss in lost.items():
    print(f"{way:16}  loss {loss:.3f}")
    try:
        loss.backward()
    except RuntimeError as error:
        messages.add(str(error))
print(f"{len(lost)} ways, {len(messages)} message:")
print(messages.pop())
assert model.weight.grad is None

loss = mse_loss(
    output.detach(), y
).requires_grad_()  # no error, no cure
loss.backward()
print("requires_grad_ on the loss:", end=" ")
print(f"loss.grad {loss.grad}, weight.grad {model.weight.grad}")
mse_loss(model(X), y).backward()  # the mend for all: nothing between
expected = 2 * (model(X) - y).T @ X / y.numel()
assert torch.allclose(model.weight.grad, expected, atol=1e-6)
print("with its graph: the slopes of the formula")
# --8<-- [end:ways]
# --8<-- [start:kin]
import warnings


def numpy_of_a_graph():
    model(X).numpy()


def whole_numbers():
    torch.arange(3, requires_grad=True)


def scaled_after():
    weight = torch.randn(3, requires_grad=True) * 0.01
    torch.optim.SGD([weight])


for mistake in (numpy_of_a_graph, whole_numbers, scaled_after):
    try:
        mistake()
    except (RuntimeError, ValueError) as error:
        print(f"{mistake.__name__}: {error}")

hidden, kept = model(X), model(X)
kept.retain_grad()
(hidden + kept).sum().backward()
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    print(f"grad of a result: {hidden.grad}, {len(caught)} warning")
print(f"after retain_grad(): {kept.grad[0].tolist()}")
# --8<-- [end:kin]
