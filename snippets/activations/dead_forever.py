import matplotlib.pyplot as plt
import torch
from sklearn.datasets import load_digits
from torch import nn

X, y = load_digits(return_X_y=True)
X, y = torch.tensor(X / 16, dtype=torch.float32), torch.tensor(y)


def awake_again(activation, rule, seed):
    """Kill half of two layers, train; (epoch, layer) shares awake."""
    torch.manual_seed(seed)
    model = nn.Sequential(
        *(nn.Linear(64, 64), activation()),
        *(nn.Linear(64, 64), activation(), nn.Linear(64, 10)),
    )
    with torch.no_grad():  # nearest image ends 0.1 left of zero
        for i in (0, 2):
            highest = model[: i + 1](X).amax(0)
            model[i].bias[:32] -= highest[:32] + 0.1
    before = model[0].weight[:32].clone()
    optimizer = rule(model.parameters())
    history = []
    for _ in range(9):
        on = [(model[:i](X) > 0).any(0)[:32] for i in (2, 4)]
        history.append([layer.float().mean().item() for layer in on])
        for i in torch.randperm(len(X)).split(100):
            loss = nn.functional.cross_entropy(model(X[i]), y[i])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
    frozen = torch.equal(model[0].weight[:32], before)
    assert frozen == (activation is nn.ReLU)
    return history


rules = {
    "SGD": lambda weights: torch.optim.SGD(weights, lr=0.2),
    "Adam": lambda weights: torch.optim.Adam(weights),
}
print("awake after 8 epochs:  layer 1   layer 2")
for name, rule in rules.items():
    for f in (nn.ReLU, nn.LeakyReLU):
        runs = [awake_again(f, rule, seed) for seed in range(5)]
        runs = torch.tensor(runs)  # (seed, epoch, layer)
        assert runs.shape == (5, 9, 2) and runs[:, 0].max() == 0
        one, two = runs[:, -1].mean(0)
        print(f"{name:5} {f.__name__:10} {one:13.2f} {two:9.2f}")
        if f is nn.ReLU:
            assert runs[:, :, 0].max() == 0 and two > 0.3
        else:
            assert one > 0.2 if name == "Adam" else one < 0.1
        for layer in (0, 1) if (name, f) == ("SGD", nn.ReLU) else ():
            plt.plot(runs[:, :, layer].T, f"C{layer}", lw=0.8)
            plt.plot(
                [], f"C{layer}", label=f"layer {layer + 1}, 5 seeds"
            )

plt.title("Dead ReLUs wake in layer 2, never in layer 1 (SGD)")
plt.xlabel("epochs after the units were killed")
plt.ylabel("share awake again")
plt.ylim(-0.03, 1.03)
plt.legend(loc="upper left")
plt.show()
