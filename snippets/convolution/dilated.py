# --8<-- [start:idea]
import torch
from torch import nn


class Causal(nn.Conv1d):
    """Padded on the left alone: no output sees the future."""

    def forward(self, x):
        before = self.dilation[0] * (self.kernel_size[0] - 1)
        return super().forward(nn.functional.pad(x, (before, 0)))


def wavenet(dilations, channels=1):
    layers, n_in = [], 1
    for d in dilations:
        layers += [Causal(n_in, channels, 2, dilation=d), nn.ReLU()]
        n_in = channels
    return nn.Sequential(*layers[:-1])


torch.manual_seed(0)
for dilations in ([1] * 10, [2**k for k in range(10)]):
    weights = sum(p.numel() for p in wavenet(dilations, 4).parameters())
    print(f"{weights} weights see {1 + sum(dilations)} steps")


# --8<-- [end:idea]
# --8<-- [start:gradient]
def seen(model, length=3000, at=2000):
    """Steps, relative to output `at`, that send it a gradient."""
    for p in model.parameters():
        nn.init.ones_(p)  # so that nothing cancels out
    x = torch.ones(1, 1, length, requires_grad=True)
    model(x)[0, 0, at].backward()
    return x.grad[0, 0].nonzero()[:, 0] - at


for name, dilations in {
    "ten of 1": [1] * 10,
    "1, 2 ... 512": [2**k for k in range(10)],
    "five of 2": [2] * 5,
}.items():
    steps = seen(wavenet(dilations))
    print(f"{name:12} {len(steps):4} steps, ", end="")
    print(f"from {steps.min()} to {steps.max()}")
    assert steps.max() == 0 and steps.min() == -sum(dilations)
both = nn.Conv1d(1, 1, 3, padding=512, dilation=512)
print(f"padded on both sides: up to {seen(both).max()} steps ahead")
# --8<-- [end:gradient]
# --8<-- [start:task]
import matplotlib.pyplot as plt

loss_fn = nn.BCEWithLogitsLoss()
print("repeat the bit of 100 steps ago (3 seeds)")
for dilations in ([1] * 7, [2**k for k in range(7)]):
    scores = []
    for seed in range(3):
        torch.manual_seed(seed)
        model = wavenet(dilations, 16)
        optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
        for _ in range(100):
            bits = torch.randint(2, (16, 1, 180)).float()
            logits, target = model(bits)[:, :1, 100:], bits[:, :, :-100]
            loss = loss_fn(logits, target)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
        right = ((logits > 0) == (target == 1)).double().mean()
        scores.append(100 * right.item())
    low, high = min(scores), max(scores)
    print(f"up to {dilations[-1]:2}: {low:.0f} to {high:.0f} %")
    assert low > 90 or (high < 60 and sum(dilations) < 100)

fig, ax = plt.subplots(figsize=(6, 3.4))
reached = {15}
for level, d in zip((4, 3, 2, 1), (8, 4, 2, 1), strict=True):
    for t in reached:
        ax.plot([t, t], [level, level - 1], "C0")
        ax.plot([t, t - d], [level, level - 1], "C0")
    reached |= {t - d for t in reached}
for level in range(5):
    ax.plot(range(18), [level] * 18, "o", color="gray", ms=3)
ax.set_xticks([0, 5, 10, 15])
ax.set_yticks(range(5), ["input", "1", "2", "4", "8"])
ax.set(xlabel="time step", ylabel="dilation")
ax.set_title(f"Four layers, one output sees {len(reached)} steps")
plt.show()
# --8<-- [end:task]
