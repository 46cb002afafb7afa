# --8<-- [start:idea]
import torch
from torch import nn

torch.manual_seed(0)
hidden = torch.randn(500, 256)  # (batch, units)
inputs = []
for _ in range(30):
    layer = nn.Linear(256, 256, bias=False)
    nn.init.kaiming_normal_(layer.weight)  # variance 2 / 256
    z = layer(hidden)
    z.retain_grad()
    inputs.append(z)
    hidden = torch.relu(z)
hidden.backward(torch.randn_like(hidden))

for k in (30, 20, 10, 1):
    gradient = inputs[k - 1].grad
    zero = (gradient == 0).float().mean()
    print(f"layer {k:2}: {zero:.0%} zero, norm {gradient.norm():.0f}")
# --8<-- [end:idea]
# --8<-- [start:evidence]
import matplotlib.pyplot as plt

n = 256
print("variance  kept a layer      predicted  zero")
for name, variance, color in (
    ("2/n, He", 2 / n, "C0"),
    ("1/n", 1 / n, "C1"),
    ("1/(3n)", 1 / (3 * n), "C2"),
):
    norms, zeros = [], []
    for seed in range(5):
        torch.manual_seed(seed)
        hidden, inputs = torch.randn(500, n), []
        for _ in range(30):
            weight = (
                variance**0.5 * torch.randn(n, n)
            ).requires_grad_()
            z = hidden @ weight.T
            z.retain_grad()
            inputs.append(z)
            hidden = torch.relu(z)
        hidden.backward(torch.randn_like(hidden))
        norms.append([z.grad.norm().item() for z in inputs])
        zeros.append(
            [(z.grad == 0).float().mean().item() for z in inputs]
        )
    norms, zeros = torch.tensor(norms), 100 * torch.tensor(zeros)
    kept = (norms[:, 0] / norms[:, -1]) ** (1 / 29)
    expected = (variance * n / 2) ** 0.5
    print(f"{name:8}  {kept.min():.3f} to {kept.max():.3f}", end="")
    print(f"     {expected:.3f}      {zeros.mean():.0f}%")
    mean = norms.log().mean(dim=0).exp()
    plt.semilogy(range(1, 31), mean, color, label=name)
    assert (kept - expected).abs().max() < 0.02
    assert abs(zeros.mean() - 50) < 2
plt.title("Half the entries go; the norm stays with He's 2/n")
plt.xlabel("layer (1 is next to the input)")
plt.ylabel("norm of the gradient")
plt.legend(title="variance of the weights", loc="lower right")
plt.show()
# --8<-- [end:evidence]
