# --8<-- [start:threshold]
import torch
from torch import nn


def soft_threshold_(weights, amount: float) -> None:
    """Move each weight toward zero by amount; what is nearer gets 0.

    weights: tensors, changed in place. After each step of plain SGD,
    with amount = lr * l1, in place of the penalty in the loss.
    """
    with torch.no_grad():
        for w in weights:
            w.copy_(nn.functional.softshrink(w, amount))


# --8<-- [end:threshold]
# --8<-- [start:evidence]
import matplotlib.pyplot as plt
from sklearn.datasets import load_digits

X, y = load_digits(return_X_y=True)
X, y = torch.tensor(X / 16).float(), torch.tensor(y)

bins = torch.logspace(-8.5, 0.5, 28).tolist()
for name in ("SGD, L1 in loss", "Adam, L1 in loss", "SGD, threshold"):
    sizes = []
    for seed in range(3):
        torch.manual_seed(seed)
        layers = nn.Linear(64, 64), nn.ReLU(), nn.Linear(64, 10)
        model = nn.Sequential(*layers)
        weights = [p for p in model.parameters() if p.ndim > 1]
        optimizer = torch.optim.SGD(model.parameters(), lr=0.2)
        if name == "Adam, L1 in loss":
            optimizer = torch.optim.Adam(model.parameters(), lr=0.003)
        for batch in torch.randint(len(X), (300, 50)):
            logits = model(X[batch])
            loss = nn.functional.cross_entropy(logits, y[batch])
            if name != "SGD, threshold":
                penalty = sum(w.abs().sum() for w in weights)
                loss = loss + 0.003 * penalty
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            if name == "SGD, threshold":
                with torch.no_grad():
                    for w in weights:
                        w.copy_(
                            nn.functional.softshrink(w, 0.2 * 0.003)
                        )
        sizes.append(nn.utils.parameters_to_vector(weights).abs())
    w = torch.cat(sizes).detach()
    zero, small = (w == 0).float().mean(), (w < 0.001).float().mean()
    print(f"{name:17} zero {zero:4.0%}   below 0.001 {small:4.0%}")
    assert small > 0.4
    if name == "SGD, threshold":
        assert zero > 0.4
    else:
        assert zero < 0.001
    w = w.clamp(min=1e-8)  # zeros go to the far left
    plt.hist(w, bins, label=name, histtype="step", lw=1.5)
plt.xscale("log")
plt.xticks([1e-8, 1e-4, 0.01, 1], ["exactly 0", "1e-4", "0.01", "1"])
plt.title("L1 in the loss: small weights, no zeros")
plt.xlabel("size of the weight")
plt.ylabel("weights of 3 networks")
plt.legend(loc="upper right")
plt.show()
# --8<-- [end:evidence]
