# --8<-- [start:idea]
import torch
from torch import nn
from torch.utils.flop_counter import FlopCounterMode

torch.manual_seed(0)
model = nn.Sequential(
    nn.Linear(256, 512), nn.ReLU(), nn.Linear(512, 64)
)
X = torch.randn(32, 256, requires_grad=True)  # as inside a network
with FlopCounterMode(display=False) as counter:
    model(X).sum().backward()
weights = sum(p.numel() for p in model.parameters() if p.ndim == 2)
each = counter.get_total_flops() / weights / len(X)
print(f"{weights:,} weights: {each:.0f} FLOPs each per example")

flops = 6 * 175e9 * 300e9  # GPT-3: weights, tokens
hours = flops / 24.6e12 / 3600  # of a V100 at 24.6 TFLOP/s
energy = hours * 330 * 1.10 / 1e9  # 330 W and overhead, in GWh
tons = energy * 1e6 * 0.429 / 1e3  # 0.429 kg of CO2e per kWh
cars = tons / 4.6  # for a year
print(f"GPT-3: {energy:.2f} GWh, {tons:.0f} t, as {cars:.0f} cars")
# --8<-- [end:idea]
# --8<-- [start:evidence]
import matplotlib.pyplot as plt

assert counter.get_total_flops() == 6 * weights * 32
bloom = 433.2e3 * 0.057 / 1e3  # kWh measured, grid of France
print(f"BLOOM: 0.43 GWh, {bloom:.1f} t, a factor of {tons / bloom:.0f}")


def feed(explore, seed):
    """Views of the five most shown of 50 equal items, and which."""
    torch.manual_seed(seed)
    clicks, views = torch.zeros(2, 50)
    for _ in range(60):  # days
        best = (clicks + torch.rand(50)).topk(5).indices  # ties: chance
        odds = torch.full((50,), explore / 50)
        odds[best] += (1 - explore) / 5
        shown = torch.multinomial(odds, 1000, replacement=True)
        clicked = shown[torch.rand(1000) < 0.1]  # each is as good
        views += torch.bincount(shown, minlength=50)
        clicks += torch.bincount(clicked, minlength=50)
    top = views.topk(5)
    share = 100 * top.values.sum() / views.sum()
    return share.item(), tuple(top.indices.sort().values.tolist())


print("by chance   views of the 5 most shown of 50, in 5 runs")
shares, winners = {}, {}
for chance in (0, 0.1, 1):
    runs = [feed(chance, seed) for seed in range(5)]
    shares[chance] = [share for share, _ in runs]
    winners[chance] = {items for _, items in runs}
    told = "  ".join(f"{share:5.1f}%" for share in shares[chance])
    print(f"{chance:9.0%}   {told}")
assert min(shares[0]) == 100 and len(winners[0]) == 5
assert min(shares[0.1]) > 89 and max(shares[1]) < 12

plt.bar(["GPT-3", "BLOOM"], [tons, bloom], color=["C3", "C0"])
plt.ylabel("t of CO2e for training")
plt.title("The same size of model: grid and chips decide")
plt.show()
# --8<-- [end:evidence]
