# --8<-- [start:idea]
import torch
from sklearn.datasets import load_digits
from torch import nn

torch.manual_seed(0)
X, y = load_digits(return_X_y=True)
X, y = torch.tensor(X / 16).float(), torch.tensor(y)  # (1797, 64)
layers = [nn.Linear(64, 64) for _ in range(10)]

hidden, inputs = X, []
for layer in layers:
    nn.init.xavier_uniform_(layer.weight)
    z = layer(hidden)
    z.retain_grad()  # keep the gradient that arrives here
    inputs.append(z)
    hidden = torch.sigmoid(z)
nn.functional.cross_entropy(nn.Linear(64, 10)(hidden), y).backward()

for k in (10, 7, 4, 1):
    print(f"layer {k:2}: gradient {inputs[k - 1].grad.norm():.1e}")
# --8<-- [end:idea]
# --8<-- [start:evidence]
import matplotlib.pyplot as plt


def gradient_norms(slope, centered, seed):
    """Norms of the gradient at the 10 inputs of 4 * slope * sigmoid."""
    torch.manual_seed(seed)
    hidden, inputs = X, []
    for _ in range(10):
        layer = nn.Linear(64, 64)
        nn.init.xavier_uniform_(layer.weight)
        z = layer(hidden)
        z.retain_grad()
        inputs.append(z)
        hidden = 4 * slope * (torch.sigmoid(z) - centered / 2)
    logits = nn.Linear(64, 10)(hidden)
    nn.functional.cross_entropy(logits, y).backward()
    return torch.stack([z.grad.norm() for z in inputs])


print("slope  centered  kept per layer (10 seeds)")
for slope, color in ((0.25, "C1"), (1.0, "C0")):
    for centered, style in ((False, "-"), (True, "--")):
        runs = [gradient_norms(slope, centered, s) for s in range(10)]
        norms = torch.stack(runs)  # (seed, layer)
        kept = (norms[:, 0] / norms[:, -1]) ** (1 / 9)
        error = kept.std() / 10**0.5
        told = "yes" if centered else "no"
        print(f"{slope:5}  {told:8}  {kept.mean():.2f} ± {error:.3f}")
        if slope < 1:
            assert 0.2 < kept.min() and kept.max() < 0.3
        elif centered:
            assert kept.min() > 0.9
        else:
            assert 0.5 < kept.min() and kept.max() < 0.75
        label = f"slope {slope:g}{', centered' if centered else ''}"
        lines = plt.semilogy(
            range(1, 11), norms.T, color, lw=1, linestyle=style
        )
        lines[0].set_label(label)  # one line a seed
plt.xlabel("hidden layer (1 is next to the input)")
plt.ylabel("norm of the gradient at its inputs")
plt.title("Each slope of 1/4 divides the gradient by four")
plt.legend(loc="lower right")
plt.show()
# --8<-- [end:evidence]
