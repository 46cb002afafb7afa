# --8<-- [start:idea]
import torch
import torch.nn.functional as F
from torch import nn


@torch.no_grad()
def layers(tokens, skip, depth=12):
    """States (token, feature) after each layer of random attention."""
    states = [tokens]
    for _ in range(depth):
        x = states[-1][None]  # (1, token, feature)
        out, _ = nn.MultiheadAttention(64, 4, batch_first=True)(x, x, x)
        x = x + out if skip else out
        states.append(F.layer_norm(x, [64])[0])
    return torch.stack(states)  # (depth + 1, token, feature)


torch.manual_seed(0)
tokens = torch.randn(16, 64)
for skip in (False, True):
    unit = F.normalize(layers(tokens, skip)[-1], dim=1)
    print(f"skip {skip!s:5}: mean cosine {(unit @ unit.T).mean():.3f}")
# --8<-- [end:idea]
# --8<-- [start:evidence]
import matplotlib.pyplot as plt

found = {True: [], False: []}
likeness = {True: [], False: []}
for seed in range(5):
    for skip in (True, False):
        torch.manual_seed(seed)
        tokens = torch.randn(16, 64)
        units = F.normalize(layers(tokens, skip), dim=2)
        likeness[skip].append(units.mean(dim=1).square().sum(dim=1))
        nearest = (units[-1] @ units[0].T).argmax(dim=1)
        found[skip].append((nearest == torch.arange(16)).sum().item())

print("5 seeds     nearest to its own token    mean cosine")
print("            after 12 layers, of 16      layer 2      12")
for skip, color, name in (
    (True, "C0", "skip"),
    (False, "C1", "no skip"),
):
    runs = torch.stack(likeness[skip])  # (seed, layer)
    mean = runs.mean(dim=0)
    print(
        f"{name:9}  {min(found[skip]):4} to {max(found[skip]):2}",
        end="",
    )
    print(f"{mean[2]:26.3f}  {mean[12]:6.3f}")
    lines = plt.plot(runs.T, color, lw=1)
    lines[0].set_label(name)  # one line a seed
plt.title("Without skips all tokens become one vector")
plt.xlabel("layer")
plt.ylabel("mean cosine between tokens")
plt.legend()
plt.show()

assert min(found[True]) == 16 and max(found[False]) <= 4
assert torch.stack(likeness[False])[:, 12].min() > 0.99
assert torch.stack(likeness[True])[:, 12].max() < 0.6
# --8<-- [end:evidence]
