import matplotlib.pyplot as plt
import torch
from sklearn.datasets import load_digits
from torch.nn import functional as F

X, y = load_digits(return_X_y=True)
X, y = torch.tensor(X / 16, dtype=torch.float32), torch.tensor(y)
n_models, n_blocks, width, batch, n_steps = 6, 12, 32, 32, 60


def weights(rows, columns):  # one matrix per model, Xavier's scale
    bound = (6 / (rows + columns)) ** 0.5
    W = torch.empty(n_models, rows, columns).uniform_(-bound, bound)
    return W.requires_grad_()


def norm(h):
    return F.layer_norm(h, (width,))


def train(post, warmup, lr):
    """Training loss of each model, mean of the last ten steps."""
    torch.manual_seed(0)
    embed, head = weights(64, width), weights(width, 10)
    blocks = [weights(width, width) for _ in range(2 * n_blocks)]
    optimizer = torch.optim.Adam([embed, head, *blocks], lr)
    scheduler = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda i: min((i + 1) / (warmup + 1), 1)
    )
    losses = []
    for _ in range(n_steps):
        i = torch.randint(len(X), (n_models, batch))
        h = X[i] @ embed  # (models, batch, width)
        for W_in, W_out in zip(blocks[::2], blocks[1::2], strict=True):
            if post:
                h = norm(h + F.relu(h @ W_in) @ W_out)
            else:
                h = h + F.relu(norm(h) @ W_in) @ W_out
        logits = (norm(h) @ head).movedim(-1, 1)
        loss = F.cross_entropy(logits, y[i], reduction="none").mean(1)
        optimizer.zero_grad()
        loss.sum().backward()  # no model sees another's loss
        optimizer.step()
        scheduler.step()
        losses.append(loss.detach())
    return torch.stack(losses[-10:]).mean(0)


rates = [1e-3, 3e-3, 1e-2, 1.5e-2]
kinds = {
    "post-norm": (True, 0),
    "post-norm, warm-up": (True, 30),
    "pre-norm": (False, 0),
}
print("mean loss, rate" + "".join(f"{lr:9}" for lr in rates))
loss = {}
for i, (name, kind) in enumerate(kinds.items()):
    runs = torch.stack([train(*kind, lr) for lr in rates])
    loss[name] = runs  # (rates, models)
    print(f"{name:18}" + "".join(f"{m:9.1f}" for m in runs.mean(1)))
    plt.plot(rates, runs.mean(1), f"C{i}.-", label=name)
    low, high = runs.amin(1), runs.amax(1)
    plt.fill_between(rates, low, high, color=f"C{i}", alpha=0.2, lw=0)
bare, warm, pre = loss.values()
gap = bare.mean(1) - warm.mean(1)  # by rate
error = ((bare.var(1) + warm.var(1)) / n_models) ** 0.5
assert gap[3] > max(0.5, 3 * error[3])  # highest rate: it helps
assert gap[0] < -0.05  # lowest rate: it costs
best = [runs.mean(1).min() for runs in (bare, warm, pre)]
assert best[1] > best[0] - 0.05  # rate tuned: it gains nothing
assert pre.mean(1).max() < warm[3].mean() < 1.6
plt.title("Warm-up makes high rates usable")
plt.xscale("log")
plt.xticks(rates, rates, minor=False)
plt.xlabel("full learning rate of Adam")
plt.ylabel("training loss after 60 steps")
plt.legend(loc="upper left")
plt.show()
