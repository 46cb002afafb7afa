# --8<-- [start:idea]
import torch
from torch import nn


def init_weights(module: nn.Module) -> None:
    """He's start for layers before a ReLU; others stay as they are."""
    if isinstance(module, nn.Linear | nn.Conv2d):
        nn.init.kaiming_normal_(module.weight, nonlinearity="relu")
        if module.bias is not None:
            nn.init.zeros_(module.bias)


torch.manual_seed(0)
model = nn.Sequential(nn.Conv2d(1, 64, 3), nn.BatchNorm2d(64))
model.extend([nn.ReLU(), nn.Flatten(), nn.Linear(64 * 36, 10)])
model.apply(init_weights)  # calls it on every module inside
for name, p in model.named_parameters():
    print(f"{name:9} mean {p.mean():6.3f}  std {p.std():.4f}")
# --8<-- [end:idea]
# --8<-- [start:evidence]
for layer, inputs in ((model[0], 1 * 3 * 3), (model[4], 64 * 36)):
    expected = (2 / inputs) ** 0.5
    print(f"sqrt(2 / {inputs:4}) = {expected:.4f}")
    assert abs(layer.weight.std() / expected - 1) < 0.2
    assert layer.bias.eq(0).all()
assert model[1].weight.eq(1).all()  # the norm was left alone


conv = nn.Conv2d(1, 4, 3)
mistakes = {
    "the layer, not its weight": lambda: nn.init.kaiming_normal_(conv),
    "a bias": lambda: nn.init.kaiming_normal_(conv.bias),
    "no torch.no_grad()": lambda: conv.weight.fill_(0.5),
    "a plain tensor": lambda: setattr(conv, "weight", torch.zeros(3)),
}
for name, mistake in mistakes.items():
    try:
        mistake()
    except (
        AttributeError,
        RuntimeError,
        TypeError,
        ValueError,
    ) as error:
        print(f"{name}: {type(error).__name__}")
        print(f"    {error}")

layer = nn.Linear(4, 4)
optimizer = torch.optim.SGD(layer.parameters(), lr=0.1)
layer.weight = nn.Parameter(torch.zeros(4, 4))  # too late
bias = layer.bias.detach().clone()
layer(torch.ones(1, 4)).sum().backward()
optimizer.step()
weight = layer.weight.abs().max()
bias = (layer.bias - bias).abs().max()
print(f"replaced: moved by {weight:.1f}, the bias by {bias:.1f}")
assert layer.weight.grad.norm() > 0 and weight == 0 and bias > 0

for std in (1.0, 0.02):
    w = nn.init.trunc_normal_(torch.empty(300, 300), std=std)
    print(f"trunc_normal_(std={std}): std {w.std():.3f}")
    assert abs(w.std() - (0.88 if std == 1 else 0.02)) < 0.01
# --8<-- [end:evidence]
