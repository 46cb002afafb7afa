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
    model(X).square().sum().backward()
weights = sum(p.numel() for p in model.parameters() if p.ndim == 2)
each = counter.get_total_flops() / weights / len(X)
print(f"{each:.0f} FLOPs per weight and example")

flops = 6 * 175e9 * 300e9  # GPT-3: weights, tokens
hours = flops / 24.6e12 / 3600  # of a V100 at 24.6 TFLOP/s
energy = hours * 330 * 1.10 / 1e9  # 330 W and overhead, in GWh
tons = energy * 1e6 * 0.429 / 1e3  # 0.429 kg of CO2e per kWh
print(
    f"GPT-3: {energy:.2f} GWh, {tons:.0f} t, {tons / 4.6:.0f} cars' year"
)
# --8<-- [end:idea]
# --8<-- [start:evidence]
import matplotlib.pyplot as plt

assert counter.get_total_flops() == 6 * weights * 32
bloom = 433.2e3 * 0.057 / 1e3  # kWh measured, grid of France
print(f"BLOOM: 0.43 GWh, {bloom:.1f} t, a factor of {tons / bloom:.0f}")


def feed(explore, seed):
    """Share of the 5 most shown of 50 equally good items, by day."""
    torch.manual_seed(seed)
    clicks = torch.ones(50)
    shares = []
    for _ in range(200):
        best = (clicks + 0.01 * torch.rand(50)).topk(5).indices
        shown = torch.full((50,), explore / 50)
        shown[best] += (1 - explore) / 5  # the most clicked, and chance
        views = torch.multinomial(shown, 1000, replacement=True)
        clicked = views[torch.rand(1000) < 0.1]  # each is as good
        clicks += torch.bincount(clicked, minlength=50)
        day = torch.bincount(views, minlength=50).topk(5).values.sum()
        shares.append(day.item() / 10)
    return shares, best.sort().values.tolist()


fig, (left, right) = plt.subplots(1, 2, figsize=(8, 3.6))
left.bar(["GPT-3", "BLOOM"], [tons, bloom], color=["C3", "C0"])
left.set(ylabel="t of CO2e for training", title="Grid and chips decide")
print("by chance   the 5 most shown get (last 50 days, 5 runs)")
shown = {}
for k, explore in enumerate((0, 0.1, 1)):
    runs = [feed(explore, seed) for seed in range(5)]
    shares = torch.tensor([shares for shares, _ in runs])
    last = shares[:, -50:].mean(1)
    print(f"{explore:9.0%}   {last.min():.0f}% to {last.max():.0f}%")
    winners = {tuple(best) for _, best in runs}
    shown[explore] = last, len(winners)
    right.plot(
        shares.mean(0), f"C{k}", label=f"{explore:.0%} by chance"
    )
assert shown[0][0].min() == 100 and shown[0][1] == 5  # others each time
assert shown[0.1][0].min() > 80 and shown[1][0].max() < 25
right.set(xlabel="day", ylabel="share of the 5 most shown, %")
right.set_title("What is shown gets clicked")
right.legend(loc="center right")
plt.show()
# --8<-- [end:evidence]
