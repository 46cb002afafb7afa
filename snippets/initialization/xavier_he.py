# --8<-- [start:idea]
import torch
from torch import nn

torch.manual_seed(0)
linear, conv = nn.Linear(300, 600), nn.Conv2d(16, 64, 3)
fans = {linear: (300, 600), conv: (16 * 3 * 3, 64 * 3 * 3)}
starts = {
    "Xavier normal": nn.init.xavier_normal_,
    "Xavier uniform": nn.init.xavier_uniform_,
    "He normal": nn.init.kaiming_normal_,
    "He uniform": nn.init.kaiming_uniform_,
}
print("variance x 1000 formula  drawn")
for layer, (fan_in, fan_out) in fans.items():
    print(layer)
    for name, start in starts.items():
        average = (fan_in + fan_out) / 2
        var = 1 / average if "Xavier" in name else 2 / fan_in
        drawn = start(layer.weight).var()
        print(f"{name:14} {1000 * var:8.2f} {1000 * drawn:6.2f}")
# --8<-- [end:idea]
# --8<-- [start:evidence]
import matplotlib.pyplot as plt


def norms(start, activation, seed):
    """Root mean square of activations and gradients by layer."""
    torch.manual_seed(seed)
    hidden, layers = torch.randn(100, 256), []
    for _ in range(50):
        layer = nn.Linear(256, 256, bias=False)
        if start == "Xavier":
            nn.init.xavier_normal_(layer.weight)
        elif start == "He":
            nn.init.kaiming_normal_(layer.weight)
        elif start != "default":
            nn.init.normal_(layer.weight, std=float(start))
        hidden = activation(layer(hidden))
        hidden.retain_grad()
        layers.append(hidden)
    (hidden * torch.randn_like(hidden)).sum().backward()
    sizes = torch.stack(layers), torch.stack([h.grad for h in layers])
    both = torch.stack(sizes).detach().double()
    return both.square().mean((2, 3)).sqrt()  # (2, layer)


fig, axes = plt.subplots(1, 2, sharey=True)
for k, start in enumerate(("0.01", "default", "Xavier", "He", "0.2")):
    forward, backward = norms(start, torch.relu, 0)
    axes[0].semilogy(range(1, 51), forward, f"C{k}", label=start)
    axes[1].semilogy(range(1, 51), backward, f"C{k}")
axes[0].set(ylim=(1e-20, 1e60), ylabel="root mean square")
axes[0].set(title="activations", xlabel="layer of 50, ReLU")
axes[1].set(title="gradients", xlabel="layer of 50, ReLU")
axes[0].legend(loc="upper left", title="start or std")
fig.suptitle("He keeps both directions level in a ReLU net")
plt.show()

print("3 seeds   Xavier: forward, back   He: forward, back")
gelu, silu = nn.functional.gelu, nn.functional.silu
for activation in (torch.relu, torch.tanh, gelu, silu, torch.sigmoid):
    told, low, high = f"{activation.__name__:8}", {}, {}
    for start in ("Xavier", "He"):
        runs = [norms(start, activation, seed) for seed in range(3)]
        ends = torch.stack(runs)[:, (0, 1), (-1, 0)]  # (seed, 2)
        forward, backward = ends.median(0).values
        told += f"    {forward:8.0e} {backward:8.0e}"
        low[start], high[start] = ends.min(), ends.max()
    print(told)
    if activation is torch.relu:
        assert high["Xavier"] < 1e-6
        assert low["He"] > 0.1 and high["He"] < 10
    elif activation is torch.tanh:
        assert low["Xavier"] > 0.05 and 8 < high["He"] < 15
    elif activation is torch.sigmoid:
        assert low["He"] < 1e-20 and low["Xavier"] < 1e-20
    else:
        assert high["Xavier"] < 1e-13 and low["He"] < 0.1
# --8<-- [end:evidence]
