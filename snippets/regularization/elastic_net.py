import matplotlib.pyplot as plt
import torch
from sklearn.linear_model import ElasticNet

torch.manual_seed(0)
torch.set_default_dtype(torch.double)
# 100 data sets of 40 examples; features 0 and 1 are nearly twins
X = torch.randn(100, 40, 10)
X[..., 1] = X[..., 0] + 0.1 * torch.randn(100, 40)
X -= X.mean(1, keepdim=True)
X /= X.std(1, correction=0, keepdim=True)
# Both twins have the true weight 1, the others 0
y = X[..., :2].sum(2, keepdim=True) + torch.randn(100, 40, 1)
A, b = X.mT @ X / 40, X.mT @ y / 40  # the loss's slope: A w - b


def fit(l1, l2):
    """Weights (data set, 10, 1) at the minimum."""
    step = 1 / torch.linalg.matrix_norm(A, 2).max()
    w = ahead = torch.zeros(100, 10, 1)
    for i in range(3000):
        # Downhill on the loss, then toward zero for both penalties
        before, w = w, ahead - step * (A @ ahead - b)
        w = w.sign() * (w.abs() - step * l1).clamp(min=0)
        w = w / (1 + step * l2)
        ahead = w + i / (i + 3) * (w - before)  # Nesterov
    return w


print("100 data sets   a twin is zero   its weight     both added")
spreads = []
for l1, l2, color in (0.1, 0, "C0"), (0.1, 0.1, "C1"):
    name = "elastic net" if l2 else "L1"
    w = fit(l1, l2)
    model = ElasticNet(l1 + l2, l1_ratio=l1 / (l1 + l2), tol=1e-10)
    model.set_params(random_state=0, max_iter=10**5)
    gap = model.fit(X[0], y[0, :, 0]).coef_ - w[0, :, 0].numpy()
    assert abs(gap).max() < 1e-4
    twins = w[:, :2, 0]
    zero, both = (twins == 0).any(1), twins.sum(1)
    share = f"{name:11} {zero.double().mean():13.0%}"
    span = f"{twins.min():11.1f} to {twins.max():.1f}"
    print(f"{share} {span} {both.mean():8.1f} ± {both.std():.1f}")
    spreads.append(twins.std())
    if l2:
        pull = (b - A @ w)[:, :2, 0]  # sum of x_ij r_i, over n
        assert ((twins + pull / -l2).diff().abs() < 1e-9).all()
        assert not zero.any()
    else:
        assert zero.double().mean() > 0.3
    assert 1.5 < both.mean() < 2
    assert (w[:, 2:] == 0).double().mean() > 0.3  # the rest
    plt.plot(*twins.T, ".", color=color, label=name)
assert spreads[0] > 4 * spreads[1]

plt.title("L1 picks a twin, elastic net shares")
plt.xlabel("weight of one twin")
plt.ylabel("weight of the other")
plt.legend(loc="upper right")
plt.show()
