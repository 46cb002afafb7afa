# --8<-- [start:idea]
import torch
from sklearn.datasets import load_digits
from torch import nn


def autoencoder(X, k):  # with k codes: the model and its error
    model = nn.Sequential(nn.Linear(64, k), nn.Linear(k, 64)).double()
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
print("3 seeds  error above PCA's  plane shared  axes' cosine")
for n_codes in (2, 8):
    V, runs = axes[:n_codes], []
    for seed in range(3):
        torch.manual_seed(seed)
        model, error = autoencoder(X, n_codes)
        W = model[1].weight.detach()  # (64, n_codes)
        shared = (V @ torch.linalg.qr(W).Q).square().sum() / n_codes
        same = (V @ nn.functional.normalize(W, dim=0)).abs()
        pca = (X @ V.T @ V - X).square().sum(1).mean()
        runs.append([error - pca, shared, same.amax(0).mean()])
    gap, shared, same = torch.tensor(runs).T
    print(f"{n_codes} codes  {gap.max():17.4f}", end="")
    print(f"{shared.mean():15.3f}  {same.mean():13.2f}")
    assert gap.max() < 1e-4 and shared.mean() > 0.999
assert same.mean() < 0.85
# --8<-- [end:evidence]
# --8<-- [start:hidden]
import matplotlib.pyplot as plt

X, y = load_digits(return_X_y=True)
X, runs = torch.tensor(X / 16), []
for seed in range(3):
    torch.manual_seed(seed)
    order = torch.randperm(len(X))
    centered = X - X[order[:1297]].mean(0)
    train, new = centered[order].split([1297, 500])
    encoder = nn.Sequential(nn.Linear(64, 64), nn.ReLU())
    decoder = nn.Sequential(nn.Linear(2, 64), nn.ReLU())
    encoder.append(nn.Linear(64, 2))
    decoder.append(nn.Linear(64, 64))
    model = nn.Sequential(encoder, decoder).double()
    optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
    for _ in range(200):
        batch = train[torch.randint(1297, (256,))]
        optimizer.zero_grad()
        nn.functional.mse_loss(model(batch), batch).backward()
        optimizer.step()
    V = torch.linalg.svd(train, full_matrices=False).Vh[:2]
    fits = model(new), new @ V.T @ V
    errors = [(new - fit).square().sum(1) for fit in fits]
    runs.append([error.mean().item() for error in errors])
deep, pca = torch.tensor(runs).T
print("2 codes, error on new images, mean of 3 seeds")
print(f"PCA {pca.mean():.2f}, with hidden layers {deep.mean():.2f}")
assert (deep < 0.8 * pca).all()

codes = encoder(new).detach()
for digit in range(6):
    plt.plot(*codes[y[order[1297:]] == digit].T, ".", label=digit)
plt.legend()
plt.title("New digits as two numbers, by the encoder")
plt.show()
# --8<-- [end:hidden]
