import matplotlib.pyplot as plt
import torch

logits = torch.tensor([2.0, 1.0, 0.0])
temperatures = [0.1, 0.5, 1, 2, 10]
rows = torch.stack([(logits / T).softmax(0) for T in temperatures])

print("   T     A     B     C   odds A:B  choices")
for T, p in zip(temperatures, rows, strict=True):
    odds = (p[0] / p[1]).item()
    assert abs(odds / torch.tensor(1 / T).exp() - 1) < 1e-3
    choices = torch.special.entr(p).sum().exp()  # e^entropy
    print(f"{T:4}  {p[0]:.3f} {p[1]:.3f} {p[2]:.3f}", end="")
    print(f"  {odds:8.1f}  {choices:7.2f}")

top = rows[:, 0]
assert (top.diff() < 0).all()  # hotter is flatter
assert top[0] > 0.9999  # cold: the argmax
assert (logits / 0).softmax(0).isnan().all()  # but not at 0
assert ((logits / 1e4).softmax(0) - 1 / 3).abs().max() < 1e-4

torch.manual_seed(0)
many = torch.randn(10_000, 10)
assert many.shape == (10_000, 10)
best = many.argmax(1)
for T in temperatures:  # the order stays, so does accuracy
    assert torch.equal((many / T).softmax(1).argmax(1), best)

fig, ax = plt.subplots()
for k, name in enumerate("ABC"):
    places = torch.arange(len(temperatures)) + 0.27 * (k - 1)
    label = f"{name}, logit {2 - k}"
    heights = rows[:, k].tolist()
    ax.bar(places.tolist(), heights, 0.25, color=f"C{k}", label=label)
ax.axhline(1 / 3, color="gray", linestyle="--", label="uniform")
ax.set_xticks(range(len(temperatures)), temperatures)
ax.set(xlabel="temperature T", ylabel="probability")
ax.set_title("Cold sharpens, hot flattens")
ax.legend(loc="upper right")
plt.show()
