import matplotlib.pyplot as plt
import torch
from sklearn.datasets import load_digits
from torch import nn
from torch.nn.functional import cross_entropy, mse_loss

torch.set_default_dtype(torch.double)  # same digits on any CPU
images, digits = load_digits(return_X_y=True)
images, digits = torch.tensor(images) / 16, torch.tensor(digits)


@torch.no_grad()
def look(model, place, X):  # sigma, gamma, |beta - mu| / sigma
    inputs, norm = model[:place](X), model[place]
    sigma, mu = inputs.std(dim=0), inputs.mean(dim=0)
    gap = (norm.bias - mu).abs() / sigma
    return torch.stack([sigma, norm.weight, gap])


found = torch.zeros(2, 2, 5, 3, 32)  # (task, when, seed, what, unit)
for seed in range(5):
    torch.manual_seed(seed)
    copy = nn.Sequential(nn.BatchNorm1d(32))
    noise = torch.randn(1000, 32) * torch.linspace(0.2, 1.5, 32) + 2
    classify = nn.Sequential(nn.Linear(64, 32), nn.BatchNorm1d(32))
    classify.extend([nn.ReLU(), nn.Linear(32, 10)])
    tasks = (
        (copy, 0, noise, noise, mse_loss, 3),
        (classify, 1, images, digits, cross_entropy, 0.1),
    )
    for task, (model, place, X, y, measure, lr) in enumerate(tasks):
        found[task, 0, seed] = look(model, place, X)
        optimizer = torch.optim.SGD(model.parameters(), lr=lr)
        for _ in range(300):
            i = torch.randint(len(X), (100,))
            loss = measure(model(X[i]), y[i])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
        found[task, 1, seed] = look(model, place, X)
    hits = classify.eval()(images).argmax(dim=1) == digits
    assert hits.double().mean() > 0.9
print("5 seeds          gamma   gamma / sigma   |beta - mu| / sigma")
for task, name in enumerate(("copy", "classify")):
    for when, label in enumerate(("start", "end")):
        sigma, gamma, gap = found[task, when].unbind(dim=1)
        ratio = gamma / sigma
        line = f"{gamma.mean():8.2f} {ratio.mean():15.2f}"
        print(f"{name:8} {label:5}{line} {gap.mean():21.2f}")
    plt.plot(sigma.flatten(), gamma.flatten(), f"C{task}.", label=name)
    undone = (ratio - 1).abs() < 0.2, gap < 0.3
    assert torch.stack(undone).all() if task == 0 else ratio.min() > 2

plt.axline((0, 0), slope=1, color="gray", lw=0.8, label="undone")
plt.xlabel("σ, deviation of what comes in")
plt.ylabel("γ, learned scale")
plt.title("γ undoes σ only if the loss asks for it")
plt.legend(loc="lower right")
plt.show()
