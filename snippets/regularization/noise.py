# --8<-- [start:idea]
import torch
from sklearn.datasets import load_diabetes
from torch.linalg import lstsq, solve

torch.manual_seed(0)
X, y = load_diabetes(return_X_y=True)
X, y = torch.tensor(X * 442**0.5), torch.tensor(y)  # centered X
y = (y - y.mean()) / y.std()
sigma, copies = 0.5, 256
noisy = X.repeat(copies, 1)
noisy = noisy + sigma * torch.randn_like(noisy)  # new noise for each
with_noise = lstsq(noisy, y.repeat(copies)[:, None]).solution[:, 0]
penalty = len(X) * sigma**2 * torch.eye(10).double()
fits = {"no noise": solve(X.T @ X, X.T @ y), "noise": with_noise}
fits["ridge"] = solve(X.T @ X + penalty, X.T @ y)
print("weight of    bmi     s1     s2")
for name, w in fits.items():
    print(f"{name:8} {w[2]:7.2f} {w[4]:6.2f} {w[5]:6.2f}")
# --8<-- [end:idea]
# --8<-- [start:evidence]
import matplotlib.pyplot as plt

ridge = fits["ridge"]
# Any noise of this mean and covariance has the same average loss, so
# take one of 20 equally likely vectors, which can be summed up
eye = torch.eye(10).double()
noise = sigma * 10**0.5 * torch.cat([eye, -eye])
all_copies = (X + noise[:, None]).flatten(0, 1)
exact = lstsq(all_copies, y.repeat(20)[:, None]).solution[:, 0]
w = torch.zeros(10).double().requires_grad_()
optimizer = torch.optim.SGD([w], lr=0.1, weight_decay=2 * sigma**2)
for _ in range(300):
    optimizer.zero_grad()
    torch.nn.functional.mse_loss(X @ w, y).backward()
    optimizer.step()
assert (exact - ridge).abs().max() < 1e-9
assert (w - ridge).abs().max() < 1e-6

away = torch.zeros(5, 256)  # (seed, copies - 1), from ridge
for seed in range(5):
    torch.manual_seed(seed)
    gram = moment = 0
    for k in range(256):
        draw = X + sigma * torch.randn_like(X)
        gram, moment = gram + draw.T @ draw, moment + draw.T @ y
        away[seed, k] = (solve(gram, moment) - ridge).norm()
away = 100 * away / ridge.norm()
alone = 100 * (fits["no noise"] - ridge).norm() / ridge.norm()
print(f"distance from ridge, no noise {alone:6.0f}%")
for copies in (1, 16, 256):
    mean = away[:, copies - 1].mean()
    print(f"copies with noise {copies:5} {mean:12.1f}%")
means = away.mean(0)
assert alone > 2 * means[0] and means[0] > 2 * means[15]
assert means[15] > 2 * means[255]

counts = torch.tensor([2**i for i in range(9)])
plt.loglog(counts, away[:, counts - 1].T, "C0.-", lw=0.8)
plt.plot([], "C0", label="Gaussian noise, 5 seeds")
plt.axhline(alone, color="gray", ls="--", label="no noise")
plt.title("More draws of noise, closer to ridge")
plt.xlabel("noisy copies of each example")
plt.ylabel("distance from ridge, %")
plt.legend(loc="lower left")
plt.show()
# --8<-- [end:evidence]
