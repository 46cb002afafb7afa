import matplotlib.pyplot as plt
import torch
from sklearn.datasets import load_diabetes
from torch.linalg import lstsq, solve

torch.set_default_dtype(torch.double)
X, y = map(torch.tensor, load_diabetes(return_X_y=True))
X = (X - X.mean(0)) / X.std(0)  # (442, 10)
y = (y - y.mean()) / y.std()
n, d = X.shape
sigma = 0.5
eye = torch.eye(d)
plain = solve(X.T @ X, X.T @ y)
ridge = solve(X.T @ X + n * sigma**2 * eye, X.T @ y)
# A noise of 20 equally likely vectors: mean 0, covariance sigma**2 I
noise = sigma * d**0.5 * torch.cat([eye, -eye])
assert noise.T.cov(correction=0).allclose(sigma**2 * eye)
copies = (X + noise[:, None]).flatten(0, 1)  # all of them: (8840, 10)
noisy = lstsq(copies, y.repeat(20)[:, None]).solution[:, 0]

w = torch.zeros(d, requires_grad=True)
optimizer = torch.optim.SGD([w], lr=0.1, weight_decay=2 * sigma**2)
for _ in range(500):
    optimizer.zero_grad()
    torch.nn.functional.mse_loss(X @ w, y).backward()
    optimizer.step()

print("weight of           bmi      s1      s2")
fits = {"least squares": plain, "all noisy copies": noisy}
fits |= {"ridge": ridge, "weight decay": w.detach()}
for name, weights in fits.items():
    bmi, s1, s2 = weights[[2, 4, 5]]
    print(f"{name:16} {bmi:7.3f} {s1:7.3f} {s2:7.3f}")
    exact = (weights - ridge).abs().max() < 1e-12
    assert exact == (name != "least squares")

away = torch.zeros(5, 256)  # (seed, copies - 1)
for seed in range(5):
    torch.manual_seed(seed)
    gram = moment = 0
    for i in range(256):
        draw = X + sigma * torch.randn(n, d)
        gram, moment = gram + draw.T @ draw, moment + draw.T @ y
        away[seed, i] = (solve(gram, moment) - ridge).norm()
away /= ridge.norm()
alone = (plain - ridge).norm() / ridge.norm()
first, some, many = away.mean(0)[[0, 15, 255]]
print(f"away from ridge: no noise {alone:.0%}, Gaussian noise")
print(f"1 copy {first:.0%}, 16 copies {some:.1%}, 256 {many:.1%}")
assert alone > 2 * first > 4 * some > 8 * many

counts = torch.tensor([2**i for i in range(9)])
plt.loglog(counts, away[:, counts - 1].T, "C0.-", lw=0.8)
plt.plot([], "C0", label="Gaussian noise, 5 seeds")
plt.axhline(alone, color="gray", ls="--", label="no noise")
plt.title("More draws of noise, closer to ridge")
plt.xlabel("noisy copies of each example")
plt.ylabel("relative distance of the weights")
plt.legend(loc="lower left")
plt.show()
