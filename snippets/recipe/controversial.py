import torch
from sklearn.datasets import load_digits
from torch.nn.functional import cross_entropy

X, y = load_digits(return_X_y=True)
X, y = torch.tensor(X / 16, dtype=torch.float32), torch.tensor(y)
order = torch.randperm(
    len(X), generator=torch.Generator().manual_seed(0)
)
train, val, test = order.split([1197, 300, 300])  # indices


def logits(X, W, V):  # (batch, 64) -> (15 networks, 10, batch)
    return ((X @ W).relu() @ V).mT


def score(i, weights):
    """Loss and accuracy: (2, rate, seed)."""
    out, target = logits(X[i], *weights), y[i].expand(15, -1)
    loss = cross_entropy(out, target, reduction="none").mean(1)
    right = (out.argmax(1) == target).float().mean(1)
    return torch.stack([loss.nan_to_num(9.0), right]).view(2, 3, 5)


print("            test accuracy       test loss")
print("batch rate  stopped  at end  stopped  at end")
shared, final = [], []
for batch, low in (16, 0.1), (256, 0.4):
    rates = low * 2 ** torch.arange(3)
    lr = rates.repeat_interleave(5).view(-1, 1, 1)
    torch.manual_seed(0)  # the same five starts for each rate
    W = torch.randn(5, 64, 32).repeat(3, 1, 1) / 32**0.5
    V = torch.randn(5, 32, 10).repeat(3, 1, 1) / 16**0.5
    weights = [W.requires_grad_(), V.requires_grad_()]
    history = []
    for _ in range(30):  # epochs
        for i in train[torch.randperm(1197)].split(batch):
            out = logits(X[i], *weights)
            loss = 15 * cross_entropy(out, y[i].expand(15, -1))
            grads = torch.autograd.grad(loss, weights)
            with torch.no_grad():
                for w, grad in zip(weights, grads, strict=True):
                    w -= lr * grad
        with torch.no_grad():
            both = [score(i, weights) for i in (val, test)]
        history.append(torch.stack(both))
    scores = torch.stack(history)  # (epoch, val or test, 2, rate, seed)
    val_loss = scores[:, 0, 0]
    k = val_loss[-1].mean(1).argmin()  # the rate, chosen on val
    epoch = val_loss[:, k].argmin(0)  # the checkpoint of each seed
    end = scores[-1, 1, :, k]  # (loss or accuracy, seed)
    stop = scores[epoch, 1, :, k, torch.arange(5)].T
    (stop_loss, stop_right), (loss, right) = stop.mean(1), end.mean(1)
    print(
        f"{batch:5}{rates[k]:5.1f}{stop_right:9.2f}{right:8.2f}", end=""
    )
    print(f"{stop_loss:9.2f}{loss:8.2f}")
    assert right > 0.9 and abs(stop_right - right) < 0.03
    shared.append(val_loss[-1, rates == 0.4].mean())
    final.append(right)
print(f"val loss at rate 0.4: {shared[0]:.2f} and {shared[1]:.2f}")
assert shared[1] > shared[0]  # one rate for both is unfair
assert abs(final[0] - final[1]) < 0.03
