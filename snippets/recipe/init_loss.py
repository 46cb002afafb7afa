# --8<-- [start:idea]
import torch
from torch import nn


def shares(y):  # of each class, or of 0 and 1
    return y.long().flatten().bincount() / len(y)


@torch.no_grad()
def set_output_bias(last, y):
    """Let the outputs of a last linear layer start at the shares."""
    share = shares(y)
    one = last.out_features == 1  # a sigmoid follows
    last.bias.copy_(share[1].logit() if one else share.log())


torch.manual_seed(0)
y = torch.tensor([0] * 10 + [1])
expected = -(shares(y) * shares(y).log()).sum()
last = nn.Linear(64, 1)
set_output_bias(last, y)
logits = last(torch.zeros(11, 64))[:, 0]  # of no input at all
loss = nn.BCEWithLogitsLoss()(logits, y.float())
print(f"expected {expected:.3f}, with the bias set {loss:.3f}")
# --8<-- [end:idea]
# --8<-- [start:evidence]
import matplotlib.pyplot as plt
from sklearn.datasets import load_digits

assert torch.isclose(loss, expected)
torch.manual_seed(0)
X, y = load_digits(return_X_y=True)
X, nine = torch.tensor(X / 16), torch.tensor(y == 9).double()[:, None]
train, val, test = torch.randperm(len(X)).split([1197, 300, 300])


def losses(make, lr, bias):  # at 21 steps, means of 3 seeds
    found = torch.zeros(3, 21)
    for seed in range(3):
        torch.manual_seed(seed)
        model = nn.Sequential(nn.Linear(64, 64), nn.ReLU())
        model.append(nn.Linear(64, 1)).double()
        if bias == "shares":
            set_output_bias(model[2], nine[train])
        optimizer = make(model.parameters(), lr)
        for step in range(21):
            loss = nn.BCEWithLogitsLoss()(model(X[train]), nine[train])
            found[seed, step] = loss.item()
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
    return found.mean(0)


runs = {}
print("is it a nine?       step 0   step 10   step 20  (3 seeds)")
rates = {"SGD": (0.3, 1, 3), "Adam": (0.01, 0.03, 0.1)}
for kind in rates:
    for bias, style in (("random", ":"), ("shares", "-")):
        make, name = getattr(torch.optim, kind), f"{kind}, {bias} bias"
        tries = [losses(make, lr, bias) for lr in rates[kind]]
        runs[name] = run = min(tries, key=lambda run: run[20])
        print(f"{name:17}{run[0]:10.2f}{run[10]:10.2f}{run[20]:10.2f}")
        plt.plot(run, style, label=name)
sgd, sgd_set, adam, adam_set = runs.values()
assert sgd[0] > 0.5 > 0.4 > sgd_set[0]
assert (sgd - sgd_set)[10:].abs().max() < 0.06
assert adam[20] > 1.5 * adam_set[20]
plt.title("The right bias skips the first plunge")
plt.xlabel("step")
plt.ylabel("training loss (nats)")
plt.legend(title="means of 3 seeds")
plt.show()
# --8<-- [end:evidence]
