# --8<-- [start:idea]
import torch

logits = torch.tensor([2.0, 1.0, 0.0])
temperatures = [0.1, 0.5, 1, 2, 10]

print("   T     A     B     C   odds A:B")
for T in temperatures:
    p = (logits / T).softmax(0)
    odds = p[0] / p[1]
    print(f"{T:4}  {p[0]:.3f} {p[1]:.3f} {p[2]:.3f}  {odds:8.1f}")
# --8<-- [end:idea]
# --8<-- [start:evidence]
import matplotlib.pyplot as plt

torch.manual_seed(0)
many = torch.randn(10_000, 10)  # of as many samples
best = many.argmax(1)
changed = 0
for T in temperatures:
    changed += (many / T).softmax(1).argmax(1).ne(best).sum().item()
print(f"largest class changed: {changed} of {len(many) * 5} times")
assert changed == 0

rows = torch.stack([(logits / T).softmax(0) for T in temperatures])
assert (rows[:, 0].diff() < 0).all()  # hotter is flatter
expected = torch.exp(1 / torch.tensor(temperatures))
assert torch.allclose(rows[:, 0] / rows[:, 1], expected, rtol=1e-3)
assert (logits / 0).softmax(0).isnan().all()  # not at T = 0

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
# --8<-- [end:evidence]
