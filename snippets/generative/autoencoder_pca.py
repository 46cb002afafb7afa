# --8<-- [start:idea]
import torch
from sklearn.datasets import load_digits
from torch.nn import Linear, ReLU, Sequential


def autoencoder(X, k):  # with k codes: the model and its error
    model = Sequential(Linear(64, k), Linear(k, 64)).double()
    options = {"max_iter": 250, "line_search_fn": "strong_wolfe"}
    optimizer = torch.optim.LBFGS(model.parameters(), **options)

    def closure():
        optimizer.zero_grad()
        loss = (model(X) - X).square().sum(1).mean()
        loss.backward()
        return loss

    optimizer.step(closure)
    return model, closure().item()


torch.manual_seed(0)
X = torch.tensor(load_digits().data[:600] / 16)
X = X - X.mean(0)
axes = torch.linalg.svd(X, full_matrices=False).Vh  # PCA's, in rows
pca = (X @ axes[:2].T @ axes[:2] - X).square().sum(1).mean()
print(f"error: autoencoder {autoencoder(X, 2)[1]:.3f}, PCA {pca:.3f}")
# --8<-- [end:idea]
# --8<-- [start:evidence]
print("3 seeds  plane shared  axes' cosine")
for n_codes in (2, 8):
    V, runs = axes[:n_codes], []
    for seed in range(3):
        torch.manual_seed(seed)
        model, _ = autoencoder(X, n_codes)
        W = model[1].weight.detach()  # (64, n_codes)
        shared = (V @ torch.linalg.qr(W).Q).square().sum() / n_codes
        same = (V @ (W / W.norm(dim=0))).abs().amax(0).mean()
        runs.append([shared, same])
    shared, same = torch.tensor(runs).mean(0)
    print(f"{n_codes} codes {shared:13.3f} {same:13.2f}")
    assert shared > 0.999
assert same < 0.85
# --8<-- [end:evidence]
# --8<-- [start:hidden]
import matplotlib.pyplot as plt

X, y = load_digits(return_X_y=True)
X, runs = torch.tensor(X / 16), []
for seed in range(3):
    torch.manual_seed(seed)
    order = torch.randperm(len(X))
    centered = X[order] - X[order[:1297]].mean(0)
    train, new = centered.split([1297, 500])
    encoder = Sequential(Linear(64, 64), ReLU(), Linear(64, 2))
    decoder = Sequential(Linear(2, 64), ReLU(), Linear(64, 64))
    model = Sequential(encoder, decoder).double()
    optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
    for batch in train[torch.randint(1297, (200, 256))]:
        optimizer.zero_grad()
        (model(batch) - batch).square().mean().backward()
        optimizer.step()
    V = torch.linalg.svd(train, full_matrices=False).Vh[:2]
    deep = (model(new) - new).square().sum(1).mean().item()
    pca = (new @ V.T @ V - new).square().sum(1).mean().item()
    runs.append([deep, pca])
deep, pca = torch.tensor(runs).T
print(f"new images: PCA {pca.mean():.2f}, network {deep.mean():.2f}")
assert (deep < 0.8 * pca).all()
codes = encoder(new).detach()
for digit in range(6):
    plt.plot(*codes[y[order[1297:]] == digit].T, ".", label=digit)
plt.legend(loc="lower right")
plt.title("New digits as two numbers, by the encoder")
plt.show()
# --8<-- [end:hidden]
