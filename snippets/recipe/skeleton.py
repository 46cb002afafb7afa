import matplotlib.pyplot as plt
import torch
from sklearn.datasets import load_digits
from torch import nn

X, y = load_digits(return_X_y=True)
X, y = torch.tensor(X / 16, dtype=torch.float32), torch.tensor(y)
order = torch.randperm(
    len(X), generator=torch.Generator().manual_seed(0)
)
train, val, test = order.split([1197, 300, 300])  # indices


def run(targets: torch.Tensor, seed: int) -> list[float]:
    """Train on X[train] and its targets (rows,), classes 0 to 9.

    Returns the share of X[val] that is right, before training and
    after each of 6 epochs.
    """
    torch.manual_seed(seed)
    model = nn.Linear(64, 10)
    optimizer = torch.optim.SGD(model.parameters(), lr=0.5)
    scores = []
    for epoch in range(7):
        right = model(X[val]).argmax(1) == y[val]
        scores.append(right.float().mean().item())
        if epoch == 6:
            return scores
        for i in torch.randperm(len(train)).split(32):
            logits = model(X[train[i]])
            loss = nn.functional.cross_entropy(logits, targets[i])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()


guess = y[train].mode().values
constant = (y[val] == guess).float().mean().item()
real, shuffled = [], []
for seed in range(5):
    real.append(run(y[train], seed))
    mixed = y[train][torch.randperm(len(train))]
    shuffled.append(run(mixed, seed))
assert run(y[train], seed=0) == real[0]  # to the last bit

print(f"validation accuracy, always {guess}: {constant:.2f}")
print("true labels    ", *(f"{scores[-1]:.2f}" for scores in real))
print("shuffled labels", *(f"{scores[-1]:.2f}" for scores in shuffled))
assert min(scores[-1] for scores in real) > 0.9 > constant + 0.6
assert max(scores[-1] for scores in shuffled) < 0.35

plt.plot(torch.tensor(real).T, "C1", lw=0.8)
plt.plot(torch.tensor(shuffled).T, "C3", lw=0.8)
plt.axhline(constant, ls="--", color="gray")
plt.text(6, 0.85, "true labels, 5 seeds", color="C1", ha="right")
plt.text(6, 0.25, "shuffled labels, 5 seeds", color="C3", ha="right")
plt.text(6, 0.02, f"always {guess}", color="gray", ha="right")
plt.title("The skeleton learns from the labels")
plt.xlabel("epoch")
plt.ylabel("validation accuracy")
plt.ylim(0, 1)
plt.show()
